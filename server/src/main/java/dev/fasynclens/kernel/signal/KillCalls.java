package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.ChangePoint.FORCED_IS_FORCE;
import static dev.fasynclens.kernel.ChangePoint.KERNEL_SIGINFO;
import static dev.fasynclens.kernel.ChangePoint.PIDFD_FLAGS;
import static dev.fasynclens.kernel.ChangePoint.PIDFD_SEND_SIGNAL;
import static dev.fasynclens.kernel.ChangePoint.TGSIGQUEUEINFO;
import static dev.fasynclens.kernel.ChangePoint.TKILL_HELPER;
import static dev.fasynclens.kernel.trace.KernelFunction.DO_SEND_SPECIFIC;
import static dev.fasynclens.kernel.trace.KernelFunction.DO_TKILL;
import static dev.fasynclens.kernel.trace.KernelFunction.ISIG;
import static dev.fasynclens.kernel.trace.KernelFunction.KILL_PGRP_INFO;
import static dev.fasynclens.kernel.trace.KernelFunction.KILL_PID_INFO;
import static dev.fasynclens.kernel.trace.KernelFunction.KILL_SOMETHING_INFO;
import static dev.fasynclens.kernel.trace.KernelFunction.OOM_KILL_PROCESS;
import static dev.fasynclens.kernel.trace.KernelFunction.SEND_SIG_ALL;
import static dev.fasynclens.kernel.trace.KernelFunction.SYS_KILL;
import static dev.fasynclens.kernel.trace.KernelFunction.SYS_PIDFD_SEND_SIGNAL;
import static dev.fasynclens.kernel.trace.KernelFunction.SYS_RT_SIGQUEUEINFO;
import static dev.fasynclens.kernel.trace.KernelFunction.SYS_RT_TGSIGQUEUEINFO;
import static dev.fasynclens.kernel.trace.KernelFunction.SYS_TGKILL;
import static dev.fasynclens.kernel.trace.KernelFunction.SYS_TKILL;

import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * The other ways into the signal core: what programs, keys, faults and the kernel itself send.
 * Results are 0 or a negative {@link Errno}.
 */
public final class KillCalls {
  private final Machine machine;
  private final Tracer trace;
  private final Tasks tasks;
  private final SignalSending sending;
  private final KillPermission permission;

  KillCalls(Machine machine, Tasks tasks, SignalSending sending, KillPermission permission) {
    this.machine = machine;
    this.trace = machine.trace();
    this.tasks = tasks;
    this.sending = sending;
    this.permission = permission;
  }

  /** What a system call of the running task tells about its sender. */
  private static SigInfo fromCaller(int signal, int code, Task sender, int value) {
    return SigInfo.from(
        signal, code, sender.group().pid().number(), sender.credentials().uid(), value);
  }

  /** kill(2). */
  public int kill(Task sender, int number, int signal) {
    if (trace.on()) {
      trace.enter(SYS_KILL, "pid", number, "sig", signal);
    }
    int result =
        killSomethingInfo(signal, fromCaller(signal, SigInfo.SI_USER, sender, 0), number, sender);
    trace.leave(SYS_KILL, result);
    return result;
  }

  private int killSomethingInfo(int signal, SigInfo info, int number, Task sender) {
    if (trace.on()) {
      trace.enter(KILL_SOMETHING_INFO, "sig", signal, "pid", number);
    }
    int result;
    if (number > 0) {
      result = killPidInfo(signal, info, tasks.find(number));
    } else if (number == -1) {
      result = killEverybody(signal, info, sender);
    } else if (number == Integer.MIN_VALUE) {
      result = -Errno.ESRCH;
    } else {
      Pid group = number == 0 ? sender.group().processGroup() : tasks.find(-number);
      machine.lock(tasks.tasklistLock(), LockMode.READ);
      result = killPgrpInfo(signal, info, group);
      machine.unlock(tasks.tasklistLock());
    }
    trace.leave(KILL_SOMETHING_INFO, result);
    return result;
  }

  private int killEverybody(int signal, SigInfo info, Task sender) {
    int result = 0;
    int sent = 0;
    machine.lock(tasks.tasklistLock(), LockMode.READ);
    for (UserProcess process : tasks.processes()) {
      if (process.parent() != null && process != sender.group() && isMeant(process, sender)) {
        int error = sending.groupSendSigInfo(signal, info, process.leader(), PidType.MAX);
        sent++;
        if (error != -Errno.EPERM) {
          result = error;
        }
      }
    }
    machine.unlock(tasks.tasklistLock());
    return sent == 0 ? -Errno.ESRCH : result;
  }

