package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Value;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.PollMask;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FA207: the band says that one can read where one can write, or the other way round. */
public final class BandAgainstDirection implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Devices devices = module.view(Devices.class, Devices::new);
    for (Notification notification : devices.notifications()) {
      if (findings.wants(notification.place().text())) {
        for (DeviceReadiness device : devices.on(notification.queues().iterator().next())) {
          new Direction(facts, device, findings).check(notification);
        }
      }
    }
  }

  /** Compares the notifications of one device with those who are woken beside them. */
  private record Direction(Facts facts, DeviceReadiness device, Findings findings) {
    void check(Notification notification) {
      if (notification.band().size() != 1) {
        return;
      }
      Value value = notification.band().getFirst();
      if (value.kind() == Value.Kind.POLL_CODE) {
        PollCode.of(value.number())
            .filter(Direction::isDirection)
            .ifPresent(band -> compare(notification, band));
      }
    }

    private static boolean isDirection(PollCode code) {
      return code == PollCode.POLL_IN || code == PollCode.POLL_OUT;
    }

    private void compare(Notification notification, PollCode band) {
      PollCode other = band == PollCode.POLL_IN ? PollCode.POLL_OUT : PollCode.POLL_IN;
      boolean pollDisagrees = device.told().contains(other) && !device.told().contains(band);
      if (!pollDisagrees && !wakes(notification.function(), other)) {
        return; // saves the walk along all paths
      }
      Set<WaitEffect.Wakeup> beside = wokenOnEveryWay(notification);
      for (WaitEffect.Wakeup wakeup : beside) {
        if (Optional.of(other).equals(direction(wakeup))
            && beside.stream().noneMatch(w -> !Optional.of(other).equals(direction(w)))) {
          String woken = other == PollCode.POLL_OUT ? "writers" : "readers";
          report(
              notification,
              band,
              other,
              "beside a wake-up of %s".formatted(woken),
              wakeup.place(),
              "the wake-up of " + woken);
          return;
        }
      }
      if (pollDisagrees && beside.isEmpty()) {
        CFunction poll = facts.methods(device.table(), "poll").getFirst();
        report(
            notification,
            band,
            other,
            "but %s() only ever tells of %s".formatted(poll.name(), other.meaning()),
            poll.place(),
            "the poll method");
      }
    }

    private boolean wakes(CFunction function, PollCode whom) {
      return function.calls().stream()
          .flatMap(call -> facts.waitsOfCall(function, call).stream())
          .anyMatch(
              e -> e instanceof WaitEffect.Wakeup w && direction(w).equals(Optional.of(whom)));
    }

    /** Whom a wake-up is for: by its key, or by who waits there. */
    private Optional<PollCode> direction(WaitEffect.Wakeup wakeup) {
      if (wakeup.key().size() == 1 && wakeup.key().getFirst().kind() == Value.Kind.POLL_MASK) {
        return PollMask.codeOf(wakeup.key().getFirst().number()).filter(Direction::isDirection);
      }
      Queue head = wakeup.heads().size() == 1 ? wakeup.heads().iterator().next() : null;
      if (head == null || !wakeup.key().isEmpty() || !device.waiters().tellsThemApart()) {
        return Optional.empty();
      }
      if (device.waiters().isForReadersOnly(head)) {
        return Optional.of(PollCode.POLL_IN);
      }
      return device.waiters().isForWritersOnly(head)
          ? Optional.of(PollCode.POLL_OUT)
          : Optional.empty();
    }

    /** The wake-ups that happen on every way on which the notification happens. */
    private Set<WaitEffect.Wakeup> wokenOnEveryWay(Notification notification) {
      CFunction function = notification.function();
      if (!facts.paths(function).complete()) {
        return Set.of();
      }
      List<Set<WaitEffect.Wakeup>> ways = new ArrayList<>();
      for (Path path : facts.possiblePaths(function)) {
        Set<WaitEffect.Wakeup> woken = new LinkedHashSet<>();
        boolean notified = false;
        for (Path.Step step : path.steps()) {
          for (int call : Path.calls(function.tree(), step)) {
            notified |= call == notification.call();
            for (WaitEffect effect : facts.waitsOfCall(function, call)) {
              if (effect instanceof WaitEffect.Wakeup wakeup) {
                woken.add(wakeup);
              }
            }
          }
        }
        if (notified) {
          ways.add(woken);
        }
      }
      Set<WaitEffect.Wakeup> common =
          ways.isEmpty() ? new LinkedHashSet<>() : new LinkedHashSet<>(ways.getFirst());
      ways.forEach(common::retainAll);
      return common;
    }

    private void report(
        Notification notification,
        PollCode band,
        PollCode other,
        String why,
        Place related,
        String what) {
      Value value = notification.band().getFirst();
      boolean written = value.spelling().equals(band.name());
      findings
          .at(
              notification.place(),
              "The band %s tells of %s, %s.".formatted(band.name(), band.meaning(), why))
          .always(
              Severity.WARNING,
              "a program that used F_SETSIG and looks at si_band does the wrong thing")
          .related(related, what)
          .fix(
              written
                  ? Optional.of(Fix.replacing("Pass " + other.name(), value.place(), other.name()))
                  : Optional.empty())
          .report();
    }
  }
}
