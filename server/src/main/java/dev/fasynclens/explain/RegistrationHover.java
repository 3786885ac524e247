package dev.fasynclens.explain;

import static dev.fasynclens.kernel.ChangePoint.HELPER_OWNS_FASYNC_BIT;
import static dev.fasynclens.kernel.ChangePoint.VFS_UNREGISTERS_ON_CLOSE;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code fasync_helper} and the like: what is registered where, and what comes back. */
final class RegistrationHover {
  private RegistrationHover() {}

  static Optional<String> text(Cursor cursor) {
    Primitives.Registering primitive = cursor.facts().primitives().registering(cursor.word());
    if (primitive == null) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    Registration registration = registration(cursor);
    if (registration == null) {
      out.append("**").append(switching(primitive, "a file", "a queue")).append("**\n\n");
    } else {
      here(cursor, registration, out);
    }
    contract(primitive, cursor.target(), out);
    return Optional.of(out.toString());
  }

  private static @Nullable Registration registration(Cursor cursor) {
    int call = cursor.namedCall();
    CFunction function = cursor.function();
    if (call >= 0 && function != null) {
      for (Effect effect : cursor.facts().effectsOfCall(function, call)) {
        if (effect instanceof Registration found) {
          return found;
        }
      }
    }
    return null;
  }

  private static String switching(Primitives.Registering primitive, String file, String queue) {
    if (primitive.on() < 0) {
      return primitive.switchesOn()
          ? "Puts " + file + " on " + queue + "."
          : "Takes " + file + " off " + queue + ".";
    }
    return "Puts " + file + " on " + queue + " if `on` is not 0, takes it off if it is 0.";
  }

  private static void here(Cursor cursor, Registration registration, StringBuilder out) {
    List<String> names =
        registration.queues().stream()
            .filter(QueueUses::isKnown)
            .map(Queue::describe)
            .map(Wording::code)
            .toList();
    String queue = names.isEmpty() ? "a queue" : Wording.list(names, each -> each);
    out.append("**");
    if (registration.primitive().on() >= 0 && registration.onlyRemoves()) {
      out.append("Takes the file off ").append(queue).append(".** Harmless if it is not there.");
    } else if (registration.primitive().on() >= 0 && registration.onlyAdds()) {
      out.append("Puts the file on ").append(queue).append(", whatever `on` was.**");
    } else {
      out.append(switching(registration.primitive(), "the file", queue)).append("**");
    }
    out.append("\n\n");
    notified(cursor, registration.queues(), out);
  }

  private static void notified(Cursor cursor, Set<Queue> queues, StringBuilder out) {
    if (queues.stream().noneMatch(QueueUses::isKnown)) {
      return;
    }
    List<Notification> notifications = QueueUses.of(cursor.module(), queues).notifications();
    if (notifications.isEmpty()) {
      out.append("- Nothing in view notifies this queue.\n");
    } else {
      out.append("- Notified by ");
      out.append(
          Wording.list(
              notifications,
              each ->
                  Wording.code(each.function().name() + "()")
                      + " ("
                      + Wording.line(each.place(), cursor.file())
                      + ")"));
      out.append(".\n");
    }
  }

  private static void contract(
      Primitives.Registering primitive, TargetKernels target, StringBuilder out) {
    KernelRange range = target.range();
    if (primitive.sleeps()) {
      out.append("- Allocates when it switches on, so it may sleep: no spinlock, no interrupt.\n");
    }
    if (primitive.on() >= 0) {
      out.append("- Returns 1 if the queue changed, 0 if not, `-ENOMEM` without memory.");
      if (!range.oldest().has(HELPER_OWNS_FASYNC_BIT)) {
        out.append(" Before ").append(HELPER_OWNS_FASYNC_BIT.release());
        out.append(" a 1 that `.fasync` returns reaches user space as the result of `fcntl`.");
      }
      out.append('\n');
    }
    if (range.newest().has(HELPER_OWNS_FASYNC_BIT)) {
      out.append("- Sets and clears `FASYNC` in `f_flags`");
      out.append(since(HELPER_OWNS_FASYNC_BIT.release(), range)).append(".\n");
    }
    closing(target, out);
  }

  /** Who takes a file off when it is closed. */
  static void closing(TargetKernels target, StringBuilder out) {
    KernelRange range = target.range();
    boolean newest = range.newest().has(VFS_UNREGISTERS_ON_CLOSE);
    if (newest) {
      out.append("- On close the VFS calls `.fasync(-1, file, 0)` if `FASYNC` is set");
      out.append(since(VFS_UNREGISTERS_ON_CLOSE.release(), range)).append(".\n");
    }
    if (!range.oldest().has(VFS_UNREGISTERS_ON_CLOSE)) {
      out.append("- ");
      if (newest) {
        out.append("Before ").append(VFS_UNREGISTERS_ON_CLOSE.release()).append(' ');
      }
      out.append("`->release` has to take the file off");
      out.append(newest ? "" : " on these kernels").append(";");
      out.append(" otherwise the next notification uses freed memory.\n");
    }
  }

  private static String since(KernelVersion release, KernelRange range) {
    return range.oldest().compareTo(release) < 0 ? " (from " + release + " on)" : "";
  }
}
