package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A driver with one change.
 *
 * @param idiom how the change is spelt
 * @param edits what is written where
 * @param scope where a finding about it may stand, in the texts before the change
 */
record Mutant(String idiom, List<Edit> edits, List<Place> scope) {
  /** The function, table or declaration at file level in which an offset lies. */
  private static Optional<Place> itemAt(CFile file, int offset) {
    SyntaxTree tree = file.tree();
    for (int child = tree.firstNamed(0); child >= 0; child = tree.nextNamed(child)) {
      if (tree.start(child) <= offset && offset <= tree.end(child)) {
        return Optional.of(tree.place(child));
      }
    }
    return Optional.empty();
  }

  /** A mutant in the making. */
  static final class Draft {
    private final String idiom;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Place> scope = new ArrayList<>();

    Draft(String idiom) {
      this.idiom = idiom;
    }

    /** Writes something in the place of a node. */
    Draft replace(CFile file, int node, String text) {
      return replace(file, file.tree().start(node), file.tree().end(node), text);
    }

    /** Writes something in the place of bytes. */
    Draft replace(CFile file, int start, int end, String text) {
      edits.add(new Edit(file.source(), new Span(start, end), text));
      itemAt(file, start).ifPresent(scope::add);
      return this;
    }

    /** Writes something before a byte. */
    Draft insert(CFile file, int offset, String text) {
      return replace(file, offset, offset, text);
    }

    /** Writes declarations above the function, table or declaration that holds an offset. */
    Draft above(CFile file, int offset, String text) {
      int item = itemAt(file, offset).map(place -> place.span().start()).orElse(offset);
      int line = file.source().lineSpan(file.source().lineAt(item)).start();
      edits.add(new Edit(file.source(), new Span(line, line), text));
      return this;
    }

    /** A finding about the mutant may also stand in this function. */
    Draft about(CFunction function) {
      scope.add(function.tree().place(function.node()));
      return this;
    }

    /** A finding about the mutant may also stand here. */
    Draft about(Place place) {
      scope.add(place);
      return this;
    }

    /** The mutant. */
    Mutant mutant() {
      return new Mutant(idiom, List.copyOf(edits), List.copyOf(scope));
    }
  }
}
