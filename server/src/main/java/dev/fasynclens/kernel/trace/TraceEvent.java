package dev.fasynclens.kernel.trace;

import java.util.List;

/** One thing that happened while the model ran. */
public sealed interface TraceEvent {
  /** Whose doing it is: the name of a task, or of an interrupt. */
  String context();

  /** How many calls deep, 0 for what a system call or an interrupt does first. */
  int depth();

  /**
   * An argument, or a field that changed.
   *
   * @param name as in the kernel
   * @param value as a reader would write it
   */
  record Value(String name, String value) {}

  /**
   * A function was entered.
   *
   * @param name its name in the version that runs; for a driver's method the driver's own
   */
  record Enter(
      String context, int depth, KernelFunction function, String name, List<Value> arguments)
      implements TraceEvent {}

  /**
   * A function returned.
   *
   * @param result empty for a void function
   */
  record Return(String context, int depth, KernelFunction function, String name, String result)
      implements TraceEvent {}

  /**
   * A branch was taken.
   *
   * @param decision what will be done, a sentence without a full stop
   * @param reason why, a clause that follows "because"
   */
  record Decision(String context, int depth, String decision, String reason)
      implements TraceEvent {}

  /**
   * Something that others can see has changed.
   *
   * @param what a noun phrase such as "f_flags of m's pipe"
   */
  record Change(String context, int depth, String what, String before, String after)
      implements TraceEvent {}

  /**
   * A lock was taken.
   *
   * @param how the kernel's name of the operation, such as {@code read_lock_irqsave}
   */
  record LockTaken(String context, int depth, String lock, String how) implements TraceEvent {}

  /** A lock was given back. */
  record LockReleased(String context, int depth, String lock) implements TraceEvent {}

  /**
   * A signal reached user space, or ended or stopped somebody.
   *
   * @param to the task
   * @param via handler, sigwait, signalfd, or the default action
   * @param signal its name
   * @param record what the receiver finds in siginfo, empty if nothing
   */
  record Delivery(
      String context, int depth, String to, String via, String signal, List<Value> record)
      implements TraceEvent {}

  /** Something went wrong in the kernel. */
  record Trouble(String context, int depth, TroubleKind kind, String in, String message)
      implements TraceEvent {}
}
