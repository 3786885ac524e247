package dev.fasynclens.kernel.object;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Context;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket on loopback: net/ipv4/tcp.c and its neighbours. What one side sends arrives at once,
 * in a bottom half that interrupts the sender.
 */
public final class TcpSocket extends Socket {
  private enum State {
    CLOSED,
    LISTENING,
    CONNECTED
  }

  /** What lies in the send buffer at most. */
  private static final int SEND_BUFFER = 2_626_560;

  /** What the receiver takes as long as nobody reads. */
  private static final int RECEIVE_WINDOW = 65_536;

  /** The largest segment at first, half of what the receiver takes. */
  private static final int FIRST_SEGMENT = 32_741;

  /** The largest segment once the receiver has offered more. */
  private static final int LATER_SEGMENT = 49_152;

  private State state = State.CLOSED;
  private @Nullable TcpSocket peer;

  /** Connections that wait for accept(2). */
  private final Deque<TcpSocket> accepted = new ArrayDeque<>();

  /** SS_CONNECTING: connect(2) has begun and nobody has asked how it ended. */
  private boolean connecting;

  /** SOCK_DONE: the peer has sent its FIN. */
  private boolean done;

  private boolean finSent;
  private boolean dead;

  /** Bytes to read, urgent ones included. */
  private int available;

  /** How many bytes lie before the urgent one; -1 if there is none. */
  private int urgentAfter = -1;

  /** Bytes that the peer has no room for yet. */
  private int unsent;

  private boolean hasSent;

  /** A socket without a connection. */
  public TcpSocket(Machine machine, Signals signals, Files files) {
    super(machine, signals, files);
  }

  // Connections

  /** listen(2) on a free port. */
  public void listen() {
    state = State.LISTENING;
  }

  /** Whether somebody can connect to it. */
  public boolean isListening() {
    return state == State.LISTENING;
  }

  @Override
  public int connect(@Nullable TcpSocket listener) {
    if (connecting) {
      return finishConnecting();
    }
    if (state != State.CLOSED) {
      return -Errno.EISCONN;
    }
    receivingEnded = false;
    sendingEnded = false;
    connecting = true;
    inBottomHalf(() -> handshake(listener));
    OpenFile own = file;
    return own == null || own.nonblocking() ? -Errno.EINPROGRESS : finishConnecting();
  }

  private int finishConnecting() {
    connecting = false;
    if (state == State.CONNECTED) {
      return 0;
    }
    int result = takeError();
    reportError(); // the socket is disconnected, which is reported once more
    return result == 0 ? -Errno.ECONNABORTED : result;
  }

  private void handshake(@Nullable TcpSocket listener) {
    if (listener == null || !listener.isListening()) {
      reset(Errno.ECONNREFUSED);
      return;
    }
    TcpSocket child = new TcpSocket(machine, signals, files);
    join(this, child);
    waitQueue.wakeAsync(SocketWaitQueue.Reason.IO, PollCode.POLL_OUT);
    listener.accepted.addLast(child);
    listener.dataReady();
  }

  private static void join(TcpSocket one, TcpSocket other) {
    one.peer = other;
    other.peer = one;
    one.state = State.CONNECTED;
    other.state = State.CONNECTED;
  }

  /** The other end of a connection that was made without anybody watching. */
  public TcpSocket newPeer() {
    TcpSocket result = new TcpSocket(machine, signals, files);
    join(this, result);
    return result;
  }

  /** accept(2): the oldest connection that waits; null if there is none. */
  public @Nullable TcpSocket accept() {
    return accepted.pollFirst();
  }

  private void inBottomHalf(Runnable code) {
    machine.run(Context.Kind.SOFTIRQ, "softirq", code);
  }

  // Sending

  @Override
  public int write(Task caller, OpenFile writing, byte[] bytes) {
    if (state != State.CONNECTED) {
      int pending = takeError();
      return pending == 0 || pending == -Errno.EPIPE ? brokenPipe(caller) : pending;
    }
    if (hasError() || sendingEnded) {
      int pending = takeError();
      return pending == 0 ? brokenPipe(caller) : pending;
    }
    if (bytes.length == 0) {
      return 0;
    }
    if (unsent >= SEND_BUFFER) {
      return waitsForRoom(writing);
    }
    send(bytes.length, false);
    return bytes.length;
  }

  @Override
  public int sendUrgent(Task caller) {
    if (state != State.CONNECTED || sendingEnded || hasError()) {
      int pending = takeError();
      return pending == 0 ? -Errno.EPIPE : pending;
    }
    send(1, true);
    return 1;
  }

  private void send(int bytes, boolean urgent) {
    TcpSocket other = peer;
    if (other == null) {
      return;
    }
    unsent += bytes;
    transmit(other, urgent);
  }

  private void transmit(TcpSocket other, boolean urgent) {
    int room = Math.max(0, RECEIVE_WINDOW - other.available);
    if (room == 0 && !other.refusesData()) {
      return;
    }
    int largest = hasSent ? LATER_SEGMENT : FIRST_SEGMENT;
    int rest = Math.min(unsent, Math.max(room, 1));
    while (rest > 0 && state == State.CONNECTED) {
      int segment = Math.min(rest, largest);
      rest -= segment;
      unsent -= segment;
      inBottomHalf(() -> other.receive(this, segment, urgent));
    }
    hasSent = true;
  }

  // Receiving

  /** Whether nobody will ever read what comes: the answer is a reset. */
  private boolean refusesData() {
    return state != State.CONNECTED || dead || (finSent && receivingEnded);
  }

