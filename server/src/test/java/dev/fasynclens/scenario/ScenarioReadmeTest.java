package dev.fasynclens.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about scenarios lists what there is. */
final class ScenarioReadmeTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| \\[[^]]*]\\(([^)]*)\\) \\| (.*) \\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static String page() throws IOException {
    return Files.readString(RepositoryFiles.SCENARIOS.resolve("README.md"));
  }

  @Test
  void listsEveryScenarioWithItsTitle() throws IOException {
    List<String> listed = new ArrayList<>();
    Matcher row = ROW.matcher(page());
    while (row.find()) {
      listed.add(row.group(1) + " " + row.group(2));
    }

    List<String> present = new ArrayList<>();
    for (Path file : ScenarioFilesTest.files()) {
      String path = RepositoryFiles.SCENARIOS.relativize(file).toString().replace('\\', '/');
      Scenario scenario =
          ScenarioFile.read(SourceText.of(path, Files.readAllBytes(file))).scenario().orElseThrow();
      present.add(path + " " + scenario.title());
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(present);
  }

  @Test
  void describesEveryOperation() throws IOException {
    Set<String> described = new TreeSet<>();
    Matcher code = CODE.matcher(page().replaceAll("(?s)```.*?```", ""));
    while (code.find()) {
      described.add(code.group(1).split(" ", 2)[0]);
    }

    assertThat(described).containsAll(new Operations().names());
  }
}
