package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Fix;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** The last argument of a handler, which says whether to add or to remove, and its use. */
final class HandlerSwitch {
  private final SyntaxTree tree;
  private final String on;

  HandlerSwitch(CFunction handler) {
    this.tree = handler.tree();
    this.on = Handlers.onParameter(handler);
  }

  String name() {
    return on;
  }

  /** Whether a step makes it say that the file is to be added: {@code on = 1;}. */
  boolean overwrites(Path.Step step) {
    if (!(step instanceof Path.Evaluate)) {
      return false;
    }
    for (int assignment : Expressions.below(tree, step.node(), Kind.ASSIGNMENT_EXPRESSION)) {
      int right = Expressions.bare(tree, tree.part(assignment, Field.RIGHT));
      boolean constant = tree.kind(right) == Kind.NUMBER_LITERAL && !tree.is(right, "0");
      if (constant && tree.is(tree.part(assignment, Field.LEFT), on)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a call that may add does instead of removing, empty if it removes.
   *
   * @param overwritten whether the switch was overwritten before
   */
  Optional<String> misuse(Registration registration, boolean overwritten) {
    if (registration.onlyAdds() || (overwritten && isPassedTo(registration))) {
      return Optional.of("adds the file even when it is told to take it off");
    }
    if (isTurnedRound(registration)) {
      return Optional.of("does the opposite of what it says");
    }
    return isOldState(registration)
        ? Optional.of("passes the state the file is in, not the one it is to get")
        : Optional.empty();
  }

  /** Puts the switch where a call has something else. */
  Optional<Fix> passOn(Registration registration) {
    int argument = given(registration);
    return argument < 0 || tree.is(argument, on)
        ? Optional.empty()
        : Optional.of(Fix.replacing("Pass " + on + " to it", tree.place(argument), on));
  }

  /** What a direct call passes as the switch, as it is written, or -1. */
  private int given(Registration registration) {
    List<Integer> given = Expressions.arguments(tree, registration.call());
    int position = registration.primitive().on();
    return registration.isDirect() && position >= 0 && position < given.size()
        ? given.get(position)
        : -1;
  }

  /** The same without parentheses and casts. */
  private int argument(Registration registration) {
    return Expressions.bare(tree, given(registration));
  }

  private boolean isPassedTo(Registration registration) {
    int argument = argument(registration);
    return argument >= 0 && tree.is(argument, on);
  }

  /** {@code !on}, but not {@code !!on}. */
  private boolean isTurnedRound(Registration registration) {
    int argument = argument(registration);
    return argument >= 0
        && tree.kind(argument) == Kind.UNARY_EXPRESSION
        && Expressions.isOperator(tree, argument, "!")
        && tree.is(Expressions.bare(tree, tree.part(argument, Field.ARGUMENT)), on);
  }

  /** {@code filp->f_flags & FASYNC}. */
  private boolean isOldState(Registration registration) {
    int argument = argument(registration);
    return argument >= 0
        && Expressions.below(tree, argument, Kind.FIELD_EXPRESSION).stream()
            .anyMatch(field -> tree.is(tree.part(field, Field.FIELD), "f_flags"));
  }
}
