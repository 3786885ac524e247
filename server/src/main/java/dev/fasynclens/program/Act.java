package dev.fasynclens.program;

import java.util.Set;

/** A call that matters to signal-driven I/O, where a run of the program reaches it. */
public sealed interface Act {
  /** The call. */
  Site site();

  /** What has been done before. */
  Before before();

  /**
   * A command to a descriptor: fcntl(2) or ioctl(2).
   *
   * @param function the called function
   * @param descriptor the variable or constant that holds the descriptor
   * @param command the command's name
   * @param commandNode the argument that is the command
   * @param argument what is known of the third argument
   * @param argumentNode the third argument, -1 if there is none
   */
  record Command(
      Site site,
      Before before,
      String function,
      String descriptor,
      String command,
      int commandNode,
      Known argument,
      int argumentNode)
      implements Act {
    /** Whether this surely switches O_ASYNC on. */
    public boolean switchesOn() {
      return (command.equals("F_SETFL") && argument.word().has("O_ASYNC"))
          || (command.equals("FIOASYNC") && argument.word().has("1"));
    }

    /** Whether this names who is to be signalled. */
    public boolean namesOwner() {
      return Commands.NAMING_OWNER.contains(command);
    }
  }

  /**
   * A signal gets a handler, is ignored, or gets its default action again.
   *
   * @param signal the signal, {@link Mark#ANY} if it is not known
   * @param handler the function, SIG_IGN or SIG_DFL; empty if it is not known
   * @param flags sa_flags
   * @param takesInfo whether the function was stored in sa_sigaction
   * @param bySigaction whether sigaction(2) was used
   */
  record Disposition(
      Site site,
      Before before,
      String signal,
      String handler,
      FlagWord flags,
      boolean takesInfo,
      boolean bySigaction)
      implements Act {}

  /**
   * Signals are blocked.
   *
   * @param signals their names, {@link Mark#ANY} among them if not all are known
   */
  record Blocking(Site site, Before before, Set<String> signals) implements Act {}

  /**
   * Signals are fetched without a handler: sigwaitinfo(2), signalfd(2).
   *
   * @param signals their names, {@link Mark#ANY} among them if not all are known
   */
  record Fetching(Site site, Before before, Set<String> signals) implements Act {}

  /**
   * Any other call of a function that is not in view.
   *
   * @param function its name
   */
  record Call(Site site, Before before, String function) implements Act {}
}
