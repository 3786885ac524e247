package dev.fasynclens.report;

import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Shows a place in its code:
 *
 * <pre>
 *   --> drivers/x.c:88:3
 *    |
 * 88 |   kill_fasync(&amp;dev->queue, SIGIO, POLLIN);
 *    |                                   ^^^^^^ label
 * </pre>
 */
final class CodeFrame {
  /** Bytes shown before, in and after what is marked: a line can be a megabyte long. */
  private static final int MOST_BEFORE = 160;

  private static final int MOST_MARKED = 160;
  private static final int MOST_AFTER = 80;

  private final Palette palette;
  private final int gutter;
  private final Appendable out;

  /**
   * @param gutter digits of the largest line number to come
   */
  CodeFrame(Palette palette, int gutter, Appendable out) {
    this.palette = palette;
    this.gutter = gutter;
    this.out = out;
  }

  /** Writes the arrow, the code and the marks. */
  void show(Place place, String label, UnaryOperator<String> paintMarks) throws IOException {
    SourceText text = place.text();
    Span span = place.span();
    Location location = Location.of(place);
    out.append(" ".repeat(gutter)).append(palette.frame("-->")).append(' ');
    out.append(location.shown()).append('\n');
    bar();
    out.append('\n');
    int first = text.lineAt(span.start());
    int last = text.lineAt(Math.max(span.start(), span.end() - 1));
    if (first == last) {
      line(text, first, span.start(), span.end(), label, paintMarks);
      return;
    }
    line(text, first, span.start(), span.end(), "", paintMarks);
    if (last > first + 1) {
      out.append(palette.frame("...")).append('\n');
    }
    line(text, last, span.start(), span.end(), label, paintMarks);
  }

  /** Writes the bar that stands left of the code. */
  void bar() throws IOException {
    out.append(" ".repeat(gutter + 1)).append(palette.frame("|"));
  }

  private void line(
      SourceText text, int line, int start, int end, String label, UnaryOperator<String> paintMarks)
      throws IOException {
    Span whole = text.lineSpan(line);
    int markStart = Math.clamp(start, whole.start(), whole.end());
    if (start < whole.start()) {
      markStart = firstWord(text, whole);
    }
    int markEnd = Math.clamp(end, markStart, whole.end());
    int from = characterStart(text, Math.max(whole.start(), markStart - MOST_BEFORE));
    int shownEnd = characterStart(text, Math.min(markEnd, markStart + MOST_MARKED));
    int to = characterStart(text, Math.min(whole.end(), shownEnd + MOST_AFTER));

    PrintableText code = new PrintableText();
    code.append(from > whole.start() ? "…" : "");
    code.append(text.slice(from, markStart));
    int startCell = code.cells();
    code.append(text.slice(markStart, shownEnd));
    int endCell = Math.max(code.cells(), startCell + 1);
    code.append(text.slice(shownEnd, to));
    code.append(to < whole.end() ? "…" : "");

    String number = String.valueOf(line + 1);
    out.append(" ".repeat(gutter - number.length()));
    out.append(palette.frame(number + " |"));
    String shown = code.toString().stripTrailing();
    out.append(shown.isEmpty() ? "" : " ").append(shown).append('\n');
    bar();
    out.append(" ".repeat(startCell + 1));
    String marks = "^".repeat(endCell - startCell);
    out.append(paintMarks.apply(label.isEmpty() ? marks : marks + " " + label)).append('\n');
  }

  private static int firstWord(SourceText text, Span line) {
    int at = line.start();
    while (at < line.end() && (text.byteAt(at) == ' ' || text.byteAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** The start of the character that an offset may lie in. */
  private static int characterStart(SourceText text, int offset) {
    int at = offset;
    while (at > 0 && at > offset - 4 && at < text.length() && (text.byteAt(at) & 0xC0) == 0x80) {
      at--;
    }
    return at;
  }
}
