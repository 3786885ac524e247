package dev.fasynclens.syntax;

/**
 * What stands between the parentheses of a call. A macro takes types, operators and statements; the
 * grammar reads a list of expressions only.
 */
final class ArgumentLists {
  private final Draft draft;
  private final Tokens tokens;
  private final Words words;

  ArgumentLists(Draft draft, Words words) {
    this.draft = draft;
    this.tokens = draft.tokens();
    this.words = words;
  }

  /** Makes each argument behind this parenthesis an expression. */
  void makePlain(int open) {
    int close = draft.brackets().partner(open);
    int from = open + 1;
    int nesting = 0;
    for (int i = open + 1; i <= close; i++) {
      char c = tokens.punctuation(i);
      if (nesting == 0 && (c == ',' || i == close)) {
        makePlain(from, i - 1);
        from = i + 1;
      } else if (c == '(' || c == '[' || c == '{') {
        nesting++;
      } else if (c == ')' || c == ']' || c == '}') {
        nesting--;
      }
    }
  }

  /** The grammar takes a plain member name only, not a path. */
  void simplifyOffsetof(int open) {
    int close = draft.brackets().partner(open);
    for (int i = open + 1; i < close; i++) {
      if (tokens.punctuation(i) == ',' && tokens.isWord(i + 1)) {
        draft.blank(i + 2, close - 1);
        return;
      }
    }
  }

  private void makePlain(int first, int last) {
    if (first > last) {
      return;
    }
    char c = tokens.punctuation(first);
    if (first == last && c != 0 && c != '{') {
      draft.replaceByName(first); // an operator handed to a macro
    } else if (c == '.' && tokens.isWord(first + 1) && tokens.is(first + 2, "=")) {
      draft.blank(first, first + 2);
    } else if (words.isJump(first)) {
      if (first == last) {
        draft.spoil(first);
      } else {
        draft.blank(first);
      }
    } else if (isType(first, last)) {
      keepOneName(first, last);
    }
  }

  private boolean isType(int first, int last) {
    boolean pointer = tokens.punctuation(last) == '*' && tokens.isWord(first);
    if (!words.isTypeWord(first) && !pointer) {
      return false;
    }
    int nesting = 0;
    for (int i = first; i <= last; i++) {
      char c = tokens.punctuation(i);
      if (c == '[') {
        nesting++;
      } else if (c == ']') {
        nesting--;
      } else if (nesting == 0 && c != '*' && !tokens.isWord(i)) {
        return false;
      }
    }
    return true;
  }

  /** The last word of a type stands for the whole type; a keyword is spoilt to be a name. */
  private void keepOneName(int first, int last) {
    int kept = -1;
    for (int i = first; i <= last && tokens.punctuation(i) != '['; i++) {
      if (tokens.isWord(i) && !words.isQualifier(i)) {
        boolean annotation = KernelWords.ANNOTATIONS.contains(tokens.spelling(i));
        kept = annotation && kept >= 0 ? kept : i;
      }
    }
    for (int i = first; i <= last; i++) {
      if (i != kept) {
        draft.blank(i);
      }
    }
    if (kept >= 0 && words.isTypeWord(kept)) {
      draft.spoil(kept);
    }
  }
}
