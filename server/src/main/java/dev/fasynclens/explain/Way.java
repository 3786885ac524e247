package dev.fasynclens.explain;

import dev.fasynclens.explain.CallChain.LockUse;
import dev.fasynclens.explain.Trial.Aside;
import dev.fasynclens.explain.Trial.Step;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way from a notification down to where the signal is queued, in words. */
final class Way {
  private static final int MOST_KINDS = 8;

  /** What send_signal does where another function does the rest. */
  private static final String BEFORE_QUEUEING =
      "decides whether the signal may be ignored and who is seen as its sender";

  private Way() {}

  /** The ways on all kernels of a target: the newest in full, and how others differ. */
  static String markdown(TargetKernels target, String signal) {
    KernelRange range = target.range();
    if (!target.stated()) {
      // Nobody asked for what is long gone.
      range = range.intersect(KernelRange.from(ChangePoint.LIVING_KERNELS)).orElse(target.range());
    }
    List<Behaviours.Span<Trial>> ways =
        Behaviours.of(range, version -> Trial.plain(version, signal));
    if (ways.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    Behaviours.Span<Trial> newest = ways.getLast();
    numbered(newest, range, signal, out);
    if (ways.size() == 1) {
      return out.toString();
    }
    Behaviours.Span<Trial> oldest = ways.getFirst();
    boolean oldestToo = target.stated() && goesAnotherWay(oldest, newest);
    if (oldestToo) {
      out.append('\n');
      numbered(oldest, range, signal, out);
    }
    List<Behaviours.Span<Trial>> others = ways.subList(oldestToo ? 1 : 0, ways.size() - 1);
    if (!others.isEmpty()) {
      out.append("\nOther kernels of the target:\n\n");
      for (Behaviours.Span<Trial> each : others.reversed().stream().limit(MOST_KINDS).toList()) {
        out.append("- ").append(each.range().toString().replace("..", " to ")).append(": ");
        difference(each.behaviour(), newest.behaviour(), out);
        out.append('\n');
      }
    }
    return out.toString();
  }

  /** Whether more differs than a few names. */
  private static boolean goesAnotherWay(Behaviours.Span<Trial> one, Behaviours.Span<Trial> other) {
    List<Step> left = one.behaviour().steps();
    List<Step> right = other.behaviour().steps();
    if (left.size() != right.size()) {
      return true;
    }
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i).function() != right.get(i).function()) {
        return true;
      }
    }
    return false;
  }

  /** The way as a numbered list, then the locks. */
  private static void numbered(
      Behaviours.Span<Trial> span, KernelRange whole, String signal, StringBuilder out) {
    Trial trial = span.behaviour();
    KernelRange range = span.range();
    String where =
        range.equals(whole) || range.oldest().equals(range.newest())
            ? Wording.linux(range)
            : range.newest().equals(whole.newest())
                ? "Linux " + range.oldest() + " and newer"
                : "Linux " + range.newest() + " and older";
    out.append("**The way down on ").append(where).append("**\n\n");
    List<Step> steps = trial.steps();
    for (int i = 0; i < steps.size(); i++) {
      out.append(i + 1).append(". ");
      step(steps.get(i), i + 1 < steps.size() ? steps.get(i + 1) : null, out);
      out.append('\n');
    }
    if (!trial.locks().isEmpty()) {
      out.append("\nLocks held at the end, the outermost first: ");
      out.append(joined(trial.locks(), " > ", Way::lock)).append('.');
      group(trial, Trial.group(range.newest(), signal), out);
      out.append('\n');
    }
  }

  private static void step(Step step, @Nullable Step next, StringBuilder out) {
    String sentence = step.function().sentence();
    out.append('`').append(step.name()).append('`');
    boolean same = next != null && sentence.equals(next.function().sentence());
    out.append(' ').append(same ? BEFORE_QUEUEING : Wording.inside(sentence)).append('.');
    asides("First", step.before(), out);
    if (!step.locks().isEmpty()) {
      out.append(" Takes ").append(joined(step.locks(), ", ", Way::lockAndHow)).append('.');
    }
    for (TraceEvent.Decision each : step.decisions()) {
      out.append(" *").append(decision(each)).append(".*");
    }
    asides(next == null ? "Calls" : "Then", step.after(), out);
  }

  private static void asides(String when, List<Aside> asides, StringBuilder out) {
    if (!asides.isEmpty()) {
      out.append(' ').append(when).append(' ').append(joined(asides, ", ", Way::aside)).append('.');
    }
  }

  /** In the trial the main thread of the process is called m. */
  private static String decision(TraceEvent.Decision decision) {
    String text = decision.decision() + ", because " + decision.reason();
    String shown = text.replace("thread m ", "the main thread ");
    return shown.substring(0, 1).toUpperCase(Locale.ROOT) + shown.substring(1);
  }

  /** What is different if the owner is a process group. */
  private static void group(Trial trial, Trial ofGroup, StringBuilder out) {
    List<String> locks = without(ofGroup.locks(), trial.locks(), Way::lockAndHow);
    if (!locks.isEmpty()) {
      out.append(" For a process group ").append(String.join(", ", locks)).append('.');
    }
  }

  private static String aside(Aside aside) {
    boolean answer = aside.result().equals("true") || aside.result().equals("false");
    return "`" + aside.name() + "`" + (answer ? " (" + aside.result() + ")" : "");
  }

  /** What is different from another way. */
  private static void difference(Trial trial, Trial other, StringBuilder out) {
    List<String> parts = new ArrayList<>();
    if (!trial.names().equals(other.names())) {
      parts.add(names(trial.names(), other.names()));
    }
    List<String> locks = without(trial.locks(), other.locks(), Way::lockAndHow);
    if (!locks.isEmpty()) {
      parts.add(String.join(", ", locks));
    }
    List<String> calls =
        without(trial.steps().getLast().after(), other.steps().getLast().after(), Way::aside);
    if (parts.isEmpty() && !calls.isEmpty()) {
      parts.add("calls " + String.join(", ", calls));
    }
    out.append(parts.isEmpty() ? "the decisions differ" : String.join("; ", parts));
  }

  private static String names(List<String> names, List<String> others) {
    int first = 0;
    while (first < names.size()
        && first < others.size()
        && names.get(first).equals(others.get(first))) {
      first++;
    }
    List<String> rest = names.subList(first, names.size());
    return (first > 0 ? "... → " : "") + joined(rest, " → ", each -> "`" + each + "`");
  }

  private static <T> List<String> without(List<T> all, List<T> others, Function<T, String> shown) {
    return all.stream().filter(each -> !others.contains(each)).map(shown).toList();
  }

  private static <T> String joined(List<T> all, String between, Function<T, String> shown) {
    return String.join(between, all.stream().map(shown).toList());
  }

  private static String lock(LockUse use) {
    return "`" + use.lock() + "`";
  }

  private static String lockAndHow(LockUse use) {
    return lock(use) + " by `" + use.how() + "`";
  }
}
