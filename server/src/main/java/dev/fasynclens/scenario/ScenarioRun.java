package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelVersion;
import java.util.List;

/** What became of a scenario on a version. */
public record ScenarioRun(Scenario scenario, KernelVersion version, List<StepRun> steps) {
  /** Whether every step did what was expected. */
  public boolean asExpected() {
    return steps.stream().allMatch(each -> each.mismatch().isEmpty());
  }
}
