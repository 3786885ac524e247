package dev.fasynclens.report;

/** Puts foreign text into HTML so that it stays text. */
final class Html {
  private Html() {}

  /** Text for content and for attributes in double quotes. */
  static String text(String text) {
    String printable = PrintableText.of(text);
    StringBuilder result = new StringBuilder(printable.length() + 16);
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> result.append("&amp;");
        case '<' -> result.append("&lt;");
        case '>' -> result.append("&gt;");
        case '"' -> result.append("&quot;");
        case '\'' -> result.append("&#39;");
        default -> result.append(c);
      }
    }
    return result.toString();
  }
}
