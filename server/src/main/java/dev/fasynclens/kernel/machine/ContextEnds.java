package dev.fasynclens.kernel.machine;

/**
 * Unwinds what a context was doing when the kernel ends it: nothing after a BUG() runs, and no lock
 * is given back. Thrown and caught inside the model only, by {@link Machine#run}.
 */
final class ContextEnds extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the context does not go on. */
  enum Reason {
    /** The kernel kills the task that was running. */
    OOPS,
    /** It spins or sleeps for ever. */
    HANG,
    /** The machine is down. */
    PANIC
  }

  final Reason reason;

  ContextEnds(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }
}
