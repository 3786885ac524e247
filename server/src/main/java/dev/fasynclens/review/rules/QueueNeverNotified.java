package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;

/** FA204: files join a queue that nobody ever notifies. */
public final class QueueNeverNotified implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    QueueUse use = new QueueUse(module);
    for (Registration registration : use.registrations()) {
      CFile file = registration.function().file();
      if (!findings.wants(registration.primitivePlace().text())
          || registration.queues().size() != 1
          || (registration.isOpen() && !registration.isDirect())) {
        continue;
      }
      Queue queue = registration.queues().iterator().next();
      if (use.isDecidable(queue, file) && !use.isNotified(queue, file) && !use.escapes(queue)) {
        findings
            .at(
                registration.isDirect() ? registration.primitivePlace() : registration.place(),
                "Files join the queue %s here, but kill_fasync() is never called on it."
                    .formatted(queue.describe()))
            .always(Severity.ERROR, "F_SETFL with O_ASYNC succeeds and no signal ever comes")
            .report();
      }
    }
  }
}
