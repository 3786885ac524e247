package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.ChangePoint.PIPE_READER_SLEEPS_QUIETLY;
import static dev.fasynclens.kernel.ChangePoint.PIPE_TELLS_OF_EVERYTHING;
import static dev.fasynclens.kernel.ChangePoint.PIPE_TELLS_ON_EDGES;
import static dev.fasynclens.kernel.ChangePoint.PIPE_TELLS_WHEN_A_SIDE_IS_GONE;
import static dev.fasynclens.kernel.ChangePoint.VFS_UNREGISTERS_ON_CLOSE;
import static dev.fasynclens.kernel.trace.KernelFunction.PIPE_READ;
import static dev.fasynclens.kernel.trace.KernelFunction.PIPE_RELEASE;
import static dev.fasynclens.kernel.trace.KernelFunction.PIPE_WRITE;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.file.FasyncQueue;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.SigInfo;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pipe or fifo: two queues, one for each side. */
public final class Pipe implements FileOperations {
  private static final int PAGE = 4096;
  private static final int PAGES = 16;

  /** A page of data: what was written to it, and how much of that was read. */
  private static final class Page {
    int written;
    int read;
  }

  /** A write that sleeps until there is room: what it was asked to write, and what it has. */
  private record SleepingWriter(int count, int written) {}

  private final Machine machine;
  private final Signals signals;
  private final Files files;
  private final Deque<Page> pages = new ArrayDeque<>();
  private final FasyncQueue fasyncReaders = new FasyncQueue("pipe->fasync_readers");
  private final FasyncQueue fasyncWriters = new FasyncQueue("pipe->fasync_writers");
  private final boolean named;
  private final Set<OpenFile> waitForFirstWriter = new HashSet<>();
  private final Set<Task> sleepingReaders = new HashSet<>();
  private final Map<Task, SleepingWriter> sleepingWriters = new HashMap<>();
  private int readers;
  private int writers;

  private Pipe(Machine machine, Signals signals, Files files, boolean named) {
    this.machine = machine;
    this.signals = signals;
    this.files = files;
    this.named = named;
  }

  /** An empty pipe without a name. */
  public Pipe(Machine machine, Signals signals, Files files) {
    this(machine, signals, files, false);
  }

  /** An empty fifo. */
  public static Pipe fifo(Machine machine, Signals signals, Files files) {
    return new Pipe(machine, signals, files, true);
  }

  /**
   * {@code fifo_open}: opens a side of it, or both, without waiting for the other side.
   *
   * @return null if it has a name and no reader, and is to be written only
   */
  public @Nullable OpenFile openAgain(String name, boolean reads, boolean writes, boolean async) {
    return named && writes && !reads && readers == 0 ? null : open(name, reads, writes, async);
  }

  /** Opens a side of it, or both. */
  public OpenFile open(String name, boolean reads, boolean writes, boolean async) {
    readers += reads ? 1 : 0;
    writers += writes ? 1 : 0;
    OpenFile file = files.table().open(name, this, reads, writes, async);
    if (writes) {
      waitForFirstWriter.clear();
    } else if (named && writers == 0) {
      waitForFirstWriter.add(file);
    }
    return file;
  }

  @Override
  public String kind() {
    return "pipe";
  }

  @Override
  public int fasync(int fd, OpenFile file, boolean on) {
    int result = 0;
    if (file.readable()) {
      result = files.lists().fasyncHelper(fd, file, on, fasyncReaders);
    }
    if (file.writable() && result >= 0) {
      result = files.lists().fasyncHelper(fd, file, on, fasyncWriters);
      if (result < 0 && file.readable()) {
        files.lists().fasyncHelper(-1, file, false, fasyncReaders);
      }
    }
    return Math.min(result, 0); // as it did even when the VFS passed on what was above 0
  }

  @Override
  public int read(Task caller, OpenFile file, int count) {
    if (count == 0) {
      return 0;
    }
    if (sleepingReaders.contains(caller) && pages.isEmpty() && writers > 0) {
      return BLOCKS; // nothing has woken it
    }
    enter(PIPE_READ, file, count);
    boolean full = pages.size() == PAGES;
    int got = 0;
    boolean pageFreed = false;
    while (got < count && !pages.isEmpty()) {
      Page first = pages.getFirst();
      int part = Math.min(count - got, first.written - first.read);
      first.read += part;
      got += part;
      if (first.read == first.written) {
        pages.removeFirst();
        pageFreed = true;
      }
    }
    boolean told =
        machine.has(PIPE_TELLS_OF_EVERYTHING)
            || (machine.has(PIPE_TELLS_ON_EDGES) ? full : pageFreed);
    boolean sleeps = got == 0 && writers > 0 && !file.nonblocking();
    if (told && !(sleeps && machine.has(PIPE_READER_SLEEPS_QUIETLY))) {
      files.notify(fasyncWriters, PollCode.POLL_OUT);
    }
    if (sleeps) {
      sleepingReaders.add(caller);
      machine.trace().leave(PIPE_READ, "waits");
      return BLOCKS;
    }
    sleepingReaders.remove(caller);
    int result = got > 0 || writers == 0 ? got : -Errno.EAGAIN;
    machine.trace().leave(PIPE_READ, result);
    return result;
  }

