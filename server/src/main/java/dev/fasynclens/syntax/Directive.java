package dev.fasynclens.syntax;

/**
 * A preprocessor line, with its continuation lines.
 *
 * @param keyword the word after {@code #}, empty for a lone {@code #}
 * @param start offset of the {@code #}
 * @param argument offset of the first byte after the keyword and blanks
 * @param end offset of the line end that closes it, or the end of the text
 */
record Directive(String keyword, int start, int argument, int end) {
  boolean opensConditional() {
    return keyword.equals("if") || keyword.equals("ifdef") || keyword.equals("ifndef");
  }

  boolean switchesBranch() {
    return keyword.equals("else")
        || keyword.equals("elif")
        || keyword.equals("elifdef")
        || keyword.equals("elifndef");
  }

  boolean closesConditional() {
    return keyword.equals("endif");
  }
}
