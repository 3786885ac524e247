package dev.fasynclens.kernel.object;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.Pid;

/** A pidfd: a descriptor that means a process. It has no {@code .fasync}. */
public final class PidFile implements FileOperations {
  private final Pid pid;

  /** One for this process. */
  public PidFile(Pid pid) {
    this.pid = pid;
  }

  /** Whom it means. */
  public Pid pid() {
    return pid;
  }

  @Override
  public String kind() {
    return "pidfd";
  }

  @Override
  public boolean hasFasync() {
    return false;
  }

  @Override
  public int fasync(int fd, OpenFile file, boolean on) {
    throw new IllegalStateException("there is no .fasync");
  }
}
