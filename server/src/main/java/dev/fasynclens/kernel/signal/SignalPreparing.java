package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.ChangePoint.COREDUMP_TAKES_ONLY_SIGKILL;
import static dev.fasynclens.kernel.ChangePoint.EXITING_GROUP_DROPS_SIGNALS;
import static dev.fasynclens.kernel.ChangePoint.SEND_SIGNAL_DOES_IT_ALL;
import static dev.fasynclens.kernel.trace.KernelFunction.HANDLE_STOP_SIGNAL;
import static dev.fasynclens.kernel.trace.KernelFunction.PREPARE_SIGNAL;

import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.Tracer;

/**
 * {@code prepare_signal}, which was {@code handle_stop_signal} before: SIGCONT and the stop signals
 * cancel each other, whatever their dispositions, and what is ignored goes no further.
 */
final class SignalPreparing {
  private final Machine machine;
  private final Tracer trace;
  private final SignalIgnoring ignoring;
  private final SignalRecords records;

  SignalPreparing(Machine machine, SignalIgnoring ignoring, SignalRecords records) {
    this.machine = machine;
    this.trace = machine.trace();
    this.ignoring = ignoring;
    this.records = records;
  }

  /**
   * Prepares a signal.
   *
   * @return whether it has to be queued
   */
  boolean prepareSignal(int signal, Task task, boolean force) {
    if (trace.on()) {
      trace.enter(PREPARE_SIGNAL, "sig", SignalNumbers.name(signal), "p", task, "force", force);
    }
    boolean result = prepare(signal, task, force);
    if (trace.on()) {
      trace.leave(PREPARE_SIGNAL, Boolean.toString(result));
    }
    return result;
  }

  private boolean prepare(int signal, Task task, boolean force) {
    UserProcess group = task.group();
    if (group.exiting) {
      if (group.dumpingCore && machine.has(COREDUMP_TAKES_ONLY_SIGKILL)) {
        return signal == Signal.SIGKILL.number();
      }
      if (machine.has(EXITING_GROUP_DROPS_SIGNALS)) {
        if (trace.on()) {
          trace.decide("the signal is dropped", group + " is ending");
        }
        return false;
      }
    } else {
      cancelOpposites(signal, group);
    }
    return !ignoring.sigIgnored(task, signal, force);
  }

  /** {@code handle_stop_signal}: the half of the work that older kernels do before the test. */
  void handleStopSignal(int signal, Task task) {
    if (machine.has(SEND_SIGNAL_DOES_IT_ALL)) {
      throw new IllegalStateException("prepare_signal does this");
    }
    if (trace.on()) {
      trace.enter(HANDLE_STOP_SIGNAL, "sig", SignalNumbers.name(signal), "p", task);
    }
    if (!task.group().exiting) {
      cancelOpposites(signal, task.group());
    }
    if (trace.on()) {
      trace.leave(HANDLE_STOP_SIGNAL);
    }
  }

  private void cancelOpposites(int signal, UserProcess group) {
    if (SignalNumbers.stops(signal)) {
      flushEverywhere(SignalSet.of(Signal.SIGCONT.number()), group);
    } else if (signal == Signal.SIGCONT.number()) {
      flushEverywhere(SignalNumbers.stopSignals(), group);
      for (Task thread : group.threads) {
        thread.stopPending = false;
        if (thread.stopped) {
          thread.stopped = false;
          thread.signalPending = true; // it looks at its signals when it wakes
        }
      }
      if (group.stopReported || group.stopCount > 0) {
        group.tellContinued = group.stopReported;
        group.stopReported = false;
        group.stopCount = 0;
      }
    }
  }

  private void flushEverywhere(SignalSet signals, UserProcess group) {
    records.flushSigqueueMask(signals, group.sharedPending);
    for (Task thread : group.threads) {
      records.flushSigqueueMask(signals, thread.pending);
    }
  }
}