  private void receive(TcpSocket sender, int bytes, boolean urgent) {
    if (refusesData()) {
      if (state == State.CONNECTED) {
        reset(Errno.ECONNRESET);
      }
      sender.reset(sender.done ? Errno.EPIPE : Errno.ECONNRESET);
      return;
    }
    if (urgent) {
      receiveUrgent(bytes);
    }
    available += bytes;
    dataReady();
  }

  private void receiveUrgent(int bytes) {
    waitQueue.sendSigurg(file);
    if (urgentAfter == 0 && available > 0) {
      available--; // an urgent byte that nobody has read is lost with the next one
    }
    urgentAfter = available + bytes - 1;
    dataReady();
  }

  @Override
  public int read(Task caller, OpenFile reading, int count) {
    if (count == 0) {
      return 0;
    }
    waitQueueStops(caller);
    if (state == State.LISTENING) {
      return -Errno.ENOTCONN;
    }
    if (urgentAfter == 0) {
      available--;
      urgentAfter = -1;
    }
    int part = Math.min(count, urgentAfter > 0 ? urgentAfter : available);
    if (part == 0) {
      return nothingToRead(caller, reading);
    }
    available -= part;
    urgentAfter -= urgentAfter > 0 ? part : 0;
    TcpSocket other = peer;
    if (other != null) {
      other.roomAgain(this);
    }
    return part;
  }

  private void waitQueueStops(Task caller) {
    if (available > 0 || done || hasError() || receivingEnded) {
      waitQueue.readerStops(caller);
    }
  }

  private int nothingToRead(Task caller, OpenFile reading) {
    if (done) {
      return 0;
    }
    if (hasError()) {
      return takeError();
    }
    if (receivingEnded) {
      return 0;
    }
    if (state != State.CONNECTED) {
      return -Errno.ENOTCONN;
    }
    if (!reading.nonblocking()) {
      waitQueue.readerWaits(caller);
    }
    return waits(reading);
  }

  /** The peer has read something and takes more. */
  private void roomAgain(TcpSocket reader) {
    int before = unsent;
    if (before > 0 && reader.available <= RECEIVE_WINDOW / 2) {
      transmit(reader, false);
    }
    boolean isWritable = unsent <= SEND_BUFFER / 3 * 2;
    if (isWritable && before > 0 && !sendingEnded) {
      waitQueue.wakeAsync(SocketWaitQueue.Reason.SPACE, PollCode.POLL_OUT);
    }
  }

  // Ending

  /** {@code tcp_reset}, or what it does to a connection that never was. */
  private void reset(int newError) {
    if (state == State.CLOSED && !connecting) {
      return;
    }
    setError(newError);
    state = State.CLOSED;
    peer = null;
    unsent = 0;
    receivingEnded = true;
    sendingEnded = true;
    if (!dead) {
      reportError();
    }
  }

  /** {@code tcp_fin}: the peer sends nothing more. */
  private void receiveFin() {
    receivingEnded = true;
    done = true;
    if (!dead) {
      PollCode code = bothEnded() ? PollCode.POLL_HUP : PollCode.POLL_IN;
      waitQueue.wakeAsync(SocketWaitQueue.Reason.WAITD, code);
      dataReady();
    }
  }

  private void sendFin() {
    TcpSocket other = peer;
    if (state == State.CONNECTED && !finSent && other != null) {
      finSent = true;
      inBottomHalf(other::receiveFin);
      if (done) {
        state = State.CLOSED;
        other.state = State.CLOSED;
      }
    }
  }

  @Override
  public int shutdown(Direction direction) {
    connecting = false;
    if (state == State.LISTENING) {
      if (direction.receives) {
        stopListening();
        reportError();
      }
      return 0;
    }
    receivingEnded |= direction.receives;
    sendingEnded |= direction.sends;
    if (state == State.CLOSED) {
      return -Errno.ENOTCONN;
    }
    if (direction.sends) {
      sendFin();
    }
    return 0;
  }

  private void stopListening() {
    state = State.CLOSED;
    while (!accepted.isEmpty()) {
      accepted.removeFirst().abort();
    }
  }

  /** Ends the connection with a reset. */
  private void abort() {
    TcpSocket other = peer;
    state = State.CLOSED;
    peer = null;
    if (other != null) {
      inBottomHalf(() -> other.reset(other.done ? Errno.EPIPE : Errno.ECONNRESET));
    }
  }

  @Override
  void close() {
    if (state == State.LISTENING) {
      stopListening();
      return;
    }
    receivingEnded = true;
    sendingEnded = true;
    boolean unread = available > 0;
    dead = true;
    if (state != State.CONNECTED) {
      return;
    }
    if (unread) {
      abort();
    } else {
      sendFin();
    }
  }

  @Override
  public int poll(OpenFile polled) {
    if (state == State.LISTENING) {
      return accepted.isEmpty() ? 0 : POLLIN;
    }
    int mask = pollEnds();
    int wanted = urgentAfter == 0 ? 2 : 1;
    mask |= available >= wanted ? POLLIN : 0;
    mask |= urgentAfter >= 0 ? POLLPRI : 0;
    mask |= state == State.CLOSED ? POLLHUP : 0;
    if (sendingEnded || unsent <= SEND_BUFFER / 3 * 2) {
      mask |= POLLOUT;
    } else {
      waitQueue.foundFull();
    }
    return mask;
  }
}
