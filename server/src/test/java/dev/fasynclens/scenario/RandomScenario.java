package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes short scenarios at random: {@link RandomSteps} thinks of steps, the model carries them out,
 * and those stay whose outcome {@link Certainty} vouches for. The same seed makes the same scenario
 * as long as the model does the same.
 */
final class RandomScenario {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 25;
  private static final int ATTEMPTS = 20;

  private final KernelVersion version;
  private final RandomSteps thinking;
  private final Random random;
  private final List<String> steps = new ArrayList<>();
  private final List<TraceEvent> trace = new ArrayList<>();
  private Interpreter interpreter;

  private RandomScenario(KernelVersion version, long seed) {
    this.version = version;
    this.random = new Random(seed);
    this.thinking = new RandomSteps(random);
    this.interpreter = start();
  }

  /** The scenario of a seed, which expects what the model does. */
  static Scenario of(KernelVersion version, long seed) {
    RandomScenario making = new RandomScenario(version, seed);
    making.make();
    Scenario scenario =
        new Scenario(
            "Random scenario " + seed,
            "Made at random, expecting what the model of " + version + " does.",
            new KernelRange(version, version),
            List.of(),
            making.needs(),
            BootOptions.DEFAULT,
            making.steps.stream().map(RandomScenario::step).toList());
    return ScenarioRunner.run(scenario, version, false).asExpectation();
  }

  private static Step step(String text) {
    Command command = Command.parse(text);
    return new Step(text, command, Expectation.usual(command), List.of());
  }

  private Set<Scenario.Need> needs() {
    return steps.stream()
            .anyMatch(each -> each.contains(" setuid ") || each.contains(" setresuid "))
        ? EnumSet.of(Scenario.Need.ROOT)
        : EnumSet.noneOf(Scenario.Need.class);
  }

  private Interpreter start() {
    return new Interpreter(version, BootOptions.DEFAULT, trace::add);
  }

  private void make() {
    int length = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
    thinking.opening().forEach(this::tryOut);
    for (int i = 0; i < length * ATTEMPTS && steps.size() < length && somebodyLives(); i++) {
      tryOut(thinking.next(interpreter.world()));
    }
    for (Actor actor : List.copyOf(interpreter.world().actors())) {
      tryOut(actor.name() + " pending");
    }
  }

  private boolean somebodyLives() {
    return interpreter.world().actors().stream().anyMatch(each -> !each.task().isDead());
  }

  /** Keeps a step if its outcome is certain. */
  private void tryOut(String text) {
    Command command = Command.parse(text);
    trace.clear();
    Outcome outcome = interpreter.perform(command);
    if (Certainty.of(interpreter.world(), command, outcome, trace)) {
      steps.add(text);
    } else {
      interpreter = start();
      for (String each : steps) {
        interpreter.perform(Command.parse(each));
      }
    }
  }
}
