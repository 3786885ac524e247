package dev.fasynclens.syntax;

/**
 * Turns kernel C into C that the grammar reads, without moving a byte: annotations become blanks,
 * iteration macros become loops, types among the arguments of a macro become plain names, and so
 * on. The text and what is known of macros decide alone, so the same text always gives the same
 * mask, also after an edit.
 *
 * <p>This class walks over the tokens and says who deals with each; what becomes of a construct is
 * said by the class that is named after the place where it stands.
 */
final class Masker {
  /** Nesting of brackets beyond which no sane program goes. */
  static final int DEEPEST = 600;

  /** Nesting of {@code #if} beyond which no sane program goes. */
  static final int DEEPEST_CONDITIONALS = 100;

  private final Draft draft;
  private final Tokens tokens;
  private final Walk walk;
  private final Annotations annotations;
  private final ArgumentLists arguments;
  private final FileItems items;
  private final Members members;
  private final Statements statements;
  private final ListElements elements;

  private Masker(Draft draft) {
    this.draft = draft;
    this.tokens = draft.tokens();
    Words words = new Words(tokens);
    this.walk = new Walk(draft, words);
    this.annotations = new Annotations(draft, words, walk);
    this.arguments = new ArgumentLists(draft, words);
    this.items = new FileItems(draft, words, walk, annotations, arguments);
    this.members = new Members(draft, words, walk);
    this.statements = new Statements(draft, walk, arguments);
    this.elements = new ListElements(draft, walk, arguments);
  }

  /** Masks a text of which nothing else is known; the array is not changed. */
  static MaskedText mask(byte[] original) {
    return mask(original, Definitions.NONE);
  }

  /** Masks a text; the array is not changed. */
  static MaskedText mask(byte[] original, Definitions definitions) {
    Preprocessing preprocessing = new Preprocessing(original, definitions);
    preprocessing.run();
    Lexer lexer = new Lexer(preprocessing.bytes());
    lexer.run();
    Brackets brackets = new Brackets(lexer.tokens());
    boolean deep =
        brackets.depth() > DEEPEST || preprocessing.conditionalDepth() > DEEPEST_CONDITIONALS;
    boolean full = preprocessing.isFull() || lexer.tokens().isFull();
    if (!deep && !full) {
      // Otherwise the text is refused, and the walk might take for ever.
      new Masker(new Draft(preprocessing.bytes(), lexer.tokens(), brackets)).run();
    }
    return new MaskedText(
        preprocessing.bytes(),
        preprocessing.macros(),
        preprocessing.includes(),
        preprocessing.conditionals(),
        preprocessing.comments(),
        brackets.depth(),
        preprocessing.conditionalDepth(),
        full);
  }

  private void run() {
    for (int i = 0; i < tokens.count(); i++) {
      if (draft.isGone(i)) {
        continue;
      }
      if (tokens.isWord(i)) {
        word(i);
      } else if (tokens.isString(i)) {
        elements.string();
      } else {
        punctuation(i);
      }
      if (!draft.isGone(i)) {
        walk.passed(i);
      }
    }
  }

  private void punctuation(int i) {
    switch (tokens.punctuation(i)) {
      case '{', '(', '[' -> walk.enter(i);
      case '}', ')', ']' -> walk.leave(i);
      case ';' -> {
        if (walk.region() == Region.FILE) {
          walk.startItem(i + 1);
        } else if (walk.region() == Region.MEMBERS) {
          members.semicolon(i);
        }
      }
      case ':' -> {
        if (walk.region() == Region.MEMBERS) {
          members.colon(i);
        }
      }
      default -> {}
    }
  }

  private void word(int i) {
    String word = tokens.spelling(i);
    int open = i + 1;
    int close = tokens.punctuation(open) == '(' ? draft.brackets().partner(open) : -1;
    boolean call = close >= 0;
    if (KernelWords.ANNOTATIONS.contains(word)) {
      draft.blank(i);
    } else if (call && annotations.isCall(i, word)) {
      draft.blank(i, close);
    } else if (call && (word.equals("typeof") || word.startsWith("__typeof"))) {
      draft.blank(open, close);
    } else if (word.equals("case")) {
      statements.dropRange(i);
    } else if (call && word.equals("offsetof")) {
      arguments.simplifyOffsetof(open);
    } else if (call && isInvocable(i, word)) {
      invocation(i, word);
    } else if (annotations.isStray(i, word)) {
      draft.blank(i);
    }
  }

  /** Not a keyword, a type, or the type before a function pointer. */
  private boolean isInvocable(int i, String word) {
    boolean pointer = tokens.punctuation(i + 2) == '*' && walk.region() == Region.MEMBERS;
    return !pointer
        && !KernelWords.STATEMENT_WORDS.contains(word)
        && !KernelWords.TYPE_WORDS.contains(word);
  }

  private void invocation(int i, String word) {
    switch (walk.region()) {
      case FILE -> items.invocation(i, word);
      case MEMBERS -> members.invocation(i);
      case BLOCK -> statements.invocation(i, word);
      case INITIALISER, ARGUMENTS, CONDITION -> elements.invocation(i);
      case PARENTHESES, ENUMERATORS -> {
        if (walk.isWithin(Region.BLOCK) || walk.isWithin(Region.INITIALISER)) {
          arguments.makePlain(i + 1);
        }
      }
    }
  }
}
