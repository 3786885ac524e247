package dev.fasynclens.review.repair;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.review.Fix;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Conditional;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Pieces of source that several fixes insert, and where they go. */
public final class Edits {
  private static final int TAB = 8;
  private static final Pattern COMMENT =
      Pattern.compile("\\s*/\\*((?!\\*/).)*\\*/\\s*", Pattern.DOTALL);

  private Edits() {}

  /**
   * A method of a table.
   *
   * @param member the member of {@code struct file_operations}
   * @param value the function
   */
  public record Entry(String member, String value) {}

  /**
   * Further entries at the end of a table, aligned as the one they follow; none if the table has no
   * designated entry that is always compiled.
   */
  public static Optional<Fix.Edit> newEntries(OperationTable table, Entry... entries) {
    SyntaxTree tree = table.file().tree();
    int last = table.list() < 0 ? -1 : lastEntry(tree, table.list());
    if (last < 0) {
      return Optional.empty();
    }
    SourceText text = tree.source();
    int end = tree.end(last);
    boolean ownLine = text.lineAt(tree.start(last)) != text.lineAt(tree.start(table.list()));
    String before = ownLine ? "\n" + indentation(text, tree.start(last)) : " ";
    boolean comma = tree.tokenAfter(end) == ',';
    int at = comma ? behindComment(text, text.indexOf(",", end) + 1) : end;
    StringBuilder inserted = new StringBuilder(comma ? "" : ",");
    for (int i = 0; i < entries.length; i++) {
      boolean separated = comma || ownLine || i < entries.length - 1;
      inserted.append(before).append('.').append(entries[i].member());
      inserted.append(gap(tree, last, entries[i].member())).append("= ");
      inserted.append(entries[i].value()).append(separated ? "," : "");
    }
    return Optional.of(insertion(text, at, inserted.toString()));
  }

  /** A further entry at the start of a table; none if the table has no designated entries. */
  public static Optional<Fix.Edit> firstEntry(OperationTable table, Entry entry) {
    SyntaxTree tree = table.file().tree();
    int first = table.list() < 0 ? -1 : tree.firstNamed(table.list());
    if (first < 0 || tree.kind(first) != Kind.INITIALIZER_PAIR) {
      return Optional.empty();
    }
    SourceText text = tree.source();
    int at = tree.start(first);
    boolean ownLine = text.slice(text.lineSpan(text.lineAt(at)).start(), at).isBlank();
    String after = ownLine ? "\n" + indentation(text, at) : " ";
    String gap = gap(tree, first, entry.member());
    String written = "." + entry.member() + gap + "= " + entry.value() + "," + after;
    return Optional.of(insertion(text, at, written));
  }

  /** The end of the line of an offset if nothing but a comment follows there, else the offset. */
  private static int behindComment(SourceText text, int offset) {
    int end = text.lineSpan(text.lineAt(offset)).end();
    String rest = text.slice(offset, end);
    return COMMENT.matcher(rest).matches()
        ? offset + rest.stripTrailing().getBytes(UTF_8).length
        : offset;
  }

  /** The last designated entry that stands in no {@code #if} of its own, or -1. */
  private static int lastEntry(SyntaxTree tree, int list) {
    List<Integer> entries = tree.namedChildren(list);
    for (int entry : entries.reversed()) {
      if (tree.kind(entry) != Kind.INITIALIZER_PAIR) {
        return -1;
      }
      if (isAlongside(tree, tree.start(entry), tree.start(list))) {
        return entry;
      }
    }
    return -1;
  }

  /** What stands between a member and its {@code =}, so that the column is that of the entry. */
  private static String gap(SyntaxTree tree, int entry, String member) {
    SourceText text = tree.source();
    int designator = tree.part(entry, Field.DESIGNATOR);
    int name = designator < 0 ? tree.start(entry) : tree.end(designator);
    int sign = text.indexOf("=", name);
    int line = text.lineSpan(text.lineAt(tree.start(entry))).start();
    String between = sign < 0 ? "" : text.slice(name, sign);
    if (!between.contains("\t") && !between.contains("  ")) {
      return " ";
    }
    int wanted = column(text.slice(line, sign));
    int have = column(indentation(text, tree.start(entry)) + "." + member);
    if (have >= wanted) {
      return " ";
    }
    return between.contains("\t") ? tabs(have, wanted) : " ".repeat(wanted - have);
  }

  /** Tabs from one column to another. */
  static String tabs(int from, int to) {
    return "\t".repeat((to + TAB - 1) / TAB - from / TAB);
  }

  /** The column at the end of a piece of a line, with the tabs of the kernel. */
  static int column(String line) {
    int column = 0;
    for (int i = 0; i < line.length(); i++) {
      column = line.charAt(i) == '\t' ? (column / TAB + 1) * TAB : column + 1;
    }
    return column;
  }

