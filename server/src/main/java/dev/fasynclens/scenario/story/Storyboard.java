package dev.fasynclens.scenario.story;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.scenario.Event;
import dev.fasynclens.scenario.Scenario;
import dev.fasynclens.scenario.ScenarioRun;
import dev.fasynclens.scenario.StepRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run of a scenario on one version, made ready to be shown.
 *
 * @param scenario what was run
 * @param version on what
 * @param verdict whether it came out as the scenario says
 * @param ending what it comes down to
 * @param panels one a step
 */
public record Storyboard(
    Scenario scenario, KernelVersion version, Verdict verdict, Ending ending, List<Panel> panels) {

  /** Whether a run came out as its scenario says. */
  public enum Verdict {
    /** It did. */
    AS_EXPECTED("as expected"),
    /** It did not. */
    NOT_AS_EXPECTED("not as expected"),
    /** The scenario says nothing about this version. */
    NOT_JUDGED("not judged"),
    /** Nobody expected anything: it was run to see what happens. */
    TRIED_OUT("tried out");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** Whether there was something to compare it with. */
    public boolean isJudged() {
      return this == AS_EXPECTED || this == NOT_AS_EXPECTED;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  /** The same of a run that nobody expected anything of. */
  public Storyboard triedOut(Ending told) {
    return new Storyboard(scenario, version, Verdict.TRIED_OUT, told, panels);
  }

  /** The storyboard of a run. */
  public static Storyboard of(ScenarioRun run) {
    boolean judged = run.scenario().kernels().contains(run.version());
    Verdict verdict =
        !judged
            ? Verdict.NOT_JUDGED
            : run.asExpected() ? Verdict.AS_EXPECTED : Verdict.NOT_AS_EXPECTED;
    List<Panel> panels = new ArrayList<>();
    Map<String, String> state = new LinkedHashMap<>();
    for (StepRun step : run.steps()) {
      for (TraceEvent event : step.trace()) {
        if (event instanceof TraceEvent.Change change) {
          state.put(change.what(), change.after());
        }
      }
      for (Event event : step.outcome().events()) {
        if (event instanceof Event.Died died) {
          state.keySet().removeIf(what -> what.endsWith(" " + died.actor()));
        }
      }
      panels.add(
          new Panel(
              panels.size() + 1,
              step.step().text(),
              step.outcome(),
              Happening.of(step.trace()),
              step.trace(),
              Collections.unmodifiableMap(new LinkedHashMap<>(state)),
              judged ? step.mismatch() : Optional.empty()));
    }
    List<Panel> all = List.copyOf(panels);
    return new Storyboard(run.scenario(), run.version(), verdict, Ending.of(all), all);
  }
}
