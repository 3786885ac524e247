package dev.fasynclens.kernel.signal;

import dev.fasynclens.kernel.Signal;

/** What the numbers of signals mean (include/linux/signal.h, the same in all versions). */
public final class SignalNumbers {
  /** One more than the highest signal. */
  public static final int COUNT = 65;

  /** The first real-time signal of the kernel; the C library keeps two of them for itself. */
  static final int FIRST_REAL_TIME = Signal.SIGRTMIN.number();

  /** The first real-time signal that programs get. */
  public static final int RTMIN = FIRST_REAL_TIME + 2;

  private static final SignalSet STOP =
      set(Signal.SIGSTOP, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU);
  private static final SignalSet ONLY_KERNEL = set(Signal.SIGKILL, Signal.SIGSTOP);
  private static final SignalSet IGNORED =
      set(Signal.SIGCONT, Signal.SIGCHLD, Signal.SIGWINCH, Signal.SIGURG);
  private static final SignalSet CORE =
      set(
          Signal.SIGQUIT,
          Signal.SIGILL,
          Signal.SIGTRAP,
          Signal.SIGABRT,
          Signal.SIGFPE,
          Signal.SIGSEGV,
          Signal.SIGBUS,
          Signal.SIGSYS,
          Signal.SIGXCPU,
          Signal.SIGXFSZ);
  private static final SignalSet OWN_CODES =
      set(
          Signal.SIGILL,
          Signal.SIGFPE,
          Signal.SIGSEGV,
          Signal.SIGBUS,
          Signal.SIGTRAP,
          Signal.SIGCHLD,
          Signal.SIGSYS);
  private static final SignalSet SYNCHRONOUS =
      set(
          Signal.SIGSEGV,
          Signal.SIGBUS,
          Signal.SIGILL,
          Signal.SIGTRAP,
          Signal.SIGFPE,
          Signal.SIGSYS);

  private SignalNumbers() {}

  private static SignalSet set(Signal... signals) {
    SignalSet result = new SignalSet();
    for (Signal signal : signals) {
      result.add(signal.number());
    }
    return result;
  }

  /** Whether it is a signal at all. */
  public static boolean isValid(int signal) {
    return signal >= 1 && signal < COUNT;
  }

  /** Whether each occurrence is queued, even if one already waits. */
  public static boolean isRealTime(int signal) {
    return signal >= FIRST_REAL_TIME;
  }

  /** Whether its default action stops the process. */
  public static boolean stops(int signal) {
    return STOP.has(signal);
  }

  /** The signals whose default action stops the process. */
  static SignalSet stopSignals() {
    return STOP.copy();
  }

  /** Whether programs can neither block, ignore nor handle it. */
  public static boolean isForTheKernelOnly(int signal) {
    return ONLY_KERNEL.has(signal);
  }

  /** Whether its default action is to do nothing. */
  public static boolean isIgnoredByDefault(int signal) {
    return IGNORED.has(signal);
  }

  /** Whether its default action dumps core. */
  public static boolean dumpsCore(int signal) {
    return CORE.has(signal);
  }

  /** Whether its default action ends the process. */
  static boolean endsByDefault(int signal) {
    return !IGNORED.has(signal) && !STOP.has(signal);
  }

  /** Whether its si_code has a meaning of its own, so that POLL_* would be misread. */
  public static boolean hasOwnCodes(int signal) {
    return OWN_CODES.has(signal);
  }

  /** Those that a fault raises. */
  static SignalSet synchronous() {
    return SYNCHRONOUS;
  }

  /** SIGIO, RTMIN+2, RT32. */
  public static String name(int signal) {
    if (signal >= RTMIN) {
      return "RTMIN+" + (signal - RTMIN);
    }
    if (signal >= FIRST_REAL_TIME) {
      return "RT" + signal;
    }
    for (Signal each : Signal.values()) {
      if (each.number() == signal) {
        return each.name();
      }
    }
    return Integer.toString(signal);
  }
}
