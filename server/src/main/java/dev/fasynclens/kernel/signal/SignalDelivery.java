package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.trace.KernelFunction.DO_SIGNAL_STOP;
import static dev.fasynclens.kernel.trace.KernelFunction.GET_SIGNAL;
import static dev.fasynclens.kernel.trace.KernelFunction.HANDLE_SIGNAL;

import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.Tracer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of kernel/signal.c: what a thread does about its signals before it goes back
 * to user space, and the handlers that then run.
 */
public final class SignalDelivery {
  /** What a signal means for the system call that it interrupted. */
  public enum Effect {
    /** No handler ran: the call goes on as if nothing had happened. */
    NONE,
    /** A handler ran, and the call is made again. */
    RESTART,
    /** A handler ran, and the call fails with EINTR. */
    INTERRUPT
  }

  /** The part of the masks that handlers and ending threads need, too. */
  interface Masks {
    /** Lets other threads take what this one would have taken. */
    void retargetSharedPending(Task task, SignalSet which);

    /** {@code set_current_blocked}: other threads may take what this one blocks. */
    void setBlocked(Task task, SignalSet wanted);
  }

  /** A signal that a handler is to take. */
  private record Taken(SigInfo info, Disposition disposition) {}

  /** A handler's frame: what it is for, and the mask that sigreturn restores. */
  private record Frame(Taken taken, SignalSet oldMask) {}

  private final Machine machine;
  private final Tracer trace;
  private final SignalDequeueing dequeueing;
  private final SignalCompletion completion;
  private final Masks masks;
  private final TaskEnding ending;
  private final SignalObserver observer;
  private final Map<Task, Deque<Frame>> frames = new HashMap<>();

  SignalDelivery(
      Machine machine,
      SignalDequeueing dequeueing,
      SignalCompletion completion,
      Masks masks,
      TaskEnding ending,
      SignalObserver observer) {
    this.machine = machine;
    this.trace = machine.trace();
    this.dequeueing = dequeueing;
    this.completion = completion;
    this.masks = masks;
    this.ending = ending;
    this.observer = observer;
  }

  /** Whether {@link #exitToUserMode} would do anything. */
  public boolean hasWork(Task task) {
    return !task.exiting
        && !task.stopped
        && !task.kernelThread
        && (task.signalPending || task.group().tellContinued || frames.containsKey(task));
  }

  /** A thread goes back to user space: its signals are taken and its handlers run. */
  public Effect exitToUserMode(Task task) {
    Effect effect = Effect.NONE;
    Deque<Frame> stack = frames.remove(task);
    if (stack == null) {
      stack = new ArrayDeque<>(2);
    }
    while (true) {
      while (task.signalPending || task.group().tellContinued) {
        Taken taken = getSignal(task);
        if (taken == null) {
          break;
        }
        if (effect == Effect.NONE) {
          effect = taken.disposition.restart() ? Effect.RESTART : Effect.INTERRUPT;
        }
        stack.push(handleSignal(task, taken));
      }
      if (task.exiting || stack.isEmpty()) {
        return effect;
      }
      if (task.stopped) {
        frames.put(task, stack);
        return effect;
      }
      runHandler(task, stack.pop());
    }
  }

  private @Nullable Taken getSignal(Task task) {
    if (trace.on()) {
      trace.enter(GET_SIGNAL, "task", task);
    }
    Taken result = take(task);
    if (trace.on()) {
      trace.leave(GET_SIGNAL, result == null ? "0" : SignalNumbers.name(result.info.signal()));
    }
    return result;
  }

  private @Nullable Taken take(Task task) {
    UserProcess group = task.group();
    if (group.tellContinued) {
      group.tellContinued = false;
      observer.continued(group);
    }
    while (true) {
      if (group.exiting && !group.dumpingCore) {
        ending.die(task, group.exitSignal, false);
        return null;
      }
      if (task.stopPending) {
        participateInStop(task, group.exitSignal);
        return null;
      }
      machine.lock(group.siglock(), LockMode.SPIN_IRQ);
      SigInfo info = dequeueing.dequeueSignal(task, task.blocked);
      machine.unlock(group.siglock());
      if (info == null) {
        return null;
      }
      Disposition disposition = group.disposition(info.signal());
      if (disposition.isIgnored()) {
        continue;
      }
      if (disposition.isHandled()) {
        if (disposition.resethand()) {
          group.setDisposition(info.signal(), Disposition.DEFAULT);
        }
        return new Taken(info, disposition);
      }
      if (SignalNumbers.isIgnoredByDefault(info.signal())
          || (group.unkillable && !SignalNumbers.isForTheKernelOnly(info.signal()))) {
        continue;
      }
      if (SignalNumbers.stops(info.signal())) {
        if (info.signal() != Signal.SIGSTOP.number() && isOrphaned(group)) {
          trace.decide("the process does not stop", "its process group is orphaned");
          continue;
        }
        if (doSignalStop(task, info.signal())) {
          return null;
        }
        continue;
      }
      ending.die(task, info.signal(), SignalNumbers.dumpsCore(info.signal()));
      return null;
    }
  }

