package dev.fasynclens.kernel.file;

import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.trace.KernelFunction;

/**
 * What a kind of file does: {@code struct file_operations}, as far as it takes part here. Results
 * are 0, a number of bytes, or a negative {@link Errno}.
 */
public interface FileOperations {
  /** What a read or write returns that has to wait; it will be tried again. */
  int BLOCKS = Integer.MIN_VALUE;

  /** Data can be read. */
  int POLLIN = 0x1;

  /** Urgent data can be read. */
  int POLLPRI = 0x2;

  /** Data can be written. */
  int POLLOUT = 0x4;

  /** An error. */
  int POLLERR = 0x8;

  /** The other side is gone. */
  int POLLHUP = 0x10;

  /** What the story calls this kind of file, such as "pipe". */
  String kind();

  /** Whether the table has a {@code .fasync}. */
  default boolean hasFasync() {
    return true;
  }

  /**
   * {@code ->fasync}: starts or stops notifications.
   *
   * @param fd the descriptor the program used, -1 when the file is closed
   * @return negative for an error; what positive values mean depends on the version
   */
  int fasync(int fd, OpenFile file, boolean on);

  /** The name of the method behind {@code .fasync}. */
  default String fasyncName() {
    return kind() + "_fasync";
  }

  /** The function behind {@code ->release}. */
  default KernelFunction releaseFunction() {
    return KernelFunction.DRIVER_RELEASE;
  }

  /** {@code ->release}: the last reference is gone. */
  default void release(OpenFile file) {}

  /** {@code ->read}: takes up to so many bytes. */
  default int read(Task caller, OpenFile file, int count) {
    return -Errno.EINVAL;
  }

  /** {@code ->write}: adds up to so many bytes. */
  default int write(Task caller, OpenFile file, byte[] bytes) {
    return -Errno.EINVAL;
  }

  /**
   * A signal ends the sleep of a task in a read or write.
   *
   * @return what it had read or written so far, with which the call returns; 0 if nothing
   */
  default int interrupted(Task caller, OpenFile file) {
    return 0;
  }

  /** {@code ->poll}: a mask of poll(2). */
  default int poll(OpenFile file) {
    return 0;
  }
}
