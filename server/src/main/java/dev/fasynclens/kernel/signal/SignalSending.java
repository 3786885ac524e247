package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.ChangePoint.FORCED_IS_FORCE;
import static dev.fasynclens.kernel.ChangePoint.FORCE_COMPUTED_FIRST;
import static dev.fasynclens.kernel.ChangePoint.KERNEL_SIGINFO;
import static dev.fasynclens.kernel.ChangePoint.NOINFO_COUNTS_AS_USER_SENT;
import static dev.fasynclens.kernel.ChangePoint.ONLY_SIGKILL_HAS_NO_RECORD;
import static dev.fasynclens.kernel.ChangePoint.PID_TYPES_SAY_WHO;
import static dev.fasynclens.kernel.ChangePoint.SEND_SIGNAL_DOES_IT_ALL;
import static dev.fasynclens.kernel.ChangePoint.SEND_SIGNAL_SPLIT;
import static dev.fasynclens.kernel.ChangePoint.SIGIO_LOCKS_TASKS_ONCE;
import static dev.fasynclens.kernel.ChangePoint.SIGNALFD;
import static dev.fasynclens.kernel.trace.KernelFunction.DO_SEND_SIG_INFO;
import static dev.fasynclens.kernel.trace.KernelFunction.FORCE_SIG_INFO;
import static dev.fasynclens.kernel.trace.KernelFunction.FORCE_SIG_INFO_TO_TASK;
import static dev.fasynclens.kernel.trace.KernelFunction.GROUP_SEND_SIG_INFO;
import static dev.fasynclens.kernel.trace.KernelFunction.LEGACY_QUEUE;
import static dev.fasynclens.kernel.trace.KernelFunction.LOCKED_GROUP_SEND_SIG_INFO;
import static dev.fasynclens.kernel.trace.KernelFunction.LOCKED_SEND_SIGNAL;
import static dev.fasynclens.kernel.trace.KernelFunction.SEND_GROUP_SIG_INFO;
import static dev.fasynclens.kernel.trace.KernelFunction.SEND_SIGNAL;
import static dev.fasynclens.kernel.trace.KernelFunction.SIGNALFD_NOTIFY;
import static dev.fasynclens.kernel.trace.KernelFunction.SPECIFIC_SEND_SIG_INFO;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of kernel/signal.c, in its order: from {@code legacy_queue} over {@code
 * __send_signal} to what callers use.
 */
public final class SignalSending {
  private final Machine machine;
  private final Tracer trace;
  private final Tasks tasks;
  private final SignalIgnoring ignoring;
  private final SignalRecords records;
  private final SignalPreparing preparing;
  private final SignalCompletion completion;
  private final SignalDequeueing dequeueing;
  private final KillPermission permission;

  SignalSending(
      Machine machine,
      Tasks tasks,
      SignalIgnoring ignoring,
      SignalRecords records,
      SignalPreparing preparing,
      SignalCompletion completion,
      SignalDequeueing dequeueing,
      KillPermission permission) {
    this.machine = machine;
    this.trace = machine.trace();
    this.tasks = tasks;
    this.ignoring = ignoring;
    this.records = records;
    this.preparing = preparing;
    this.completion = completion;
    this.dequeueing = dequeueing;
    this.permission = permission;
  }

  private boolean legacyQueue(PendingSignals pending, int signal) {
    boolean result = !SignalNumbers.isRealTime(signal) && pending.set.has(signal);
    if (trace.on()) {
      trace.enter(LEGACY_QUEUE, "sig", SignalNumbers.name(signal));
      trace.leave(LEGACY_QUEUE, Boolean.toString(result));
      if (result) {
        trace.decide("the signal is dropped", SignalNumbers.name(signal) + " already waits");
      }
    }
    return result;
  }

