package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Path;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;

/**
 * A release that frees the object all openers share: whoever closes first takes it from the rest.
 */
final class SharedObjectFreed {
  /** What open answers when it lets only one in, or one at a time. */
  private static final Set<String> TURNED_AWAY = Set.of("EBUSY", "EAGAIN", "EPERM");

  private final Facts facts;
  private final Frees frees;
  private final Findings findings;

  SharedObjectFreed(Facts facts, Frees frees, Findings findings) {
    this.facts = facts;
    this.frees = frees;
    this.findings = findings;
  }

  void check(OperationTable table, CFunction release, Queues joined) {
    if (facts.methods(table, "open").stream().anyMatch(SharedObjectFreed::limitsOpeners)) {
      return;
    }
    for (Path path : facts.paths(release).all()) {
      for (Path.Step step : path.steps()) {
        if (step instanceof Path.Test) {
          break; // counted, or otherwise decided
        }
        for (int call : Path.calls(release.tree(), step)) {
          Optional<Integer> freed = frees.freed(release, call);
          if (freed.isPresent()
              && isGlobal(release, freed.get())
              && joined.lieIn(frees, release, freed.get())) {
            report(release, call, freed.get(), joined);
          }
        }
      }
    }
  }

  private static boolean limitsOpeners(CFunction open) {
    return TURNED_AWAY.stream().anyMatch(e -> Expressions.mentions(open.tree(), open.body(), e));
  }

  private static boolean isGlobal(CFunction function, int pointer) {
    SyntaxTree tree = function.tree();
    return tree.kind(pointer) == Kind.IDENTIFIER && function.variable(tree.name(pointer)).isEmpty();
  }

  private void report(CFunction release, int call, int freed, Queues joined) {
    SyntaxTree tree = release.tree();
    findings
        .at(
            tree.place(call),
            "%s holds the queue of all openers, and the first close frees it."
                .formatted(tree.text(freed)))
        .always(Severity.ERROR, "the files that are still open stay on a queue in freed memory")
        .before(release.place(), "runs at every last close of an open file")
        .after(joined.notifiedAt(facts), Queues.NEXT_NOTIFICATION)
        .report();
  }
}
