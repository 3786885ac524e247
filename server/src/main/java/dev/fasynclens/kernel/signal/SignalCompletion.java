package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.ChangePoint.FORCE_MEANS_KILL_OR_STOP;
import static dev.fasynclens.kernel.trace.KernelFunction.COMPLETE_SIGNAL;
import static dev.fasynclens.kernel.trace.KernelFunction.SIGNAL_WAKE_UP;

import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** {@code wants_signal} and {@code complete_signal}: which thread gets to see a signal? */
final class SignalCompletion {
  private final Machine machine;
  private final Tracer trace;
  private final Tasks tasks;

  SignalCompletion(Machine machine, Tasks tasks) {
    this.machine = machine;
    this.trace = machine.trace();
    this.tasks = tasks;
  }

  /** Makes a thread look at its signals. */
  void signalWakeUp(Task task, boolean evenIfStopped) {
    task.signalPending = true;
    if (evenIfStopped) {
      task.stopped = false;
    }
    if (trace.on()) {
      trace.enter(SIGNAL_WAKE_UP, "t", task, "fatal", evenIfStopped);
      trace.leave(SIGNAL_WAKE_UP);
    }
  }

  private boolean wantsSignal(int signal, Task task) {
    if (task.blocked.has(signal) || task.exiting) {
      return false;
    }
    if (signal == Signal.SIGKILL.number()) {
      return true;
    }
    if (task.stopped) {
      return false;
    }
    return task == tasks.current() || !task.signalPending;
  }

  /**
   * Chooses a thread and wakes it, or starts the end of the process if nobody can prevent it.
   *
   * @param suggested the thread that the sender found
   */
  void completeSignal(int signal, Task suggested, PidType type) {
    if (trace.on()) {
      trace.enter(COMPLETE_SIGNAL, "sig", SignalNumbers.name(signal), "p", suggested, "type", type);
    }
    Task chosen = choose(signal, suggested, type);
    if (chosen != null) {
      wake(signal, suggested, chosen);
    }
    if (trace.on()) {
      trace.leave(COMPLETE_SIGNAL);
    }
  }

  private @Nullable Task choose(int signal, Task suggested, PidType type) {
    if (wantsSignal(signal, suggested)) {
      trace.decide("thread " + suggested + " is to take it", "it does not block it");
      return suggested;
    }
    UserProcess group = suggested.group();
    if (type == PidType.PID || group.threads.size() == 1) {
      trace.decide("nobody is woken", whyNot(signal, suggested));
      return null;
    }
    Task start = group.currentTarget;
    if (start == null) {
      start = suggested;
      group.currentTarget = start;
    }
    Task candidate = start;
    while (!wantsSignal(signal, candidate)) {
      candidate = next(candidate);
      if (candidate == start) {
        trace.decide("nobody is woken", "no thread wants it; the first to look will find it");
        return null;
      }
    }
    group.currentTarget = candidate;
    trace.decide("thread " + candidate + " is to take it", whyNot(signal, suggested));
    return candidate;
  }

  private static String whyNot(int signal, Task task) {
    if (task.exiting) {
      return task + " has ended";
    }
    if (task.blocked.has(signal)) {
      return task + " blocks it";
    }
    return task + (task.stopped ? " is stopped" : " already has a signal to look at");
  }

  private static Task next(Task task) {
    int index = task.group().threads.indexOf(task);
    return task.group().threads.get((index + 1) % task.group().threads.size());
  }

  private void wake(int signal, Task suggested, Task chosen) {
    boolean kill = signal == Signal.SIGKILL.number();
    UserProcess group = suggested.group();
    if (isFatal(signal, suggested)
        && !group.exiting
        && !(group.unkillable && !machine.has(FORCE_MEANS_KILL_OR_STOP))
        && !SignalNumbers.dumpsCore(signal)) {
      trace.decide(
          "every thread of " + group + " gets SIGKILL",
          "the default action of " + SignalNumbers.name(signal) + " ends the process");
      group.exiting = true;
      group.exitSignal = signal;
      group.stopCount = 0;
      for (Task thread : group.threads) {
        thread.stopPending = false;
        thread.pending.set.add(Signal.SIGKILL.number());
        signalWakeUp(thread, true);
      }
      return;
    }
    signalWakeUp(chosen, kill);
  }

  /** {@code sig_fatal}. */
  private static boolean isFatal(int signal, Task task) {
    return SignalNumbers.endsByDefault(signal) && task.group().disposition(signal).isDefault();
  }
}