  /**
   * {@code is_current_pgrp_orphaned}: nobody in the session could continue the group, because no
   * member has a parent outside the group and inside the session.
   */
  private static boolean isOrphaned(UserProcess group) {
    for (UserProcess member : group.processGroup().members()) {
      UserProcess parent = member.parent();
      if (parent != null
          && parent.processGroup() != group.processGroup()
          && parent.session() == group.session()) {
        return false;
      }
    }
    return true;
  }

  private boolean doSignalStop(Task task, int signal) {
    if (!task.stopDequeued) {
      return false; // SIGCONT came in between
    }
    if (trace.on()) {
      trace.enter(DO_SIGNAL_STOP, "signr", SignalNumbers.name(signal));
    }
    UserProcess group = task.group();
    group.exitSignal = signal;
    group.stopCount = 0;
    for (Task thread : group.threads) {
      if (!thread.exiting && !thread.stopped) {
        thread.stopPending = true;
        group.stopCount++;
        if (thread != task) {
          completion.signalWakeUp(thread, false);
        }
      }
    }
    participateInStop(task, signal);
    trace.leave(DO_SIGNAL_STOP);
    return true;
  }

  private void participateInStop(Task task, int signal) {
    UserProcess group = task.group();
    task.stopPending = false;
    task.stopDequeued = false;
    task.stopped = true;
    // Whoever continues it makes it look at its signals again.
    task.signalPending = false;
    group.stopCount--;
    if (group.stopCount == 0) {
      group.stopReported = true;
      observer.stopped(group, signal);
    }
  }

  private Frame handleSignal(Task task, Taken taken) {
    int signal = taken.info.signal();
    if (trace.on()) {
      trace.enter(HANDLE_SIGNAL, "task", task, "sig", SignalNumbers.name(signal));
    }
    SignalSet old = task.blocked.copy();
    SignalSet wanted = task.blocked.copy();
    wanted.addAll(taken.disposition.mask());
    if (!taken.disposition.nodefer()) {
      wanted.add(signal);
    }
    masks.setBlocked(task, wanted);
    trace.leave(HANDLE_SIGNAL);
    return new Frame(taken, old);
  }

  private void runHandler(Task task, Frame frame) {
    SigInfo info = frame.taken.info;
    boolean siginfo = frame.taken.disposition.siginfo();
    SignalObserver.Via via =
        siginfo ? SignalObserver.Via.HANDLER : SignalObserver.Via.PLAIN_HANDLER;
    if (trace.on()) {
      traceDelivery(task, via, info);
    }
    observer.delivered(task, via, info);
    masks.setBlocked(task, frame.oldMask); // sigreturn
  }

  /** Tells that a program gets a signal otherwise than through a handler. */
  void deliverTo(Task task, SignalObserver.Via via, SigInfo info) {
    if (trace.on()) {
      traceDelivery(task, via, info);
    }
    observer.delivered(task, via, info);
  }

  private void traceDelivery(Task task, SignalObserver.Via via, SigInfo info) {
    String name = SignalNumbers.name(info.signal());
    if (via == SignalObserver.Via.PLAIN_HANDLER) {
      trace.deliver(task.name(), via.text(), name);
    } else if (info.tellsSender()) {
      trace.deliver(
          task.name(),
          via.text(),
          name,
          "si_code",
          info.codeName(),
          "si_pid",
          info.pid(),
          "si_uid",
          info.uid());
    } else {
      trace.deliver(
          task.name(),
          via.text(),
          name,
          "si_code",
          info.codeName(),
          "si_band",
          info.band(),
          "si_fd",
          info.fd());
    }
  }
}
