package dev.fasynclens.report;

/** Puts foreign text into Markdown so that it stays text. */
public final class MarkdownText {
  private static final String SPECIAL = "\\`*_{}[]<>()#+-!|~&$:@\"'";
  private static final int SHORTEST_FENCE = 3;

  private MarkdownText() {}

  /** Text on one line, in which nothing means anything. */
  public static String plain(String text) {
    String printable = PrintableText.of(text);
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      boolean means =
          switch (c) {
            case '(', ')', '-', '+', '\'', '"', ':', '_' -> mattersAt(printable, i);
            default -> SPECIAL.indexOf(c) >= 0;
          };
      if (means) {
        result.append('\\');
      }
      result.append(c);
    }
    return result.toString();
  }

  /** Some signs mean something in a few places only, and are left alone elsewhere. */
  private static boolean mattersAt(String text, int at) {
    return switch (text.charAt(at)) {
      case '-', '+' -> at == 0;
      case ':' -> text.startsWith("//", at + 1); // would become a link
      case '_' -> !isWord(text, at - 1) || !isWord(text, at + 1);
      default -> false;
    };
  }

  private static boolean isWord(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
  }

  /** Text as code on one line. */
  public static String code(String text) {
    String printable = PrintableText.of(text);
    if (printable.isBlank()) {
      return "";
    }
    String ticks = "`".repeat(longestRun(printable) + 1);
    boolean edge = printable.startsWith("`") || printable.endsWith("`");
    String blank = edge || printable.startsWith(" ") ? " " : "";
    return ticks + blank + printable + blank + ticks;
  }

  /** A block of lines that stay as they are; they must be printable. */
  public static String block(String lines) {
    String fence = "`".repeat(Math.max(SHORTEST_FENCE, longestRun(lines) + 1));
    return fence + "text\n" + lines + (lines.endsWith("\n") ? "" : "\n") + fence + "\n";
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
