package dev.fasynclens.kernel.object;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.file.FasyncEntry;
import dev.fasynclens.kernel.file.FasyncQueue;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Context;
import dev.fasynclens.kernel.machine.Lock;
import dev.fasynclens.kernel.machine.LockClass;
import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.PidType;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A character device that does what its user asks for, right or wrong: the counterpart of the
 * module in {@code conformance/module}, which does the same on real kernels.
 */
public final class ProvocationDevice implements FileOperations {
  /** How its driver treats fasync. */
  public enum Variant {
    /** As it should be. */
    GOOD,
    /** Release does not take the file off the queue. */
    NORELEASE,
    /** The table has no .fasync. */
    NOTWIRED,
    /** Switching off registers again. */
    IGNOREON,
    /** On and off are swapped. */
    INVERTED,
    /** The queue is never touched. */
    NOOP,
    /** Every call is refused. */
    RETERR,
    /** Registers, then reports an error. */
    RETERR_AFTER,
    /** Another descriptor is passed on. */
    FD0,
    /** The helper is called twice, which does no harm. */
    TWICE,
    /** Open registers. */
    OPENREG,
    /** Open registers, and the table has no .fasync. */
    OPENREG_NW,
    /** A queue for readers and one for writers. */
    TWOLISTS,
    /** The first registration sets the caller as owner. */
    AUTOOWN,
    /** The same, with a place allocated for the owner where that is needed. */
    AUTOOWN2,
    /** Switching off is refused. */
    ONLYON;

