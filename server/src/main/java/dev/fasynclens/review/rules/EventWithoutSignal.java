package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** FA208: those who wait are woken, and those who asked for a signal get none. */
public final class EventWithoutSignal implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Set<CFunction> ends = new LinkedHashSet<>();
    for (Activation activation : facts.activations()) {
      if (activation.kind() == Activation.Kind.REMOVE) {
        ends.add(activation.callback());
      }
    }
    Set<CFunction> told = new HashSet<>();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        DeviceReadiness.of(facts, table)
            .ifPresent(
                device -> {
                  if (isNotified(facts, device)) {
                    ends.forEach(end -> hangUp(facts, device, end, told, findings));
                    space(facts, device, findings);
                    data(module, device, told, findings);
                  }
                });
      }
    }
  }

  /** A queue that nobody ever notifies is another rule's subject. */
  private static boolean isNotified(Facts facts, DeviceReadiness device) {
    return facts.allNotifications().stream().anyMatch(n -> reaches(n, device));
  }

  private static boolean reaches(Notification notification, DeviceReadiness device) {
    return device.joined().meet(new Queues(notification.queues()));
  }

  private static boolean notifies(Facts facts, CFunction function, DeviceReadiness device) {
    return facts.notifications(function).stream().anyMatch(n -> reaches(n, device));
  }

  /** The wake-ups in a function of those who wait for a device. */
  private static List<WaitEffect.Wakeup> wakeups(
      Facts facts, CFunction function, Set<Queue> heads) {
    return facts.waits(function).stream()
        .filter(WaitEffect.Wakeup.class::isInstance)
        .map(WaitEffect.Wakeup.class::cast)
        .filter(w -> w.heads().size() == 1 && heads.containsAll(w.heads()))
        .toList();
  }

  private static void hangUp(
      Facts facts, DeviceReadiness device, CFunction end, Set<CFunction> told, Findings findings) {
    List<WaitEffect.Wakeup> wakeups = wakeups(facts, end, device.heads());
    if (wakeups.isEmpty() || notifies(facts, end, device) || !told.add(end)) {
      return;
    }
    findings
        .at(
            wakeups.getFirst().place(),
            "%s() wakes those who wait, but does not notify %s with POLL_HUP."
                .formatted(end.name(), device.joined().describe()))
        .always(
            Severity.WARNING,
            "a program that relies on SIGIO does not learn that the device is gone")
        .report();
  }

  private static void space(Facts facts, DeviceReadiness device, Findings findings) {
    for (String member : DeviceReadiness.READ) {
      for (CFunction read : facts.methods(device.table(), member)) {
        List<WaitEffect.Wakeup> wakeups = wakeups(facts, read, device.writers());
        if (!wakeups.isEmpty()
            && device.told().contains(PollCode.POLL_OUT)
            && !notifies(facts, read, device)) {
          findings
              .at(
                  wakeups.getFirst().place(),
                  "%s() makes room and wakes writers, but does not notify %s with POLL_OUT."
                      .formatted(read.name(), device.joined().describe()))
              .always(
                  Severity.INFO,
                  "a program that writes by signals is not told that there is room, though poll()"
                      + " would say so")
              .report();
        }
      }
    }
  }

  /** A function that stores what read and poll look at, and wakes readers only. */
  private static void data(
      DriverModule module, DeviceReadiness device, Set<CFunction> told, Findings findings) {
    Facts facts = module.facts();
    PublishedState state = PublishedState.of(module, device.joined().all().iterator().next());
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        boolean candidate =
            !device.isMethod(facts, DeviceReadiness.READ, function)
                && !notifies(facts, function, device)
                && !isNotifiedByCallers(module, function, device);
        if (!candidate || told.contains(function)) {
          continue;
        }
        for (WaitEffect.Wakeup wakeup : wakeups(facts, function, device.readers())) {
          if (wakeup.isDirect()
              && stores(facts, function, wakeup.call(), state)
              && told.add(function)) {
            findings
                .at(
                    wakeup.place(),
                    "%s() has something to read and wakes readers, but does not notify %s."
                        .formatted(function.name(), device.joined().describe()))
                .always(
                    Severity.WARNING,
                    "a program that relies on SIGIO is not told, though poll() would say so")
                .report();
          }
        }
      }
    }
  }

  private static boolean isNotifiedByCallers(
      DriverModule module, CFunction function, DeviceReadiness device) {
    Facts facts = module.facts();
    for (CFile file : module.files()) {
      for (CFunction caller : file.allFunctions()) {
        for (int call : caller.calls()) {
          if (Expressions.callee(caller.tree(), call).equals(function.name())
              && notifies(facts, caller, device)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean stores(Facts facts, CFunction function, int wakeup, PublishedState state) {
    return new Stores(facts, function)
        .in(function.body()).stream()
            .anyMatch(
                store ->
                    store.publishes()
                        && store.node() < wakeup
                        && store.to().stream().anyMatch(state.tested()::contains));
  }
}
