package dev.fasynclens.kernel.signal;

/**
 * What a signal does: {@code struct k_sigaction}.
 *
 * @param action the handler, or what happens instead
 * @param siginfo SA_SIGINFO: the handler gets the record
 * @param restart SA_RESTART: interrupted calls go on
 * @param nodefer SA_NODEFER: the signal is not blocked while its handler runs
 * @param resethand SA_RESETHAND: the handler is used once
 * @param mask what else is blocked while the handler runs
 */
public record Disposition(
    Action action,
    boolean siginfo,
    boolean restart,
    boolean nodefer,
    boolean resethand,
    SignalSet mask) {
  /** What happens when the signal is taken. */
  public enum Action {
    /** SIG_DFL. */
    DEFAULT,
    /** SIG_IGN. */
    IGNORE,
    /** A handler runs. */
    HANDLER
  }

  /** SIG_DFL. */
  public static final Disposition DEFAULT =
      new Disposition(Action.DEFAULT, false, true, false, false, new SignalSet());

  /** SIG_IGN. */
  public static final Disposition IGNORE =
      new Disposition(Action.IGNORE, false, true, false, false, new SignalSet());

  boolean isDefault() {
    return action == Action.DEFAULT;
  }

  public boolean isIgnored() {
    return action == Action.IGNORE;
  }

  boolean isHandled() {
    return action == Action.HANDLER;
  }
}
