package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.ChangePoint.FORCE_MEANS_KILL_OR_STOP;
import static dev.fasynclens.kernel.trace.KernelFunction.SIG_IGNORED;

import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.Tracer;

/** {@code sig_task_ignored} and {@code sig_ignored}: may a signal be thrown away at once? */
final class SignalIgnoring {
  private final Machine machine;
  private final Tracer trace;

  SignalIgnoring(Machine machine) {
    this.machine = machine;
    this.trace = machine.trace();
  }

  /** What its disposition says, if the task takes part at all. */
  private boolean sigTaskIgnored(Task task, int signal, boolean force) {
    UserProcess group = task.group();
    Disposition disposition = group.disposition(signal);
    if (group.unkillable && disposition.isDefault()) {
      boolean mayForce =
          !machine.has(FORCE_MEANS_KILL_OR_STOP) || SignalNumbers.isForTheKernelOnly(signal);
      if (!(force && mayForce)) {
        return true;
      }
    }
    return sigHandlerIgnored(disposition, signal);
  }

  static boolean sigHandlerIgnored(Disposition disposition, int signal) {
    return disposition.isIgnored()
        || (disposition.isDefault() && SignalNumbers.isIgnoredByDefault(signal));
  }

  /** Whether the signal need not even be queued. */
  boolean sigIgnored(Task task, int signal, boolean force) {
    boolean result;
    if (task.blocked.has(signal)) {
      result = false; // its disposition may have changed by the time it is unblocked
    } else {
      result = sigTaskIgnored(task, signal, force);
    }
    if (trace.on()) {
      trace.enter(SIG_IGNORED, "t", task, "sig", SignalNumbers.name(signal), "force", force);
      trace.leave(SIG_IGNORED, Boolean.toString(result));
    }
    return result;
  }
}
