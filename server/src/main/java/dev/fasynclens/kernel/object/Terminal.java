package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.ChangePoint.HELPER_OWNS_FASYNC_BIT;
import static dev.fasynclens.kernel.ChangePoint.OWNER_ALLOCATED;
import static dev.fasynclens.kernel.ChangePoint.VFS_UNREGISTERS_ON_CLOSE;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.file.FasyncQueue;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Context;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Pid;
import dev.fasynclens.kernel.signal.PidType;
import dev.fasynclens.kernel.signal.SigInfo;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.UserProcess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a pseudo-terminal: drivers/tty/tty_io.c, pty.c and n_tty.c. The master is always in
 * raw mode. What one side writes reaches the other through a worker.
 */
public final class Terminal implements FileOperations {
  /** What lies between the sides, beyond what the reader's line discipline has taken. */
  private static final int BETWEEN = 7681;

  /** TTY_THRESHOLD_UNTHROTTLE: with so little left to read, the writer is woken. */
  private static final int FEW = 128;

  private final Machine machine;
  private final Signals signals;
  private final Files files;
  private final LineDiscipline input;
  private final FasyncQueue queue = new FasyncQueue("tty->fasync");
  private final boolean master;
  private final List<OpenFile> open = new ArrayList<>(1);
  private final List<OpenFile> hungUp = new ArrayList<>(0);
  private @Nullable Terminal link;

  /** What was written to this side and not yet taken by its line discipline. */
  private final StringBuilder arriving = new StringBuilder();

  /** TTY_DO_WRITE_WAKEUP: a writer has found no room. */
  private boolean doWriteWakeup;

  /** TTY_OTHER_CLOSED: the slave was open and is not any more. */
  private boolean otherClosed;

  private boolean gone;
  private @Nullable Pid session;
  private @Nullable Pid foreground;

  /** Those of the session whose controlling terminal it is not, as they were there before. */
  private final List<UserProcess> outsiders = new ArrayList<>(0);

  private Terminal(
      Machine machine, Signals signals, Files files, boolean master, LineDiscipline input) {
    this.machine = machine;
    this.signals = signals;
    this.files = files;
    this.master = master;
    this.input = input;
  }

  /**
   * The master of a new pair.
   *
   * @param raw whether the slave is in raw mode
   */
  public static Terminal master(Machine machine, Signals signals, Files files, boolean raw) {
    Terminal result = new Terminal(machine, signals, files, true, new LineDiscipline(true));
    Terminal slave = new Terminal(machine, signals, files, false, new LineDiscipline(raw));
    result.link = slave;
    slave.link = result;
    return result;
  }

  /** The other side. */
  public Terminal link() {
    Terminal result = link;
    if (result == null) {
      throw new IllegalStateException("a terminal without another side");
    }
    return result;
  }

  private Terminal slave() {
    return master ? link() : this;
  }

  /** Opens this side; null if it was hung up. */
  public @Nullable OpenFile open(String name, boolean reads, boolean writes) {
    if (gone) {
      return null;
    }
    OpenFile file = files.table().open(name, this, reads, writes, false);
    open.add(0, file);
    if (!master) {
      link().otherClosed = false;
    }
    return file;
  }

  @Override
  public String kind() {
    return "tty";
  }

  // Registering

  @Override
  public int fasync(int fd, OpenFile file, boolean on) {
    if (hungUp.contains(file)) {
      return -Errno.ENOTTY;
    }
    if (on && machine.has(OWNER_ALLOCATED)) {
      files.fcntl().fileFOwnerAllocate(file);
    }
    int changed = files.lists().fasyncHelper(fd, file, on, queue);
    if (changed <= 0) {
      return changed;
    }
    if (on) {
      setDefaultOwner(file);
      return 0;
    }
    return machine.has(HELPER_OWNS_FASYNC_BIT) ? changed : 0;
  }

  private void setDefaultOwner(OpenFile file) {
    Task caller = signals.tasks().current();
    Pid group = foreground;
    if (group != null) {
      files.fcntl().lockedFSetown(file, group, PidType.PGID, false);
    } else if (caller != null) {
      files.fcntl().lockedFSetown(file, caller.pid(), PidType.TGID, false);
    }
  }

  // Writing

