package dev.fasynclens.scenario;

import dev.fasynclens.kernel.trace.TroubleKind;
import org.jspecify.annotations.Nullable;

/** Something that programs, parents or the console saw during a step. */
public sealed interface Event {
  /**
   * A program got a signal.
   *
   * @param to the actor
   * @param via how: handler, plain-handler, sigwait or signalfd
   * @param sig the name of the signal
   * @param record what siginfo said; null for a plain handler
   */
  record Delivered(String to, String via, String sig, @Nullable Siginfo record) implements Event {}

  /** What siginfo said. */
  sealed interface Siginfo {
    /** The name of si_code. */
    String code();
  }

  /** It told of a file, or of nothing. */
  record FileInfo(String code, int band, int fd) implements Siginfo {}

  /** It told who sent the signal, such as {@code pid:m}. */
  record SenderInfo(String code, String pid, int uid) implements Siginfo {}

  /** A signal ended a process. */
  record Died(String actor, String sig, boolean core) implements Event {}

  /** A process ended by itself. */
  record Exited(String actor, int status) implements Event {}

  /** A process stopped. */
  record Stopped(String actor, String sig) implements Event {}

  /** A process went on. */
  record Continued(String actor) implements Event {}

  /** The kernel complained, in a function; the message is for people. */
  record Complaint(TroubleKind kind, String in, String message) implements Event {}
}
