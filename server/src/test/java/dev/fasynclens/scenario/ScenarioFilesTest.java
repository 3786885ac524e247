package dev.fasynclens.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario does what it says, on every kernel for which it holds. */
final class ScenarioFilesTest {
  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(RepositoryFiles.SCENARIOS)) {
      return all.filter(each -> each.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void doesWhatItSays(Path file) throws IOException {
    ScenarioFile.Reading reading =
        ScenarioFile.read(SourceText.of(file.getFileName().toString(), Files.readAllBytes(file)));
    assertThat(reading.problems()).isEmpty();
    Scenario scenario = reading.scenario().orElseThrow();

    List<String> wrong = new ArrayList<>();
    for (KernelVersion version : versions(scenario)) {
      ScenarioRun run = ScenarioRunner.run(scenario, version, false);
      for (StepRun step : run.steps()) {
        step.mismatch().ifPresent(m -> wrong.add(version + ": " + step.step().text() + ": " + m));
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** Where anything could be different: the ends, each change in between, and what was seen. */
  static Set<KernelVersion> versions(Scenario scenario) {
    Set<KernelVersion> result = new TreeSet<>(scenario.seen());
    result.add(scenario.kernels().oldest());
    result.add(scenario.kernels().newest());
    for (ChangePoint change : ChangePoint.values()) {
      if (scenario.kernels().contains(change.release())) {
        result.add(change.release());
      }
    }
    return result;
  }
}
