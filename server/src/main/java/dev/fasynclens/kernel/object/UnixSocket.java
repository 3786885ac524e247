package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.ChangePoint.UNIX_OUT_OF_BAND;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One end of a pair of Unix sockets: net/unix/af_unix.c. */
public final class UnixSocket extends Socket {
  /** SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET. */
  public enum Kind {
    /** A stream of bytes. */
    STREAM,
    /** Messages, without a connection. */
    DGRAM,
    /** Messages over a connection. */
    SEQPACKET
  }

  /** The default of {@code sk_sndbuf}. */
  private static final int SEND_BUFFER = 212_992;

  /** What a message takes: the data, or the file that travels with it, and whose memory it is. */
  private static final class Message {
    final UnixSocket sender;
    final int memory;
    int length;
    @Nullable OpenFile carried;

    Message(UnixSocket sender, int length, int memory) {
      this.sender = sender;
      this.length = length;
      this.memory = memory;
    }
  }

  private final Kind type;
  private final Deque<Message> received = new ArrayDeque<>();
  private @Nullable UnixSocket peer;
  private @Nullable Message urgent;
  private int memoryInFlight;
  private boolean dead;

  /** A socket without a peer. */
  public UnixSocket(Machine machine, Signals signals, Files files, Kind type) {
    super(machine, signals, files);
    this.type = type;
  }

  /** The other end. */
  public UnixSocket newPeer() {
    UnixSocket result = new UnixSocket(machine, signals, files, type);
    result.peer = this;
    peer = result;
    return result;
  }

  private boolean isStream() {
    return type == Kind.STREAM;
  }

  // Memory

  /** {@code unix_writable}: three quarters of the buffer are free. */
  private boolean isWritable() {
    return (memoryInFlight + 2) * 4 <= SEND_BUFFER;
  }

  /** A message was read or dropped, and its sender has more room. */
  private static void free(Message message) {
    UnixSocket sender = message.sender;
    sender.memoryInFlight -= message.memory;
    if (sender.isWritable()) {
      sender.waitQueue.wakeAsync(SocketWaitQueue.Reason.SPACE, PollCode.POLL_OUT);
    }
  }

  private void drop(Message message) {
    OpenFile carried = message.carried;
    message.carried = null;
    free(message);
    if (carried != null) {
      files.table().fput(carried);
    }
  }

  private void dropAll() {
    while (!received.isEmpty()) {
      drop(received.removeFirst());
    }
  }

  /** {@code sock_alloc_send_pskb}. Returns 0, or what the write returns. */
  private int reserve(OpenFile writing) {
    if (hasError()) {
      return takeError();
    }
    if (sendingEnded) {
      return -Errno.EPIPE;
    }
    return memoryInFlight < SEND_BUFFER ? 0 : waitsForRoom(writing);
  }

  private Message allocate(int length) {
    int memory = isStream() ? MessageMemory.ofStream(length) : MessageMemory.ofPacket(length);
    memoryInFlight += memory;
    return new Message(this, length, memory);
  }

  // Sending

  @Override
  public int write(Task caller, OpenFile writing, byte[] bytes) {
    return isStream()
        ? sendStream(caller, writing, bytes.length, null)
        : sendPacket(writing, bytes.length, null);
  }

  @Override
  public int sendFile(Task caller, OpenFile sender, OpenFile carried) {
    return isStream() ? sendStream(caller, sender, 1, carried) : sendPacket(sender, 1, carried);
  }

  private int sendStream(Task caller, OpenFile writing, int length, @Nullable OpenFile carried) {
    UnixSocket other = peer;
    if (other == null) {
      return -Errno.ENOTCONN;
    }
    if (sendingEnded) {
      return brokenPipe(caller);
    }
    int sent = 0;
    while (sent < length) {
      int blocked = reserve(writing);
      if (blocked != 0) {
        return sent > 0 ? sent : blocked;
      }
      if (other.dead || other.receivingEnded) {
        return sent > 0 ? sent : brokenPipe(caller);
      }
      int part = Math.min(length - sent, MessageMemory.LARGEST_STREAM_PART);
      queue(other, allocate(part), sent == 0 ? carried : null);
      other.dataReady();
      sent += part;
    }
    return sent;
  }

  private static void queue(UnixSocket receiver, Message message, @Nullable OpenFile carried) {
    if (carried != null) {
      carried.get();
      message.carried = carried;
    }
    receiver.received.addLast(message);
  }

  private int sendPacket(OpenFile writing, int length, @Nullable OpenFile carried) {
    if (type == Kind.SEQPACKET && hasError()) {
      return takeError();
    }
    UnixSocket other = peer;
    if (other == null) {
      return -Errno.ENOTCONN;
    }
    int blocked = reserve(writing);
    if (blocked != 0) {
      return blocked;
    }
    if (other.dead) {
      return refuse();
    }
    if (other.receivingEnded) {
      return -Errno.EPIPE;
    }
    queue(other, allocate(length), carried);
    other.dataReady();
    return length;
  }