  /**
   * A statement before the first one of a function that is no declaration, and before the comment
   * or {@code #if} around that if there is one.
   */
  public static Optional<Fix.Edit> firstStatement(CFunction function, String statement) {
    SyntaxTree tree = function.tree();
    SourceText text = tree.source();
    for (int child : tree.namedChildren(function.body())) {
      if (tree.kind(child) == Kind.DECLARATION) {
        continue;
      }
      int first = tree.start(child);
      String indentation = indentation(text, first);
      Optional<Integer> directive = directiveAround(function, first);
      if (directive.isPresent()) {
        return Optional.of(insertion(text, directive.get(), indentation + statement + "\n"));
      }
      boolean alone = text.slice(text.lineSpan(text.lineAt(first)).start(), first).isBlank();
      if (!alone) {
        return Optional.of(insertion(text, first, statement + " "));
      }
      int top = Math.max(withComments(tree, first), afterLine(text, tree.start(function.body())));
      return Optional.of(insertion(text, top, indentation + statement + "\n"));
    }
    return Optional.empty();
  }

  /** The start of the line of the outermost {@code #if} in a function that holds an offset. */
  private static Optional<Integer> directiveAround(CFunction function, int offset) {
    SyntaxTree tree = function.tree();
    Optional<Integer> outermost = Optional.empty();
    for (Conditional conditional : tree.conditionals()) {
      int start = conditional.branches().get(0).start();
      boolean inside = start > tree.start(function.body()) && conditional.branchAt(offset) >= 0;
      if (inside && (outermost.isEmpty() || start < outermost.get())) {
        outermost = Optional.of(start);
      }
    }
    // The first branch begins at the end of the #if line.
    return outermost.map(
        start -> tree.source().lineSpan(tree.source().lineAt(Math.max(0, start - 1))).start());
  }

  /** The head of a function with a semicolon. */
  public static String prototype(CFunction function) {
    SyntaxTree tree = function.tree();
    String head =
        tree.source().slice(tree.start(function.node()), tree.start(function.body())).strip();
    return head.replaceAll("\\s+", " ") + ";";
  }

  /** A declaration at file level, before what stands at an offset and before its comments. */
  public static Fix.Edit declaration(SyntaxTree tree, String declaration, int before) {
    return insertion(tree.source(), withComments(tree, before), declaration + "\n\n");
  }

  /** Whether two offsets are compiled together: in the same branches of the same {@code #if}. */
  static boolean isAlongside(SyntaxTree tree, int offset, int other) {
    return tree.conditionals().stream()
        .allMatch(conditional -> conditional.branchAt(offset) == conditional.branchAt(other));
  }

  /** The start of the line of what stands at an offset, and of the comments right above it. */
  static int withComments(SyntaxTree tree, int offset) {
    SourceText text = tree.source();
    int top = lineStart(text, offset);
    List<Span> comments = new ArrayList<>(tree.comments());
    for (Span comment : comments.reversed()) {
      if (comment.end() <= top) {
        String between = text.slice(comment.end(), top);
        int start = lineStart(text, comment.start());
        boolean above = between.isBlank() && between.indexOf('\n') == between.lastIndexOf('\n');
        if (!above || !text.slice(start, comment.start()).isBlank()) {
          return top;
        }
        top = start;
      }
    }
    return top;
  }

  private static int lineStart(SourceText text, int offset) {
    return text.lineSpan(text.lineAt(offset)).start();
  }

  /** The start of the line after an offset. */
  static int afterLine(SourceText text, int offset) {
    int end = text.indexOf("\n", offset);
    return end < 0 ? text.length() : end + 1;
  }

  /** What an offset's line begins with. */
  static String indentation(SourceText text, int offset) {
    int start = lineStart(text, offset);
    int end = start;
    while (end < offset && (text.byteAt(end) == ' ' || text.byteAt(end) == '\t')) {
      end++;
    }
    return text.slice(start, end);
  }

  /** How far the statements of a function are indented. */
  static String unit(CFunction function) {
    int first = function.tree().firstNamed(function.body());
    String unit =
        first < 0 ? "" : indentation(function.tree().source(), function.tree().start(first));
    return unit.isEmpty() ? "\t" : unit;
  }

  /** An insertion, with the line ends of the text. */
  static Fix.Edit insertion(SourceText text, int at, String what) {
    return replacement(text, at, at, what);
  }

  /** A replacement, with the line ends of the text. */
  static Fix.Edit replacement(SourceText text, int start, int end, String what) {
    boolean windows = text.indexOf("\r\n", 0) >= 0;
    return new Fix.Edit(Place.of(text, start, end), windows ? what.replace("\n", "\r\n") : what);
  }

  /** The same edits, with insertions at one place made one, in their order. */
  static List<Fix.Edit> joined(List<Fix.Edit> edits) {
    Map<Place, String> insertions = new LinkedHashMap<>();
    List<Fix.Edit> joined = new ArrayList<>();
    for (Fix.Edit edit : edits) {
      if (edit.place().span().length() > 0) {
        joined.add(edit);
      } else {
        insertions.merge(edit.place(), edit.replacement(), String::concat);
      }
    }
    insertions.forEach((place, text) -> joined.add(new Fix.Edit(place, text)));
    return List.copyOf(joined);
  }
}
