package dev.fasynclens.kernel.signal;

/** A thread: {@code struct task_struct}, as far as signals are concerned. */
public final class Task {
  private final String name;
  private final UserProcess group;
  private Pid pid;
  private Credentials credentials;
  final PendingSignals pending;
  final SignalSet blocked = new SignalSet();

  /** TIF_SIGPENDING: it has to look at its signals before it goes on. */
  boolean signalPending;

  boolean exiting;
  boolean stopped;
  boolean stopPending;
  boolean stopDequeued;
  boolean kernelThread;

  Task(String name, Pid pid, UserProcess group, Credentials credentials) {
    this.name = name;
    this.pending = new PendingSignals("thread " + name);
    this.pid = pid;
    this.group = group;
    this.credentials = credentials;
  }

  /** What the story calls it. */
  public String name() {
    return name;
  }

  /** Its process. */
  public UserProcess group() {
    return group;
  }

  /** Its number. */
  public Pid pid() {
    return pid;
  }

  void moveTo(Pid newPid) {
    pid = newPid;
  }

  /** Its ids. */
  public Credentials credentials() {
    return credentials;
  }

  /** Gives it other ids, as setuid(2) does for one thread. */
  public void setCredentials(Credentials newCredentials) {
    credentials = newCredentials;
  }

  /** Whether it was the first thread of its process, or took its place. */
  public boolean isLeader() {
    return group.pid() == pid;
  }

  /** What waits for this thread alone. */
  public PendingSignals pending() {
    return pending;
  }

  /** What it has blocked. */
  public SignalSet blocked() {
    return blocked.copy();
  }

  /** Whether it has to look at its signals before it goes on. */
  public boolean hasSignalPending() {
    return signalPending;
  }

  /** Whether it has ended. */
  public boolean isDead() {
    return exiting;
  }

  /** Whether it is stopped. */
  public boolean isStopped() {
    return stopped;
  }

  @Override
  public String toString() {
    return name;
  }
}