    /** The variant with this name in lower case. */
    public static Optional<Variant> named(String name) {
      for (Variant each : values()) {
        if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }

  /** From where the device notifies. */
  public enum From {
    /** The caller's own context. */
    PROCESS,
    /** An interrupt. */
    IRQ,
    /** A work item, for which the caller waits. */
    WORK,
    /** The caller's context, with the spinlock of the device held and interrupts off. */
    SPIN,
    /** An interrupt that takes the spinlock of the device, as input drivers do. */
    IRQSPIN
  }

  private static final int CAPACITY = 64;

  private final Machine machine;
  private final Tasks tasks;
  private final Files files;
  private final Variant variant;
  private final FasyncQueue queue = new FasyncQueue("dev->queue");
  private final FasyncQueue writerQueue = new FasyncQueue("dev->writer_queue");
  private final Lock lock = new Lock(new LockClass("dev->lock", true));
  private int stored;

  /** A device with a driver of this kind. */
  public ProvocationDevice(Machine machine, Tasks tasks, Files files, Variant variant) {
    this.machine = machine;
    this.tasks = tasks;
    this.files = files;
    this.variant = variant;
  }

  /** open(2). */
  public OpenFile open(String name, boolean readable, boolean writable, boolean async) {
    OpenFile file = files.table().open(name, this, readable, writable, async);
    if (variant == Variant.OPENREG || variant == Variant.OPENREG_NW) {
      files.lists().fasyncHelper(-1, file, true, queue);
    }
    return file;
  }

  @Override
  public String kind() {
    return "device";
  }

  @Override
  public boolean hasFasync() {
    return variant != Variant.NOTWIRED && variant != Variant.OPENREG_NW;
  }

  private int helper(int fd, OpenFile file, boolean on) {
    return files.lists().fasyncHelper(fd, file, on, queue);
  }

  @Override
  public int fasync(int fd, OpenFile file, boolean on) {
    return switch (variant) {
      case GOOD, NORELEASE, OPENREG -> helper(fd, file, on);
      case IGNOREON -> helper(fd, file, true);
      case INVERTED -> helper(fd, file, !on);
      case NOOP -> 0;
      case RETERR -> -Errno.EIO;
      case RETERR_AFTER -> {
        helper(fd, file, on);
        yield -Errno.EIO;
      }
      case FD0 -> helper(0, file, on);
      case TWICE -> {
        helper(fd, file, on);
        yield helper(fd, file, on);
      }
      case ONLYON -> on ? helper(fd, file, true) : 0;
      case TWOLISTS -> {
        int result = file.readable() ? helper(fd, file, on) : 0;
        yield file.writable() ? files.lists().fasyncHelper(fd, file, on, writerQueue) : result;
      }
      case AUTOOWN, AUTOOWN2 -> registerWithOwner(fd, file, on);
      case NOTWIRED, OPENREG_NW -> throw new IllegalStateException("there is no .fasync");
    };
  }

  private int registerWithOwner(int fd, OpenFile file, boolean on) {
    int result = helper(fd, file, on);
    if (result > 0 && on) {
      if (variant == Variant.AUTOOWN2 && machine.has(ChangePoint.OWNER_ALLOCATED)) {
        files.fcntl().fileFOwnerAllocate(file);
      }
      setOwner(file, false);
    }
    return result;
  }

  /** {@code __f_setown} from the driver, from where it should not be called, too. */
  public int setOwner(OpenFile file, boolean force, From from) {
    runFrom(from, () -> setOwner(file, force));
    return 0;
  }

  /** {@code __f_setown} from the driver: the caller becomes the owner. */
  public int setOwner(OpenFile file, boolean force) {
    Task caller = tasks.current();
    files.fcntl().lockedFSetown(file, caller == null ? null : caller.pid(), PidType.TGID, force);
    return 0;
  }

  @Override
  public void release(OpenFile file) {
    if (variant == Variant.GOOD || variant == Variant.TWICE || variant == Variant.TWOLISTS) {
      fasync(-1, file, false);
    }
  }

  @Override
  public int read(Task caller, OpenFile file, int count) {
    int got = Math.min(count, stored);
    if (got == 0) {
      return -Errno.EAGAIN;
    }
    stored -= got;
    files.notify(variant == Variant.TWOLISTS ? writerQueue : queue, PollCode.POLL_OUT);
    return got;
  }

  @Override
  public int write(Task caller, OpenFile file, byte[] bytes) {
    int put = Math.min(bytes.length, CAPACITY - stored);
    if (put == 0) {
      return bytes.length == 0 ? 0 : -Errno.EAGAIN;
    }
    stored += put;
    files.notify(queue, PollCode.POLL_IN);
    return put;
  }

  @Override
  public int poll(OpenFile file) {
    return (stored > 0 ? POLLIN : 0) | (stored < CAPACITY ? POLLOUT : 0);
  }

  /**
   * Calls {@code kill_fasync} so many times.
   *
   * @param band passed on as it is
   * @return 0
   */
  public int kick(int signal, int band, int times, From from) {
    Runnable kicks =
        () -> {
          for (int i = 0; i < times; i++) {
            files.notification().killFasync(queue, signal, band);
          }
        };
    runFrom(from, kicks);
    return 0;
  }

  private void runFrom(From from, Runnable kicks) {
    switch (from) {
      case PROCESS -> kicks.run();
      case IRQ -> machine.run(Context.Kind.HARDIRQ, "irq", kicks);
      case IRQSPIN -> machine.run(Context.Kind.HARDIRQ, "irq", () -> runLocked(kicks));
      case WORK -> {
        if (machine.run(Context.Kind.WORKER, "kworker", kicks) != Machine.End.DONE) {
          machine.hang("wait_for_completion", "the work item will never be done");
        }
      }
      case SPIN -> runLocked(kicks);
    }
  }

  private void runLocked(Runnable code) {
    machine.lock(lock, LockMode.SPIN_IRQSAVE);
    code.run();
    machine.unlock(lock);
  }

  /** Calls {@code fasync_helper} outside {@code ->fasync}. */
  public int callHelper(int fd, OpenFile file, boolean on, From from) {
    int[] result = new int[1];
    runFrom(from, () -> result[0] = helper(fd, file, on));
    return result[0];
  }

  /** Writes over the magic number of the newest entry. */
  public int corrupt() {
    List<FasyncEntry> entries = queue.entries();
    if (entries.isEmpty()) {
      return -Errno.ENOENT;
    }
    entries.get(0).corrupt();
    return 0;
  }

  /** The descriptors in the queue, newest first. */
  public List<Integer> descriptors() {
    return queue.entries().stream().map(FasyncEntry::fd).toList();
  }
}