  @Override
  public int write(Task caller, OpenFile file, byte[] bytes) {
    if (bytes.length == 0) {
      return 0;
    }
    SleepingWriter slept = sleepingWriters.get(caller);
    if (slept != null && pages.size() == PAGES && readers > 0) {
      return BLOCKS; // nothing has woken it
    }
    enter(PIPE_WRITE, file, bytes.length);
    boolean empty = pages.isEmpty();
    int put = 0;
    if (readers == 0) {
      signals.sending().sendToThread(Signal.SIGPIPE.number(), SigInfo.NOINFO, caller);
    } else {
      put = slept == null ? merge(bytes.length) : 0;
      put += addPages(bytes.length - put - (slept == null ? 0 : slept.written));
    }
    boolean told =
        machine.has(PIPE_TELLS_OF_EVERYTHING)
            || (machine.has(PIPE_TELLS_ON_EDGES) ? empty && put > 0 : put > 0);
    if (told) {
      files.notify(fasyncReaders, PollCode.POLL_IN);
    }
    int written = put + (slept == null ? 0 : slept.written);
    if (readers > 0 && written < bytes.length && !file.nonblocking()) {
      sleepingWriters.put(caller, new SleepingWriter(bytes.length, written));
      machine.trace().leave(PIPE_WRITE, "waits");
      return BLOCKS;
    }
    sleepingWriters.remove(caller);
    int result = written > 0 ? written : readers == 0 ? -Errno.EPIPE : -Errno.EAGAIN;
    machine.trace().leave(PIPE_WRITE, result);
    return result;
  }

  /** Adds the part of a write that fills no page to the last page, if it fits as a whole. */
  private int merge(int count) {
    int rest = count % PAGE;
    Page last = pages.peekLast();
    if (rest > 0 && last != null && last.written + rest <= PAGE) {
      last.written += rest;
      return rest;
    }
    return 0;
  }

  /** Fills new pages as long as there are some. Returns how much fitted. */
  private int addPages(int count) {
    int put = 0;
    while (put < count && pages.size() < PAGES) {
      Page page = new Page();
      page.written = Math.min(PAGE, count - put);
      put += page.written;
      pages.addLast(page);
    }
    return put;
  }

  @Override
  public int interrupted(Task caller, OpenFile file) {
    sleepingReaders.remove(caller);
    SleepingWriter slept = sleepingWriters.remove(caller);
    if (slept == null) {
      return 0;
    }
    enter(PIPE_WRITE, file, slept.count);
    if (machine.has(PIPE_TELLS_OF_EVERYTHING)) {
      files.notify(fasyncReaders, PollCode.POLL_IN);
    }
    if (slept.written > 0) {
      machine.trace().leave(PIPE_WRITE, slept.written);
    } else {
      machine.trace().leave(PIPE_WRITE, "is interrupted");
    }
    return slept.written;
  }

  @Override
  public KernelFunction releaseFunction() {
    return PIPE_RELEASE;
  }

  @Override
  public void release(OpenFile file) {
    if (!machine.has(VFS_UNREGISTERS_ON_CLOSE)) {
      fasync(-1, file, false);
    }
    readers -= file.readable() ? 1 : 0;
    writers -= file.writable() ? 1 : 0;
    waitForFirstWriter.remove(file);
    if (readers == 0 && writers == 0) {
      pages.clear();
    }
    boolean told =
        machine.has(PIPE_TELLS_WHEN_A_SIDE_IS_GONE)
            ? (readers == 0) != (writers == 0)
            : readers > 0 || writers > 0;
    if (told) {
      files.notify(fasyncReaders, PollCode.POLL_IN);
      files.notify(fasyncWriters, PollCode.POLL_OUT);
    }
  }

  @Override
  public int poll(OpenFile file) {
    int mask = 0;
    if (file.readable()) {
      mask |= pages.isEmpty() ? 0 : POLLIN;
      mask |= writers == 0 && !waitForFirstWriter.contains(file) ? POLLHUP : 0;
    }
    if (file.writable()) {
      mask |= pages.size() < PAGES ? POLLOUT : 0;
      mask |= readers == 0 ? POLLERR : 0;
    }
    return mask;
  }

  private void enter(KernelFunction function, OpenFile file, int count) {
    if (machine.trace().on()) {
      machine.trace().enter(function, "filp", file, "count", count);
    }
  }
}
