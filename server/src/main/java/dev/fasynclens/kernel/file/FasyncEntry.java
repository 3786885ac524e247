package dev.fasynclens.kernel.file;

import dev.fasynclens.kernel.machine.Lock;
import dev.fasynclens.kernel.machine.LockClass;
import org.jspecify.annotations.Nullable;

/** A registration: {@code struct fasync_struct}. */
public final class FasyncEntry {
  /** FASYNC_MAGIC, the same in every version. */
  static final int MAGIC = 0x4601;

  int magic = MAGIC;
  int fd;
  private final Lock lock;

  /** Where the file lived when it was registered; null once the entry was removed. */
  @Nullable FileMemory file;

  /** Who lived there then, to tell whether it still does. */
  final OpenFile registered;

  FasyncEntry(int fd, OpenFile file, LockClass lockClass) {
    this.fd = fd;
    this.file = file.memory();
    this.registered = file;
    this.lock = new Lock(lockClass);
  }

  Lock lock() {
    return lock;
  }

  /** {@code fa_fd}: the number that the receiver will find in si_fd. */
  public int fd() {
    return fd;
  }

  /** The file that was registered, which may be gone. */
  public OpenFile registered() {
    return registered;
  }

  /** Writes over the magic number, as a driver with a wild pointer does. */
  public void corrupt() {
    magic++;
  }
}