  /**
   * {@code __send_signal}: everything from the test whether the signal is ignored to the choice of
   * a thread. Up to {@link ChangePoint#SEND_SIGNAL_SPLIT} this is {@code send_signal} itself.
   *
   * @return 0, or -EAGAIN if the record could not be queued and must not be lost
   */
  private int lockedSendSignal(int signal, SigInfo info, Task task, PidType type, boolean force) {
    KernelFunction function = machine.has(SEND_SIGNAL_SPLIT) ? LOCKED_SEND_SIGNAL : SEND_SIGNAL;
    if (trace.on()) {
      traceEnter(function, signal, info, task, type);
    }
    int result = 0;
    if (preparing.prepareSignal(signal, task, force)) {
      PendingSignals pending = pendingOf(task, type);
      if (!legacyQueue(pending, signal)) {
        result = queue(signal, info, task, pending);
        if (result == 0) {
          signalfdNotify(task, signal);
          addToSet(signal, pending);
          noteForksInProgress(signal, task, type);
          completion.completeSignal(signal, task, type);
        }
      }
    }
    trace.leave(function, result);
    return result;
  }

  private PendingSignals pendingOf(Task task, PidType type) {
    return type == PidType.PID ? task.pending : task.group().sharedPending;
  }

  /**
   * Queues the record, if one is needed and there is room.
   *
   * @return 0 or -EAGAIN
   */
  private int queue(int signal, SigInfo info, Task receiver, PendingSignals pending) {
    if (needsNoRecord(signal, info, receiver)) {
      return 0;
    }
    boolean mayExceed = !SignalNumbers.isRealTime(signal) && (info.isSpecial() || info.code() >= 0);
    QueuedSignal record = records.sigqueueAlloc(receiver, signal, mayExceed);
    if (record != null) {
      record.info = filledIn(signal, info, receiver);
      pending.queue.add(record);
      return 0;
    }
    if (!info.isSpecial() && SignalNumbers.isRealTime(signal) && info.code() != SigInfo.SI_USER) {
      trace.decide("-EAGAIN", "a real-time signal with a record must not lose it");
      return -Errno.EAGAIN;
    }
    trace.decide("the record is lost", "the signal itself still fits into the set");
    return 0;
  }

  @SuppressWarnings("ReferenceEquality") // the special values are pointers, not contents
  private boolean needsNoRecord(int signal, SigInfo info, Task receiver) {
    if (!machine.has(KERNEL_SIGINFO)) {
      return info == SigInfo.FORCED;
    }
    boolean kills =
        machine.has(ONLY_SIGKILL_HAS_NO_RECORD)
            ? signal == Signal.SIGKILL.number()
            : SignalNumbers.isForTheKernelOnly(signal);
    return kills || receiver.kernelThread;
  }

  @SuppressWarnings("ReferenceEquality") // the special values are pointers, not contents
  private SigInfo filledIn(int signal, SigInfo info, Task receiver) {
    if (info == SigInfo.NOINFO) {
      Task sender = tasks.current();
      return sender == null
          ? SigInfo.lost(signal)
          : SigInfo.from(
              signal,
              SigInfo.SI_USER,
              visiblePid(sender, receiver),
              visibleUid(sender.credentials().uid(), sender, receiver),
              0);
    }
    if (info.isSpecial()) {
      return SigInfo.fault(signal, SigInfo.SI_KERNEL);
    }
    if (!machine.has(FORCE_COMPUTED_FIRST) && info.tellsSender()) {
      return withVisibleSender(info, receiver);
    }
    return info;
  }

  /** The ids of the sender as the receiver may see them. */
  private SigInfo withVisibleSender(SigInfo info, Task receiver) {
    Task sender = tasks.current();
    if (sender == null) {
      return info;
    }
    int pid = machine.has(SEND_SIGNAL_SPLIT) && isHidden(sender, receiver) ? 0 : info.pid();
    return info.sentBy(pid, visibleUid(info.uid(), sender, receiver));
  }

