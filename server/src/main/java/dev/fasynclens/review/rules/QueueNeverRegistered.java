package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.review.repair.NewHandler;

/** FA205: kill_fasync() is called on a queue that no file ever joins. */
public final class QueueNeverRegistered implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    QueueUse use = module.view(QueueUse.class, QueueUse::new);
    for (Notification notification : use.notifications()) {
      CFile file = notification.function().file();
      if (!findings.wants(notification.place().text()) || notification.queues().size() != 1) {
        continue;
      }
      Queue queue = notification.queues().iterator().next();
      QueueUse.Scope scope = use.scope(queue, file);
      boolean likely = isForeign(queue) && use.hasTablesWithoutHandler(file);
      boolean own = notification.isDirect() || dependsOnCaller(module, notification);
      if (own
          && (scope != QueueUse.Scope.OPEN || likely)
          && !use.isRegistered(queue, file)
          && !use.escapes(queue)) {
        findings
            .at(
                notification.place(),
                "This notifies the queue %s, which no file ever joins.".formatted(queue.describe()))
            .always(
                scope == QueueUse.Scope.CLOSED ? Severity.ERROR : Severity.WARNING,
                "the event reaches nobody")
            .fix(NewHandler.forQueue(module, file, queue, findings.target(file.source())))
            .report();
      }
    }
  }

  /** A queue in a struct whose definition is not in view. */
  private static boolean isForeign(Queue queue) {
    return queue instanceof Queue.Member member && member.owner() == null;
  }

  /** Whether the call at the end notifies what its caller says. */
  private static boolean dependsOnCaller(DriverModule module, Notification notification) {
    return module
        .facts()
        .effectsOfCall(notification.primitiveIn(), notification.primitiveCall())
        .stream()
        .anyMatch(Effect::isOpen);
  }
}
