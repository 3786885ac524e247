package dev.fasynclens.explain;

import dev.fasynclens.explain.CallChain.LockUse;
import dev.fasynclens.explain.Trial.Aside;
import dev.fasynclens.explain.Trial.Step;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The way from a notification down to where the signal is queued, in words. */
final class Way {
  private static final int MOST_KINDS = 8;

  private Way() {}

  /** The ways on all kernels of a target: the newest in full, and how others differ. */
  static String markdown(TargetKernels target, String signal) {
    KernelRange range = target.range();
    if (!target.stated()) {
      // Nobody asked for what is long gone.
      range = range.intersect(KernelRange.from(ChangePoint.LIVING_KERNELS)).orElse(target.range());
    }
    List<Behaviours.Span<Trial>> ways =
        Behaviours.of(range, version -> Trial.run(version, false, signal, "POLL_IN"));
    if (ways.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    Behaviours.Span<Trial> newest = ways.getLast();
    numbered(newest, range, out);
    if (ways.size() == 1) {
      return out.toString();
    }
    Behaviours.Span<Trial> oldest = ways.getFirst();
    boolean oldestToo = target.stated() && !names(oldest).equals(names(newest));
    if (oldestToo) {
      out.append('\n');
      numbered(oldest, range, out);
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

  private static List<String> names(Behaviours.Span<Trial> span) {
    return span.behaviour().names();
  }

  /** The way as a numbered list, then the locks. */
  private static void numbered(Behaviours.Span<Trial> span, KernelRange whole, StringBuilder out) {
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
      out.append("\nHeld at the end, outermost first: ").append(nesting(trial)).append('\n');
    }
  }

  private static void step(Step step, @Nullable Step next, StringBuilder out) {
    String sentence = step.function().sentence();
    out.append('`').append(step.name()).append('`');
    if (next == null || !sentence.equals(next.function().sentence())) {
      out.append(' ').append(Wording.inside(sentence)).append('.');
    }
    asides("First", step.before(), out);
    if (!step.locks().isEmpty()) {
      List<String> locks =
          step.locks().stream().map(each -> lock(each) + " by `" + each.how() + "`").toList();
      out.append(" Takes ").append(String.join(", ", locks)).append('.');
    }
    for (TraceEvent.Decision each : step.decisions()) {
      out.append(" *").append(decision(each)).append(".*");
    }
    asides(next == null ? "Calls" : "Then", step.after(), out);
  }

  private static void asides(String when, List<Aside> asides, StringBuilder out) {
    if (!asides.isEmpty()) {
      List<String> shown = asides.stream().map(each -> "`" + each.name() + "`").toList();
      out.append(' ').append(when).append(' ').append(String.join(", ", shown)).append('.');
    }
  }

  /** In the trial the main thread of the process is called m. */
  private static String decision(TraceEvent.Decision decision) {
    String text = decision.decision() + ", because " + decision.reason();
    String shown = text.replace("thread m ", "the main thread ");
    return shown.substring(0, 1).toUpperCase(Locale.ROOT) + shown.substring(1);
  }

  private static void difference(Trial trial, Trial other, StringBuilder out) {
    boolean named = !trial.names().equals(other.names());
    if (named) {
      List<String> names = trial.names().stream().map(each -> "`" + each + "`").toList();
      out.append(String.join(" → ", names));
    }
    if (!trial.locks().equals(other.locks())) {
      out.append(named ? "; locks " : "locks ").append(nesting(trial));
    } else if (!named) {
      out.append("calls ").append(lastCalls(trial));
    }
  }

  private static String lastCalls(Trial trial) {
    List<Aside> calls = trial.steps().getLast().after();
    return String.join(", ", calls.stream().map(each -> "`" + each.name() + "`").toList());
  }

  private static String nesting(Trial trial) {
    List<String> shown =
        trial.locks().stream().map(each -> lock(each) + " (`" + each.how() + "`)").toList();
    return String.join(" > ", shown);
  }

  private static String lock(LockUse use) {
    return "`" + use.lock() + "`";
  }
}