  private static boolean isHidden(Task sender, Task receiver) {
    return !receiver.group().pidNamespace().sees(sender.group().pidNamespace());
  }

  private static int visiblePid(Task sender, Task receiver) {
    return isHidden(sender, receiver) ? 0 : sender.group().pid().number();
  }

  /** The id of a user as the namespace of the receiver has it. */
  private int visibleUid(int uid, Task sender, Task receiver) {
    UserNamespace from = sender.credentials().namespace();
    UserNamespace to = receiver.credentials().namespace();
    return from == to || !machine.has(ChangePoint.UIDS_MAPPED_FOR_RECEIVER)
        ? uid
        : to.fromGlobal(from.toGlobal(uid));
  }

  private void signalfdNotify(Task task, int signal) {
    if (machine.has(SIGNALFD) && trace.on()) {
      trace.enter(SIGNALFD_NOTIFY, "tsk", task, "sig", SignalNumbers.name(signal));
      trace.leave(SIGNALFD_NOTIFY);
    }
  }

  private void addToSet(int signal, PendingSignals pending) {
    if (trace.on()) {
      String before = pending.shown();
      pending.set.add(signal);
      trace.change(pending.title(), before, pending.shown());
    } else {
      pending.set.add(signal);
    }
  }

  private void noteForksInProgress(int signal, Task task, PidType type) {
    if (machine.has(PID_TYPES_SAY_WHO) && type.compareTo(PidType.TGID) > 0) {
      for (SignalSet missed : task.group().forksInProgress) {
        if (signal == Signal.SIGCONT.number()) {
          missed.removeAll(SignalNumbers.stopSignals());
        } else if (SignalNumbers.stops(signal)) {
          missed.remove(Signal.SIGCONT.number());
        }
        missed.add(signal);
      }
    }
  }

  /**
   * {@code send_signal}: decides whether the signal may be ignored and who is seen as its sender,
   * then queues it. The lock of the receiver's signals is held.
   */
  @SuppressWarnings("ReferenceEquality") // the special values are pointers, not contents
  private int sendSignal(int signal, SigInfo info, Task task, PidType type) {
    if (!machine.has(SEND_SIGNAL_DOES_IT_ALL)) {
      throw new IllegalStateException("older kernels queue in send_signal and test in its callers");
    }
    if (!machine.has(SEND_SIGNAL_SPLIT)) {
      return lockedSendSignal(signal, info, task, type, false);
    }
    if (trace.on()) {
      traceEnter(SEND_SIGNAL, signal, info, task, type);
    }
    Task sender = tasks.current();
    boolean hidden = sender != null && isHidden(sender, task);
    SigInfo sent = info;
    boolean force;
    if (machine.has(FORCE_COMPUTED_FIRST)) {
      if (info == SigInfo.NOINFO) {
        force = hidden;
      } else if (info.isSpecial()) {
        force = true;
      } else {
        force = info.tellsSender() && hidden;
        sent = info.tellsSender() ? withVisibleSender(info, task) : info;
      }
    } else {
      boolean fromUser =
          KillPermission.fromUser(info)
              && (info != SigInfo.NOINFO || machine.has(NOINFO_COUNTS_AS_USER_SENT));
      force = fromUser && hidden;
      force |= machine.has(FORCED_IS_FORCE) && info == SigInfo.FORCED;
      force |= machine.has(KERNEL_SIGINFO) && info == SigInfo.PRIV;
    }
    int result = lockedSendSignal(signal, sent, task, type, force);
    trace.leave(SEND_SIGNAL, result);
    return result;
  }

  /** {@code do_send_sig_info}: takes the lock and sends; permission is somebody else's business. */
  public int doSendSigInfo(int signal, SigInfo info, Task task, PidType type) {
    if (trace.on()) {
      traceEnter(DO_SEND_SIG_INFO, signal, info, task, type);
    }
    int result = -Errno.ESRCH;
    if (hasSighand(task)) {
      machine.lock(task.group().siglock(), LockMode.SPIN_IRQSAVE);
      result = sendSignal(signal, info, task, type);
      machine.unlock(task.group().siglock());
    }
    trace.leave(DO_SEND_SIG_INFO, result);
    return result;
  }

