package dev.fasynclens.review.repair;

import dev.fasynclens.review.Fix;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement that follows another one, with braces around both where only one may stand. */
final class NextStatement {
  private NextStatement() {}

  /** A statement after the one that a call is; none if the call is part of an expression. */
  static Optional<List<Fix.Edit>> after(SyntaxTree tree, int call, String statement) {
    int first = tree.parent(call);
    if (tree.kind(first) != Kind.EXPRESSION_STATEMENT) {
      return Optional.empty();
    }
    return switch (tree.kind(tree.parent(first))) {
      case Kind.COMPOUND_STATEMENT, Kind.CASE_STATEMENT ->
          Optional.of(List.of(inBlock(tree, first, statement)));
      case Kind.IF_STATEMENT, Kind.ELSE_CLAUSE, Kind.FOR_STATEMENT, Kind.WHILE_STATEMENT ->
          Optional.of(withBraces(tree, first, statement));
      default -> Optional.empty();
    };
  }

  private static Fix.Edit inBlock(SyntaxTree tree, int first, String statement) {
    SourceText text = tree.source();
    Span line = text.lineSpan(text.lineAt(tree.start(first)));
    boolean alone = text.slice(line.start(), tree.start(first)).isBlank();
    int end = tree.end(first);
    int next = Edits.afterLine(text, end);
    boolean last = tree.tokenAfter(end) != 0 && isBlankOrComment(tree, end, next);
    if (!alone || !last) {
      return Edits.insertion(text, end, " " + statement);
    }
    return Edits.insertion(
        text, next, Edits.indentation(text, tree.start(first)) + statement + "\n");
  }

  private static boolean isBlankOrComment(SyntaxTree tree, int from, int to) {
    String rest = tree.source().slice(from, to);
    for (Span comment : tree.comments()) {
      if (comment.start() >= from && comment.end() <= to) {
        rest = rest.replace(tree.source().slice(comment), "");
      }
    }
    return rest.isBlank();
  }

  private static List<Fix.Edit> withBraces(SyntaxTree tree, int first, String statement) {
    SourceText text = tree.source();
    int start = tree.start(first);
    int opening = start;
    while (Character.isWhitespace(text.byteAt(opening - 1))) {
      opening--;
    }
    boolean ownLine = text.lineAt(opening) != text.lineAt(start);
    String outer = Edits.indentation(text, opening);
    String inner = ownLine ? Edits.indentation(text, start) : outer + "\t";
    List<Fix.Edit> edits = new ArrayList<>();
    edits.add(Edits.replacement(text, opening, start, " {\n" + inner));
    int end = tree.end(first);
    int next = end;
    while (next < text.length() && Character.isWhitespace(text.byteAt(next))) {
      next++;
    }
    boolean otherwise = text.slice(next, Math.min(text.length(), next + 4)).equals("else");
    String closing = "\n" + inner + statement + "\n" + outer + "}";
    edits.add(
        otherwise
            ? Edits.replacement(text, end, next, closing + " ")
            : Edits.insertion(text, end, closing));
    if (otherwise) {
      edits.addAll(bracesAroundElse(tree, tree.parent(first), outer));
    }
    return edits;
  }

  /** Where one branch has braces, the other one gets them too, unless it gets more than that. */
  private static List<Fix.Edit> bracesAroundElse(SyntaxTree tree, int condition, String outer) {
    int clause = tree.part(condition, Field.ALTERNATIVE);
    int other = clause < 0 ? -1 : tree.firstNamed(clause);
    if (other < 0
        || tree.kind(other) != Kind.EXPRESSION_STATEMENT
        || tree.source().slice(tree.start(other), tree.end(other)).startsWith("wake_up")) {
      return List.of();
    }
    SourceText text = tree.source();
    int word = tree.start(clause) + "else".length();
    return List.of(
        Edits.insertion(text, word, " {"),
        Edits.insertion(text, tree.end(other), "\n" + outer + "}"));
  }
}
