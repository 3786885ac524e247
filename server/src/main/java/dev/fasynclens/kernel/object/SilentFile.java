package dev.fasynclens.kernel.object;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Task;

/** A file whose operations have no {@code .fasync}: regular files, eventfd, epoll and others. */
public final class SilentFile implements FileOperations {
  private final String kind;
  private final boolean data;

  private SilentFile(String kind, boolean data) {
    this.kind = kind;
    this.data = data;
  }

  /** A regular file, which takes whatever is written and is always at its end. */
  public static SilentFile regular() {
    return new SilentFile("file", true);
  }

  /** Something else, such as an eventfd. */
  public static SilentFile special(String kind) {
    return new SilentFile(kind, false);
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public boolean hasFasync() {
    return false;
  }

  @Override
  public int fasync(int fd, OpenFile file, boolean on) {
    throw new IllegalStateException("there is no .fasync");
  }

  @Override
  public int read(Task caller, OpenFile file, int count) {
    return data ? 0 : -Errno.EINVAL;
  }

  @Override
  public int write(Task caller, OpenFile file, byte[] bytes) {
    return data ? bytes.length : -Errno.EINVAL;
  }

  @Override
  public int poll(OpenFile file) {
    return POLLIN | POLLOUT;
  }
}
