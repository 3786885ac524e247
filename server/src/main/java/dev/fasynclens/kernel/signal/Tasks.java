package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.ChangePoint.TARGET_STARTS_AT_LEADER;

import dev.fasynclens.kernel.machine.Lock;
import dev.fasynclens.kernel.machine.LockClass;
import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All tasks and pids of a machine, and who is running. */
public final class Tasks {
  private final Lock tasklistLock = new Lock(new LockClass("tasklist_lock", true));
  private final LockClass siglockClass = new LockClass("siglock", true);
  private final Lock rcu = new Lock(new LockClass("rcu", true));
  private final UserNamespace firstNamespace = new UserNamespace();
  private final PidNamespace firstPidNamespace = new PidNamespace(null);
  private final Map<Integer, Pid> pids = new HashMap<>();
  private final List<UserProcess> processes = new ArrayList<>();
  private int nextNumber;
  private int wanted;
  private @Nullable Task current;
  private final Machine machine;

  /** A machine without tasks. */
  public Tasks(Machine machine) {
    this.machine = machine;
    this.nextNumber = machine.options().leastPid();
  }

  /** The lock of the lists of tasks. */
  public Lock tasklistLock() {
    return tasklistLock;
  }

  /** The read side of RCU. */
  public Lock rcu() {
    return rcu;
  }

  LockClass siglockClass() {
    return siglockClass;
  }

  /** The user namespace that everything starts in. */
  public UserNamespace firstNamespace() {
    return firstNamespace;
  }

  /**
   * Who makes the system call that is running; null in between, in interrupts it is who was hit.
   */
  public @Nullable Task current() {
    return current;
  }

  /** Lets somebody run; null for nobody. */
  public void setCurrent(@Nullable Task task) {
    current = task;
  }

  /** All processes, oldest first. */
  public List<UserProcess> processes() {
    return List.copyOf(processes);
  }

  /** What a number stands for; null if nobody uses it. */
  public @Nullable Pid find(int number) {
    return pids.get(number);
  }

  /** The thread with a number; null if there is none. */
  public @Nullable Task findTask(int number) {
    Pid pid = pids.get(number);
    return pid == null ? null : pid.task;
  }

  /** Starts a process that is nobody's child, in a session and a group of its own. */
  public UserProcess boot(String name) {
    Pid pid = newPid();
    UserProcess group =
        new UserProcess(name, pid, pid, pid, null, new Lock(siglockClass), firstPidNamespace);
    register(group, pid, Credentials.root(firstNamespace));
    return group;
  }

  /**
   * Starts a child: what it inherits of signals is the mask and the dispositions, nothing that
   * waits.
   */
  public UserProcess fork(String name, Task parent) {
    UserProcess old = parent.group();
    Pid pid = newPid();
    UserProcess group =
        new UserProcess(
            name,
            pid,
            old.processGroup(),
            old.session(),
            old.parent() == null ? old : old.parent(),
            new Lock(siglockClass),
            old.pidNamespace());
    group.inherit(old);
    Task task = register(group, pid, parent.credentials());
    task.blocked.set(parent.blocked);
    return group;
  }

  /** Starts a thread. */
  public Task startThread(String name, Task creator) {
    Pid pid = newPid();
    Task task = new Task(name, pid, creator.group(), creator.credentials());
    task.blocked.set(creator.blocked);
    changeLists(
        () -> {
          pid.task = task;
          creator.group().threads.add(task);
        });
    return task;
  }

  /** Starts a thread of the kernel, which takes no signals unless it says so. */
  public Task bootKernelThread(String name) {
    UserProcess group = boot(name);
    group.leader().kernelThread = true;
    return group.leader();
  }

  /** Changes the lists of tasks, for which nobody else may be reading them. */
  private void changeLists(Runnable change) {
    boolean booting = machine.context().isEmpty(); // nobody else is there yet
    if (!booting) {
      machine.lock(tasklistLock, LockMode.WRITE_IRQ);
    }
    change.run();
    if (!booting) {
      machine.unlock(tasklistLock);
    }
  }

  private Task register(UserProcess group, Pid pid, Credentials credentials) {
    Task leader = new Task(group.name(), pid, group, credentials);
    if (machine.has(TARGET_STARTS_AT_LEADER)) {
      group.currentTarget = leader;
    }
    changeLists(
        () -> {
          pid.task = leader;
          group.threads.add(leader);
          group.processGroup().group.add(0, group);
          group.session().session.add(0, group);
          processes.add(group);
        });
    return leader;
  }

  /**
   * Lets the next task get a number that was used before, as happens when numbers run out.
   *
   * @throws IllegalArgumentException if somebody still has it
   */
  public void useNext(int number) {
    if (pids.containsKey(number)) {
      throw new IllegalArgumentException(number + " is in use");
    }
    wanted = number;
  }

  private Pid newPid() {
    Pid pid = new Pid(wanted == 0 ? nextNumber++ : wanted);
    wanted = 0;
    pids.put(pid.number(), pid);
    return pid;
  }

  /** setpgid(2): moves a process to a group, which exists or begins with it. */
  public void moveToGroup(UserProcess process, Pid group) {
    changeLists(() -> changeGroup(process, group));
  }

  private void changeGroup(UserProcess process, Pid group) {
    process.processGroup().group.remove(process);
    release(process.processGroup());
    process.setProcessGroup(group);
    group.group.add(0, process);
  }

  /** setsid(2): a process starts a session and a group. */
  public void startSession(UserProcess process) {
    Pid own = process.pid();
    changeLists(
        () -> {
          process.session().session.remove(process);
          release(process.session());
          process.setSession(own);
          own.session.add(0, process);
          changeGroup(process, own);
        });
  }

  /** A thread is gone: its number means nobody. The leader of a living process keeps its number. */
  void detach(Task task) {
    UserProcess group = task.group();
    if (task.isLeader() && group.hasLivingThreads()) {
      return;
    }
    changeLists(() -> unlink(task));
  }

  private void unlink(Task task) {
    UserProcess group = task.group();
    forget(task);
    if (!group.hasLivingThreads()) {
      for (Task thread : List.copyOf(group.threads)) {
        forget(thread);
      }
      processes.remove(group);
      group.processGroup().group.remove(group);
      group.session().session.remove(group);
      release(group.processGroup());
      release(group.session());
    }
  }

  private void forget(Task task) {
    task.pid().task = null;
    if (!task.isLeader()) {
      task.group().passOnTarget(task);
      task.group().threads.remove(task);
    }
    release(task.pid());
  }

  private void release(Pid pid) {
    if (pid.isFree()) {
      pids.remove(pid.number(), pid);
    }
  }

  /**
   * A thread other than the leader has called execve: it takes the leader's place and number.
   *
   * @param task the only thread that is left
   */
  void takeLeadership(Task task) {
    UserProcess group = task.group();
    Pid old = task.pid();
    changeLists(
        () -> {
          task.moveTo(group.pid());
          group.pid().task = task;
          old.task = null;
          release(old);
        });
  }
}
