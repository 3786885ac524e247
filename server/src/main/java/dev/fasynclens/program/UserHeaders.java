package dev.fasynclens.program;

import java.util.Set;

/** The headers by which a program is told from a driver: no kernel code includes them. */
public final class UserHeaders {
  private static final Set<String> NAMES =
      Set.of("stdio.h", "stdlib.h", "unistd.h", "signal.h", "fcntl.h", "poll.h", "pthread.h");

  private static final Set<String> OTHERS =
      Set.of(
          "assert.h",
          "ctype.h",
          "errno.h",
          "inttypes.h",
          "limits.h",
          "math.h",
          "semaphore.h",
          "setjmp.h",
          "stdarg.h",
          "stdbool.h",
          "stddef.h",
          "stdint.h",
          "string.h",
          "strings.h",
          "termios.h",
          "time.h");

  private UserHeaders() {}

  /** Whether an included header is one that only programs include. */
  public static boolean contains(String path) {
    return path.startsWith("sys/") || NAMES.contains(path);
  }

  /** Whether an included header belongs to the system, even if it is named between quotes. */
  static boolean isSystem(String path) {
    return contains(path)
        || OTHERS.contains(path)
        || path.startsWith("linux/")
        || path.startsWith("netinet/")
        || path.startsWith("arpa/")
        || path.startsWith("asm/");
  }
}
