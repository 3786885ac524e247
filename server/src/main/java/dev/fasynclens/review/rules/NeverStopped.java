package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation.Kind;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Include;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A timer, an interrupt, a work item or a tasklet that nobody stops, in a module that can go. */
final class NeverStopped {
  /** Calls that are given a timer or the like and do not stop it. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "\\w*init\\w*|INIT_\\w+|\\w*setup\\w*|\\w*_pending|hrtimer_\\w+|set_timer_slack"
              + "|container_of|\\w*print\\w*|DEFINE_\\w+|DECLARE_\\w+");

  /** Functions of subsystems that free interrupts in their own way. */
  private static final Pattern FREEING =
      Pattern.compile("\\w*(free|release|disable|stop)\\w*irq\\w*");

  private final DriverModule module;
  private final Facts facts;
  private final Notifiers notifiers;
  private final Endings endings;
  private final Findings findings;
  private final Set<CFunction> told = new LinkedHashSet<>();

  NeverStopped(DriverModule module, Notifiers notifiers, Endings endings, Findings findings) {
    this.module = module;
    this.facts = module.facts();
    this.notifiers = notifiers;
    this.endings = endings;
    this.findings = findings;
  }

  void check() {
    for (Notifier notifier : notifiers.all()) {
      if (Unloading.isPossible(notifier.activation().file())
          && isJudged(notifier)
          && !isStopped(notifier)) {
        report(notifier);
      }
    }
  }

  private boolean isJudged(Notifier notifier) {
    if (notifier.kind() == Kind.INTERRUPT) {
      CFile file = notifier.activation().file();
      return !notifier.activation().by().startsWith("devm_")
          && file.tree().includes().stream().noneMatch(Include::quoted);
    }
    return notifier.isPrivate()
        && notifiers.callsIn(notifier.activation().file()).stream()
            .anyMatch(call -> notifiers.isStartOf(call, notifier));
  }

  /** Whether anything but a failing set-up may stop it, or something out of view is given it. */
  private boolean isStopped(Notifier notifier) {
    return notifiers.callsIn(notifier.activation().file()).stream()
        .filter(call -> !endings.isBeginning(call.function()))
        .anyMatch(call -> mayStop(call, notifier));
  }

  private boolean mayStop(MadeCall call, Notifier notifier) {
    if (notifiers.stopOf(call, notifier).isPresent()) {
      return true;
    }
    if (notifier.kind() == Kind.INTERRUPT) {
      return FREEING.matcher(call.callee()).matches();
    }
    return Starting.of(call.callee()).isEmpty()
        && !HARMLESS.matcher(call.callee()).matches()
        && facts.callees(call.function(), call.node()).isEmpty()
        && notifier.isGivenTo(facts, call);
  }

  private void report(Notifier notifier) {
    Optional<CFunction> ending = endingOf(notifier);
    boolean goesOn = goesOn(notifier);
    if (isToldToEnd(notifier) || (ending.isPresent() && !told.add(ending.get()))) {
      return;
    }
    Place setUp = notifier.activation().place();
    findings
        .at(
            ending.map(CFunction::place).orElse(setUp),
            "%s is not stopped before the module goes.".formatted(notifier.describe()))
        .always(
            goesOn ? Severity.ERROR : Severity.WARNING,
            notifier.kind() == Kind.INTERRUPT
                ? "the next interrupt after rmmod runs code and notifies a queue that are gone"
                : goesOn
                    ? "it starts itself again, so that after rmmod it runs code and notifies a queue"
                        + " that are gone"
                    : "if it is pending at rmmod, it runs code and notifies a queue that are gone")
        .before(setUp, "set up here")
        .after(notifier.callback().place(), "notifies")
        .report();
  }

  /** Whether it comes again and again until it is stopped. */
  private boolean goesOn(Notifier notifier) {
    return notifier.kind() == Kind.INTERRUPT
        || notifier.callback().mentions("HRTIMER_RESTART")
        || notifiers.starts(notifier.callback(), notifier);
  }

  /** Whether its function asks what release or the end of the module tells it. */
  private boolean isToldToEnd(Notifier notifier) {
    CFile file = notifier.activation().file();
    Set<CFunction> telling = new HashSet<>(Handlers.methods(module, "release"));
    telling.addAll(endings.all());
    telling.removeIf(function -> !function.file().equals(file));
    Set<CFunction> holders = new HashSet<>(telling);
    telling.forEach(f -> holders.addAll(Announced.holders(notifiers.callsBy(f))));
    Set<CFunction> asking = Announced.holders(notifiers.callsBy(notifier.callback()));
    asking.add(notifier.callback());
    holders.removeAll(asking);
    return Announced.between(holders, asking);
  }

  private Optional<CFunction> endingOf(Notifier notifier) {
    CFile file = notifier.activation().file();
    int node = notifier.activation().node();
    boolean isProbed =
        endings.probes().stream()
            .flatMap(probe -> notifiers.callsBy(probe).stream())
            .map(MadeCall::function)
            .anyMatch(f -> f.file().equals(file) && f.node() <= node && node < end(f));
    Optional<CFunction> exit = endings.in(file, Kind.EXIT);
    return isProbed || exit.isEmpty() ? endings.in(file, Kind.REMOVE) : exit;
  }

  private static int end(CFunction function) {
    return function.tree().subtreeEnd(function.node());
  }
}
