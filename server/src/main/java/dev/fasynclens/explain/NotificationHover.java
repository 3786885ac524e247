package dev.fasynclens.explain;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Value;
import dev.fasynclens.explain.Bands.Band;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code kill_fasync} and the like: what this very call does. */
final class NotificationHover {
  private static final String IO = Signal.SIGIO.name();
  private static final String URGENT = Signal.SIGURG.name();

  private NotificationHover() {}

  static Optional<String> text(Cursor cursor) {
    int call = cursor.namedCall();
    CFunction function = cursor.function();
    if (call < 0 || function == null) {
      return cursor.facts().primitives().notifying(cursor.word()) == null
          ? Optional.empty()
          : Optional.of(gone(cursor) + general(cursor.target()));
    }
    for (Effect effect : cursor.facts().effectsOfCall(function, call)) {
      if (effect instanceof Notification notification
          && (notification.isDirect() || isThroughWrapper(cursor, notification))) {
        return Optional.of(gone(cursor) + markdown(cursor, notification));
      }
    }
    return Optional.empty();
  }

  /** That the function does not exist on all kernels of the target. */
  private static String gone(Cursor cursor) {
    boolean old = KernelFunction.LOCKED_KILL_FASYNC.names().contains(cursor.word());
    return old && cursor.target().range().newest().has(ChangePoint.RCU_LIST)
        ? "**Gone from Linux " + ChangePoint.RCU_LIST.release() + " on;** use `kill_fasync`.\n\n"
        : "";
  }

