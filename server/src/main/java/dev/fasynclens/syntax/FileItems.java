package dev.fasynclens.syntax;

/** Macros with arguments where declarations stand, and functions without a type. */
final class FileItems {
  private final Draft draft;
  private final Tokens tokens;
  private final Words words;
  private final Walk walk;
  private final Annotations annotations;
  private final ArgumentLists arguments;

  FileItems(Draft draft, Words words, Walk walk, Annotations annotations, ArgumentLists arguments) {
    this.draft = draft;
    this.tokens = draft.tokens();
    this.words = words;
    this.walk = walk;
    this.annotations = annotations;
    this.arguments = arguments;
  }

  /** A word with parentheses: a macro, a function without a type, or a declarator. */
  void invocation(int i, String word) {
    int close = draft.brackets().partner(i + 1);
    if (isDeclarator(i)) {
      if (annotations.isStray(i, word)) {
        draft.blank(i, close);
      }
      return;
    }
    char next = tokens.punctuation(draft.firstLeft(close + 1));
    switch (next) {
      case '{' -> giveType(i);
      case '(', '[', ',' -> {}
      case '=' -> becomeVariable(i);
      default -> becomeCall(i, next);
    }
  }

  /** Whether something of a type comes before. */
  private boolean isDeclarator(int i) {
    for (int j = walk.itemStart(); j < i; j++) {
      if (!draft.isGone(j) && !words.isStorageWord(j)) {
        return true;
      }
    }
    return false;
  }

  /** Puts a type before a function that has none, into blanks or into the head of its own name. */
  private void giveType(int i) {
    int start = tokens.start(i);
    int storage = walk.previous();
    if (storage >= walk.itemStart() && tokens.end(storage) - tokens.start(storage) >= 3) {
      draft.replace(storage, "int");
    } else if (start >= 2 && draft.isBlank(start - 1) && draft.isBlank(start - 2)) {
      draft.put(start - 2, "T ");
    } else if (tokens.end(i) - start >= 3) {
      draft.put(start, "T ");
    }
  }

  /** {@code MACRO(type, name) = ...} becomes {@code type name = ...}. */
  private void becomeVariable(int i) {
    int close = draft.brackets().partner(i + 1);
    for (int j = i + 2; j < close; j++) {
      if (tokens.punctuation(j) == ',') {
        draft.blank(i, i + 1);
        draft.blank(j);
        draft.blank(close);
        return;
      }
    }
  }

  /** {@code static MACRO(type, name)} becomes {@code MACRO(_type, name);}. */
  private void becomeCall(int i, char next) {
    int close = draft.brackets().partner(i + 1);
    draft.blank(walk.itemStart(), i - 1);
    if (next != ';') {
      draft.separate(close, ';');
      walk.startItem(close + 1);
    }
    if (isReadable(i + 2, close)) {
      arguments.makePlain(i + 1);
    } else {
      draft.blank(i + 2, close - 1);
    }
  }

  /** Whether arguments can be made a list of expressions, or are too interesting to be dropped. */
  private boolean isReadable(int from, int to) {
    boolean simple = true;
    int nesting = 0;
    for (int i = from; i < to; i++) {
      char c = tokens.punctuation(i);
      nesting += c == '(' ? 1 : c == ')' ? -1 : 0;
      simple &= c != '{' && c != ';' && c != '=' && !(nesting > 0 && words.isTypeWord(i));
      if (tokens.isWord(i) && tokens.spelling(i).contains("fasync")) {
        return true;
      }
    }
    return simple;
  }
}
