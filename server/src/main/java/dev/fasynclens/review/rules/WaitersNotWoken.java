package dev.fasynclens.review.rules;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** FA209: files are notified of something that nobody wakes waiting tasks for. */
public final class WaitersNotWoken implements Rule {
  /** What a method may wait in, for what a notification announces. */
  private static final List<String> WAITING_METHODS =
      List.of("read", "read_iter", "aio_read", "write", "write_iter", "poll", "unlocked_ioctl");

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    WaitQueueUse use = new WaitQueueUse(facts);
    Devices devices = module.view(Devices.class, Devices::new);
    Set<Queue> told = new HashSet<>();
    Set<CFunction> notifying = new LinkedHashSet<>();
    for (Notification notification : devices.notifications()) {
      if (findings.wants(notification.place().text())) {
        notifying.add(notification.function());
        for (DeviceReadiness device : devices.on(notification.queues().iterator().next())) {
          neverWoken(facts, use, device.table(), notification, told, findings);
        }
      }
    }
    for (CFunction function : notifying) {
      new WakeOrNotify(facts, function, findings).check();
    }
  }

  private static void neverWoken(
      Facts facts,
      WaitQueueUse use,
      OperationTable table,
      Notification notification,
      Set<Queue> told,
      Findings findings) {
    for (String member : WAITING_METHODS) {
      for (CFunction method : facts.methods(table, member)) {
        for (WaitEffect effect : facts.waits(method)) {
          if (effect instanceof WaitEffect.Waiting waiting
              && waiting.heads().size() == 1
              && use.isNeverWoken(waiting)
              && told.add(waiting.heads().iterator().next())) {
            report(notification, waiting, findings);
          }
        }
      }
    }
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
