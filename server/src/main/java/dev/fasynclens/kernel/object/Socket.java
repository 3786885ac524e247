package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.ChangePoint.VFS_UNREGISTERS_ON_CLOSE;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.SigInfo;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import org.jspecify.annotations.Nullable;

/** What all sockets have in common: {@code struct socket} and {@code struct sock}. */
public abstract class Socket implements FileOperations {
  /** Which direction shutdown(2) ends. */
  public enum Direction {
    /** SHUT_RD. */
    RD(true, false),
    /** SHUT_WR. */
    WR(false, true),
    /** SHUT_RDWR. */
    RDWR(true, true);

    final boolean receives;
    final boolean sends;

    Direction(boolean receives, boolean sends) {
      this.receives = receives;
      this.sends = sends;
    }
  }

  final Machine machine;
  final Signals signals;
  final Files files;
  final SocketWaitQueue waitQueue;

  /** The open file; null before and after, as for a connection that nobody has accepted yet. */
  @Nullable OpenFile file;

  /** RCV_SHUTDOWN: nothing more will come. */
  boolean receivingEnded;

  /** SEND_SHUTDOWN: nothing more may be sent. */
  boolean sendingEnded;

  private int error;

  Socket(Machine machine, Signals signals, Files files) {
    this.machine = machine;
    this.signals = signals;
    this.files = files;
    this.waitQueue = new SocketWaitQueue(machine, files);
  }

  /** Gives it an open file. */
  public final OpenFile open(String name) {
    OpenFile opened = files.table().open(name, this, true, true, false);
    file = opened;
    return opened;
  }

  @Override
  public final String kind() {
    return "socket";
  }

  @Override
  public final String fasyncName() {
    return "sock_fasync";
  }

  @Override
  public final int fasync(int fd, OpenFile closing, boolean on) {
    return waitQueue.fasync(fd, closing, on);
  }

  @Override
  public final void release(OpenFile closing) {
    if (!machine.has(VFS_UNREGISTERS_ON_CLOSE)) {
      waitQueue.fasync(-1, closing, false);
    }
    file = null;
    close();
  }

  @Override
  public final int interrupted(Task caller, OpenFile waited) {
    waitQueue.readerStops(caller);
    return 0;
  }

  /** Nobody can use the socket any more. */
  abstract void close();

  /** send(2) of one byte with MSG_OOB and MSG_NOSIGNAL. */
  public abstract int sendUrgent(Task caller);

  /** shutdown(2). */
  public abstract int shutdown(Direction direction);

  /** sendmsg(2) of one byte with an open file; only Unix sockets carry it. */
  public int sendFile(Task caller, OpenFile sender, OpenFile carried) {
    return write(caller, sender, new byte[1]);
  }

  /** connect(2) to a TCP port. */
  public int connect(@Nullable TcpSocket listener) {
    return -Errno.EINVAL;
  }

  /** Whether both directions have ended. */
  final boolean bothEnded() {
    return receivingEnded && sendingEnded;
  }

  final boolean hasError() {
    return error != 0;
  }

  final void setError(int newError) {
    error = newError;
  }

  /** {@code sock_error}: an error is told once. Returns 0 or a negative error. */
  final int takeError() {
    int result = -error;
    error = 0;
    return result;
  }

  /** {@code sk_error_report}. */
  final void reportError() {
    waitQueue.wakeAsync(SocketWaitQueue.Reason.IO, PollCode.POLL_ERR);
  }

  /** {@code sk_data_ready}. */
  final void dataReady() {
    waitQueue.wakeAsync(SocketWaitQueue.Reason.WAITD, PollCode.POLL_IN);
  }

  /** What a call returns that finds nothing to do. */
  static int waits(OpenFile file) {
    return file.nonblocking() ? -Errno.EAGAIN : BLOCKS;
  }

  /** What a write returns that finds no room. */
  final int waitsForRoom(OpenFile writing) {
    waitQueue.foundFull();
    if (!writing.nonblocking()) {
      waitQueue.writerWaits();
    }
    return waits(writing);
  }

  /** What a write returns that nobody can ever read. */
  final int brokenPipe(Task caller) {
    signals.sending().sendToThread(Signal.SIGPIPE.number(), SigInfo.NOINFO, caller);
    return -Errno.EPIPE;
  }

  /** The bits of poll(2) that errors and ends of directions set for every socket. */
  final int pollEnds() {
    int mask = hasError() ? POLLERR : 0;
    mask |= receivingEnded ? POLLIN : 0;
    mask |= bothEnded() ? POLLHUP : 0;
    return mask;
  }
}
