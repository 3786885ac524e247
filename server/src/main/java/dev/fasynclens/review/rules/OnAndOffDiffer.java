package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import java.util.LinkedHashSet;
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
          added.addAll(registration.queues());
        }
        if (switchesOff && !registration.onlyAdds()) {
          removed.addAll(registration.queues());
          off = switchesOn ? off : registration;
        }
      }
    }
    if (off != null && !added.isEmpty() && !new Queues(added).meet(new Queues(removed))) {
      report(handler, off, new Queues(added), new Queues(removed));
    }
  }

  private void report(CFunction handler, Registration off, Queues added, Queues removed) {
    findings
        .at(
            off.place(),
            "The handler %s() adds to %s, but removes from %s."
                .formatted(handler.name(), added.describe(), removed.describe()))
        .always(Severity.ERROR, RemovalImpossibleOnClose.STALE)
        .related(handler.place(), "the handler")
        .report();
  }
}