  /** Whether everybody includes it: seen by the sender, and not the first in the same namespace. */
  private static boolean isMeant(UserProcess process, Task sender) {
    PidNamespace own = sender.group().pidNamespace();
    return own.sees(process.pidNamespace()) && !process.isFirstIn(own);
  }

  /** {@code kill_pid_info}: to the process with this number, even if a thread bears it. */
  private int killPidInfo(int signal, SigInfo info, @Nullable Pid pid) {
    return killPidInfo(signal, info, pid, PidType.TGID);
  }

  private int killPidInfo(int signal, SigInfo info, @Nullable Pid pid, PidType type) {
    if (trace.on()) {
      trace.enter(KILL_PID_INFO, "sig", signal, "pid", pid == null ? "nobody" : pid.number());
    }
    int result = -Errno.ESRCH;
    machine.lock(tasks.rcu(), LockMode.RCU);
    Task task = pid == null ? null : pid.task();
    if (task != null) {
      result = sending.groupSendSigInfo(signal, info, task, type);
    }
    machine.unlock(tasks.rcu());
    trace.leave(KILL_PID_INFO, result);
    return result;
  }

  /** {@code __kill_pgrp_info}: succeeds if one member could be reached. */
  private int killPgrpInfo(int signal, SigInfo info, @Nullable Pid group) {
    if (trace.on()) {
      trace.enter(KILL_PGRP_INFO, "sig", signal, "pgrp", group == null ? "nobody" : group.number());
    }
    int result = -Errno.ESRCH;
    if (group != null) {
      for (UserProcess member : group.members()) {
        int error = sending.groupSendSigInfo(signal, info, member.leader(), PidType.PGID);
        result = result == 0 || error == 0 ? 0 : error;
      }
    }
    trace.leave(KILL_PGRP_INFO, result);
    return result;
  }

  /** The key of a terminal that sends a signal: ^C, ^\, ^Z. */
  public int isig(int signal, @Nullable Pid foreground) {
    if (trace.on()) {
      trace.enter(ISIG, "sig", SignalNumbers.name(signal));
    }
    int result = 0;
    if (foreground != null) {
      machine.lock(tasks.tasklistLock(), LockMode.READ);
      result = killPgrpInfo(signal, SigInfo.PRIV, foreground);
      machine.unlock(tasks.tasklistLock());
    }
    trace.leave(ISIG, result);
    return result;
  }

  /** tkill(2). */
  public int tkill(Task sender, int number, int signal) {
    return tkill(SYS_TKILL, sender, 0, number, signal);
  }

  /** tgkill(2). */
  public int tgkill(Task sender, int process, int number, int signal) {
    return tkill(SYS_TGKILL, sender, process, number, signal);
  }

  private int tkill(KernelFunction call, Task sender, int process, int number, int signal) {
    if (trace.on()) {
      trace.enter(call, "pid", number, "sig", signal);
    }
    int result;
    if (number <= 0) {
      result = -Errno.EINVAL;
    } else if (machine.has(TKILL_HELPER)) {
      trace.enter(DO_TKILL);
      SigInfo info = fromCaller(signal, SigInfo.SI_TKILL, sender, 0);
      result = doSendSpecific(process, number, signal, info);
      trace.leave(DO_TKILL, result);
    } else {
      SigInfo info = fromCaller(signal, SigInfo.SI_TKILL, sender, 0);
      result = doSendSpecific(process, number, signal, info);
    }
    trace.leave(call, result);
    return result;
  }

  private int doSendSpecific(int process, int number, int signal, SigInfo info) {
    boolean named = machine.has(TGSIGQUEUEINFO);
    if (named && trace.on()) {
      trace.enter(DO_SEND_SPECIFIC, "tgid", process, "pid", number, "sig", signal);
    }
    int result = -Errno.ESRCH;
    Task task = tasks.findTask(number);
    if (task != null && (process <= 0 || task.group().pid().number() == process)) {
      result = permission.checkKillPermission(signal, info, task);
      if (result == 0 && signal != 0) {
        result = sending.sendToThread(signal, info, task);
        result = result == -Errno.ESRCH ? 0 : result; // as if it had ended just after
      }
    }
    if (named) {
      trace.leave(DO_SEND_SPECIFIC, result);
    }
    return result;
  }

