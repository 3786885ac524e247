package dev.fasynclens.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.kernel.signal.PendingSignals;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.UserNamespace;
import dev.fasynclens.kernel.signal.UserProcess;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random scenarios on the model alone. Whether a kernel agrees is asked by {@code
 * conformance/random.sh}; here it is enough that the books are right.
 */
final class RandomScenariosTest {
  private static final int COUNT = 200;
  private static final long FIRST_SEED = 1_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"2.6.12", "2.6.30", "4.4", "6.1", "7.2"})
  void keepTheBooksRight(String release) {
    KernelVersion version = KernelVersion.parse(release).orElseThrow();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) {
      Scenario scenario = RandomScenario.of(version, seed);

      assertThat(RandomScenario.of(version, seed)).as("again from %s", seed).isEqualTo(scenario);
      assertThat(ScenarioRunner.run(scenario, version, true).asExpected()).isTrue();
      keepsTheBooksRight(scenario, version);
    }
  }

  private static void keepsTheBooksRight(Scenario scenario, KernelVersion version) {
    Interpreter interpreter = new Interpreter(version, BootOptions.DEFAULT, null);
    World world = interpreter.world();
    for (Step step : scenario.steps()) {
      Outcome outcome = interpreter.perform(step.command());

      assertThat(outcome.events())
          .as("%s: %s", scenario.title(), step.text())
          .noneMatch(Event.Complaint.class::isInstance);
      checkBooks(world, scenario.title() + " after " + step.text());
    }
    for (Actor actor : List.copyOf(world.actors())) {
      interpreter.perform(Command.parse("ctl kill " + actor.name() + " SIGKILL"));
    }
    checkBooks(world, scenario.title() + " at the end");
    assertThat(world.actors()).allMatch(each -> each.task().isDead());
    assertThat(recordsOf(world)).as(scenario.title()).isZero();
  }

  /**
   * What waits has at most one record if it is no real-time signal, no record waits without its
   * signal, and users are charged for exactly what waits.
   */
  private static void checkBooks(World world, String when) {
    int waiting = 0;
    for (UserProcess process : world.signals().tasks().processes()) {
      waiting += check(process.sharedPending(), when);
      for (Task thread : process.threads()) {
        waiting += check(thread.pending(), when);
        if (thread.isDead() || thread.isStopped()) {
          continue;
        }
        assertThat(thread.hasSignalPending()).as("%s: %s has work", when, thread).isFalse();
        assertThat(waitsFor(thread)).as("%s: nobody took from %s", when, thread).isFalse();
      }
    }
    assertThat(recordsOf(world)).as(when).isEqualTo(waiting);
  }

  private static int check(PendingSignals pending, String when) {
    for (int signal = 1; signal <= 64; signal++) {
      int number = signal;
      long records = pending.infos().stream().filter(each -> each.signal() == number).count();
      if (signal < 32) {
        assertThat(records).as("%s: records of %s", when, signal).isLessThanOrEqualTo(1);
      }
      if (records > 0) {
        assertThat(pending.signals().has(signal)).as("%s: %s waits", when, signal).isTrue();
      }
    }
    return pending.records();
  }

  /** Whether something waits that a thread does not block. */
  private static boolean waitsFor(Task thread) {
    for (int signal = 1; signal <= 64; signal++) {
      boolean waits =
          thread.pending().signals().has(signal)
              || thread.group().sharedPending().signals().has(signal);
      if (waits && !thread.blocked().has(signal)) {
        return true;
      }
    }
    return false;
  }

  private static int recordsOf(World world) {
    UserNamespace users = world.signals().tasks().firstNamespace();
    int result = 0;
    for (int uid : RandomSteps.users()) {
      int records = users.user(uid).pendingRecords();
      assertThat(records).as("records of user %s", uid).isNotNegative();
      result += records;
    }
    return result;
  }
}
