package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.Activation.Kind;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The timers, interrupts, work items and tasklets that notify, and who starts and stops them. */
final class Notifiers {
  private static final Set<Kind> KINDS =
      Set.of(Kind.TIMER, Kind.WORK, Kind.TASKLET, Kind.INTERRUPT, Kind.INTERRUPT_THREAD);

  private final Facts facts;
  private final Map<CFile, List<Notifier>> setUp = new LinkedHashMap<>();
  private final List<Notifier> all = new ArrayList<>();
  private final Map<CFunction, List<MadeCall>> calls = new HashMap<>();
  private final Map<CFile, List<MadeCall>> callsOfFiles = new HashMap<>();

  Notifiers(DriverModule module) {
    this.facts = module.facts();
    for (Activation activation : facts.activations()) {
      if (KINDS.contains(activation.kind())) {
        setUp
            .computeIfAbsent(activation.file(), _ -> new ArrayList<>())
            .add(Notifier.of(facts, activation));
      }
    }
    for (List<Notifier> ofFile : setUp.values()) {
      for (Notifier notifier : ofFile) {
        if (notifies(notifier.callback(), ofFile, new HashSet<>())) {
          all.add(notifier);
        }
      }
    }
  }

  private boolean notifies(CFunction function, List<Notifier> others, Set<CFunction> asked) {
    if (!asked.add(function)) {
      return false;
    }
    return !facts.notifications(function).isEmpty()
        || others.stream()
            .anyMatch(o -> starts(function, o) && notifies(o.callback(), others, asked));
  }

  /** Those that end in a notification. */
  List<Notifier> all() {
    return all;
  }

  /** The functions of a file that handle interrupts, also where only a pointer is requested. */
  Set<CFunction> interruptHandlers(CFile file) {
    Set<CFunction> handlers = new LinkedHashSet<>();
    CType result = new CType.Named("irqreturn_t");
    for (CFunction function : file.allFunctions()) {
      if (function.returns().equals(result) && facts.isReferenced(function)) {
        handlers.add(function);
      }
    }
    of(file).stream()
        .filter(notifier -> notifier.kind() == Kind.INTERRUPT)
        .forEach(notifier -> handlers.add(notifier.callback()));
    return handlers;
  }

  private List<Notifier> of(CFile file) {
    return setUp.getOrDefault(file, List.of());
  }

  /** The calls that the functions of a file make, callees followed. */
  List<MadeCall> callsIn(CFile file) {
    return callsOfFiles.computeIfAbsent(
        file, f -> f.allFunctions().stream().flatMap(g -> callsBy(g).stream()).toList());
  }

  /** The calls that a function makes, callees followed. */
  List<MadeCall> callsBy(CFunction function) {
    return calls.computeIfAbsent(function, f -> MadeCall.by(facts, f));
  }

  /** Whether a function may start a timer, a work item or a tasklet. */
  boolean starts(CFunction function, Notifier notifier) {
    return callsBy(function).stream().anyMatch(call -> isStartOf(call, notifier));
  }

  /** Whether a call may start one. */
  boolean isStartOf(MadeCall call, Notifier notifier) {
    return Starting.of(call.callee())
        .filter(s -> notifier.mayBeMeant(facts, call, s.kind(), s.position()))
        .isPresent();
  }

  /** How a call may stop one. */
  Optional<Stopping> stopOf(MadeCall call, Notifier notifier) {
    return Stopping.of(call.callee())
        .filter(s -> notifier.mayBeMeant(facts, call, s.kind(), s.position()));
  }

  /** Whether its file sets up no other of its kind. */
  boolean isOnly(Notifier notifier) {
    return of(notifier.activation().file()).stream()
        .filter(other -> other.kind() == notifier.kind())
        .allMatch(other -> other.callback().equals(notifier.callback()));
  }
}
