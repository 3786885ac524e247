package dev.fasynclens.scenario.story;

import dev.fasynclens.kernel.trace.KernelFunction;

/** Who takes part in the story, from the program to its handler. */
public enum Lane {
  /** The processes and threads of the scenario. */
  APPLICATION("Application"),
  /** Open files, their flags, owners and fasync lists. */
  VFS("VFS, fcntl"),
  /** What is behind the file: a driver, a pipe, a socket, a terminal. */
  DRIVER("Driver"),
  /** Everything about signals and the end of processes. */
  SIGNALS("Signal core"),
  /** Where a program learns of a signal. */
  HANDLER("Handler");

  private final String title;

  Lane(String title) {
    this.title = title;
  }

  /** What a heading calls it. */
  public String title() {
    return title;
  }

  /** Who runs a function. */
  public static Lane of(KernelFunction function) {
    return switch (function.file()) {
      case "fs/fcntl.c", "fs/ioctl.c", "fs/file_table.c", "fs/open.c" -> VFS;
      case "kernel/signal.c",
          "kernel/exit.c",
          "mm/oom_kill.c",
          "include/linux/signalfd.h",
          "arch/x86/kernel/signal.c" ->
          SIGNALS;
      default -> DRIVER;
    };
  }
}
