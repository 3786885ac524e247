package dev.fasynclens.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what was read. */
final class ScenarioWriterTest {
  static List<Path> files() throws IOException {
    return ScenarioFilesTest.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsWhatItWrote(Path file) throws IOException {
    Scenario scenario = read(Files.readString(file));

    assertThat(read(ScenarioWriter.write(scenario))).isEqualTo(scenario);
  }

  @ParameterizedTest
  @MethodSource("files")
  void writesWhatARunDidAsExpectation(Path file) throws IOException {
    Scenario scenario = read(Files.readString(file));
    KernelVersion version = scenario.kernels().newest();
    Scenario expecting = ScenarioRunner.run(scenario, version, false).asExpectation();

    Scenario again = read(ScenarioWriter.write(expecting));

    assertThat(again).isEqualTo(expecting);
    assertThat(ScenarioRunner.run(again, version, false).asExpected()).isTrue();
  }

  @Test
  void looksLikeTheFiles() throws IOException {
    for (String name :
        List.of(
            "setsig/b19-setsig-29-ignored-then-plain",
            "basics/a07-pipe-each-write-signals",
            "crash/x21-uaf-ignoreon-close")) {
      String text = Files.readString(RepositoryFiles.SCENARIOS.resolve(name + ".json"));

      assertThat(ScenarioWriter.write(read(text))).isEqualTo(text);
    }
  }

  private static Scenario read(String text) {
    ScenarioFile.Reading reading =
        ScenarioFile.read(SourceText.of("written.json", text.getBytes(StandardCharsets.UTF_8)));
    assertThat(reading.problems()).isEmpty();
    return reading.scenario().orElseThrow();
  }
}
