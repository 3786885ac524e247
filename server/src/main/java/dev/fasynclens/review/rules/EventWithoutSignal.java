package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.driver.Waiters;
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
  /** Who opens a file brings no data; those who wait for somebody to open it are woken. */
  private static final List<String> OPENING = List.of("open");

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Set<CFunction> ends = new LinkedHashSet<>();
    for (Activation activation : facts.activations()) {
      if (activation.kind() == Activation.Kind.REMOVE) {
        ends.add(activation.callback());
      }
    }
    Devices devices = module.view(Devices.class, Devices::new);
    List<CFunction> waking = devices.all().isEmpty() ? List.of() : waking(module);
    Set<CFunction> told = new HashSet<>();
    for (DeviceReadiness device : devices.all()) {
      // A queue that nobody ever notifies is another rule's subject.
      if (devices.isNotified(device)) {
        ends.forEach(end -> hangUp(facts, device, end, told, findings));
        space(facts, device, findings);
        data(facts, devices, device, waking, told, findings);
      }
    }
  }

  /** The functions that wake somebody themselves. */
  private static List<CFunction> waking(DriverModule module) {
    return module.files().stream()
        .flatMap(file -> file.allFunctions().stream())
        .filter(
            function ->
                module.facts().waits(function).stream()
                    .anyMatch(effect -> effect.isDirect() && effect instanceof WaitEffect.Wakeup))
        .toList();
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
    List<WaitEffect.Wakeup> wakeups = wakeups(facts, end, device.waiters().heads());
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
    for (String member : Waiters.READ) {
      for (CFunction read : facts.methods(device.table(), member)) {
        List<WaitEffect.Wakeup> wakeups = wakeups(facts, read, device.waiters().writers());
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
      Facts facts,
      Devices devices,
      DeviceReadiness device,
      List<CFunction> waking,
      Set<CFunction> told,
      Findings findings) {
    List<WaitEffect.Wakeup> silent =
        waking.stream()
            .flatMap(function -> wakeups(facts, function, device.waiters().readers()).stream())
            .filter(WaitEffect::isDirect)
            .filter(wakeup -> isSilent(facts, device, wakeup.function()))
            .toList();
    if (silent.isEmpty()) {
      return;
    }
    PublishedState state = PublishedState.of(facts, List.of(device));
    Severity severity = devices.tellsOfExceptionsOnly(device) ? Severity.INFO : Severity.WARNING;
    for (WaitEffect.Wakeup wakeup : silent) {
      CFunction function = wakeup.function();
      if (stores(facts, function, wakeup.call(), state) && told.add(function)) {
        findings
            .at(
                wakeup.place(),
                "%s() changes what poll tells and wakes readers, but does not notify %s."
                    .formatted(function.name(), device.joined().describe()))
            .always(
                severity, "a program that relies on SIGIO is not told, though poll() would say so")
            .report();
      }
    }
  }

  /** Whether neither a function nor who calls it notifies, though one could expect it to. */
  private static boolean isSilent(Facts facts, DeviceReadiness device, CFunction function) {
    return !device.isMethod(facts, Waiters.READ, function)
        && !device.isMethod(facts, OPENING, function)
        && !notifies(facts, function, device)
        && facts.callers(function).stream()
            .noneMatch(site -> notifies(facts, site.function(), device));
  }

  private static boolean stores(Facts facts, CFunction function, int wakeup, PublishedState state) {
    return new Stores(facts, function)
        .in(function.body()).stream()
            .anyMatch(
                store -> store.publishes() && store.node() < wakeup && state.looksAt(store.to()));
  }
}
