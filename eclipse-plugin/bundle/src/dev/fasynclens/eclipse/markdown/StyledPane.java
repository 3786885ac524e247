package dev.fasynclens.eclipse.markdown;

import dev.fasynclens.eclipse.markdown.StyledDocument.Kind;
import dev.fasynclens.eclipse.markdown.StyledDocument.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/** Shows a styled document without a browser. */
final class StyledPane {
  private static final int MARGIN = 8;
  private static final int LARGEST_LEVEL = 2;

  private final StyledText control;
  private final Font heading;
  private StyledDocument document = new StyledDocument("", List.of());

  StyledPane(Composite parent, Consumer<String> follow) {
    control = new StyledText(parent, SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
    control.setMargins(MARGIN, MARGIN, MARGIN, MARGIN);
    control.setAlwaysShowScrollBars(false);
    control.setLineSpacing(2);
    control.setCaret(null);
    FontData[] large = JFaceResources.getDialogFont().getFontData();
    for (FontData each : large) {
      each.setHeight(each.getHeight() + 2);
      each.setStyle(SWT.BOLD);
    }
    heading = new Font(control.getDisplay(), large);
    control.addDisposeListener(event -> heading.dispose());
    control.addListener(SWT.MouseUp, event -> press(event, follow));
    control.addListener(SWT.MouseMove, this::point);
  }

  StyledText control() {
    return control;
  }

  void show(StyledDocument shown) {
    document = shown;
    control.setText(shown.text());
    control.setStyleRanges(ranges(shown).toArray(StyleRange[]::new));
    control.setTopPixel(0);
    control.getDisplay().asyncExec(this::toTop); // wrapping is known when it is laid out
  }

  private void toTop() {
    if (!control.isDisposed()) {
      control.setTopPixel(0);
    }
  }

  Point size(int widest) {
    Point natural = control.computeSize(SWT.DEFAULT, SWT.DEFAULT, true);
    return natural.x <= widest ? natural : control.computeSize(widest, SWT.DEFAULT, true);
  }

  private void press(Event event, Consumer<String> follow) {
    if (event.button == 1 && control.getSelectionCount() == 0) {
      int offset = control.getOffsetAtPoint(new Point(event.x, event.y));
      if (offset >= 0) {
        document.linkAt(offset).ifPresent(follow);
      }
    }
  }

  private void point(Event event) {
    int offset = control.getOffsetAtPoint(new Point(event.x, event.y));
    boolean link = offset >= 0 && document.linkAt(offset).isPresent();
    control.setCursor(
        control.getDisplay().getSystemCursor(link ? SWT.CURSOR_HAND : SWT.CURSOR_IBEAM));
  }

  /** Styles must not overlap, spans may: where spans begin or end, a range begins. */
  private List<StyleRange> ranges(StyledDocument shown) {
    TreeSet<Integer> edges = new TreeSet<>();
    for (Span span : shown.spans()) {
      edges.add(span.start());
      edges.add(span.end());
    }
    List<StyleRange> ranges = new ArrayList<>();
    Integer start = null;
    for (Integer edge : edges) {
      if (start != null) {
        StyleRange range = range(shown, start, edge);
        if (range != null) {
          ranges.add(range);
        }
      }
      start = edge;
    }
    return ranges;
  }

  private StyleRange range(StyledDocument shown, int start, int end) {
    StyleRange range = null;
    for (Span span : shown.spans()) {
      if (span.start() <= start && end <= span.end()) {
        range = range == null ? new StyleRange(start, end - start, null, null) : range;
        add(range, span);
      }
    }
    if (range != null && range.font == code() && (range.fontStyle & SWT.BOLD) != 0) {
      range.font = JFaceResources.getFontRegistry().getBold(JFaceResources.TEXT_FONT);
    }
    return range;
  }

  private void add(StyleRange range, Span span) {
    switch (span.kind()) {
      case HEADING -> {
        boolean large = Integer.parseInt(span.detail()) <= LARGEST_LEVEL;
        range.font = large ? heading : null;
        range.fontStyle |= SWT.BOLD;
      }
      case STRONG -> range.fontStyle |= SWT.BOLD;
      case EMPHASIS -> range.fontStyle |= SWT.ITALIC;
      case CODE, BLOCK -> {
        range.font = range.font == heading && span.kind() == Kind.CODE ? heading : code();
        range.background = shaded();
      }
      case LINK -> {
        range.underline = true;
        range.underlineStyle = SWT.UNDERLINE_LINK;
        range.data = span.detail();
      }
    }
  }

  private static Font code() {
    return JFaceResources.getTextFont();
  }

  /** The background with a little of the foreground in it. */
  private Color shaded() {
    RGB paper = control.getBackground().getRGB();
    RGB ink = control.getForeground().getRGB();
    return new Color(
        mixed(paper.red, ink.red), mixed(paper.green, ink.green), mixed(paper.blue, ink.blue));
  }

  private static int mixed(int paper, int ink) {
    return (paper * 93 + ink * 7) / 100;
  }
}
