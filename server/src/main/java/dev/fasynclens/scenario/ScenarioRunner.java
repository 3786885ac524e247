package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/** Runs scenarios on the model. */
public final class ScenarioRunner {
  /** What a trace of a run may hold; each event is some hundred bytes. */
  private static final int MOST_EVENTS = 500_000;

  private ScenarioRunner() {}

  /** Keeps events until there are too many. */
  private static final class Budget {
    private final List<TraceEvent> events;
    private int spent;

    Budget(List<TraceEvent> events) {
      this.events = events;
    }

    void add(TraceEvent event) {
      spent++;
      if (spent > MOST_EVENTS) {
        throw new ScenarioException("more than " + MOST_EVENTS + " events cannot be traced");
      }
      events.add(event);
    }
  }

  /**
   * Runs a scenario on a version.
   *
   * @param trace whether to keep what the kernel did
   * @throws ScenarioException if a step makes no sense; its reason names the step
   */
  public static ScenarioRun run(Scenario scenario, KernelVersion version, boolean trace) {
    List<TraceEvent> events = new ArrayList<>();
    Interpreter interpreter =
        new Interpreter(version, scenario.boot(), trace ? new Budget(events)::add : null);
    List<StepRun> runs = new ArrayList<>();
    for (Step step : scenario.steps()) {
      Outcome outcome;
      try {
        outcome = interpreter.perform(step.command());
      } catch (ScenarioException e) {
        throw new ScenarioException(
            "in step " + (runs.size() + 1) + ", " + step.text() + ": " + e.reason());
      }
      runs.add(
          new StepRun(
              step,
              outcome,
              List.copyOf(events),
              step.expectedOn(version).differenceFrom(outcome)));
      events.clear();
    }
    return new ScenarioRun(scenario, version, List.copyOf(runs));
  }
}