  /** Whether the function that is called leaves the queue, signal or band to its caller. */
  private static boolean isThroughWrapper(Cursor cursor, Notification notification) {
    for (CFunction callee : cursor.facts().callees(notification.function(), notification.call())) {
      for (Notification inner : cursor.facts().notifications(callee)) {
        if (inner.primitiveCall() == notification.primitiveCall()
            && inner.primitiveIn() == notification.primitiveIn()
            && (inner.isOpen() || isParameter(inner.band()) || isParameter(inner.signal()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isParameter(List<Value> values) {
    return values.stream().anyMatch(each -> each.kind() == Value.Kind.PARAMETER);
  }

  /** About the function where it is not called. */
  private static String general(TargetKernels target) {
    return "**Sends a signal to the owner of every file on a queue.** "
        + "May be called in any context, hard interrupts included.\n\n"
        + Receipt.table(target, IO, List.of())
        + "\n"
        + Way.markdown(target, IO);
  }

  private static String markdown(Cursor cursor, Notification notification) {
    TargetKernels target = cursor.target();
    List<Band> bands = Bands.of(cursor.module(), notification);
    List<Value> signals = signals(cursor, notification);
    String signal = signal(signals);
    List<Receipt.Answer> answers = Receipt.chosen(target, signal, bands);
    Set<Queue> queues = queues(cursor, notification);
    StringBuilder out = new StringBuilder();
    for (Receipt.Answer answer : answers) {
      warn(answer, target, out);
    }
    headline(queues, bands, out);
    out.append('\n');
    registered(cursor, queues, out);
    signalArgument(signals, signal, out);
    if (!bands.isEmpty() && bands.stream().allMatch(Band::isRight)) {
      String shown =
          String.join(" or ", bands.stream().map(each -> "`" + each.shown() + "`").toList());
      out.append("- ").append(shown).append(" reaches only receivers that used `F_SETSIG`.\n");
    }
    out.append('\n').append(Receipt.table(target, signal, answers)).append('\n');
    out.append(Way.markdown(target, signal));
    return out.toString();
  }

  private static void headline(Set<Queue> queues, List<Band> bands, StringBuilder out) {
    out.append("**Signals the owner of every file on ").append(names(queues));
    List<String> meanings = new ArrayList<>();
    for (Band band : bands) {
      band.code().filter(_ -> band.isRight()).map(PollCode::meaning).ifPresent(meanings::add);
    }
    if (!meanings.isEmpty() && meanings.size() == bands.size()) {
      out.append(": ").append(String.join(" or ", meanings));
    }
    out.append(".**\n");
  }

  private static String names(Set<Queue> queues) {
    List<String> known =
        queues.stream()
            .filter(QueueUses::isKnown)
            .map(each -> Wording.code(each.describe()))
            .distinct()
            .toList();
    return known.isEmpty() ? "the queue" : Wording.list(known, each -> each).replace(", ", " or ");
  }

  /** The queues that are meant here; in a wrapper those that its callers pass. */
  private static Set<Queue> queues(Cursor cursor, Notification notification) {
    Set<Queue> result = new LinkedHashSet<>(notification.queues());
    if (notification.isOpen()) {
      for (Notification each : Bands.callersOf(cursor.module(), notification)) {
        result.addAll(each.queues());
      }
    }
    return result;
  }

  /** The signals that are passed; in a wrapper those that its callers hand in. */
  private static List<Value> signals(Cursor cursor, Notification notification) {
    List<Value> result = new ArrayList<>(notification.signal());
    if (result.removeIf(each -> each.kind() == Value.Kind.PARAMETER)) {
      for (Notification each : Bands.callersOf(cursor.module(), notification)) {
        result.addAll(each.signal());
      }
    }
    return result;
  }

  private static String signal(List<Value> signals) {
    return !signals.isEmpty() && signals.stream().allMatch(each -> is(each, Signal.SIGURG))
        ? URGENT
        : IO;
  }

  private static boolean is(Value value, Signal signal) {
    return value.kind() == Value.Kind.SIGNAL && value.number() == signal.number();
  }

  private static void warn(Receipt.Answer answer, TargetKernels target, StringBuilder out) {
    Band band = answer.band();
    if (band.isRight()) {
      return;
    }
    out.append("**Wrong band:** `").append(band.shown()).append("` is ");
    out.append(
        switch (band.kind()) {
          case POLL_MASK -> "a poll mask, and no `POLL_*` code.";
          case MIXED_CODES -> "what comes of joining `POLL_*` codes, which are numbers, not bits.";
          default -> "no `POLL_*` code.";
        });
    Optional<KernelRange> bug = answer.bug();
    if (bug.isPresent()) {
      String part = Wording.part(bug.get(), target);
      String where = part.isEmpty() ? "" : " on Linux " + part;
      out.append(" **The kernel stops with BUG()").append(where).append("**");
      out.append(", locks held, once the owner of such a file has used `F_SETSIG`,");
      out.append(" which takes no privilege; with the default `SIGIO` nobody notices.");
    }
    for (Behaviours.Span<Receipt.Outcome> each : answer.outcomes()) {
      if (!each.behaviour().isBug() && !each.behaviour().isNothing()) {
        String part = Wording.part(each.range(), target);
        out.append(" Linux").append(part.isEmpty() ? "" : " " + part).append(" takes it for `");
        out.append(each.behaviour().code()).append("`.");
      }
    }
    band.meant()
        .filter(_ -> band.kind() == Value.Kind.POLL_MASK)
        .ifPresent(code -> out.append(" Meant is `").append(code).append("`."));
    out.append("\n\n");
  }

  private static void registered(Cursor cursor, Set<Queue> queues, StringBuilder out) {
    if (queues.stream().noneMatch(QueueUses::isKnown)) {
      out.append("- Which queue it is, the files in view do not tell.\n");
      return;
    }
    QueueUses uses = QueueUses.of(cursor.module(), queues);
    if (uses.registrations().isEmpty()) {
      out.append("- Nothing in view puts a file on this queue, so nobody gets a signal.\n");
      return;
    }
    out.append("- Files get there by ");
    out.append(Wording.list(uses.registrations(), each -> registrar(cursor, each)));
    out.append(".\n");
  }

  private static String registrar(Cursor cursor, Registration registration) {
    CFunction function = registration.function();
    String name =
        Wording.code(function.name() + "()")
            + " ("
            + Wording.line(registration.place(), cursor.file())
            + ")";
    List<OperationTable> tables = cursor.facts().tablesWith("fasync", function);
    return tables.isEmpty() || tables.get(0).name().isEmpty()
        ? name
        : name + ", `.fasync` of " + Wording.code(tables.get(0).name());
  }

  private static void signalArgument(List<Value> signals, String signal, StringBuilder out) {
    if (signal.equals(URGENT)) {
      out.append("- `SIGURG` as signal keeps the call silent for everybody who did not use ");
      out.append("`F_SETSIG`; those who did get their own signal.\n");
      return;
    }
    boolean usual = signals.stream().allMatch(each -> is(each, Signal.SIGIO));
    String argument = usual ? "`SIGIO` does not choose the signal" : "The signal does not count";
    out.append("- ").append(argument);
    out.append(": `SIGIO` goes out unless the owner chose another one with `F_SETSIG`.\n");
  }
}
