package dev.fasynclens.syntax;

/** What stands between the braces of a struct and is no member to the grammar. */
final class Members {
  private final Draft draft;
  private final Tokens tokens;
  private final Words words;
  private final Walk walk;

  Members(Draft draft, Words words, Walk walk) {
    this.draft = draft;
    this.tokens = draft.tokens();
    this.words = words;
    this.walk = walk;
  }

  /** A macro that declares members of its own. */
  void invocation(int i) {
    char before = tokens.punctuation(walk.previous());
    if (walk.previous() < 0 || before == ';' || before == '{') {
      draft.blankStatement(i);
    }
  }

  /** A second semicolon. */
  void semicolon(int i) {
    if (tokens.punctuation(walk.previous()) == ';') {
      draft.blank(i);
    }
  }

  /** A bit field without a name: {@code u32 : 3;} or {@code u32 a : 1, : 3, b : 2;}. */
  void colon(int colon) {
    if (words.isTypeWord(walk.previous())) {
      draft.blankUntil(colon, ';');
    } else if (tokens.punctuation(walk.previous()) == ',') {
      int end = colon;
      while (end < tokens.count()
          && tokens.punctuation(end) != ','
          && tokens.punctuation(end) != ';') {
        end++;
      }
      boolean last = tokens.punctuation(end) != ',';
      draft.blank(colon, last ? end - 1 : end);
      if (last) {
        draft.blank(walk.previous());
        walk.lookBack();
      }
    }
  }
}
