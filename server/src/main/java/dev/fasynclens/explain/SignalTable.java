package dev.fasynclens.explain;

import static java.util.Map.entry;

import dev.fasynclens.kernel.Signal;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of signals on the architectures that have their own. Source: {@code
 * arch/{alpha,mips,parisc,sparc}/include/uapi/asm/signal.h} of Linux; all other architectures have
 * those of {@code include/uapi/asm-generic/signal.h}, which {@link Signal#number} tells.
 */
final class SignalTable {
  /** The signal does not exist. */
  static final int NONE = 0;

  private static final Map<Signal, Numbers> OWN =
      Map.ofEntries(
          entry(Signal.SIGBUS, new Numbers(10, 10, 10, 10)),
          entry(Signal.SIGUSR1, new Numbers(30, 16, 16, 30)),
          entry(Signal.SIGUSR2, new Numbers(31, 17, 17, 31)),
          entry(Signal.SIGSTKFLT, new Numbers(NONE, NONE, 7, NONE)),
          entry(Signal.SIGCHLD, new Numbers(20, 18, 18, 20)),
          entry(Signal.SIGCONT, new Numbers(19, 25, 26, 19)),
          entry(Signal.SIGSTOP, new Numbers(17, 23, 24, 17)),
          entry(Signal.SIGTSTP, new Numbers(18, 24, 25, 18)),
          entry(Signal.SIGTTIN, new Numbers(21, 26, 27, 21)),
          entry(Signal.SIGTTOU, new Numbers(22, 27, 28, 22)),
          entry(Signal.SIGURG, new Numbers(16, 21, 29, 16)),
          entry(Signal.SIGXCPU, new Numbers(24, 30, 12, 24)),
          entry(Signal.SIGXFSZ, new Numbers(25, 31, 30, 25)),
          entry(Signal.SIGVTALRM, new Numbers(26, 28, 20, 26)),
          entry(Signal.SIGPROF, new Numbers(27, 29, 21, 27)),
          entry(Signal.SIGWINCH, new Numbers(28, 20, 23, 28)),
          entry(Signal.SIGIO, new Numbers(23, 22, 22, 23)),
          entry(Signal.SIGPWR, new Numbers(29, 19, 19, 29)),
          entry(Signal.SIGSYS, new Numbers(12, 12, 31, 12)));

  private SignalTable() {}

  /** The numbers of a signal where they differ from the usual one. */
  record Numbers(int alpha, int mips, int parisc, int sparc) {}

  /** The numbers on the other architectures; empty if all have the same. */
  static Optional<Numbers> of(Signal signal) {
    return Optional.ofNullable(OWN.get(signal));
  }
}
