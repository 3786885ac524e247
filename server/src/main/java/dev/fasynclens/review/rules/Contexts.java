package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.LockState;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which contexts the functions of a module run, and which locks interrupts take. Only what is
 * sure is told: a function may run elsewhere too.
 */
final class Contexts {
  private static final List<String> METHODS =
      List.of(
          "read",
          "write",
          "read_iter",
          "write_iter",
          "aio_read",
          "aio_write",
          "ioctl",
          "unlocked_ioctl",
          "compat_ioctl");

  private static final Set<Activation.Kind> IN_PROCESS =
      Set.of(Activation.Kind.WORK, Activation.Kind.THREAD);

  private static final int MOST_FUNCTIONS = 2_000;

  private final DriverModule module;
  private final Facts facts;
  private final Map<Queue, List<Activation>> takenBy = new HashMap<>();
  private final Set<CFunction> inProcess = new LinkedHashSet<>();

  Contexts(DriverModule module) {
    this.module = module;
    this.facts = module.facts();
    for (Activation activation : facts.activations()) {
      if (activation.kind().isAtomic() && isSure(activation)) {
        locksOf(activation);
      }
    }
    if (!takenBy.isEmpty()) {
      processes();
    }
  }

  /** What runs in interrupts, timers and tasklets and takes a lock. */
  List<Activation> takers(Queue lock) {
    return takenBy.getOrDefault(lock, List.of());
  }

  /**
   * The functions that processes and workers run with interrupts on, unless they switch them off.
   */
  Set<CFunction> inProcess() {
    return inProcess;
  }

  /** Other structs have a member of this name too. */
  private static boolean isSure(Activation activation) {
    return !activation.by().equals(".function")
        || activation.file().tree().text(activation.source()).contains("timer");
  }

  private void locksOf(Activation activation) {
    Set<CFunction> seen = new LinkedHashSet<>();
    Deque<CFunction> open = new ArrayDeque<>(Set.of(activation.callback()));
    while (!open.isEmpty() && seen.size() < MOST_FUNCTIONS) {
      CFunction function = open.remove();
      if (!seen.add(function)) {
        continue;
      }
      for (int call : function.calls()) {
        Section section = new Section(function, call);
        if (LockState.begins(function.tree(), call) && !section.kind().contains("trylock")) {
          section
              .lock(facts)
              .ifPresent(
                  lock -> takenBy.computeIfAbsent(lock, _ -> new ArrayList<>()).add(activation));
        }
        open.addAll(only(facts.callees(function, call)));
      }
    }
  }

  private void processes() {
    Deque<CFunction> open = new ArrayDeque<>();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        METHODS.forEach(member -> open.addAll(facts.methods(table, member)));
      }
    }
    for (Activation activation : facts.activations()) {
      if (IN_PROCESS.contains(activation.kind())) {
        open.add(activation.callback());
      }
    }
    while (!open.isEmpty() && inProcess.size() < MOST_FUNCTIONS) {
      CFunction function = open.remove();
      if (masksInterrupts(function) || !inProcess.add(function)) {
        continue;
      }
      boolean plain =
          function.calls().stream().noneMatch(call -> LockState.begins(function.tree(), call));
      if (plain) {
        function.calls().forEach(call -> open.addAll(only(facts.callees(function, call))));
      }
    }
  }

  /** A call that may reach one of several functions surely reaches none of them. */
  private static Set<CFunction> only(Set<CFunction> callees) {
    return callees.size() == 1 ? callees : Set.of();
  }

  /** Whether a function keeps the interrupts of its device away by other means than a lock. */
  private static boolean masksInterrupts(CFunction function) {
    return function.calls().stream()
        .map(call -> Expressions.callee(function.tree(), call))
        .anyMatch(
            callee ->
                callee.startsWith("disable_irq")
                    || callee.startsWith("tasklet_disable")
                    || callee.startsWith("del_timer")
                    || callee.startsWith("timer_delete")
                    || callee.startsWith("timer_shutdown")
                    || callee.startsWith("hrtimer_cancel")
                    || callee.startsWith("free_irq"));
  }
}
