package dev.fasynclens.explain;

import dev.fasynclens.explain.CallChain.LockUse;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.kernel.trace.TroubleKind;
import dev.fasynclens.scenario.Event;
import dev.fasynclens.scenario.ScenarioRunner;
import dev.fasynclens.scenario.StepRun;
import dev.fasynclens.scenario.story.Happening;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One notification on the model. A process opens a device, becomes its owner and switches O_ASYNC
 * on; the device notifies; what the process gets and what the kernel did is kept.
 *
 * @param delivered what the process got; empty if nothing came
 * @param bug what the kernel complained about if it gave up
 * @param steps the functions on the way down to the one that queues the signal
 * @param functions all functions that took part, until the process got the signal
 */
record Trial(
    Optional<Event.Delivered> delivered,
    Optional<TraceEvent.Trouble> bug,
    List<Step> steps,
    Set<KernelFunction> functions) {
  /** The signal that the process of the trial chooses, a real-time one. */
  static final String CHOSEN = "RTMIN";

  /**
   * A function on the way.
   *
   * @param before what it calls before it goes on
   * @param after what it calls when the next step is done, or all if it is the last
   * @param decisions what it decides and why
   */
  record Step(
      KernelFunction function,
      String name,
      List<LockUse> locks,
      List<Aside> before,
      List<Aside> after,
      List<TraceEvent.Decision> decisions) {}

  /** A call beside the way, with what it returned. */
  record Aside(String name, String result) {}

  /** The plain case: a process is the owner and did not use F_SETSIG. */
  static Trial plain(KernelVersion version, String signal) {
    return run(version, false, signal, "POLL_IN");
  }

  /** The same with the process group as owner. */
  static Trial group(KernelVersion version, String signal) {
    return run(version, "pgrp:m", false, signal, "POLL_IN");
  }

  /**
   * Runs it.
   *
   * @param chooses whether the process uses F_SETSIG
   * @param signal what the device passes as signal
   * @param band what the device passes as band: POLL_IN or a number
   */
  static Trial run(KernelVersion version, boolean chooses, String signal, String band) {
    return run(version, "pid:m", chooses, signal, band);
  }

  private static Trial run(
      KernelVersion version, String owner, boolean chooses, String signal, String band) {
    List<String> commands = new ArrayList<>();
    commands.add("m open file /dev/fz_good rw");
    commands.add("m handler SIGIO");
    commands.add("m handler " + CHOSEN);
    commands.add("m setown file " + owner);
    if (chooses) {
      commands.add("m setsig file " + CHOSEN);
    }
    commands.add("m async file on");
    commands.add("m kf file " + signal + " " + band);
    List<StepRun> runs =
        ScenarioRunner.run(CanonicalRuns.scenario(commands), version, true).steps();
    StepRun last = runs.getLast();
    Optional<Event.Delivered> delivered =
        last.outcome().events().stream()
            .filter(Event.Delivered.class::isInstance)
            .map(Event.Delivered.class::cast)
            .findFirst();
    Optional<TraceEvent.Trouble> bug =
        last.trace().stream()
            .filter(TraceEvent.Trouble.class::isInstance)
            .map(TraceEvent.Trouble.class::cast)
            .filter(each -> each.kind() == TroubleKind.BUG)
            .findFirst();
    Set<KernelFunction> functions = EnumSet.noneOf(KernelFunction.class);
    for (TraceEvent each : last.trace()) {
      if (each instanceof TraceEvent.Enter enter) {
        functions.add(enter.function());
      }
    }
    for (Happening each : Happening.of(last.trace())) {
      if (each instanceof Happening.Call call
          && call.entered().function() == KernelFunction.KILL_FASYNC) {
        return new Trial(delivered, bug, steps(call), functions);
      }
    }
    return new Trial(delivered, bug, List.of(), functions);
  }

  /** The locks that are held where the signal is queued, the outermost first. */
  List<LockUse> locks() {
    List<LockUse> all = new ArrayList<>();
    steps.forEach(each -> all.addAll(each.locks()));
    return all;
  }

  /** The names of the functions on the way. */
  List<String> names() {
    return steps.stream().map(Step::name).toList();
  }

  private static List<Step> steps(Happening.Call start) {
    List<Step> steps = new ArrayList<>();
    Happening.Call call = start;
    while (call != null) {
      Happening.Call next = next(call);
      steps.add(step(call, next));
      call = next;
    }
    return List.copyOf(steps);
  }

  @SuppressWarnings("ReferenceEquality") // a call may happen twice in the same way
  private static Step step(Happening.Call call, Happening.@Nullable Call next) {
    List<LockUse> locks = new ArrayList<>();
    List<Aside> before = new ArrayList<>();
    List<Aside> after = new ArrayList<>();
    List<TraceEvent.Decision> decisions = new ArrayList<>();
    boolean passed = next == null;
    for (Happening each : call.inside()) {
      if (each == next) {
        passed = true;
      } else if (each instanceof Happening.Call aside) {
        (passed ? after : before)
            .add(new Aside(aside.entered().name(), aside.result().orElse("never returns")));
        Happening.walk(aside.inside(), inner -> note(inner, decisions));
      } else if (each instanceof Happening.Note note
          && note.event() instanceof TraceEvent.LockTaken taken) {
        locks.add(new LockUse(taken.lock(), taken.how()));
      } else {
        note(each, decisions);
      }
    }
    return new Step(
        call.entered().function(),
        call.entered().name(),
        List.copyOf(locks),
        List.copyOf(before),
        List.copyOf(after),
        List.copyOf(decisions));
  }

  private static void note(Happening happening, List<TraceEvent.Decision> decisions) {
    if (happening instanceof Happening.Note note
        && note.event() instanceof TraceEvent.Decision decision) {
      decisions.add(decision);
    }
  }

  /** The call that leads on to where the signal is queued; null at the end. */
  private static Happening.@Nullable Call next(Happening.Call call) {
    for (Happening each : call.inside()) {
      if (each instanceof Happening.Call inner && leadsOn(inner)) {
        return inner;
      }
    }
    return null;
  }

  private static boolean leadsOn(Happening.Call call) {
    return switch (call.entered().function()) {
      case KILL_FASYNC_RCU,
          LOCKED_KILL_FASYNC,
          SEND_SIGIO,
          SEND_SIGIO_TO_TASK,
          SEND_GROUP_SIG_INFO,
          GROUP_SEND_SIG_INFO,
          LOCKED_GROUP_SEND_SIG_INFO,
          DO_SEND_SIG_INFO,
          SEND_SIGNAL,
          LOCKED_SEND_SIGNAL ->
          true;
      default -> false;
    };
  }
}
