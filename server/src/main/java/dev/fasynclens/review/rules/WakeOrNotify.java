package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A function that notifies if somebody is registered, and otherwise wakes. */
final class WakeOrNotify {
  private final Facts facts;
  private final CFunction function;
  private final SyntaxTree tree;
  private final Findings findings;

  WakeOrNotify(Facts facts, CFunction function, Findings findings) {
    this.facts = facts;
    this.function = function;
    this.tree = function.tree();
    this.findings = findings;
  }

  void check() {
    for (int branch : Expressions.below(tree, function.body(), Kind.IF_STATEMENT)) {
      int alternative = tree.part(branch, Field.ALTERNATIVE);
      if (alternative >= 0) {
        int consequence = tree.part(branch, Field.CONSEQUENCE);
        check(branch, consequence, alternative);
        check(branch, alternative, consequence);
      }
    }
  }

  private void check(int branch, int notifying, int waking) {
    List<Notification> notifications = notificationsIn(notifying);
    if (notifications.isEmpty()
        || !notificationsIn(waking).isEmpty()
        || !wakesIn(notifying).isEmpty()) {
      return;
    }
    List<WaitEffect.Wakeup> wakes = wakesIn(waking);
    if (wakes.isEmpty() || wakesOutside(branch)) {
      return;
    }
    Notification notification = notifications.getFirst();
    asked(tree.part(branch, Field.CONDITION), notification)
        .ifPresent(queue -> report(notification, wakes.getFirst(), queue));
  }

  private List<Notification> notificationsIn(int node) {
    List<Notification> found = new ArrayList<>();
    for (int call : Expressions.below(tree, node, Kind.CALL_EXPRESSION)) {
      for (Effect effect : facts.effectsOfCall(function, call)) {
        if (effect instanceof Notification notification) {
          found.add(notification);
        }
      }
    }
    return found;
  }

  private List<WaitEffect.Wakeup> wakesIn(int node) {
    List<WaitEffect.Wakeup> found = new ArrayList<>();
    for (int call : Expressions.below(tree, node, Kind.CALL_EXPRESSION)) {
      for (WaitEffect effect : facts.waitsOfCall(function, call)) {
        if (effect instanceof WaitEffect.Wakeup wakeup) {
          found.add(wakeup);
        }
      }
    }
    return found;
  }

  private boolean wakesOutside(int branch) {
    return wakesIn(function.body()).stream()
        .anyMatch(wake -> wake.call() < branch || wake.call() >= tree.subtreeEnd(branch));
  }

  /** The queue of the notification, if the condition asks whether somebody is on it. */
  private Optional<Queue> asked(int condition, Notification notification) {
    Set<Queue> mentioned = new LinkedHashSet<>();
    for (int n = condition; n < tree.subtreeEnd(condition); n++) {
      int kind = tree.kind(n);
      if (kind == Kind.IDENTIFIER || kind == Kind.FIELD_EXPRESSION) {
        mentioned.addAll(facts.queuesNamed(function, n));
      }
    }
    return notification.queues().stream().filter(mentioned::contains).findFirst();
  }

  private void report(Notification notification, WaitEffect.Wakeup wake, Queue queue) {
    findings
        .at(
            notification.place(),
            "Nobody who waits is woken while a file is on %s.".formatted(queue.describe()))
        .always(
            Severity.ERROR,
            "as soon as one program uses O_ASYNC, others that sleep in read() or poll() sleep on")
        .related(wake.place(), "they are woken here, otherwise")
        .report();
  }
}