  /** {@code lock_task_sighand} finds nothing once the last thread is gone. */
  private static boolean hasSighand(Task task) {
    return !task.exiting || (task.isLeader() && task.group().hasLivingThreads());
  }

  /**
   * What {@code send_sigio_to_task} and {@code send_sigurg_to_task} call: a signal from the kernel
   * to the process, or to the one thread where the version can do that.
   */
  public int sendForFile(int signal, SigInfo info, Task task, PidType type) {
    if (machine.has(ChangePoint.SENT_WITHOUT_PERMISSION_CHECK)) {
      return doSendSigInfo(signal, info, task, type);
    }
    if (machine.has(SIGIO_LOCKS_TASKS_ONCE)) {
      return groupSendSigInfo(signal, info, task, PidType.TGID);
    }
    if (trace.on()) {
      traceEnter(SEND_GROUP_SIG_INFO, signal, info, task, type);
    }
    machine.lock(tasks.tasklistLock(), LockMode.READ);
    int result = groupSendSigInfo(signal, info, task, PidType.TGID);
    machine.unlock(tasks.tasklistLock());
    trace.leave(SEND_GROUP_SIG_INFO, result);
    return result;
  }

  /**
   * {@code group_send_sig_info}: checks permission and sends to the process. Signal 0 only checks.
   */
  public int groupSendSigInfo(int signal, SigInfo info, Task task, PidType type) {
    if (trace.on()) {
      traceEnter(GROUP_SEND_SIG_INFO, signal, info, task, type);
    }
    int result = permission.checkKillPermission(signal, info, task);
    if (result == 0 && signal != 0) {
      if (machine.has(ChangePoint.SENT_WITHOUT_PERMISSION_CHECK)) {
        result = doSendSigInfo(signal, info, task, type);
      } else if (hasSighand(task)) {
        machine.lock(task.group().siglock(), LockMode.SPIN_IRQSAVE);
        result = lockedGroupSendSigInfo(signal, info, task);
        machine.unlock(task.group().siglock());
      } else {
        result = -Errno.ESRCH;
      }
    }
    trace.leave(GROUP_SEND_SIG_INFO, result);
    return result;
  }

  private int lockedGroupSendSigInfo(int signal, SigInfo info, Task task) {
    if (trace.on()) {
      traceEnter(LOCKED_GROUP_SEND_SIG_INFO, signal, info, task, PidType.TGID);
    }
    int result = 0;
    if (machine.has(SEND_SIGNAL_DOES_IT_ALL)) {
      result = sendSignal(signal, info, task, PidType.TGID);
    } else {
      preparing.handleStopSignal(signal, task);
      PendingSignals pending = task.group().sharedPending;
      if (!ignoring.sigIgnored(task, signal, false) && !legacyQueue(pending, signal)) {
        result = queueOnly(signal, info, task, pending);
        if (result == 0) {
          completion.completeSignal(signal, task, PidType.TGID);
        }
      }
    }
    trace.leave(LOCKED_GROUP_SEND_SIG_INFO, result);
    return result;
  }

  /** {@code send_signal} as long as it did nothing but queue. */
  private int queueOnly(int signal, SigInfo info, Task task, PendingSignals pending) {
    if (trace.on()) {
      traceEnter(
          SEND_SIGNAL, signal, info, task, pending == task.pending ? PidType.PID : PidType.TGID);
    }
    signalfdNotify(task, signal);
    int result = queue(signal, info, task, pending);
    if (result == 0) {
      addToSet(signal, pending);
    }
    trace.leave(SEND_SIGNAL, result);
    return result;
  }

