package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.ChangePoint.BLOCKING_RETARGETS;
import static dev.fasynclens.kernel.trace.KernelFunction.DO_SIGACTION;
import static dev.fasynclens.kernel.trace.KernelFunction.SIGNALFD_DEQUEUE;
import static dev.fasynclens.kernel.trace.KernelFunction.SIGPROCMASK;
import static dev.fasynclens.kernel.trace.KernelFunction.SYS_RT_SIGTIMEDWAIT;

import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.Tracer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What programs say about signals: masks, dispositions, and waiting for them. */
public final class SignalMasks implements SignalDelivery.Masks {
  private final Machine machine;
  private final Tracer trace;
  private final SignalDequeueing dequeueing;
  private final SignalRecords records;

  SignalMasks(Machine machine, SignalDequeueing dequeueing, SignalRecords records) {
    this.machine = machine;
    this.trace = machine.trace();
    this.dequeueing = dequeueing;
    this.records = records;
  }

  @Override
  public void retargetSharedPending(Task task, SignalSet which) {
    SignalSet orphans = task.group().sharedPending.set.and(which);
    if (orphans.isEmpty()) {
      return;
    }
    List<Task> threads = task.group().threads;
    int own = threads.indexOf(task);
    for (int i = 1; i < threads.size() && !orphans.isEmpty(); i++) {
      Task thread = threads.get((own + i) % threads.size());
      if (!thread.exiting && orphans.hasOutside(thread.blocked)) {
        if (trace.on()) {
          trace.decide(
              "thread " + thread + " is woken for " + orphans.without(thread.blocked),
              task + " does not take it for the time being");
        }
        orphans.removeAll(orphans.without(thread.blocked));
        thread.signalPending = true;
      }
    }
  }

  @Override
  public void setBlocked(Task task, SignalSet wanted) {
    if (task.signalPending && machine.has(BLOCKING_RETARGETS)) {
      retargetSharedPending(task, wanted.without(task.blocked));
    }
    task.blocked.set(wanted);
    dequeueing.recalcSigpending(task);
  }

  /** Blocks signals; SIGKILL and SIGSTOP cannot be. */
  public int block(Task task, SignalSet signals) {
    SignalSet wanted = task.blocked.copy();
    wanted.addAll(signals);
    return setCurrentBlocked(task, wanted);
  }

  /** Unblocks signals. */
  public int unblock(Task task, SignalSet signals) {
    SignalSet wanted = task.blocked.copy();
    wanted.removeAll(signals);
    return setCurrentBlocked(task, wanted);
  }

  private int setCurrentBlocked(Task task, SignalSet wanted) {
    if (trace.on()) {
      trace.enter(SIGPROCMASK, "task", task);
    }
    for (int signal = 1; signal < SignalNumbers.COUNT; signal++) {
      if (SignalNumbers.isForTheKernelOnly(signal)) {
        wanted.remove(signal);
      }
    }
    if (trace.on()) {
      trace.change(
          "signals that " + task + " blocks", "{" + task.blocked + "}", "{" + wanted + "}");
    }
    machine.lock(task.group().siglock(), LockMode.SPIN_IRQ);
    setBlocked(task, wanted);
    machine.unlock(task.group().siglock());
    trace.leave(SIGPROCMASK, 0);
    return 0;
  }

  /**
   * sigaction(2).
   *
   * @return 0 or a negative {@link Errno}
   */
  public int doSigaction(Task task, int signal, Disposition disposition) {
    if (!SignalNumbers.isValid(signal) || SignalNumbers.isForTheKernelOnly(signal)) {
      return -Errno.EINVAL;
    }
    if (trace.on()) {
      trace.enter(DO_SIGACTION, "sig", SignalNumbers.name(signal), "act", disposition.action());
    }
    UserProcess group = task.group();
    machine.lock(group.siglock(), LockMode.SPIN_IRQ);
    group.setDisposition(signal, disposition);
    if (SignalIgnoring.sigHandlerIgnored(disposition, signal)) {
      SignalSet ignored = SignalSet.of(signal);
      records.flushSigqueueMask(ignored, group.sharedPending);
      for (Task thread : group.threads) {
        records.flushSigqueueMask(ignored, thread.pending);
      }
    }
    machine.unlock(group.siglock());
    trace.leave(DO_SIGACTION, 0);
    return 0;
  }

  /** rt_sigtimedwait(2) with a timeout of 0. Returns null if none of the signals waits. */
  public @Nullable SigInfo sigtimedwait(Task task, SignalSet wanted) {
    return takeOneOf(SYS_RT_SIGTIMEDWAIT, task, wanted);
  }

  /** What a read from a signalfd does. Returns null if none of the signals waits. */
  public @Nullable SigInfo signalfdDequeue(Task task, SignalSet wanted) {
    return takeOneOf(SIGNALFD_DEQUEUE, task, wanted);
  }

  private @Nullable SigInfo takeOneOf(KernelFunction function, Task task, SignalSet wanted) {
    if (trace.on()) {
      trace.enter(function, "task", task, "these", "{" + wanted + "}");
    }
    machine.lock(task.group().siglock(), LockMode.SPIN_IRQ);
    SigInfo result = dequeueing.dequeueSignal(task, SignalSet.all().without(wanted));
    machine.unlock(task.group().siglock());
    if (trace.on()) {
      trace.leave(function, result == null ? "0" : SignalNumbers.name(result.signal()));
    }
    return result;
  }
}