  @Override
  public int write(Task caller, OpenFile file, byte[] bytes) {
    if (hungUp.contains(file)) {
      return -Errno.EIO;
    }
    int room = link().room();
    int taken = 0;
    StringBuilder sent = new StringBuilder();
    for (byte each : bytes) {
      String piece = processed((char) (each & 0xff));
      if (sent.length() + piece.length() > room || input.isStopped()) {
        break;
      }
      sent.append(piece);
      taken++;
    }
    if (taken < bytes.length && (file.nonblocking() || taken > 0) && !queue.entries().isEmpty()) {
      noteFull();
    }
    if (sent.length() > 0) {
      link().arrive(sent.toString());
    }
    if (taken > 0 || bytes.length == 0) {
      return taken;
    }
    return file.nonblocking() ? -Errno.EAGAIN : BLOCKS;
  }

  private void noteFull() {
    if (machine.trace().on() && !doWriteWakeup) {
      machine.trace().change("TTY_DO_WRITE_WAKEUP", 0, 1);
    }
    doWriteWakeup = true;
  }

  /** OPOST and ONLCR: what a character of the slave becomes. */
  private String processed(char c) {
    return c == '\n' && !input.isRaw() ? "\r\n" : String.valueOf(c);
  }

  private int room() {
    int buffered = input.isRaw() ? input.readable() : 0;
    int taken = input.isRaw() ? LineDiscipline.CAPACITY - buffered : 0;
    int echo = input.isRaw() ? 0 : link().arriving.length();
    return Math.max(0, BETWEEN + taken - arriving.length() - echo);
  }

  /** Something was written on the other side: a worker brings it to the line discipline. */
  private void arrive(String text) {
    arriving.append(text);
    machine.run(Context.Kind.WORKER, "kworker", this::receive);
  }

  private void receive() {
    int room = input.room();
    if (arriving.isEmpty() || room == 0) {
      return;
    }
    String part = arriving.substring(0, Math.min(room, arriving.length()));
    arriving.delete(0, part.length());
    StringBuilder echo = new StringBuilder();
    input.receive(part, echo, this::react);
    if (!echo.isEmpty()) {
      link().arriving.append(echo);
      link().receive();
    }
  }

  private void react(LineDiscipline.Event event) {
    switch (event) {
      case READABLE -> files.notify(queue, PollCode.POLL_IN);
      case INTERRUPT -> signals.kill().isig(Signal.SIGINT.number(), foreground);
      case QUIT -> signals.kill().isig(Signal.SIGQUIT.number(), foreground);
      case SUSPEND -> signals.kill().isig(Signal.SIGTSTP.number(), foreground);
      case STARTED -> wakeWriter();
    }
  }

  /** {@code tty_wakeup} and {@code n_tty_write_wakeup}. */
  private void wakeWriter() {
    if (doWriteWakeup) {
      if (machine.trace().on()) {
        machine.trace().change("TTY_DO_WRITE_WAKEUP", 1, 0);
      }
      doWriteWakeup = false;
      files.notify(queue, PollCode.POLL_OUT);
    } else if (machine.trace().on()) {
      machine.trace().decide("nobody is told of room", "no writer has found too little");
    }
  }

  // Reading

  @Override
  public int read(Task caller, OpenFile file, int count) {
    if (hungUp.contains(file) || count == 0) {
      return 0;
    }
    if (isInBackground(caller.group())) {
      return stopFromBackground(caller, Signal.SIGTTIN);
    }
    int got = input.read(count);
    if (got < 0) {
      boolean ends = master && otherClosed;
      int waits = file.nonblocking() ? -Errno.EAGAIN : BLOCKS;
      return ends ? -Errno.EIO : waits;
    }
    if (input.readable() <= FEW) {
      link().wakeWriter();
    }
    machine.run(Context.Kind.WORKER, "kworker", this::receive);
    return got;
  }

  // Sessions and groups

  private boolean controls(UserProcess process) {
    return session != null && process.session() == session && !outsiders.contains(process);
  }

  private boolean isInBackground(UserProcess process) {
    return controls(process) && foreground != null && process.processGroup() != foreground;
  }

  private static boolean ignores(Task task, Signal signal) {
    return task.blocked().has(signal.number())
        || task.group().disposition(signal.number()).isIgnored();
  }

  /** Whether nobody outside the group could tell it to go on. */
  private static boolean isOrphaned(Pid group) {
    for (UserProcess member : group.members()) {
      UserProcess parent = member.parent();
      if (parent != null
          && parent.session() == member.session()
          && parent.processGroup() != member.processGroup()) {
        return false;
      }
    }
    return true;
  }

