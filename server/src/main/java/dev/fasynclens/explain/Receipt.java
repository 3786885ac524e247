package dev.fasynclens.explain;

import dev.fasynclens.explain.Bands.Band;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.scenario.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the receiver of a notification finds, as a table. */
final class Receipt {
  private Receipt() {}

  /**
   * What comes of a notification.
   *
   * @param bug where the kernel gives up; empty if it does not
   * @param code si_code, empty if nothing is received
   */
  record Outcome(String bug, String code, int mask, boolean descriptor) {
    static Outcome of(Trial trial) {
      if (trial.bug().isPresent()) {
        return new Outcome(trial.bug().get().in(), "", 0, false);
      }
      if (trial.delivered().isPresent()
          && trial.delivered().get().record() instanceof Event.FileInfo info) {
        return new Outcome("", info.code(), info.band(), info.fd() != 0);
      }
      return new Outcome("", "", 0, false);
    }

    boolean isBug() {
      return !bug.isEmpty();
    }

    boolean isNothing() {
      return !isBug() && code.isEmpty();
    }
  }

  /** What comes of each band, by kernels. */
  record Answer(Band band, List<Behaviours.Span<Outcome>> outcomes) {
    /** The kernels that give up. */
    Optional<KernelRange> bug() {
      return outcomes.stream()
          .filter(each -> each.behaviour().isBug())
          .map(Behaviours.Span::range)
          .findFirst();
    }
  }

  /** What a process finds that used F_SETSIG. */
  static List<Answer> chosen(TargetKernels target, String signal, List<Band> bands) {
    List<Answer> answers = new ArrayList<>();
    for (Band band : bands) {
      answers.add(
          new Answer(
              band,
              Behaviours.of(
                  target,
                  version -> Outcome.of(Trial.run(version, true, signal, band.onModel(version))))));
    }
    return answers;
  }

  /** The table; the heading of its first column is the target. */
  static String table(TargetKernels target, String signal, List<Answer> answers) {
    StringBuilder out = new StringBuilder();
    out.append("| ").append(Wording.linux(target.range()));
    out.append(" | `si_signo` | `si_code` | `si_band` | `si_fd` |\n|---|---|---|---|---|\n");
    for (Behaviours.Span<Outcome> each :
        Behaviours.of(target, version -> Outcome.of(Trial.plain(version, signal)))) {
      row("no `F_SETSIG`", "`SIGIO`", target, each, out);
    }
    for (Answer answer : answers) {
      for (Behaviours.Span<Outcome> each : answer.outcomes()) {
        String band = answers.size() > 1 ? ", band `" + answer.band().shown() + "`" : "";
        row("`F_SETSIG`" + band, "the one chosen", target, each, out);
      }
    }
    if (answers.isEmpty()) {
      out.append("| `F_SETSIG` | the one chosen | the `POLL_*` passed | its poll mask |");
      out.append(" fd used in `F_SETFL` |\n");
    }
    return out.toString();
  }

  private static void row(
      String who,
      String signal,
      TargetKernels target,
      Behaviours.Span<Outcome> span,
      StringBuilder out) {
    Outcome outcome = span.behaviour();
    String part = Wording.part(span.range(), target);
    out.append("| ").append(who).append(part.isEmpty() ? "" : ", " + part).append(" | ");
    if (outcome.isBug()) {
      out.append("**BUG()** in `").append(outcome.bug()).append("` | - | - | - |\n");
    } else if (outcome.isNothing()) {
      out.append("nothing | - | - | - |\n");
    } else {
      out.append(signal).append(" | `").append(outcome.code()).append("` | ");
      out.append(outcome.mask() == 0 ? "0" : Wording.mask(outcome.mask())).append(" | ");
      out.append(outcome.descriptor() ? "fd used in `F_SETFL`" : "0").append(" |\n");
    }
  }
}
