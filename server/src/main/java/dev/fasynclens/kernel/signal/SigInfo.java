package dev.fasynclens.kernel.signal;

import dev.fasynclens.kernel.PollCode;

/**
 * What a receiver finds in siginfo. Three special values stand for the pointers that are no
 * pointers: the record is then made up by {@code __send_signal}, or there is none.
 *
 * @param signal si_signo
 * @param code si_code as user space sees it
 * @param pid si_pid: the sender as the receiver sees it, 0 if it cannot be seen
 * @param uid si_uid
 * @param band si_band
 * @param fd si_fd
 * @param value si_value of sigqueue
 */
public record SigInfo(int signal, int code, int pid, int uid, int band, int fd, int value) {
  /** kill(2). */
  public static final int SI_USER = 0;

  /** The kernel. */
  public static final int SI_KERNEL = 0x80;

  /** sigqueue(3). */
  public static final int SI_QUEUE = -1;

  /** Signal-driven I/O, where the signal has codes of its own. */
  public static final int SI_SIGIO = -5;

  /** tkill(2) and tgkill(2). */
  public static final int SI_TKILL = -6;

  /** SEND_SIG_NOINFO: a user sent it, who is taken from the running task. */
  public static final SigInfo NOINFO = new SigInfo(0, SI_USER, 0, 0, 0, 0, 0);

  /** SEND_SIG_PRIV: the kernel sent it. */
  public static final SigInfo PRIV = new SigInfo(0, SI_KERNEL, 0, 0, 0, 0, 0);

  /** SEND_SIG_FORCED: the kernel sent it and nothing may hold it back; no record is queued. */
  public static final SigInfo FORCED = new SigInfo(0, SI_KERNEL, 0, 0, 0, 0, -1);

  /** A record that says who sent the signal. */
  public static SigInfo from(int signal, int code, int pid, int uid, int value) {
    return new SigInfo(signal, code, pid, uid, 0, 0, value);
  }

  /** A record of signal-driven I/O. */
  public static SigInfo poll(int signal, int code, int band, int fd) {
    return new SigInfo(signal, code, 0, 0, band, fd, 0);
  }

  /** A record of a fault. */
  public static SigInfo fault(int signal, int code) {
    return new SigInfo(signal, code, 0, 0, 0, 0, 0);
  }

  /** What a receiver finds when the record was lost. */
  static SigInfo lost(int signal) {
    return new SigInfo(signal, SI_USER, 0, 0, 0, 0, 0);
  }

  /** Whether it is one of the special values. */
  @SuppressWarnings("ReferenceEquality") // the special values are pointers, not contents
  boolean isSpecial() {
    return this == NOINFO || this == PRIV || this == FORCED;
  }

  /** Whether it says who sent the signal. */
  public boolean tellsSender() {
    return code == SI_USER || code == SI_QUEUE || code == SI_TKILL;
  }

  /** The record with another sender. */
  SigInfo sentBy(int newPid, int newUid) {
    return new SigInfo(signal, code, newPid, newUid, band, fd, value);
  }

  /** SI_KERNEL, POLL_IN, 3. What a fault says is a number: it has no band, and 1 is not POLL_IN. */
  public String codeName() {
    return switch (code) {
      case SI_USER -> "SI_USER";
      case SI_KERNEL -> "SI_KERNEL";
      case SI_QUEUE -> "SI_QUEUE";
      case SI_SIGIO -> "SI_SIGIO";
      case SI_TKILL -> "SI_TKILL";
      default -> positiveCodeName();
    };
  }

  /** A signal that has codes of its own gives the numbers of POLL_* another meaning. */
  private String positiveCodeName() {
    String number = Integer.toString(code);
    return SignalNumbers.hasOwnCodes(signal)
        ? number
        : PollCode.of(code).map(Enum::name).orElse(number);
  }
}