  /** Nobody is there any more; a datagram socket then has no peer from now on. */
  private int refuse() {
    if (type == Kind.SEQPACKET) {
      return -Errno.EPIPE;
    }
    peer = null;
    dropAll();
    return -Errno.ECONNREFUSED;
  }

  @Override
  public int sendUrgent(Task caller) {
    if (!isStream() || !machine.has(UNIX_OUT_OF_BAND)) {
      return -Errno.EOPNOTSUPP;
    }
    UnixSocket other = peer;
    OpenFile own = file;
    if (other == null || own == null) {
      return -Errno.ENOTCONN;
    }
    int blocked = reserve(own);
    if (blocked != 0) {
      return blocked;
    }
    if (other.dead || other.receivingEnded) {
      return -Errno.EPIPE;
    }
    Message message = allocate(1);
    queue(other, message, null);
    other.urgent = message;
    other.waitQueue.sendSigurg(other.file);
    other.dataReady();
    return 1;
  }

  // Receiving

  @Override
  public int read(Task caller, OpenFile reading, int count) {
    if (count == 0) {
      return 0;
    }
    return isStream()
        ? receiveStream(caller, reading, count, null)
        : receivePacket(reading, count, null);
  }

  /** Where a received file goes. */
  private static final class Box {
    @Nullable OpenFile content;
  }

  /**
   * recvmsg(2) of one byte with room for a file.
   *
   * @param taken gets the file, with a reference, if one came
   * @return the number of bytes, or a negative error
   */
  public int receiveFile(Task caller, OpenFile reading, Consumer<OpenFile> taken) {
    Box box = new Box();
    int result =
        isStream() ? receiveStream(caller, reading, 1, box) : receivePacket(reading, 1, box);
    OpenFile content = box.content;
    if (content != null) {
      taken.accept(content);
    }
    return result;
  }

  private int receiveStream(Task caller, OpenFile reading, int count, @Nullable Box box) {
    int copied = 0;
    while (copied < count) {
      Message first = received.peekFirst();
      if (first != null && first == urgent) {
        if (copied > 0) {
          break;
        }
        urgent = null;
        drop(received.removeFirst());
        continue;
      }
      if (first == null) {
        return copied > 0 ? readIs(caller, copied) : nothingToRead(caller, reading);
      }
      int part = Math.min(count - copied, first.length);
      first.length -= part;
      copied += part;
      if (first.length == 0) {
        received.removeFirst();
        if (take(first, box)) {
          break;
        }
      }
    }
    return readIs(caller, copied);
  }

  private int readIs(Task caller, int result) {
    waitQueue.readerStops(caller);
    return result;
  }

  private int nothingToRead(Task caller, OpenFile reading) {
    if (hasError()) {
      return readIs(caller, takeError());
    }
    if (receivingEnded) {
      return readIs(caller, 0);
    }
    if (!reading.nonblocking()) {
      waitQueue.readerWaits(caller);
    }
    return waits(reading);
  }

  /** A message was read to its end. Returns whether a file came with it. */
  private boolean take(Message message, @Nullable Box box) {
    OpenFile carried = message.carried;
    if (carried == null || box == null) {
      drop(message);
    } else {
      message.carried = null;
      box.content = carried;
      free(message);
    }
    return carried != null;
  }

  private int receivePacket(OpenFile reading, int count, @Nullable Box box) {
    if (hasError()) {
      return takeError();
    }
    Message first = received.pollFirst();
    if (first == null) {
      boolean ends = receivingEnded && (type == Kind.SEQPACKET || !reading.nonblocking());
      return ends ? 0 : waits(reading);
    }
    take(first, box);
    return Math.min(count, first.length);
  }

  // Ending

  @Override
  public int shutdown(Direction direction) {
    receivingEnded |= direction.receives;
    sendingEnded |= direction.sends;
    UnixSocket other = peer;
    if (other != null && type != Kind.DGRAM) {
      other.receivingEnded |= direction.sends;
      other.sendingEnded |= direction.receives;
      if (direction == Direction.RDWR) {
        other.waitQueue.wakeAsync(SocketWaitQueue.Reason.WAITD, PollCode.POLL_HUP);
      } else if (direction.sends) {
        other.waitQueue.wakeAsync(SocketWaitQueue.Reason.WAITD, PollCode.POLL_IN);
      }
    }
    return 0;
  }

  @Override
  void close() {
    dead = true;
    receivingEnded = true;
    sendingEnded = true;
    UnixSocket other = peer;
    peer = null;
    if (other != null && type != Kind.DGRAM) {
      other.receivingEnded = true;
      other.sendingEnded = true;
      if (!received.isEmpty()) {
        other.setError(Errno.ECONNRESET);
      }
      other.waitQueue.wakeAsync(SocketWaitQueue.Reason.WAITD, PollCode.POLL_HUP);
    }
    dropAll();
  }

  @Override
  public int poll(OpenFile polled) {
    int mask = pollEnds();
    mask |= received.isEmpty() ? 0 : POLLIN;
    mask |= urgent == null ? 0 : POLLPRI;
    if (isWritable()) {
      mask |= POLLOUT;
    } else if (!isStream()) {
      waitQueue.foundFull();
    }
    return mask;
  }
}