  /** {@code specific_send_sig_info}: to one thread, whose signals are locked. */
  private int specificSendSigInfo(int signal, SigInfo info, Task task) {
    if (trace.on()) {
      traceEnter(SPECIFIC_SEND_SIG_INFO, signal, info, task, PidType.PID);
    }
    int result = 0;
    if (machine.has(SEND_SIGNAL_DOES_IT_ALL)) {
      result = sendSignal(signal, info, task, PidType.PID);
    } else if (!ignoring.sigIgnored(task, signal, false) && !legacyQueue(task.pending, signal)) {
      result = queueOnly(signal, info, task, task.pending);
      if (result == 0 && !task.blocked.has(signal)) {
        completion.signalWakeUp(task, signal == Signal.SIGKILL.number());
      }
    }
    trace.leave(SPECIFIC_SEND_SIG_INFO, result);
    return result;
  }

  /** To one thread; permission was checked. What tkill and its relatives do with the lock held. */
  public int sendToThread(int signal, SigInfo info, Task task) {
    if (machine.has(ChangePoint.SENT_WITHOUT_PERMISSION_CHECK)) {
      return doSendSigInfo(signal, info, task, PidType.PID);
    }
    if (!hasSighand(task)) {
      return -Errno.ESRCH;
    }
    machine.lock(task.group().siglock(), LockMode.SPIN_IRQSAVE);
    if (!machine.has(SEND_SIGNAL_DOES_IT_ALL)) {
      preparing.handleStopSignal(signal, task);
    }
    int result = specificSendSigInfo(signal, info, task);
    machine.unlock(task.group().siglock());
    return result;
  }

  /**
   * {@code force_sig_info}: a signal that the thread cannot hold back, as after a fault.
   *
   * @param info what the receiver finds, or a special value
   */
  public int forceSigInfo(int signal, SigInfo info, Task task) {
    KernelFunction function =
        machine.has(FORCE_COMPUTED_FIRST) ? FORCE_SIG_INFO_TO_TASK : FORCE_SIG_INFO;
    if (trace.on()) {
      traceEnter(function, signal, info, task, PidType.PID);
    }
    UserProcess group = task.group();
    machine.lock(group.siglock(), LockMode.SPIN_IRQSAVE);
    Disposition disposition = group.disposition(signal);
    boolean blocked = task.blocked.has(signal);
    if (blocked || disposition.isIgnored()) {
      trace.decide(
          "the default action is restored",
          SignalNumbers.name(signal) + (blocked ? " is blocked" : " is ignored"));
      group.setDisposition(signal, Disposition.DEFAULT);
      if (blocked) {
        task.blocked.remove(signal);
        dequeueing.recalcSigpending(task);
      }
    }
    if (group.disposition(signal).isDefault()) {
      group.unkillable = false;
    }
    int result =
        machine.has(KERNEL_SIGINFO)
            ? sendSignal(signal, info, task, PidType.PID)
            : specificSendSigInfo(signal, info, task);
    machine.unlock(group.siglock());
    trace.leave(function, result);
    return result;
  }

  private void traceEnter(
      KernelFunction function, int signal, SigInfo info, Task task, PidType type) {
    trace.enter(
        function,
        "sig",
        SignalNumbers.name(signal),
        "info",
        describe(info),
        "t",
        task,
        machine.has(PID_TYPES_SAY_WHO) ? "type" : "group",
        machine.has(PID_TYPES_SAY_WHO) ? "PIDTYPE_" + type : type == PidType.PID ? "0" : "1");
  }

  @SuppressWarnings("ReferenceEquality") // the special values are pointers, not contents
  private static String describe(@Nullable SigInfo info) {
    if (info == null || info == SigInfo.NOINFO) {
      return "SEND_SIG_NOINFO";
    }
    if (info.isSpecial()) {
      return info == SigInfo.PRIV ? "SEND_SIG_PRIV" : "SEND_SIG_FORCED";
    }
    return "{si_code " + info.codeName() + "}";
  }
}
