package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.ChangePoint.SYNCHRONOUS_FIRST;
import static dev.fasynclens.kernel.trace.KernelFunction.DEQUEUE_SIGNAL;

import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** {@code recalc_sigpending} to {@code dequeue_signal}: taking signals out of the pending sets. */
final class SignalDequeueing {
  private final Machine machine;
  private final Tracer trace;
  private final SignalRecords records;

  SignalDequeueing(Machine machine, SignalRecords records) {
    this.machine = machine;
    this.trace = machine.trace();
    this.records = records;
  }

  /** Sets the flag if something waits that is not blocked. */
  private static boolean recalcSigpendingTsk(Task task) {
    if (task.stopPending
        || task.pending.set.hasOutside(task.blocked)
        || task.group().sharedPending.set.hasOutside(task.blocked)) {
      task.signalPending = true;
      return true;
    }
    return false;
  }

  /** Sets or clears the flag of a thread that looks at itself. */
  void recalcSigpending(Task task) {
    if (!recalcSigpendingTsk(task)) {
      task.signalPending = false;
    }
  }

  private int nextSignal(PendingSignals pending, SignalSet mask) {
    SignalSet waiting = pending.set.without(mask);
    if (machine.has(SYNCHRONOUS_FIRST)) {
      int fault = waiting.and(SignalNumbers.synchronous()).lowest();
      if (fault != 0) {
        return fault;
      }
    }
    return waiting.lowest();
  }

  private SigInfo collectSignal(int signal, PendingSignals pending) {
    QueuedSignal first = null;
    boolean more = false;
    for (QueuedSignal each : pending.queue) {
      if (each.info.signal() == signal) {
        if (first != null) {
          more = true;
          break;
        }
        first = each;
      }
    }
    if (!more) {
      pending.set.remove(signal);
    }
    if (first == null) {
      return SigInfo.lost(signal);
    }
    pending.queue.remove(first);
    records.sigqueueFree(first);
    return first.info;
  }

  private @Nullable SigInfo lockedDequeueSignal(PendingSignals pending, SignalSet mask) {
    int signal = nextSignal(pending, mask);
    return signal == 0 ? null : collectSignal(signal, pending);
  }

  /**
   * Takes the next signal that is not in a mask, first from what waits for the thread alone.
   *
   * @return null if there is none
   */
  @Nullable SigInfo dequeueSignal(Task task, SignalSet mask) {
    PendingSignals pending = task.pending;
    String before = trace.on() ? pending.shown() : "";
    SigInfo result = lockedDequeueSignal(pending, mask);
    if (result == null) {
      pending = task.group().sharedPending;
      before = trace.on() ? pending.shown() : "";
      result = lockedDequeueSignal(pending, mask);
    }
    recalcSigpending(task);
    if (result != null && SignalNumbers.stops(result.signal())) {
      task.stopDequeued = true;
    }
    if (result != null && trace.on()) {
      trace.enter(DEQUEUE_SIGNAL, "tsk", task);
      if (!before.equals(pending.shown())) {
        trace.change(pending.title(), before, pending.shown());
      }
      trace.leave(
          DEQUEUE_SIGNAL,
          SignalNumbers.name(result.signal())
              + (pending == task.pending
                  ? " from what waits for the thread"
                  : " from what waits for the process"));
    }
    return result;
  }
}
