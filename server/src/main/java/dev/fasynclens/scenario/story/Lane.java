package dev.fasynclens.scenario.story;

import dev.fasynclens.kernel.trace.KernelFunction;

/** Who takes part in the story, from the program to its handler. */
public enum Lane {
  /** The processes and threads of the scenario. */
  APPLICATION(0, "Application"),
  /** Open files, their flags, owners and fasync lists. */
  VFS(1, "VFS, fcntl"),
  /** What is behind the file: a driver, a pipe, a socket, a terminal. */
  DRIVER(2, "Driver"),
  /** Everything about signals and the end of processes. */
  SIGNALS(3, "Signal core"),
  /** Where a program learns of a signal. */
  HANDLER(4, "Handler");

  private final int place;
  private final String title;

  Lane(int place, String title) {
    this.place = place;
    this.title = title;
  }

  /** Where it stands, counted from 0 on the left. */
  public int place() {
    return place;
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
