package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.PrivateData;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import java.util.List;
import java.util.Optional;

/** A method other than release that frees the object of a file, although the file stays open. */
final class FreedWhileOpen {
  /** Methods that run while the file is open and stays so. */
  private static final List<String> METHODS =
      List.of("read", "write", "read_iter", "write_iter", "unlocked_ioctl", "ioctl", "poll");

  private final Facts facts;
  private final Frees frees;
  private final Findings findings;

  FreedWhileOpen(Facts facts, Frees frees, Findings findings) {
    this.facts = facts;
    this.frees = frees;
    this.findings = findings;
  }

  void check(OperationTable table, Queues joined) {
    if (joined.isEmpty()) {
      return;
    }
    for (String member : METHODS) {
      for (CFunction method : facts.methods(table, member)) {
        if (facts.registrations(method).stream().allMatch(Registration::onlyAdds)) {
          check(table, method, joined);
        }
      }
    }
  }

  private void check(OperationTable table, CFunction method, Queues joined) {
    String file = FileArgument.of(method);
    for (int call : file.isEmpty() ? List.<Integer>of() : method.calls()) {
      Optional<Integer> freed = frees.freed(method, call);
      if (freed.isPresent()
          && PrivateData.isOf(method.tree(), Frees.origin(method, freed.get()), file)
          && joined.lieIn(frees, method, freed.get())) {
        findings
            .at(
                method.tree().place(call),
                "This frees the object whose queue the open file may be on.")
            .always(
                Severity.ERROR,
                "the file stays on a queue in freed memory, and close cannot take it off")
            .before(table.entry(Handlers.MEMBER).orElseThrow().place(), "the handler")
            .after(joined.notifiedAt(facts), Queues.NEXT_NOTIFICATION)
            .report();
      }
    }
  }
}
