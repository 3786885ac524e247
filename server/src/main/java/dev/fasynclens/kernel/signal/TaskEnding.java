package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.trace.KernelFunction.DO_EXIT;
import static dev.fasynclens.kernel.trace.KernelFunction.DO_GROUP_EXIT;

import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.Tracer;
import java.util.List;

/** The end of threads and processes: kernel/exit.c, as far as signals and files are concerned. */
public final class TaskEnding {
  private final Tracer trace;
  private final Tasks tasks;
  private final SignalRecords records;
  private final SignalDelivery.Masks masks;
  private final SignalObserver observer;

  TaskEnding(
      Machine machine,
      Tasks tasks,
      SignalRecords records,
      SignalDelivery.Masks masks,
      SignalObserver observer) {
    this.trace = machine.trace();
    this.tasks = tasks;
    this.records = records;
    this.masks = masks;
    this.observer = observer;
  }

  /** {@code do_group_exit}: the process was ended by a signal. */
  void die(Task task, int signal, boolean core) {
    if (trace.on()) {
      trace.enter(DO_GROUP_EXIT, "process", task.group(), "code", SignalNumbers.name(signal));
    }
    endAll(task.group());
    observer.died(task.group(), signal, core);
    trace.leave(DO_GROUP_EXIT);
  }

  /** exit_group(2). */
  public void exit(Task task, int status) {
    if (trace.on()) {
      trace.enter(DO_GROUP_EXIT, "process", task.group(), "code", status);
    }
    endAll(task.group());
    observer.exited(task.group(), status);
    trace.leave(DO_GROUP_EXIT);
  }

  /** The kernel has made a mistake while it worked for a thread: the thread ends, locks and all. */
  public void endAfterOops(Task task) {
    boolean last = isLast(task);
    end(task);
    if (last) {
      observer.died(task.group(), Signal.SIGSEGV.number(), false);
    }
  }

  private static boolean isLast(Task task) {
    return task.group().threads.stream().allMatch(each -> each == task || each.exiting);
  }

  private void endAll(UserProcess group) {
    group.exiting = true;
    for (Task thread : List.copyOf(group.threads)) {
      end(thread);
    }
  }

  /** exit(2): one thread ends; with the last one the process does. */
  public void exitThread(Task task) {
    boolean last = isLast(task);
    end(task);
    if (last) {
      observer.exited(task.group(), 0);
    }
  }

  private void end(Task task) {
    if (task.exiting) {
      return;
    }
    if (trace.on()) {
      trace.enter(DO_EXIT, "task", task);
    }
    UserProcess group = task.group();
    task.exiting = true;
    masks.retargetSharedPending(task, SignalSet.all());
    if (!group.hasLivingThreads() && group.resources() != null) {
      group.resources().release(group, false);
    }
    records.flushSigqueue(task.pending);
    tasks.detach(task);
    if (!group.hasLivingThreads()) {
      records.flushSigqueue(group.sharedPending);
    }
    trace.leave(DO_EXIT);
  }

  /** execve(2): the other threads end, handlers are forgotten, what waits stays. */
  public void exec(Task task) {
    UserProcess group = task.group();
    Task leader = group.leader();
    for (Task thread : List.copyOf(group.threads)) {
      if (thread != task && thread != leader) {
        end(thread);
      }
    }
    if (task != leader) {
      leader.exiting = true;
      records.flushSigqueue(leader.pending);
      group.passOnTarget(leader);
      group.threads.remove(leader);
      tasks.takeLeadership(task);
    }
    Credentials ids = task.credentials();
    task.setCredentials(ids.with(ids.uid(), ids.euid(), ids.euid()));
    for (int signal = 1; signal < SignalNumbers.COUNT; signal++) {
      if (group.disposition(signal).isHandled()) {
        group.setDisposition(signal, Disposition.DEFAULT);
      }
    }
    if (group.resources() != null) {
      group.resources().release(group, true);
    }
  }
}
