package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;

/** FA204: files join a queue that nobody ever notifies. */
public final class QueueNeverNotified implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    QueueUse use = module.view(QueueUse.class, QueueUse::new);
    for (Registration registration : use.registrations()) {
      CFile file = registration.function().file();
      if (!findings.wants(registration.primitivePlace().text())
          || registration.queues().size() != 1
          || (registration.isOpen() && !registration.isDirect())) {
        continue;
      }
      Queue queue = registration.queues().iterator().next();
      if (registration.isDirect() && isOnTheStack(queue)) {
        findings
            .at(
                registration.place(),
                "Files join the queue %s, a local variable.".formatted(queue.describe()))
            .always(
                Severity.ERROR,
                "the queue is gone when the function returns, so no signal ever comes")
            .report();
        continue;
      }
      if (use.scope(queue, file) != QueueUse.Scope.OPEN
          && !use.isNotified(queue, file)
          && !use.escapes(queue)) {
        findings
            .at(
                registration.isDirect() ? registration.primitivePlace() : registration.place(),
                "Files join the queue %s here, but kill_fasync() is never called on it."
                    .formatted(queue.describe()))
            .always(
                use.scope(queue, file) == QueueUse.Scope.CLOSED ? Severity.ERROR : Severity.WARNING,
                "F_SETFL with O_ASYNC succeeds and no signal ever comes")
            .report();
      }
    }
  }

  /** A local list head that does not stand for another one. */
  private static boolean isOnTheStack(Queue queue) {
    if (!(queue instanceof Queue.Local local) || !local.function().isLocal(local.name())) {
      return false;
    }
    Variable variable = local.function().variable(local.name()).orElseThrow();
    if (variable.isStatic() || !variable.type().isPointerTo("fasync_struct")) {
      return false;
    }
    SyntaxTree tree = local.function().tree();
    int initial = variable.initializer();
    boolean loaded = initial >= 0 && tree.kind(Expressions.bare(tree, initial)) != Kind.NULL;
    return !loaded
        && local.function().assignments().stream()
            .noneMatch(a -> tree.is(tree.part(a, Field.LEFT), local.name()));
  }
}
