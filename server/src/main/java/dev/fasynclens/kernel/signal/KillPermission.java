package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.trace.KernelFunction.CHECK_KILL_PERMISSION;

import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** {@code kill_ok_by_cred} and {@code check_kill_permission}: may a user send this signal? */
final class KillPermission {
  private final Tracer trace;
  private final Tasks tasks;

  KillPermission(Machine machine, Tasks tasks) {
    this.trace = machine.trace();
    this.tasks = tasks;
  }

  private static boolean killOkByCred(Credentials sender, Credentials target) {
    return sender.globalEuid() == target.globalSuid()
        || sender.globalEuid() == target.globalUid()
        || sender.globalUid() == target.globalSuid()
        || sender.globalUid() == target.globalUid()
        || (sender.isPrivileged() && sender.namespace().contains(target.namespace()));
  }

  /**
   * Checks a signal that a user sends; what the kernel sends is always allowed.
   *
   * @return 0 or a negative {@link Errno}
   */
  int checkKillPermission(int signal, SigInfo info, Task target) {
    if (trace.on()) {
      trace.enter(CHECK_KILL_PERMISSION, "sig", signal, "t", target);
    }
    int result = check(signal, info, target);
    trace.leave(CHECK_KILL_PERMISSION, result);
    return result;
  }

  private int check(int signal, SigInfo info, Task target) {
    if (signal < 0 || signal >= SignalNumbers.COUNT) {
      return -Errno.EINVAL;
    }
    Task sender = tasks.current();
    if (!fromUser(info) || sender == null) {
      if (trace.on()) {
        trace.decide("nobody is asked", "the kernel itself sends the signal");
      }
      return 0;
    }
    boolean allowed =
        sender.group() == target.group()
            || killOkByCred(sender.credentials(), target.credentials())
            || (signal == Signal.SIGCONT.number() && sameSession(sender, target));
    return allowed ? 0 : -Errno.EPERM;
  }

  private static boolean sameSession(Task sender, Task target) {
    return sender.group().session() == target.group().session();
  }

  @SuppressWarnings("ReferenceEquality") // the special values are pointers, not contents
  static boolean fromUser(@Nullable SigInfo info) {
    return info == SigInfo.NOINFO || (info != null && !info.isSpecial() && info.code() <= 0);
  }
}
