package dev.fasynclens.lsp;

import java.util.regex.Pattern;

/** Our Markdown for editors that show it as it is. */
final class PlainText {
  private static final Pattern RULE = Pattern.compile("(?m)^\\|?[ :|-]*--[ :|-]*$\n?");
  private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*)\\]\\([^()]*\\)");
  private static final Pattern MARK = Pattern.compile("\\*\\*|`|(?m)^#+ ");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(\\p{Punct})");

  private PlainText() {}

  /** The text without the marks. */
  static String of(String markdown) {
    String text = RULE.matcher(markdown).replaceAll("");
    text = LINK.matcher(text).replaceAll("$1");
    text = MARK.matcher(text).replaceAll("");
    return ESCAPE.matcher(text).replaceAll("$1").strip();
  }
}
