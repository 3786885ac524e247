package dev.fasynclens.kernel.file;

import dev.fasynclens.kernel.machine.Lock;
import dev.fasynclens.kernel.machine.LockClass;
import dev.fasynclens.kernel.signal.Pid;
import dev.fasynclens.kernel.signal.PidType;
import org.jspecify.annotations.Nullable;

/** Who gets the signals of a file: {@code struct fown_struct}. */
public final class FileOwner {
  private final Lock lock;
  @Nullable Pid pid;

  /** What the number means; a thread as long as nobody has said anything. */
  PidType type = PidType.PID;

  int uid;
  int euid;
  int signum;

  FileOwner(LockClass lockClass) {
    this.lock = new Lock(lockClass);
  }

  Lock lock() {
    return lock;
  }

  /** The process, thread or group; null if there is none. */
  public @Nullable Pid pid() {
    return pid;
  }

  /** What {@link #pid} means. */
  public PidType type() {
    return type;
  }

  /** The user who set it. */
  public int uid() {
    return uid;
  }

  /** The rights of the user who set it. */
  public int euid() {
    return euid;
  }

  /** What F_SETSIG chose, 0 for SIGIO without a record. */
  public int signum() {
    return signum;
  }
}
