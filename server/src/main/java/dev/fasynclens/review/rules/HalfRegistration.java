package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import java.util.List;

/** A handler that joins two queues and does not leave the first when the second refuses. */
final class HalfRegistration {
  private final Facts facts;
  private final CFunction handler;
  private final Findings findings;

  HalfRegistration(Facts facts, CFunction handler, Findings findings) {
    this.facts = facts;
    this.handler = handler;
    this.findings = findings;
  }

  void check() {
    String on = Handlers.onParameter(handler);
    if (on.isEmpty() || !facts.paths(handler).complete()) {
      return;
    }
    List<List<Registration>> ways =
        facts.possiblePaths(handler).stream()
            .filter(path -> path.agreesWith(handler.tree(), on, 1))
            .map((Path path) -> facts.registrationsOn(handler, path))
            .toList();
    for (List<Registration> way : ways) {
      for (int second = 1; second < way.size(); second++) {
        Registration first = way.get(second - 1);
        Registration then = way.get(second);
        if (joins(first)
            && joins(then)
            && !same(first, then)
            && ways.stream().noneMatch(other -> undoes(other, first, then))) {
          report(first, then);
        }
      }
    }
  }

  private static boolean joins(Registration registration) {
    return registration.primitive().sleeps()
        && !registration.onlyRemoves()
        && registration.queues().size() == 1
        && !registration.isOpen();
  }

  private static boolean same(Registration one, Registration other) {
    return new Queues(one.queues()).meet(new Queues(other.queues()));
  }

  /** Whether a way goes through the second registration and then leaves the first queue. */
  private static boolean undoes(List<Registration> way, Registration first, Registration then) {
    int from = way.indexOf(then);
    return from >= 0
        && way.subList(from, way.size()).stream().anyMatch(r -> r.onlyRemoves() && same(r, first));
  }

  private void report(Registration first, Registration then) {
    findings
        .at(
            then.place(),
            "If this registration fails, the file stays on %s."
                .formatted(new Queues(first.queues()).describe()))
        .consequence(
            KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.WARNING,
            "F_SETFL fails, O_ASYNC is not set, and unless release removes the file all the same, "
                + RemovalImpossibleOnClose.STALE)
        .consequence(
            KernelRange.between(
                ChangePoint.VFS_UNREGISTERS_ON_CLOSE, ChangePoint.HELPER_OWNS_FASYNC_BIT),
            Severity.WARNING,
            "F_SETFL fails, O_ASYNC is not set, so close does not call the handler; "
                + RemovalImpossibleOnClose.STALE)
        .consequence(
            KernelRange.from(ChangePoint.HELPER_OWNS_FASYNC_BIT),
            Severity.INFO,
            "F_SETFL fails, and signals come all the same until the file is closed")
        .before(first.place(), "the first registration")
        .report();
  }
}
