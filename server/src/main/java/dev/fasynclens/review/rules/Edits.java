package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.review.Fix;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Conditional;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** Pieces of source that several fixes insert. */
final class Edits {
  private Edits() {}

  /** A further entry at the end of a table; none if the table has no designated entry to follow. */
  static Optional<Fix.Edit> newEntry(OperationTable table, String member, String value) {
    SyntaxTree tree = table.file().tree();
    if (table.list() < 0) {
      return Optional.empty();
    }
    List<Integer> entries = tree.namedChildren(table.list());
    if (entries.isEmpty() || tree.kind(entries.getLast()) != Kind.INITIALIZER_PAIR) {
      return Optional.empty();
    }
    SourceText text = tree.source();
    int last = entries.getLast();
    int end = tree.end(last);
    String entry = "." + member + " = " + value;
    boolean ownLine = text.lineAt(tree.start(last)) != text.lineAt(tree.start(table.list()));
    String before = ownLine ? lineEnd(text) + indentation(text, tree.start(last)) : " ";
    boolean comma = tree.tokenAfter(end) == ',';
    int at = comma ? text.indexOf(",", end) + 1 : end;
    String inserted = comma ? before + entry + "," : "," + before + entry + (ownLine ? "," : "");
    return Optional.of(new Fix.Edit(Place.of(text, at, at), inserted));
  }

  /** A further entry at the start of a table; none if the table has no designated entries. */
  static Optional<Fix.Edit> firstEntry(OperationTable table, String member, String value) {
    SyntaxTree tree = table.file().tree();
    int first = table.list() < 0 ? -1 : tree.firstNamed(table.list());
    if (first < 0 || tree.kind(first) != Kind.INITIALIZER_PAIR) {
      return Optional.empty();
    }
    SourceText text = tree.source();
    int at = tree.start(first);
    boolean ownLine = text.slice(text.lineSpan(text.lineAt(at)).start(), at).isBlank();
    String after = ownLine ? lineEnd(text) + indentation(text, at) : " ";
    String entry = "." + member + " = " + value + "," + after;
    return Optional.of(new Fix.Edit(Place.of(text, at, at), entry));
  }

  /**
   * A statement before the first one of a function that is no declaration, and before the {@code
   * #if} around that if there is one.
   */
  static Optional<Fix.Edit> firstStatement(CFunction function, String statement) {
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
        int at = directive.get();
        return Optional.of(
            new Fix.Edit(Place.of(text, at, at), indentation + statement + lineEnd(text)));
      }
      boolean alone = text.slice(text.lineSpan(text.lineAt(first)).start(), first).isBlank();
      return alone
          ? Optional.of(
              new Fix.Edit(Place.of(text, first, first), statement + lineEnd(text) + indentation))
          : Optional.empty();
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

  /** A declaration of a function before a place at file level. */
  static Fix.Edit prototype(CFunction function, int before) {
    SyntaxTree tree = function.tree();
    SourceText text = tree.source();
    String head = text.slice(tree.start(function.node()), tree.start(function.body())).strip();
    int at = text.lineSpan(text.lineAt(before)).start();
    String line = head.replaceAll("\\s+", " ") + ";" + lineEnd(text) + lineEnd(text);
    return new Fix.Edit(Place.of(text, at, at), line);
  }

  private static String indentation(SourceText text, int offset) {
    Span line = text.lineSpan(text.lineAt(offset));
    int end = line.start();
    while (end < offset && (text.byteAt(end) == ' ' || text.byteAt(end) == '\t')) {
      end++;
    }
    return text.slice(line.start(), end);
  }

  private static String lineEnd(SourceText text) {
    return text.indexOf("\r\n", 0) >= 0 ? "\r\n" : "\n";
  }
}
