package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.review.Fix;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
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

  /** A statement before the first one of a function that is no declaration. */
  static Optional<Fix.Edit> firstStatement(CFunction function, String statement) {
    SyntaxTree tree = function.tree();
    SourceText text = tree.source();
    for (int child : tree.namedChildren(function.body())) {
      boolean first = tree.kind(child) != Kind.DECLARATION;
      if (first) {
        int at = tree.start(child);
        boolean alone = text.slice(text.lineSpan(text.lineAt(at)).start(), at).isBlank();
        if (!alone) {
          return Optional.empty();
        }
        String inserted = statement + lineEnd(text) + indentation(text, at);
        return Optional.of(new Fix.Edit(Place.of(text, at, at), inserted));
      }
    }
    return Optional.empty();
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
