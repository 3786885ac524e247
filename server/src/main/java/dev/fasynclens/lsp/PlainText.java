package dev.fasynclens.lsp;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our Markdown for editors that show it as it is. */
final class PlainText {
  private static final Pattern RULE = Pattern.compile("(?m)^\\|?[ :|-]*--[ :|-]*$\n?");
  private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*)\\]\\([^()]*\\)");

  /** Code and escaped characters stand for themselves; all other marks stand for nothing. */
  private static final Pattern MARK =
      Pattern.compile("`([^`\n]*)`|\\\\(\\p{Punct})|\\*|`|(?m)^#+ ");

  private PlainText() {}

  /** The text without the marks. */
  static String of(String markdown) {
    String text = RULE.matcher(markdown).replaceAll("");
    text = LINK.matcher(text).replaceAll("$1");
    return MARK.matcher(text)
        .replaceAll(
            mark ->
                Matcher.quoteReplacement(
                    Objects.requireNonNullElse(
                        mark.group(1), Objects.requireNonNullElse(mark.group(2), ""))))
        .strip();
  }
}
