package dev.fasynclens.syntax;

/** Macros among the elements of initialisers, arguments and conditions, and beside strings. */
final class ListElements {
  private final Draft draft;
  private final Tokens tokens;
  private final Walk walk;
  private final ArgumentLists arguments;

  /** The last token behind which a comma was written. */
  private int separated = -1;

  ListElements(Draft draft, Walk walk, ArgumentLists arguments) {
    this.draft = draft;
    this.tokens = draft.tokens();
    this.walk = walk;
    this.arguments = arguments;
  }

  void invocation(int i) {
    int close = draft.brackets().partner(i + 1);
    if (tokens.isString(walk.previous()) || tokens.isString(close + 1)) {
      draft.blank(i, close); // "a" MACRO(x) "b"
      return;
    }
    if (walk.region() == Region.INITIALISER && isWholeElement() && elementFollows(close)) {
      draft.separate(close, ',');
      separated = close;
    }
    arguments.makePlain(i + 1);
  }

  /** A string right behind a call: the call was a macro that is part of the string. */
  void string() {
    int close = walk.previous();
    int name = tokens.punctuation(close) == ')' ? draft.brackets().partner(close) - 1 : -1;
    if (tokens.isWord(name) && walk.region() != Region.FILE && walk.closed() == Region.ARGUMENTS) {
      draft.blank(name, close);
      walk.lookBack();
    }
  }

  private boolean isWholeElement() {
    char before = tokens.punctuation(walk.previous());
    return before == '{' || before == ',' || walk.previous() == separated;
  }

  private boolean elementFollows(int close) {
    char after = tokens.punctuation(close + 1);
    return tokens.isWord(close + 1) || after == '.' || after == '{';
  }
}
