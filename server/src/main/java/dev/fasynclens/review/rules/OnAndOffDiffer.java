package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Conditions;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A handler that adds to one queue and removes from another. */
final class OnAndOffDiffer {
  private final Facts facts;
  private final Findings findings;

  OnAndOffDiffer(Facts facts, Findings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  void check(CFunction handler) {
    String on = Handlers.onParameter(handler);
    if (on.isEmpty() || !facts.paths(handler).complete()) {
      return;
    }
    Set<Queue> added = new LinkedHashSet<>();
    Set<Queue> removed = new LinkedHashSet<>();
    Registration off = null;
    for (Path path : facts.paths(handler).all()) {
      boolean switchesOn = path.agreesWith(handler.tree(), on, 1);
      boolean switchesOff = path.agreesWith(handler.tree(), on, 0);
      for (Registration registration : facts.registrationsOn(handler, path)) {
        if (switchesOn && !registration.onlyRemoves()) {
          added.addAll(queues(handler, registration, 1));
        }
        if (switchesOff && !registration.onlyAdds()) {
          Set<Queue> left = queues(handler, registration, 0);
          removed.addAll(left);
          boolean apart = !switchesOn || !left.equals(registration.queues());
          off = apart ? registration : off;
        }
      }
    }
    if (off != null && !added.isEmpty() && !new Queues(added).meet(new Queues(removed))) {
      report(handler, off, new Queues(added), new Queues(removed));
    }
  }

  /** The queues a call means when the switch has a value: {@code on ? &one : &other}. */
  private Set<Queue> queues(CFunction handler, Registration registration, long value) {
    SyntaxTree tree = handler.tree();
    List<Integer> arguments = Expressions.arguments(tree, registration.call());
    int position = registration.primitive().queue();
    if (!registration.isDirect() || position >= arguments.size()) {
      return registration.queues();
    }
    int chosen = given(handler, arguments.get(position));
    boolean choice = false;
    while (tree.kind(chosen) == Kind.CONDITIONAL_EXPRESSION) {
      int condition = tree.part(chosen, Field.CONDITION);
      Optional<Boolean> holds =
          Conditions.holds(tree, condition, Handlers.onParameter(handler), value);
      int branch =
          holds.isEmpty()
              ? -1
              : tree.part(chosen, holds.get() ? Field.CONSEQUENCE : Field.ALTERNATIVE);
      if (branch < 0) {
        return registration.queues();
      }
      choice = true;
      chosen = Expressions.bare(tree, branch);
    }
    return choice ? facts.queuesPointedTo(handler, chosen) : registration.queues();
  }

  /** The argument, or what a local variable holds that is set only once. */
  private static int given(CFunction handler, int argument) {
    SyntaxTree tree = handler.tree();
    int bare = Expressions.bare(tree, argument);
    if (tree.kind(bare) != Kind.IDENTIFIER || !handler.isLocal(tree.name(bare))) {
      return bare;
    }
    Variable local = handler.variable(tree.name(bare)).orElseThrow();
    List<Integer> values = handler.valuesGivenTo(local);
    return values.size() == 1 ? Expressions.bare(tree, values.get(0)) : bare;
  }

  private void report(CFunction handler, Registration off, Queues added, Queues removed) {
    findings
        .at(
            off.place(),
            "The handler %s() adds to %s, but removes from %s."
                .formatted(handler.name(), added.describe(), removed.describe()))
        .always(Severity.ERROR, RemovalImpossibleOnClose.STALE)
        .before(handler.place(), "the handler")
        .after(added.notifiedAt(facts), Queues.NEXT_NOTIFICATION)
        .report();
  }
}
