package dev.fasynclens.syntax;

import java.util.Locale;

/**
 * Tells the words that are no part of C as the grammar knows it: annotations, known by name or
 * given away by standing where no name can.
 */
final class Annotations {
  private final Draft draft;
  private final Tokens tokens;
  private final Words words;
  private final Walk walk;

  Annotations(Draft draft, Words words, Walk walk) {
    this.draft = draft;
    this.tokens = draft.tokens();
    this.words = words;
    this.walk = walk;
  }

  /** Whether a word that parentheses follow is an annotation with arguments. */
  boolean isCall(int i, String word) {
    if (!KernelWords.ANNOTATIONS_WITH_ARGUMENTS.contains(word)) {
      int close = draft.brackets().partner(i + 1);
      return word.startsWith("__")
          && tokens.punctuation(walk.previous()) == ')'
          && walk.region() == Region.FILE
          && tokens.punctuation(draft.firstLeft(close + 1)) == '{';
    }
    return word.startsWith("__attribute")
        || walk.region() != Region.BLOCK
        || !walk.atStatementStart();
  }

  /** Whether a name has to be an unknown annotation, or a string macro before a string. */
  boolean isStray(int i, String word) {
    if (!words.isName(i)) {
      return false;
    }
    int next = i + 1;
    return switch (walk.region()) {
      case ARGUMENTS, INITIALISER ->
          words.isName(next) && tokens.punctuation(next + 1) != '(' && !isDeclarationInMacro(i);
      case FILE, MEMBERS, PARENTHESES -> isUnknown(i, word, next);
      case BLOCK, ENUMERATORS, CONDITION -> false;
    };
  }

  private boolean isDeclarationInMacro(int i) {
    return words.isTypeWord(walk.previous()) || tokens.is(i, "__typeof__");
  }

  private boolean isUnknown(int i, String word, int next) {
    int previous = walk.previous();
    boolean afterTypeWord =
        words.isTypeWord(previous) && !words.isTagKeyword(previous) && !words.isQualifier(previous);
    boolean afterTag = words.isName(previous) && words.isTagKeyword(draft.lastLeft(previous - 1));
    if (afterTypeWord || afterTag) {
      return words.isName(next) || (tokens.punctuation(next) == '*' && words.isName(previous));
    }
    boolean afterPointer = tokens.punctuation(previous) == '*' && words.isName(next);
    return afterPointer || (walk.region() == Region.FILE && isUnknownInFile(i, word, next));
  }

  private boolean isUnknownInFile(int i, String word, int next) {
    int previous = walk.previous();
    boolean first = i == walk.itemStart() || words.isStorageWord(previous);
    boolean typeFollows = words.isTypeWord(next) && !words.isQualifier(next);
    boolean storageFollows = tokens.is(next, "static") || tokens.is(next, "inline");
    boolean namesFollow = words.isName(next) && words.isName(next + 1);
    boolean loud = word.startsWith("__") || word.equals(word.toUpperCase(Locale.ROOT));
    boolean amidNames =
        words.isName(previous) && previous >= walk.itemStart() && words.isName(next);
    return (first && (typeFollows || storageFollows || (namesFollow && loud))) || amidNames;
  }
}
