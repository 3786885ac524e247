package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import java.util.List;

/** A method such as open that registers, where the table gives close no handler to call. */
final class RegisteredOutsideHandler {
  private final Facts facts;
  private final Findings findings;

  RegisteredOutsideHandler(Facts facts, Findings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  void check(OperationTable table) {
    if (table.isOpaque()
        || table.entry(Handlers.MEMBER).isPresent()
        || table.list() < 0
        || mayRemove(table)) {
      return;
    }
    for (String member : table.entries().keySet()) {
      for (CFunction method : facts.methods(table, member)) {
        for (Registration registration : facts.registrations(method)) {
          boolean own = registration.file() >= 0 && registration.primitive().on() >= 0;
          if (own && registration.onlyAdds()) {
            report(table, registration);
          }
        }
      }
    }
  }

  /** Whether release takes files off, or is not in view. */
  private boolean mayRemove(OperationTable table) {
    List<CFunction> releases = facts.methods(table, "release");
    boolean unseen = releases.isEmpty() && table.entry("release").isPresent();
    return unseen
        || releases.stream()
            .flatMap(release -> facts.registrations(release).stream())
            .anyMatch(registration -> !registration.onlyAdds());
  }

  private void report(OperationTable table, Registration registration) {
    findings
        .at(
            registration.place(),
            "This puts the file on a queue, but %s has no .fasync, so close cannot take it off."
                .formatted(table.name()))
        .always(Severity.ERROR, RemovalImpossibleOnClose.STALE)
        .related(table.place(), "the table without .fasync")
        .after(new Queues(registration.queues()).notifiedAt(facts), Queues.NEXT_NOTIFICATION)
        .report();
  }
}
