package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.lsp.TestClient;
import dev.fasynclens.lsp.TestServer;
import dev.fasynclens.review.Reviewer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The editor and {@code lint} say the same of every sample, with and without a baseline. */
final class EditorAgreesWithLintTest {
  private static final Path SAMPLES =
      RepositoryFiles.DRIVERS.getParent().toAbsolutePath().normalize();
  private static final JsonObject CAPABILITIES =
      TestClient.json("{'textDocument': {'diagnostic': {}}}");

  @TempDir private Path temp;

  /** What the last run said beside its report. */
  private String said = "";

  @Test
  void onTheWholeWorkspace() throws Exception {
    Map<String, Set<String>> linted = lint("lint", "--format", "json", SAMPLES.toString());
    assertThat(linted).isNotEmpty();
    assertThat(pulledWorkspace("{}")).isEqualTo(linted);
  }

  @Test
  void onEachDocument() throws Exception {
    try (TestServer server = TestServer.start()) {
      TestClient client = server.client();
      client.initialize(CAPABILITIES, SAMPLES);
      for (Path file : RepositoryFiles.sourcesBelow(SAMPLES)) {
        client.open(TestClient.uri(file), 1, Files.readString(file));
        Map<String, Set<String>> shown = new TreeMap<>();
        client
            .pull(TestClient.uri(file), "")
            .getAsJsonArray("items")
            .forEach(d -> note(shown, TestClient.uri(file), d.getAsJsonObject()));
        client.closeDocument(TestClient.uri(file));
        assertThat(shown).isEqualTo(lint("lint", "--format", "json", file.toString()));
      }
      client.leave();
    }
  }

  @Test
  void onWhatABaselineKnows() throws Exception {
    Path some = SAMPLES.resolve("drivers/echobox");
    Path baseline = temp.resolve("known.json");
    lint("lint", "--format", "json", "--write-baseline", baseline.toString(), some.toString());
    Map<String, Set<String>> all = lint("lint", "--format", "json", SAMPLES.toString());
    Map<String, Set<String>> fresh =
        lint("lint", "--format", "json", "--baseline", baseline.toString(), SAMPLES.toString());
    assertThat(fresh).isNotEqualTo(all);

    Map<String, Set<String>> shown = pulledWorkspace("{'baseline': '" + baseline + "'}");
    Map<String, Set<String>> loud = new TreeMap<>();
    Map<String, Set<String>> every = new TreeMap<>();
    shown.forEach(
        (file, findings) ->
            findings.forEach(
                finding -> {
                  if (!finding.endsWith(" hint")) {
                    loud.computeIfAbsent(file, _ -> new TreeSet<>()).add(finding);
                  }
                  every
                      .computeIfAbsent(file, _ -> new TreeSet<>())
                      .add(finding.substring(0, finding.lastIndexOf(' ')));
                }));
    assertThat(loud).isEqualTo(fresh);
    assertThat(every.keySet()).isEqualTo(all.keySet());
  }

  @Test
  void onPlacesThatCannotBeParsed() throws Exception {
    Path file = temp.resolve("broken.c");
    String broken = "int f%d(void)\n{\n\treturn 1 + * @ 2 @ /;\n}\n";
    StringBuilder text = new StringBuilder("struct fasync_struct *queue;\n");
    for (int i = 0; i < 7; i++) {
      text.append(broken.formatted(i));
    }
    Files.writeString(file, text);
    lint("lint", "--format", "json", file.toString());
    Matcher told = Pattern.compile("\\(line ([0-9, ]+), \\.\\.\\.\\)").matcher(said);
    assertThat(told.find()).isTrue();
    List<String> lines = List.of(told.group(1).split(", "));
    assertThat(lines).hasSize(5);

    Map<String, Set<String>> shown = pulledWorkspace("{}", temp);
    assertThat(shown.get(TestClient.uri(file)))
        .filteredOn(each -> each.contains("partly-read info"))
        .extracting(each -> each.substring(0, each.indexOf(':')))
        .containsExactlyInAnyOrderElementsOf(lines);
  }

  private Map<String, Set<String>> pulledWorkspace(String options) throws Exception {
    return pulledWorkspace(options, SAMPLES);
  }

  private Map<String, Set<String>> pulledWorkspace(String options, Path folder) throws Exception {
    try (TestServer server = TestServer.start()) {
      TestClient client = server.client();
      client.initialize(CAPABILITIES, TestClient.json(options), folder);
      Map<String, Set<String>> shown = new TreeMap<>();
      JsonElement report =
          client.ask("workspace/diagnostic", TestClient.json("{'previousResultIds': []}"));
      for (JsonElement item : report.getAsJsonObject().getAsJsonArray("items")) {
        for (JsonElement one : item.getAsJsonObject().getAsJsonArray("items")) {
          note(shown, item.getAsJsonObject().get("uri").getAsString(), one.getAsJsonObject());
        }
      }
      client.leave();
      return shown;
    }
  }

  private static void note(Map<String, Set<String>> shown, String uri, JsonObject diagnostic) {
    JsonObject start = diagnostic.getAsJsonObject("range").getAsJsonObject("start");
    List<String> severities = List.of("", "error", "warning", "info", "hint");
    shown
        .computeIfAbsent(uri, _ -> new TreeSet<>())
        .add(
            (start.get("line").getAsInt() + 1)
                + ":"
                + (start.get("character").getAsInt() + 1)
                + " "
                + diagnostic.get("code").getAsString()
                + " "
                + severities.get(diagnostic.get("severity").getAsInt()));
  }

  /** The findings of a run, by URI. */
  private Map<String, Set<String>> lint(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            temp,
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            _ -> null,
            false,
            false);
    Review review =
        (catalog, files, configurationOf, jobs, texts, beside) ->
            new Reviewer(catalog, files, configurationOf, jobs)
                .reviewModule(texts, beside)
                .result();
    new Program(console, review).run(arguments);
    said = err.toString(StandardCharsets.UTF_8);
    Map<String, Set<String>> findings = new TreeMap<>();
    List<JsonElement> all = new ArrayList<>();
    JsonParser.parseString(out.toString(StandardCharsets.UTF_8))
        .getAsJsonObject()
        .getAsJsonArray("findings")
        .forEach(all::add);
    for (JsonElement element : all) {
      JsonObject one = element.getAsJsonObject();
      findings
          .computeIfAbsent(
              TestClient.uri(temp.resolve(one.get("file").getAsString())), _ -> new TreeSet<>())
          .add(
              one.get("line").getAsInt()
                  + ":"
                  + one.get("column").getAsInt()
                  + " "
                  + one.get("rule").getAsString()
                  + " "
                  + one.get("severity").getAsString());
    }
    return findings;
  }
}
