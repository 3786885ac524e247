package dev.fasynclens.kernel.signal;

import dev.fasynclens.kernel.machine.Lock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process: what its threads share, {@code struct signal_struct} and {@code struct
 * sighand_struct}.
 */
public final class UserProcess {
  /** What a process has besides signals, and gives back at its end. */
  public interface Resources {
    /** The last thread has ended, or the process starts another program if {@code exec}. */
    void release(UserProcess process, boolean exec);
  }

  /** RLIMIT_SIGPENDING of a process that nobody limited. */
  public static final long DEFAULT_LIMIT = 4096;

  private final String name;
  private final Pid pid;
  private final @Nullable UserProcess parent;
  private final Lock siglock;
  private Pid processGroup;
  private Pid session;
  final List<Task> threads = new ArrayList<>(1);
  final PendingSignals sharedPending;

  /** The sets of forks that are in progress and must not lose a signal to a group. */
  final List<SignalSet> forksInProgress = new ArrayList<>(0);

  private final Disposition[] dispositions = new Disposition[SignalNumbers.COUNT];
  private PidNamespace pidNamespace;
  private @Nullable Resources resources;
  private long pendingLimit = DEFAULT_LIMIT;
  @Nullable Task currentTarget;
  boolean exiting;
  boolean dumpingCore;
  boolean unkillable;
  int exitSignal;
  int stopCount;
  boolean stopReported;
  boolean tellContinued;

  UserProcess(
      String name,
      Pid pid,
      Pid processGroup,
      Pid session,
      @Nullable UserProcess parent,
      Lock siglock,
      PidNamespace pidNamespace) {
    this.name = name;
    this.sharedPending = new PendingSignals("process " + name);
    this.pid = pid;
    this.processGroup = processGroup;
    this.session = session;
    this.parent = parent;
    this.siglock = siglock;
    this.pidNamespace = pidNamespace;
    Arrays.fill(dispositions, Disposition.DEFAULT);
  }

  void inherit(UserProcess old) {
    System.arraycopy(old.dispositions, 0, dispositions, 0, dispositions.length);
    pendingLimit = old.pendingLimit;
  }

  /** What the story calls it. */
  public String name() {
    return name;
  }

  /** Its number, which is that of its leader. */
  public Pid pid() {
    return pid;
  }

  /** Who started it; null if nobody did. Children of children have the same one here. */
  public @Nullable UserProcess parent() {
    return parent;
  }

  /** The lock of everything about its signals. */
  Lock siglock() {
    return siglock;
  }

  /** Its first thread, which may have ended. */
  public Task leader() {
    for (Task thread : threads) {
      if (thread.isLeader()) {
        return thread;
      }
    }
    throw new IllegalStateException(name + " has no leader");
  }

  /**
   * Its threads in the order they were started; one that ended is in it only if it is the leader.
   */
  public List<Task> threads() {
    return List.copyOf(threads);
  }

  /** {@code __exit_signal}: the thread after one that is gone is asked first now. */
  void passOnTarget(Task gone) {
    if (currentTarget == gone) {
      currentTarget = threads.get((threads.indexOf(gone) + 1) % threads.size());
    }
  }

  boolean hasLivingThreads() {
    for (Task thread : threads) {
      if (!thread.exiting) {
        return true;
      }
    }
    return false;
  }

  /** Whether the process is gone. */
  public boolean isDead() {
    return !hasLivingThreads();
  }

  /** What waits for any of its threads. */
  public PendingSignals sharedPending() {
    return sharedPending;
  }

  /** What a signal does. */
  public Disposition disposition(int signal) {
    return dispositions[signal];
  }

  void setDisposition(int signal, Disposition disposition) {
    dispositions[signal] = disposition;
  }

  /** Its process group. */
  public Pid processGroup() {
    return processGroup;
  }

  void setProcessGroup(Pid newGroup) {
    processGroup = newGroup;
  }

  /** Its session. */
  public Pid session() {
    return session;
  }

  void setSession(Pid newSession) {
    session = newSession;
  }

  /** RLIMIT_SIGPENDING: how many records its user may have pending when one is sent to it. */
  public long pendingLimit() {
    return pendingLimit;
  }

  /** Sets RLIMIT_SIGPENDING. */
  public void limitPending(long records) {
    pendingLimit = records;
  }

  /** Gives it what it has besides signals. */
  public void setResources(Resources newResources) {
    resources = newResources;
  }

  /** What it has besides signals; null for the kernel's own. */
  public @Nullable Resources resources() {
    return resources;
  }

  /** The pid namespace it lives in. */
  public PidNamespace pidNamespace() {
    return pidNamespace;
  }

  /** Whether it is the process that a pid namespace began with. */
  boolean isFirstIn(PidNamespace namespace) {
    return unkillable && pidNamespace == namespace;
  }

  /** Makes it the first process of a pid namespace inside its own, which protects it. */
  public void startContainer() {
    pidNamespace = new PidNamespace(pidNamespace);
    protect();
  }

  /** Protects it as the first process of a machine or container is. */
  public void protect() {
    unkillable = true;
  }

  /** A fork begins and must not lose a signal that is sent to several processes. */
  public SignalSet beginFork() {
    SignalSet missed = new SignalSet();
    forksInProgress.add(missed);
    return missed;
  }

  /** The fork has ended. */
  public void endFork(SignalSet missed) {
    forksInProgress.remove(missed);
  }

  /** The core of the process is being written, or not any more. */
  public void setDumpingCore(boolean isDumping) {
    dumpingCore = isDumping;
    exiting |= isDumping;
  }

  @Override
  public String toString() {
    return name;
  }
}