  /** {@code tty_check_change}. Returns 0 or what the call returns. */
  private int stopFromBackground(Task caller, Signal signal) {
    if (ignores(caller, signal)) {
      return signal == Signal.SIGTTIN ? -Errno.EIO : 0;
    }
    Pid group = caller.group().processGroup();
    if (isOrphaned(group)) {
      return -Errno.EIO;
    }
    signals.kill().isig(signal.number(), group);
    return BLOCKS;
  }

  /** TIOCSCTTY: makes it the controlling terminal of the caller's session. */
  public int control(Task caller, OpenFile file) {
    Terminal slave = slave();
    UserProcess process = caller.group();
    if (hungUp.contains(file)) {
      return -Errno.EIO;
    }
    boolean leader = process.session() == process.pid();
    if (leader && slave.session == process.session()) {
      return 0;
    }
    if (!leader || slave.session != null) {
      return -Errno.EPERM;
    }
    slave.session = process.session();
    slave.foreground = process.processGroup();
    slave.outsiders.clear();
    for (UserProcess each : signals.tasks().processes()) {
      if (each != process && each.session() == process.session()) {
        slave.outsiders.add(each);
      }
    }
    return 0;
  }

  /** TIOCSPGRP: makes a group the one that keys send signals to. */
  public int setForeground(Task caller, OpenFile file, int number) {
    Terminal slave = slave();
    if (hungUp.contains(file)) {
      return -Errno.ENOTTY;
    }
    if (slave.isInBackground(caller.group())) {
      int stopped = slave.stopFromBackground(caller, Signal.SIGTTOU);
      if (stopped != 0) {
        return stopped == -Errno.EIO ? -Errno.ENOTTY : stopped;
      }
    }
    if (!slave.controls(caller.group())) {
      return -Errno.ENOTTY;
    }
    if (number < 0) {
      return -Errno.EINVAL;
    }
    Pid group = signals.tasks().find(number);
    if (group == null) {
      return -Errno.ESRCH;
    }
    boolean same =
        group.members().stream().anyMatch(each -> each.session() == caller.group().session());
    if (!same) {
      return -Errno.EPERM;
    }
    slave.foreground = group;
    return 0;
  }

  /**
   * {@code disassociate_ctty}: a process has ended. If it led the session of this terminal, the
   * foreground group is told, and nobody's controlling terminal is left.
   */
  public void ended(UserProcess process) {
    if (process.pid() == session) {
      Pid group = foreground;
      session = null;
      foreground = null;
      signals.kill().isig(Signal.SIGHUP.number(), group);
    }
  }

  // Ending

  @Override
  public void release(OpenFile file) {
    if (!machine.has(VFS_UNREGISTERS_ON_CLOSE)) {
      files.lists().fasyncHelper(-1, file, false, queue);
    }
    open.remove(file);
    hungUp.remove(file);
    if (!open.isEmpty()) {
      return;
    }
    if (master) {
      Terminal slave = link();
      UserProcess leader = slave.leader();
      slave.hangUp(leader, leader != null && leader.isDead());
    } else {
      link().otherClosed = true;
    }
  }

  /** Who leads the session of this terminal; null if nobody does. */
  private @Nullable UserProcess leader() {
    for (UserProcess each : signals.tasks().processes()) {
      if (each.pid() == session) {
        return each;
      }
    }
    return null;
  }

  /** {@code __tty_hangup}: the files can do nothing any more, and only then somebody is told. */
  private void hangUp(@Nullable UserProcess leader, boolean sessionEnds) {
    for (OpenFile file : open) {
      if (!hungUp.contains(file)) {
        files.lists().fasyncHelper(-1, file, false, queue);
        hungUp.add(file);
      }
    }
    gone = true;
    doWriteWakeup = false;
    Pid group = foreground;
    session = null;
    foreground = null;
    outsiders.clear();
    if (leader != null && !leader.isDead()) {
      tell(leader, Signal.SIGHUP);
      tell(leader, Signal.SIGCONT);
    }
    if (sessionEnds) {
      signals.kill().isig(Signal.SIGHUP.number(), group);
    }
  }

  private void tell(UserProcess process, Signal signal) {
    signals
        .sending()
        .groupSendSigInfo(signal.number(), SigInfo.PRIV, process.leader(), PidType.TGID);
  }

  @Override
  public int poll(OpenFile file) {
    if (hungUp.contains(file)) {
      return POLLIN | POLLOUT | POLLERR | POLLHUP;
    }
    int mask = input.canRead() ? POLLIN : 0;
    mask |= master && otherClosed ? POLLHUP : 0;
    mask |= input.isStopped() ? 0 : POLLOUT;
    return mask;
  }
}
