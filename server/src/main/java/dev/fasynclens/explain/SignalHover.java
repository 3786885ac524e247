package dev.fasynclens.explain;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.signal.SignalNumbers;
import java.util.Optional;

/** Signals: numbers, default actions, and what each has to do with fasync. */
final class SignalHover {
  private SignalHover() {}

  static Optional<String> text(Cursor cursor) {
    return switch (cursor.word()) {
      case "SIGRTMIN", "SIGRTMAX" -> Optional.of(realTime());
      case "SIGIOT" -> Optional.of(signal(cursor, Signal.SIGABRT));
      default -> Signal.named(cursor.word()).map(each -> signal(cursor, each));
    };
  }

  private static String realTime() {
    return "**Real-time signals: queued one by one, each with its record.** Their default action"
        + " ends the process.\n\n"
        + "- The kernel counts from 32; glibc keeps the first two, so programs get 34 for"
        + " `SIGRTMIN`.\n"
        + "- Chosen with `F_SETSIG`, no event is lost until `RLIMIT_SIGPENDING` of the receiver is"
        + " reached; then a plain `SIGIO` comes instead.\n";
  }

  private static String signal(Cursor cursor, Signal signal) {
    StringBuilder out = new StringBuilder();
    out.append("**Signal ").append(signal.number()).append(" on x86, arm and most others.** ");
    out.append(action(signal)).append("\n\n");
    SignalTable.of(signal)
        .ifPresent(
            own -> {
              out.append("| most | alpha | mips | parisc | sparc |\n|---|---|---|---|---|\n| ");
              out.append(signal.number());
              for (int each : new int[] {own.alpha(), own.mips(), own.parisc(), own.sparc()}) {
                out.append(" | ").append(each == SignalTable.NONE ? "-" : Integer.toString(each));
              }
              out.append(" |\n\n");
            });
    switch (signal) {
      case SIGIO -> {
        out.append("- What the owner of a file gets by `kill_fasync` unless it chose another ");
        out.append("signal with `F_SETSIG`. `SIGPOLL` is the same.\n");
        out.append("- A program without a handler is ended by it.\n");
        out.append("- While one waits, further ones are dropped with their records.\n");
      }
      case SIGURG -> {
        out.append("- As signal of `kill_fasync` it keeps the call silent unless the owner used ");
        out.append("`F_SETSIG`; sockets tell urgent data by `send_sigurg` instead, which needs ");
        out.append("no `O_ASYNC`.\n");
      }
      case SIGKILL, SIGSTOP -> out.append("- Cannot be caught, blocked or ignored.\n");
      default -> chosen(cursor, signal, out);
    }
    return out.toString();
  }

  private static void chosen(Cursor cursor, Signal signal, StringBuilder out) {
    boolean from = cursor.target().range().newest().has(ChangePoint.SIGIO_CODE_FOR_OWN_CODES);
    if (SignalNumbers.hasOwnCodes(signal.number()) && from) {
      boolean always = cursor.target().range().oldest().has(ChangePoint.SIGIO_CODE_FOR_OWN_CODES);
      out.append("- Chosen with `F_SETSIG` it carries `SI_SIGIO` as `si_code`");
      out.append(always ? "" : " (from " + ChangePoint.SIGIO_CODE_FOR_OWN_CODES.release() + " on)");
      out.append(", because it has codes of its own.\n");
    }
    out.append("- While one waits, further ones are dropped with their records.\n");
  }

  private static String action(Signal signal) {
    int number = signal.number();
    if (SignalNumbers.isIgnoredByDefault(number)) {
      return signal == Signal.SIGCONT
          ? "Default action: a stopped process goes on."
          : "Default action: nothing.";
    }
    if (SignalNumbers.stops(number)) {
      return "Default action: the process stops.";
    }
    return SignalNumbers.dumpsCore(number)
        ? "Default action: the process ends with a core dump."
        : "Default action: the process ends.";
  }
}
