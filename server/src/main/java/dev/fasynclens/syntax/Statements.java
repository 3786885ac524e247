package dev.fasynclens.syntax;

/** Macros where statements stand, and the ranges of {@code case}. */
final class Statements {
  /** How far behind {@code case} its range is looked for. */
  private static final int LONGEST_CASE = 40;

  private final Draft draft;
  private final Tokens tokens;
  private final Walk walk;
  private final ArgumentLists arguments;

  Statements(Draft draft, Walk walk, ArgumentLists arguments) {
    this.draft = draft;
    this.tokens = draft.tokens();
    this.walk = walk;
    this.arguments = arguments;
  }

  void invocation(int i, String word) {
    if (tokens.is(walk.previous(), "static")) {
      draft.blank(walk.previous());
      walk.lookBack();
    }
    if (walk.atStatementStart()) {
      statement(i, word);
    }
    arguments.makePlain(i + 1);
  }

  /** GNU {@code case 1 ... 5:} becomes {@code case 1:}. */
  void dropRange(int i) {
    for (int j = i + 1; j < tokens.count() && j < i + LONGEST_CASE; j++) {
      char c = tokens.punctuation(j);
      if (c == '.' && tokens.is(j, "...")) {
        draft.blankUntil(j, ':');
        return;
      }
      if (c == ':' || c == ';' || c == '{') {
        return;
      }
    }
  }

  /** A macro with a body is a loop to us; one without a semicolon gets it. */
  private void statement(int i, String word) {
    int close = draft.brackets().partner(i + 1);
    int after = draft.firstLeft(close + 1);
    char next = tokens.punctuation(after);
    boolean each =
        word.contains("for_each") || word.contains("FOR_EACH") || word.contains("foreach");
    boolean statementFollows = next == '}' || (tokens.isWord(after) && !each);
    if (next == '{' || (each && next != ';')) {
      becomeLoop(i);
    } else if (statementFollows) {
      draft.separate(close, ';');
    }
  }

  /** An iteration macro turns into the longest keyword that its name has room for. */
  private void becomeLoop(int i) {
    walk.expectLoop(i);
    int length = tokens.end(i) - tokens.start(i);
    if (length >= "while".length()) {
      draft.replace(i, "while");
    } else if (length >= "if".length()) {
      draft.replace(i, "if");
    }
  }
}
