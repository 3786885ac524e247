package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.ChangePoint.SOCKETS_NOTE_FOR_FASYNC_ONLY;
import static dev.fasynclens.kernel.trace.KernelFunction.SK_SEND_SIGURG;
import static dev.fasynclens.kernel.trace.KernelFunction.SOCK_WAKE_ASYNC;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.file.FasyncQueue;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.trace.Tracer;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct socket_wq}: who is registered with a socket, and the two flags by which {@code
 * sock_wake_async} decides whether a registered file is told.
 */
final class SocketWaitQueue {
  /** Why a socket wakes somebody: {@code SOCK_WAKE_*}. */
  enum Reason {
    /** Something happened; whoever is registered is told. */
    IO,
    /** Something can be read; told unless a reader waits. */
    WAITD,
    /** Something can be written; told only to those who found the buffer full. */
    SPACE,
    /** Urgent data has come. */
    URG
  }

  private final Machine machine;
  private final Tracer trace;
  private final Files files;
  private final FasyncQueue list = new FasyncQueue("socket->wq.fasync_list");

  /** Who waits in a read, and whether that was noted when the waiting began. */
  private final IdentityHashMap<Task, Boolean> readers = new IdentityHashMap<>(1);

  private boolean noSpace;

  SocketWaitQueue(Machine machine, Files files) {
    this.machine = machine;
    this.trace = machine.trace();
    this.files = files;
  }

  /** {@code sock_fasync}. */
  int fasync(int fd, OpenFile file, boolean on) {
    return Math.min(files.lists().fasyncHelper(fd, file, on, list), 0);
  }

  /** Whether SOCKWQ_ASYNC_NOSPACE and SOCKWQ_ASYNC_WAITDATA can be set now. */
  private boolean notes() {
    return !machine.has(SOCKETS_NOTE_FOR_FASYNC_ONLY) || !list.entries().isEmpty();
  }

  /** A writer has found the buffer full. */
  void foundFull() {
    if (notes()) {
      setNoSpace(true);
    } else if (trace.on()) {
      trace.decide("the full buffer is not noted", "nobody is registered with the socket");
    }
  }

  /** A writer waits for room, and will not need to be told. */
  void writerWaits() {
    setNoSpace(false);
  }

  private void setNoSpace(boolean isFull) {
    if (trace.on() && noSpace != isFull) {
      trace.change("SOCKWQ_ASYNC_NOSPACE", noSpace ? 1 : 0, isFull ? 1 : 0);
    }
    noSpace = isFull;
  }

  /** A reader sleeps until data comes. */
  void readerWaits(Task task) {
    readers.computeIfAbsent(task, each -> notes());
  }

  /** A reader does not wait, or not any more. */
  void readerStops(Task task) {
    readers.remove(task);
  }

  private boolean isAwaited() {
    readers.keySet().removeIf(Task::isDead);
    return readers.containsValue(true);
  }

  /** {@code sock_wake_async}. */
  void wakeAsync(Reason reason, PollCode code) {
    if (trace.on()) {
      trace.enter(SOCK_WAKE_ASYNC, "how", "SOCK_WAKE_" + reason, "band", code);
    }
    if (list.entries().isEmpty()) {
      trace.decide("nothing is sent", "nobody is registered with the socket");
    } else if (reason == Reason.WAITD && isAwaited()) {
      trace.decide("nothing is sent", "a reader waits and will see for itself");
    } else if (reason == Reason.SPACE && !noSpace) {
      trace.decide("nothing is sent", "no writer has found the buffer full");
    } else {
      if (reason == Reason.SPACE) {
        setNoSpace(false);
      }
      Signal signal = reason == Reason.URG ? Signal.SIGURG : Signal.SIGIO;
      files.notification().killFasync(list, signal.number(), files.band(code));
    }
    trace.leave(SOCK_WAKE_ASYNC);
  }

  /** {@code sk_send_sigurg}: to the owner first, then to those registered. */
  void sendSigurg(@Nullable OpenFile file) {
    if (trace.on()) {
      trace.enter(SK_SEND_SIGURG, "sk", file == null ? "no file" : file);
    }
    if (file != null && files.sigio().sendSigurg(file)) {
      wakeAsync(Reason.URG, PollCode.POLL_PRI);
    }
    trace.leave(SK_SEND_SIGURG);
  }
}