  /** rt_sigqueueinfo(2) as sigqueue(3) calls it. */
  public int sigqueue(Task sender, int number, int signal, int value) {
    if (trace.on()) {
      trace.enter(SYS_RT_SIGQUEUEINFO, "pid", number, "sig", signal);
    }
    int result =
        number <= 0
            ? -Errno.ESRCH
            : killPidInfo(
                signal, fromCaller(signal, SigInfo.SI_QUEUE, sender, value), tasks.find(number));
    trace.leave(SYS_RT_SIGQUEUEINFO, result);
    return result;
  }

  /** rt_tgsigqueueinfo(2) as pthread_sigqueue(3) calls it. */
  public int tgsigqueue(Task sender, int process, int number, int signal, int value) {
    if (!machine.has(TGSIGQUEUEINFO)) {
      return -Errno.ENOSYS;
    }
    if (trace.on()) {
      trace.enter(SYS_RT_TGSIGQUEUEINFO, "tgid", process, "pid", number, "sig", signal);
    }
    int result =
        number <= 0 || process <= 0
            ? -Errno.EINVAL
            : doSendSpecific(
                process, number, signal, fromCaller(signal, SigInfo.SI_QUEUE, sender, value));
    trace.leave(SYS_RT_TGSIGQUEUEINFO, result);
    return result;
  }

  /** What a pidfd can stand for when a signal is sent through it. */
  public enum PidfdScope {
    /** What the pidfd was made for: the process. */
    DEFAULT,
    /** PIDFD_SIGNAL_THREAD. */
    THREAD,
    /** PIDFD_SIGNAL_THREAD_GROUP. */
    THREAD_GROUP,
    /** PIDFD_SIGNAL_PROCESS_GROUP. */
    PROCESS_GROUP
  }

  /** pidfd_send_signal(2). */
  public int pidfdSendSignal(Task sender, Pid pid, int signal, PidfdScope scope) {
    if (!machine.has(PIDFD_SEND_SIGNAL)) {
      return -Errno.ENOSYS;
    }
    if (scope != PidfdScope.DEFAULT && !machine.has(PIDFD_FLAGS)) {
      return -Errno.EINVAL;
    }
    if (trace.on()) {
      trace.enter(SYS_PIDFD_SEND_SIGNAL, "pid", pid.number(), "sig", signal, "scope", scope);
    }
    int code = scope == PidfdScope.THREAD ? SigInfo.SI_TKILL : SigInfo.SI_USER;
    SigInfo info = fromCaller(signal, code, sender, 0);
    int result =
        switch (scope) {
          case DEFAULT, THREAD_GROUP -> killPidInfo(signal, info, pid);
          case THREAD -> killPidInfo(signal, info, pid, PidType.PID);
          case PROCESS_GROUP -> {
            machine.lock(tasks.tasklistLock(), LockMode.READ);
            int sent = killPgrpInfo(signal, info, pid);
            machine.unlock(tasks.tasklistLock());
            yield sent;
          }
        };
    trace.leave(SYS_PIDFD_SEND_SIGNAL, result);
    return result;
  }

  /** A fault of the running thread, such as SIGSEGV. */
  public int fault(Task task, int signal, int code) {
    return sending.forceSigInfo(signal, SigInfo.fault(signal, code), task);
  }

  /** The sysrq keys that send to every process but the first and the kernel's own. */
  public void sendSigAll(int signal) {
    if (trace.on()) {
      trace.enter(SEND_SIG_ALL, "sig", SignalNumbers.name(signal));
    }
    machine.lock(tasks.tasklistLock(), LockMode.READ);
    for (UserProcess process : tasks.processes()) {
      if (process.parent() != null && !process.leader().kernelThread) {
        sendUnstoppable(signal, process.leader(), PidType.MAX);
      }
    }
    machine.unlock(tasks.tasklistLock());
    trace.leave(SEND_SIG_ALL);
  }

  /** The out-of-memory killer has chosen a process. */
  public void oomKill(UserProcess victim) {
    if (trace.on()) {
      trace.enter(OOM_KILL_PROCESS, "victim", victim);
    }
    sendUnstoppable(Signal.SIGKILL.number(), victim.leader(), PidType.TGID);
    trace.leave(OOM_KILL_PROCESS);
  }

  /** What the kernel sends to end a process, under its names of then. */
  private void sendUnstoppable(int signal, Task task, PidType type) {
    if (!machine.has(FORCED_IS_FORCE)) {
      sending.forceSigInfo(signal, SigInfo.PRIV, task); // force_sig
    } else if (machine.has(KERNEL_SIGINFO)) {
      sending.doSendSigInfo(signal, SigInfo.PRIV, task, type);
    } else {
      sending.doSendSigInfo(signal, SigInfo.FORCED, task, PidType.TGID);
    }
  }
}
