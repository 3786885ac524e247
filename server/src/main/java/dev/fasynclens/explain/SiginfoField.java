package dev.fasynclens.explain;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a receiver finds in {@code siginfo_t}. Sources: {@code include/uapi/asm-generic/siginfo.h}
 * for the numbers, {@code send_sigio_to_task} and {@code __send_signal} for what is filled in, and
 * runs of conformance/ on real kernels.
 */
enum SiginfoField {
  si_signo("The signal.", "`SIGIO`, or the one chosen with `F_SETSIG`."),
  si_code(
      "Why the signal came.",
      "Of a file: `SI_KERNEL` with the default `SIGIO`; with `F_SETSIG` the `POLL_*` that the"
          + " driver passed, or `SI_SIGIO` if the signal has codes of its own. Look at it before"
          + " `si_fd`: anybody can send the same signal with kill(2)."),
  si_errno("Not used by files.", "Always 0 there."),
  si_band(
      "The event as a poll mask.",
      "Only with `F_SETSIG`; 0 otherwise. The kernel derives it from the `POLL_*` that the driver"
          + " passed: `POLL_IN` becomes `POLLIN` and `POLLRDNORM`."),
  si_fd(
      "The descriptor of the file.",
      "Only with `F_SETSIG`; 0 otherwise, which is standard input. It is the number that was used"
          + " when `O_ASYNC` was switched on, and may have been closed since if a duplicate keeps"
          + " the file open."),
  si_pid(
      "Who sent the signal.",
      "Of kill(2) and sigqueue(3). Means nothing where `si_band` does: both lie in the same place."),
  si_uid(
      "The user who sent the signal.",
      "Of kill(2) and sigqueue(3). Means nothing where `si_band` and `si_fd` do."),
  SI_KERNEL(
      "`0x80` in `si_code`: the kernel sent it.",
      "What a file's default `SIGIO` carries; `si_fd` and `si_band` are 0 then."),
  SI_SIGIO(
      "-5 in `si_code`: the kernel tells of a file.",
      "In place of `POLL_*` for signals with codes of their own, such as `SIGCHLD`."),
  SI_USER("0 in `si_code`: somebody called kill(2).", "Not a word about a file."),
  SI_QUEUE("-1 in `si_code`: somebody called sigqueue(3).", "Not a word about a file."),
  SI_TKILL("-6 in `si_code`: somebody called tgkill(2).", "Not a word about a file.");

  private final String what;
  private final String more;

  SiginfoField(String what, String more) {
    this.what = what;
    this.more = more;
  }

  /** What it is, in a sentence. */
  String what() {
    return what;
  }

  /** What else there is to know. */
  String more() {
    return more;
  }

  /** The field or code with this name. */
  static Optional<SiginfoField> named(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }
}
