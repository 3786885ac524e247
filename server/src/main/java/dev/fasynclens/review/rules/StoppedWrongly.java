package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation.Kind;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A timer or the like that is stopped without waiting for it, or before what starts it again. */
final class StoppedWrongly {
  private static final Pattern FREED = Pattern.compile("free_irq|pci_free_irq|devm_free_irq");

  /** What may keep the hardware from interrupting. */
  private static final Pattern QUIETING =
      Pattern.compile(
          "disable\\w*|\\w+_disable\\w*|\\w*(stop|mask|quiesce|shutdown|suspend|halt|reset)\\w*"
              + "|(__raw_)?write[bwlq]\\w*|iowrite\\w+|out[bwl](_p)?|(regmap|i2c|spi)_\\w+");

  private final Facts facts;
  private final Notifiers notifiers;
  private final Endings endings;
  private final Findings findings;

  StoppedWrongly(Facts facts, Notifiers notifiers, Endings endings, Findings findings) {
    this.facts = facts;
    this.notifiers = notifiers;
    this.endings = endings;
    this.findings = findings;
  }

  void check() {
    for (CFunction ending : endings.all()) {
      for (Notifier notifier : notifiers.all()) {
        CFile file = notifier.activation().file();
        List<MadeCall> calls = notifiers.callsBy(ending);
        boolean isAbout =
            ending.file().equals(file)
                || calls.stream().anyMatch(call -> call.function().file().equals(file));
        if (notifier.kind() != Kind.INTERRUPT && isAbout) {
          check(calls, notifier);
        }
      }
    }
  }

  private void check(List<MadeCall> calls, Notifier notifier) {
    int last = lastStop(calls, notifier);
    if (last < 0) {
      return;
    }
    MadeCall stop = calls.get(last);
    Stopping stopping = notifiers.stopOf(stop, notifier).orElseThrow();
    boolean isMeant = notifier.isGivenTo(facts, stop) || notifiers.isOnly(notifier);
    boolean isLeftRunning = isMeant && notifier.kind() != Kind.TASKLET && !isAwaited(notifier);
    Optional<MadeCall> startedAgain =
        stopping.isFinal() ? Optional.empty() : freedAfterwards(calls, last, notifier);
    if (isLeftRunning && startedAgain.isPresent()) {
      findings
          .at(
              stop.place(),
              "%s() does not wait for a function that notifies, and the interrupt can start it"
                      .formatted(stop.callee())
                  + " again.")
          .always(Severity.WARNING, "it may run when the queue and the module are gone")
          .after(startedAgain.get().place(), "the interrupt comes until here")
          .after(notifier.callback().place(), "notifies")
          .report();
    } else if (isLeftRunning) {
      findings
          .at(
              stop.place(),
              "%s() does not wait for %s(), which notifies."
                  .formatted(stop.callee(), notifier.callback().name()))
          .always(
              Severity.INFO,
              "on another processor it may still run when the queue and the module are gone")
          .after(notifier.callback().place(), "notifies")
          .report();
    } else if (startedAgain.isPresent()) {
      findings
          .at(
              stop.place(),
              "%s is stopped before the interrupt that starts it again."
                  .formatted(notifier.describe()))
          .always(
              Severity.INFO,
              "an interrupt in between starts it, and it may run when the queue and the module are"
                  + " gone")
          .after(startedAgain.get().place(), "the interrupt comes until here")
          .after(notifier.callback().place(), "notifies")
          .report();
    }
  }

  private int lastStop(List<MadeCall> calls, Notifier notifier) {
    int last = -1;
    for (int i = 0; i < calls.size(); i++) {
      if (notifiers.stopOf(calls.get(i), notifier).isPresent()) {
        last = i;
      }
    }
    return last;
  }

  /** Whether anything in view waits for its function. */
  private boolean isAwaited(Notifier notifier) {
    return notifiers.callsIn(notifier.activation().file()).stream()
        .filter(call -> !endings.isBeginning(call.function()))
        .anyMatch(call -> notifiers.stopOf(call, notifier).filter(Stopping::waits).isPresent());
  }

  /** The call behind the last stop that frees the interrupt whose handler starts it again. */
  private Optional<MadeCall> freedAfterwards(List<MadeCall> calls, int last, Notifier notifier) {
    List<MadeCall> before = calls.subList(0, last);
    Set<CFunction> handlers = notifiers.interruptHandlers(notifier.activation().file());
    boolean isStarted =
        !handlers.isEmpty() && handlers.stream().allMatch(h -> notifiers.starts(h, notifier));
    if (!isStarted
        || before.stream().anyMatch(StoppedWrongly::mayBeQuiet)
        || isTold(handlers, calls)) {
      return Optional.empty();
    }
    return calls.subList(last, calls.size()).stream()
        .filter(call -> FREED.matcher(call.callee()).matches())
        .findFirst();
  }

  private static boolean mayBeQuiet(MadeCall call) {
    return call.callee().isEmpty() || QUIETING.matcher(call.callee()).matches();
  }

  /** Whether the handlers ask what the end of the module tells them. */
  private boolean isTold(Set<CFunction> handlers, List<MadeCall> ending) {
    Set<CFunction> asking = new HashSet<>(handlers);
    handlers.forEach(h -> asking.addAll(Announced.holders(notifiers.callsBy(h))));
    return Announced.between(Announced.holders(ending), asking);
  }
}
