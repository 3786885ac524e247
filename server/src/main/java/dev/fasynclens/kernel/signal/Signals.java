package dev.fasynclens.kernel.signal;

import dev.fasynclens.kernel.machine.Machine;
import org.jspecify.annotations.Nullable;

/** The signal core of a machine: its parts, put together. */
public final class Signals {
  private final Tasks tasks;
  private final SignalSending sending;
  private final SignalDelivery delivery;
  private final SignalMasks masks;
  private final KillCalls kill;
  private final TaskEnding ending;

  /** The signal core of a machine; the observer learns what programs and parents learn. */
  public Signals(Machine machine, SignalObserver observer) {
    tasks = new Tasks(machine);
    SignalIgnoring ignoring = new SignalIgnoring(machine);
    SignalRecords records = new SignalRecords(machine);
    SignalDequeueing dequeueing = new SignalDequeueing(machine, records);
    SignalPreparing preparing = new SignalPreparing(machine, ignoring, records);
    SignalCompletion completion = new SignalCompletion(machine, tasks);
    KillPermission permission = new KillPermission(machine, tasks);
    sending =
        new SignalSending(
            machine, tasks, ignoring, records, preparing, completion, dequeueing, permission);
    masks = new SignalMasks(machine, dequeueing, records);
    ending = new TaskEnding(machine, tasks, records, masks, observer);
    delivery = new SignalDelivery(machine, dequeueing, completion, masks, ending, observer);
    kill = new KillCalls(machine, tasks, sending, permission);
  }

  /** All tasks. */
  public Tasks tasks() {
    return tasks;
  }

  /** Sending. */
  public SignalSending sending() {
    return sending;
  }

  /** Receiving. */
  public SignalDelivery delivery() {
    return delivery;
  }

  /** Masks and dispositions. */
  public SignalMasks masks() {
    return masks;
  }

  /** The calls that send. */
  public KillCalls kill() {
    return kill;
  }

  /** The ends of tasks. */
  public TaskEnding ending() {
    return ending;
  }

  /**
   * sigwaitinfo(2) without waiting.
   *
   * @return the signal that was taken; null if none of these waits
   */
  public @Nullable SigInfo sigwait(Task task, SignalSet wanted) {
    SigInfo info = masks.sigtimedwait(task, wanted);
    if (info != null) {
      delivery.deliverTo(task, SignalObserver.Via.SIGWAIT, info);
    }
    return info;
  }

  /**
   * A read from a signalfd.
   *
   * @return the signal that was taken; null if none of these waits
   */
  public @Nullable SigInfo readSignalfd(Task task, SignalSet wanted) {
    SigInfo info = masks.signalfdDequeue(task, wanted);
    if (info != null) {
      delivery.deliverTo(task, SignalObserver.Via.SIGNALFD, info);
    }
    return info;
  }
}
