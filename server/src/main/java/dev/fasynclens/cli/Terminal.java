package dev.fasynclens.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether people read what the process writes, and in which encoding. */
final class Terminal {
  private Terminal() {}

  /** Whether a file descriptor (1 or 2) leads to a terminal. */
  @SuppressWarnings("SystemConsoleNull") // it is null in a runtime without jdk.internal.le
  static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc: Java tells only about standard input and output together.
      java.io.Console console = System.console();
      return console != null && console.isTerminal();
    }
  }

  /**
   * The encoding of what goes to a file descriptor: UTF-8, except on a Windows console, which shows
   * its own code page.
   */
  static Charset charset(int descriptor) {
    String name = System.getProperty(descriptor == 1 ? "stdout.encoding" : "stderr.encoding");
    boolean windows = File.separatorChar == '\\';
    if (!windows || name == null || name.toLowerCase(Locale.ROOT).equals("utf-8")) {
      return StandardCharsets.UTF_8;
    }
    return isTerminal(descriptor)
        ? Charset.forName(name, StandardCharsets.UTF_8)
        : StandardCharsets.UTF_8;
  }
}
