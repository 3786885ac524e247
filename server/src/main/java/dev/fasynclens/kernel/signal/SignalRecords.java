package dev.fasynclens.kernel.signal;

import static dev.fasynclens.kernel.ChangePoint.UCOUNTS;
import static dev.fasynclens.kernel.ChangePoint.UCOUNTS_OBEY_OVERRIDE;
import static dev.fasynclens.kernel.trace.KernelFunction.SIGQUEUE_ALLOC;

import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** {@code __sigqueue_alloc} and {@code __sigqueue_free}: records and whom they are charged to. */
final class SignalRecords {
  private final Machine machine;
  private final Tracer trace;

  SignalRecords(Machine machine) {
    this.machine = machine;
    this.trace = machine.trace();
  }

  /**
   * Allocates a record.
   *
   * @param mayExceed whether the limit does not matter
   * @return null if the user of the receiver has too many
   */
  @Nullable QueuedSignal sigqueueAlloc(Task receiver, int signal, boolean mayExceed) {
    if (trace.on()) {
      trace.enter(SIGQUEUE_ALLOC, "t", receiver, "override_rlimit", mayExceed);
    }
    QueuedSignal result = allocate(receiver, mayExceed);
    if (trace.on()) {
      trace.leave(SIGQUEUE_ALLOC, result == null ? "NULL" : "a record");
    }
    return result;
  }

  private @Nullable QueuedSignal allocate(Task receiver, boolean mayExceed) {
    User user = receiver.credentials().user(machine.has(UCOUNTS));
    long limit = receiver.group().pendingLimit();
    int count = user.charge();
    if (machine.has(UCOUNTS) && !chargeOuter(user, mayExceed)) {
      user.discharge();
      trace.decide("no record", "the user namespace has its limit of pending records");
      return null;
    }
    if (!mayExceed && count > limit) {
      discharge(user);
      trace.decide(
          "no record",
          "user "
              + user.uid()
              + " would have "
              + count
              + " pending, the receiver's limit is "
              + limit);
      return null;
    }
    return new QueuedSignal(user);
  }

  /** Charges the accounts on which the namespaces around live. */
  private boolean chargeOuter(User user, boolean mayExceed) {
    boolean counted = mayExceed && machine.has(UCOUNTS_OBEY_OVERRIDE);
    UserNamespace inner = user.namespace();
    for (UserNamespace outer = inner.parent(); outer != null; outer = inner.parent()) {
      int count = outer.user(inner.creator()).charge();
      if (!counted && count > inner.limit()) {
        dischargeOuter(user.namespace(), outer);
        return false;
      }
      inner = outer;
    }
    return true;
  }

  private static void dischargeOuter(UserNamespace from, @Nullable UserNamespace last) {
    UserNamespace inner = from;
    for (UserNamespace outer = inner.parent(); outer != null; outer = inner.parent()) {
      outer.user(inner.creator()).discharge();
      if (outer == last) {
        return;
      }
      inner = outer;
    }
  }

  /** Gives a record back. */
  void sigqueueFree(QueuedSignal record) {
    discharge(record.charged);
  }

  private void discharge(User user) {
    user.discharge();
    if (machine.has(UCOUNTS)) {
      dischargeOuter(user.namespace(), null);
    }
  }

  /** Throws away what waits of some signals. */
  void flushSigqueueMask(SignalSet signals, PendingSignals pending) {
    if (pending.set.and(signals).isEmpty()) {
      return;
    }
    String before = trace.on() ? pending.shown() : "";
    pending.set.removeAll(signals);
    if (trace.on()) {
      trace.change(pending.title(), before, pending.shown());
    }
    pending.queue.removeIf(
        record -> {
          if (signals.has(record.info.signal())) {
            sigqueueFree(record);
            return true;
          }
          return false;
        });
  }

  /** Throws everything away. */
  void flushSigqueue(PendingSignals pending) {
    flushSigqueueMask(SignalSet.all(), pending);
  }
}
