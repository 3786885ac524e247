package dev.fasynclens.eclipse.markdown;

import dev.fasynclens.eclipse.markdown.StyledDocument.Kind;
import dev.fasynclens.eclipse.markdown.StyledDocument.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Writes a parsed text as plain text, and notes what is not plain. */
final class StyledWriter extends AbstractVisitor {
  private static final String INDENT = "    ";
  private static final String BULLET = " •  ";
  private static final int WIDEST_TABLE = 90;
  private static final String COLUMN_GAP = "   ";

  private final StringBuilder text = new StringBuilder();
  private final List<Span> spans = new ArrayList<>();
  private int depth;

  private StyledWriter() {}

  static StyledDocument write(Node document) {
    StyledWriter writer = new StyledWriter();
    document.accept(writer);
    return writer.finished();
  }

  private StyledDocument finished() {
    int end = text.length();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    List<Span> within = new ArrayList<>();
    for (Span span : spans) {
      int length = Math.min(span.end(), end) - span.start();
      if (length > 0) {
        within.add(new Span(span.start(), length, span.kind(), span.detail()));
      }
    }
    within.sort(
        Comparator.comparingInt(Span::start)
            .thenComparing(Comparator.comparingInt(Span::length).reversed()));
    return new StyledDocument(text.substring(0, end), List.copyOf(within));
  }

  /** What is written during an action is of a kind. */
  private void as(Kind kind, String detail, Runnable action) {
    int start = text.length();
    action.run();
    if (text.length() > start) {
      spans.add(new Span(start, text.length() - start, kind, detail));
    }
  }

  /** Begins a block: on a line of its own. */
  private void beginBlock() {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n' && !atItemStart()) {
      text.append('\n');
    }
  }

  private boolean atItemStart() {
    return text.toString().endsWith(BULLET) || text.toString().endsWith(".  ");
  }

  /** Ends a block: an empty line follows, but not within a tight list. */
  private void endBlock(Node block) {
    text.append(isTight(block) ? "\n" : "\n\n");
  }

  private static boolean isTight(Node block) {
    return block.getParent() instanceof ListItem item
        && item.getParent() instanceof org.commonmark.node.ListBlock list
        && list.isTight();
  }

  @Override
  public void visit(Heading heading) {
    beginBlock();
    as(Kind.HEADING, String.valueOf(heading.getLevel()), () -> visitChildren(heading));
    endBlock(heading);
  }

  @Override
  public void visit(Paragraph paragraph) {
    beginBlock();
    visitChildren(paragraph);
    endBlock(paragraph);
  }

  @Override
  public void visit(BulletList list) {
    list(list, 0);
  }

  @Override
  public void visit(OrderedList list) {
    list(list, list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber());
  }

  private void list(Node list, int first) {
    beginBlock();
    int number = first;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      text.append(INDENT.repeat(depth));
      text.append(first == 0 ? BULLET : " " + number++ + ".  ");
      depth++;
      visitChildren(item);
      depth--;
      if (text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    }
    if (depth == 0 && !text.toString().endsWith("\n\n")) {
      text.append('\n');
    }
  }

  @Override
  public void visit(BlockQuote quote) {
    beginBlock();
    as(Kind.EMPHASIS, "", () -> visitChildren(quote));
  }

  @Override
  public void visit(FencedCodeBlock code) {
    block(code, code.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    block(code, code.getLiteral());
  }

  @Override
  public void visit(HtmlBlock html) {
    block(html, html.getLiteral());
  }

  private void block(Node node, String literal) {
    beginBlock();
    as(Kind.BLOCK, "", () -> text.append(literal.stripTrailing().replace("\t", "        ")));
    endBlock(node);
  }

  @Override
  public void visit(ThematicBreak line) {
    beginBlock();
    text.append("―".repeat(20));
    endBlock(line);
  }

  @Override
  public void visit(CustomBlock block) {
    if (block instanceof TableBlock table) {
      table(table);
    } else {
      visitChildren(block);
    }
  }

  /** A table is set in columns, which need letters of one width. */
  private void table(TableBlock table) {
    List<List<String>> rows = new ArrayList<>();
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
          cells.add(plain(cell));
        }
        rows.add(cells);
      }
    }
    beginBlock();
    if (rows.stream().mapToInt(StyledWriter::width).max().orElse(0) > WIDEST_TABLE) {
      sentences(rows);
    } else {
      as(Kind.BLOCK, "", () -> columns(rows));
    }
    endBlock(table);
  }

  private static int width(List<String> row) {
    return row.stream().mapToInt(String::length).sum();
  }

  /** Columns of whole sentences would not fit beside each other. */
  private void sentences(List<List<String>> rows) {
    for (List<String> row : rows.subList(Math.min(1, rows.size()), rows.size())) {
      text.append(text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\n");
      text.append(BULLET);
      as(Kind.STRONG, "", () -> text.append(row.isEmpty() ? "" : row.getFirst()));
      row.stream().skip(1).forEach(cell -> text.append(": ").append(cell));
    }
  }

  private void columns(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    boolean head = true;
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
        line.append(COLUMN_GAP);
      }
      String written = line.toString().stripTrailing();
      int start = text.length();
      text.append(head ? "" : "\n");
      text.append(written);
      if (head) {
        spans.add(new Span(start, written.length(), Kind.STRONG, ""));
      }
      head = false;
    }
  }

  private static String plain(Node cell) {
    StyledWriter inner = new StyledWriter();
    if (cell instanceof TableCell) {
      inner.visitChildren(cell);
    }
    return inner.text.toString().strip();
  }

  @Override
  public void visit(Text literal) {
    text.append(literal.getLiteral());
  }

  @Override
  public void visit(HtmlInline literal) {
    text.append(literal.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak line) {
    text.append(' ');
  }

  @Override
  public void visit(HardLineBreak line) {
    text.append('\n');
  }

  @Override
  public void visit(Code code) {
    as(Kind.CODE, "", () -> text.append(code.getLiteral()));
  }

  @Override
  public void visit(StrongEmphasis strong) {
    as(Kind.STRONG, "", () -> visitChildren(strong));
  }

  @Override
  public void visit(Emphasis emphasis) {
    as(Kind.EMPHASIS, "", () -> visitChildren(emphasis));
  }

  @Override
  public void visit(Link link) {
    as(Kind.LINK, link.getDestination(), () -> visitChildren(link));
  }
}
