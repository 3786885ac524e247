package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;

/** A removal in release from queues that the handler never adds to. */
final class RemovalFromOtherQueue {
  private final Facts facts;
  private final Findings findings;

  RemovalFromOtherQueue(Facts facts, Findings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  void check(OperationTable table, CFunction release, Queues joined) {
    Registration wrong = null;
    for (Registration registration : facts.registrations(release)) {
      if (registration.onlyAdds() || registration.file() < 0) {
        continue;
      }
      if (new Queues(registration.queues()).meet(joined)) {
        return;
      }
      wrong = registration;
    }
    if (wrong != null && wrong.onlyRemoves()) {
      report(wrong, table, joined);
    }
  }

  private void report(Registration wrong, OperationTable table, Queues joined) {
    findings
        .at(
            wrong.place(),
            "This removes from %s, but the handler of %s adds to %s."
                .formatted(new Queues(wrong.queues()).describe(), table.name(), joined.describe()))
        .consequence(
            KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            RemovalImpossibleOnClose.STALE)
        .consequence(
            KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.WARNING,
            "close removes the file from the right queue by itself; this call does nothing of use")
        .before(table.entry(Handlers.MEMBER).orElseThrow().place(), "the handler")
        .after(joined.notifiedAt(facts), Queues.NEXT_NOTIFICATION)
        .report();
  }
}
