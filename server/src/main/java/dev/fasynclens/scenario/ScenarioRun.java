package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import java.util.List;

/** What became of a scenario on a version. */
public record ScenarioRun(Scenario scenario, KernelVersion version, List<StepRun> steps) {
  /** Whether every step did what was expected. */
  public boolean asExpected() {
    return steps.stream().allMatch(each -> each.mismatch().isEmpty());
  }

  /** The scenario that expects, on the release it ran on, what it did here. */
  public Scenario asExpectation() {
    return new Scenario(
        scenario.title(),
        scenario.about(),
        new KernelRange(version, version),
        List.of(),
        scenario.needs(),
        scenario.boot(),
        steps.stream()
            .map(
                each ->
                    new Step(
                        each.step().text(),
                        each.step().command(),
                        Expectation.of(each.outcome()),
                        List.of()))
            .toList());
  }
}
