package dev.fasynclens.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A rule's page for the terminal: headings and emphasis in bold, code in colour, long lines
 * wrapped. Knows the Markdown that the pages use, and shows what it does not know as it is written.
 */
public final class MarkdownPage {
  private final Palette palette;
  private final int width;
  private final StringBuilder out = new StringBuilder();
  private final List<String> paragraph = new ArrayList<>();
  private boolean inTable;

  private MarkdownPage(Palette palette, int width) {
    this.palette = palette;
    this.width = width;
  }

  /** Renders a page for a terminal of so many columns. */
  public static String render(String markdown, Palette palette, int width) {
    MarkdownPage page = new MarkdownPage(palette, width);
    page.render(markdown);
    return page.out.toString();
  }

  private void render(String markdown) {
    boolean code = false;
    for (String line : markdown.stripTrailing().split("\n", -1)) {
      String text = line.stripTrailing();
      String start = text.stripLeading();
      inTable &= start.startsWith("|");
      if (start.startsWith("```")) {
        flush();
        code = !code;
      } else if (code) {
        out.append(text.isEmpty() ? "" : "    " + palette.code(expanded(text))).append('\n');
      } else if (text.isEmpty()) {
        flush();
        out.append('\n');
      } else if (start.startsWith("#")) {
        flush();
        out.append(palette.strong(plain(start.replaceFirst("^#+\\s*", "")))).append('\n');
      } else if (start.startsWith("|")) {
        flush();
        tableRow(start);
      } else {
        if (isListItem(start)) {
          flush();
        }
        paragraph.add(text);
      }
    }
    flush();
  }

  /** A row of a table becomes an item that starts with its first cell: terminals are narrow. */
  private void tableRow(String row) {
    String cells = row.substring(1, row.endsWith("|") ? row.length() - 1 : row.length());
    boolean header = !inTable;
    inTable = true;
    if (header || isRule(cells)) {
      return;
    }
    int end = cells.indexOf('|');
    String first = (end < 0 ? cells : cells.substring(0, end)).strip();
    String rest = end < 0 ? "" : cells.substring(end + 1).replace("|", " ").strip();
    wrap("* **" + first + "**: " + rest, "", "  ");
  }

  private static boolean isRule(String cells) {
    return cells.replace("-", "").replace("|", "").replace(":", "").isBlank();
  }

  /** Writes the lines of a paragraph or list item as one text. */
  private void flush() {
    if (paragraph.isEmpty()) {
      return;
    }
    String first = paragraph.getFirst();
    String indent = " ".repeat(first.length() - first.stripLeading().length());
    String hanging = indent;
    if (isListItem(first.stripLeading())) {
      int marker = first.stripLeading().indexOf(' ') + 1;
      hanging = indent + " ".repeat(marker);
    }
    StringBuilder text = new StringBuilder();
    for (String line : paragraph) {
      text.append(text.isEmpty() ? "" : " ").append(line.strip());
    }
    wrap(text.toString(), indent, hanging);
    paragraph.clear();
  }

  private void wrap(String text, String indent, String hanging) {
    StringBuilder line = new StringBuilder(indent);
    int used = indent.length();
    boolean empty = true;
    for (String word : words(text)) {
      int length = plain(word).length();
      if (!empty && used + 1 + length > width) {
        out.append(line).append('\n');
        line = new StringBuilder(hanging);
        used = hanging.length();
        empty = true;
      }
      line.append(empty ? "" : " ").append(styled(word));
      used += length + (empty ? 0 : 1);
      empty = false;
    }
    out.append(line).append('\n');
  }

  /** Words to wrap at; code and emphasis stay whole, for their marks come in pairs. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean code = false;
    boolean strong = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '`') {
        code = !code;
      } else if (!code && text.startsWith("**", i)) {
        strong = !strong;
        word.append(c);
        i++;
      }
      if (c == ' ' && !code && !strong) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
      } else {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean isListItem(String text) {
    if (text.startsWith("* ") || text.startsWith("- ")) {
      return true;
    }
    int dot = text.indexOf(". ");
    if (dot < 1 || dot > 3) {
      return false;
    }
    for (int i = 0; i < dot; i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private String styled(String text) {
    return inline(text, palette);
  }

  private static String plain(String text) {
    return inline(text, Palette.PLAIN);
  }

  /** Text with its marks turned into colours; without colours, code keeps its marks. */
  private static String inline(String text, Palette palette) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end;
      if (text.charAt(at) == '`' && (end = text.indexOf('`', at + 1)) > 0) {
        String code = PrintableText.of(text.substring(at + 1, end));
        result.append(palette.isColoured() ? palette.code(code) : "`" + code + "`");
        at = end + 1;
      } else if (text.startsWith("**", at) && (end = text.indexOf("**", at + 2)) > 0) {
        result.append(palette.strong(plain(text.substring(at + 2, end))));
        at = end + 2;
      } else if (text.charAt(at) == '[' && (end = endOfLink(text, at)) > 0) {
        int middle = text.indexOf("](", at);
        String target = text.substring(middle + 2, end - 1);
        result.append(text, at + 1, middle);
        if (target.startsWith("http")) {
          result.append(" (").append(target).append(')');
        }
        at = end;
      } else {
        result.append(PrintableText.of(text.substring(at, at + 1)));
        at++;
      }
    }
    return result.toString();
  }

  private static int endOfLink(String text, int start) {
    int middle = text.indexOf("](", start);
    int close = middle < 0 ? -1 : text.indexOf(')', middle);
    return close < 0 ? -1 : close + 1;
  }

  private static String expanded(String code) {
    return PrintableText.of(code.replace("\t", "        "));
  }
}
