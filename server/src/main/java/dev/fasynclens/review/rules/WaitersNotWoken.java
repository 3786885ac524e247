package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FA209: files are notified of something that nobody wakes waiting tasks for. */
public final class WaitersNotWoken implements Rule {
  /** What a method may wait in, for what a notification announces. */
  private static final List<String> WAITING_METHODS =
      List.of("read", "read_iter", "aio_read", "write", "write_iter", "poll", "unlocked_ioctl");

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    WaitQueueUse use = new WaitQueueUse(module);
    Set<Queue> told = new HashSet<>();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        Queues joined = Queues.joinedThrough(facts, table);
        if (!joined.isEmpty()) {
          neverWoken(facts, use, table, joined, told, findings);
        }
      }
      for (CFunction function : file.allFunctions()) {
        if (facts.notifications(function).stream().anyMatch(Notification::isDirect)) {
          new WakeOrNotify(facts, function, findings).check();
        }
      }
    }
  }

  private static void neverWoken(
      Facts facts,
      WaitQueueUse use,
      OperationTable table,
      Queues joined,
      Set<Queue> told,
      Findings findings) {
    Optional<Notification> notification = directTo(facts, joined);
    if (notification.isEmpty()) {
      return;
    }
    for (String member : WAITING_METHODS) {
      for (CFunction method : facts.methods(table, member)) {
        for (WaitEffect effect : facts.waits(method)) {
          if (effect instanceof WaitEffect.Waiting waiting
              && waiting.heads().size() == 1
              && use.isNeverWoken(waiting)
              && told.add(waiting.heads().iterator().next())) {
            report(notification.get(), waiting, findings);
          }
        }
      }
    }
  }

  private static Optional<Notification> directTo(Facts facts, Queues joined) {
    return facts.allNotifications().stream()
        .filter(Notification::isDirect)
        .filter(n -> n.queues().size() == 1 && joined.meet(new Queues(n.queues())))
        .findFirst();
  }

  private static void report(
      Notification notification, WaitEffect.Waiting waiting, Findings findings) {
    String head = waiting.heads().iterator().next().describe();
    findings
        .at(
            notification.place(),
            "Files are notified here, but those who wait on %s are never woken.".formatted(head))
        .always(
            Severity.WARNING,
            waiting.polls()
                ? "poll() and select() sleep on, whatever arrives"
                : "a program that sleeps in the driver sleeps on, whatever arrives")
        .related(waiting.primitivePlace(), "they wait here")
        .report();
  }
}
