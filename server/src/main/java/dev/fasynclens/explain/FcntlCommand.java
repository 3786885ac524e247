package dev.fasynclens.explain;

import dev.fasynclens.kernel.ChangePoint;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Commands and flags by which programs switch signals on and say who gets which. Sources: the
 * {@code uapi} headers {@code asm-generic/fcntl.h}, {@code asm-generic/ioctls.h} and those of the
 * architectures in Linux 6.19; fs/fcntl.c and fs/ioctl.c for what they do.
 */
enum FcntlCommand {
  F_SETFL(
      "Sets the flags of an open file.",
      "Calls `.fasync` of the driver if `O_ASYNC` changes, and fails if that fails. Read the flags"
          + " with `F_GETFL` first: what is not given is switched off.",
      "4"),
  F_GETFL("Reads the flags of an open file.", "`O_ASYNC` among them.", "3"),
  F_SETOWN(
      "Says who gets the signals of an open file.",
      "A process if positive, a process group if negative, nobody if 0. Whose file has no owner,"
          + " gets no signal. Permission is checked when a signal is sent, with the ids of whoever"
          + " called this.",
      "8",
      "mips 24, alpha 5, sparc 6, parisc 12"),
  F_GETOWN(
      "Reads who gets the signals of an open file.",
      "Groups are negative numbers.",
      "9",
      "mips 23, alpha 6, sparc 5, parisc 11"),
  F_SETSIG(
      "Chooses the signal that an open file sends.",
      "With 0, the default, `SIGIO` comes with `SI_KERNEL` and tells neither file nor event. Any"
          + " other signal, `SIGIO` itself too, comes with `si_code`, `si_band` and `si_fd`."
          + " Real-time signals queue. This is also when the kernel looks at the band a driver"
          + " passes, and gives up if it is wrong.",
      "10",
      "parisc 13"),
  F_GETSIG(
      "Reads the signal that an open file sends.", "0 is the plain `SIGIO`.", "11", "parisc 14"),
  F_SETOWN_EX(
      ChangePoint.SETOWN_EX,
      "Makes a thread, a process or a group the owner.",
      "Takes a `struct f_owner_ex`; with `F_OWNER_TID` the signal goes to that thread alone.",
      "15"),
  F_GETOWN_EX(
      ChangePoint.SETOWN_EX, "Reads what kind of owner an open file has, and who.", "", "16"),
  F_GETOWNER_UIDS(
      ChangePoint.GETOWNER_UIDS,
      "Reads the user ids that were stored with the owner.",
      "Those decide whether a signal may be sent.",
      "17"),
  F_OWNER_TID("The owner is one thread.", "For `F_SETOWN_EX`.", "0"),
  F_OWNER_PID("The owner is a process.", "For `F_SETOWN_EX`.", "1"),
  F_OWNER_PGRP("The owner is a process group.", "For `F_SETOWN_EX`.", "2"),
  FASYNC(
      "The kernel's name of `O_ASYNC`: the file wants signals.",
      "A bit of `f_flags` that is to be set while the file is on a queue.",
      "`0x2000` (020000)",
      "mips `0x1000`, sparc `0x40`"),
  O_ASYNC(
      "The file wants signals when something happens.",
      "Switched by `F_SETFL`, which tells the driver. Given to open(2) it is shown but tells"
          + " nobody, so no signal ever comes.",
      "`0x2000` (020000)",
      "mips `0x1000`, sparc `0x40`"),
  FIOASYNC(
      "An ioctl that switches `O_ASYNC`.",
      "Unlike `F_SETFL` it fails, with `ENOTTY`, if the driver has no `.fasync`.",
      "`0x5452`",
      "mips `0x667d`; alpha, sparc, powerpc, sh and xtensa `_IOW('f', 125, int)`");

  private final @Nullable ChangePoint since;
  private final String what;
  private final String more;
  private final String number;
  private final String elsewhere;

  FcntlCommand(String what, String more, String number) {
    this(null, what, more, number, "");
  }

  FcntlCommand(String what, String more, String number, String elsewhere) {
    this(null, what, more, number, elsewhere);
  }

  FcntlCommand(ChangePoint since, String what, String more, String number) {
    this(since, what, more, number, "");
  }

  FcntlCommand(
      @Nullable ChangePoint since, String what, String more, String number, String elsewhere) {
    this.since = since;
    this.what = what;
    this.more = more;
    this.number = number;
    this.elsewhere = elsewhere;
  }

  /** The change that brought it; empty if it was always there. */
  Optional<ChangePoint> since() {
    return Optional.ofNullable(since);
  }

  /** What it is, in a sentence. */
  String what() {
    return what;
  }

  /** What else there is to know, sentences; may be empty. */
  String more() {
    return more;
  }

  /** The number on most architectures. */
  String number() {
    return number;
  }

  /** The numbers on others; empty if it is the same everywhere. */
  String elsewhere() {
    return elsewhere;
  }

  /** The command with this name. */
  static Optional<FcntlCommand> named(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }
}
