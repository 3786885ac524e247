package dev.fasynclens.lsp;

import static dev.fasynclens.lsp.TestClient.json;
import static dev.fasynclens.lsp.TestClient.lines;
import static dev.fasynclens.lsp.TestClient.uri;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and settings that decide what is reported. */
final class ConfigurationOverTheWireTest {
  @TempDir private Path root;
  private TestServer server;
  private TestClient client;
  private String file;
  private String configuration;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    client = server.client();
    file = uri(root.resolve("x.c"));
    configuration = uri(root.resolve(".fasync-lens.json"));
  }

  @AfterEach
  void stop() throws Exception {
    client.leave();
    assertThat(server.exitCode()).isZero();
    server.close();
  }

  @Test
  void aConfigurationFileCountsWhileItIsEdited() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.open(file, 1, Drivers.WRONG_BAND);
    assertThat(lines(client.diagnostics(file, 1))).containsExactly("14:FA202");

    client.open(configuration, 1, "{\"rules\": {\"FA202\": \"off\"}}");
    assertThat(client.diagnostics(configuration, 1)).isEmpty();
    assertThat(client.published(file, p -> p.getAsJsonArray("diagnostics").isEmpty())).isEmpty();

    client.replace(configuration, 2, "{\"rules\": {\"FA202\": \"of\"}}");
    assertThat(lines(client.diagnostics(configuration, 2))).containsExactly("1:FA902");
    client.replace(configuration, 3, "{\"rules\": {\"FA202\": \"info\"}}");
    assertThat(severity(client.published(file, p -> !p.getAsJsonArray("diagnostics").isEmpty())))
        .isEqualTo(3);

    client.closeDocument(configuration); // it is not on disk
    assertThat(severity(client.published(file, p -> !p.getAsJsonArray("diagnostics").isEmpty())))
        .isEqualTo(1);
    assertThat(client.pending())
        .as("nobody takes the mistake back")
        .noneMatch(
            m ->
                TestClient.isCall(m, "textDocument/publishDiagnostics")
                    && m.toString().contains(configuration)
                    && m.toString().contains("\"version\":2"));
  }

  @Test
  void settingsThatAreTakenBackDoNotCountAnyMore() throws Exception {
    JsonObject capabilities = Drivers.pulled();
    capabilities.getAsJsonObject("workspace").addProperty("configuration", true);
    client.initialize(capabilities, json("{'rules': {'FA202': 'info'}}"), root.resolve("folder"));
    client.open(file, 1, Drivers.WRONG_BAND); // in no folder, so the settings of the window count
    awaitSeverity(3);
    client.set(json("{'rules': {'FA202': 'warning'}}"));
    client.tell("workspace/didChangeConfiguration", json("{'settings': null}"));
    awaitSeverity(2);
    client.set(new JsonObject());
    client.tell("workspace/didChangeConfiguration", json("{'settings': null}"));
    awaitSeverity(3);
  }

  /** Settings are fetched, so that they count a little later. */
  private void awaitSeverity(int wanted) throws Exception {
    int severity = 0;
    for (int i = 0; i < 3000 && severity != wanted; i++) {
      severity = severity(client.pull(file, "").getAsJsonArray("items"));
      Thread.sleep(10);
    }
    assertThat(severity).isEqualTo(wanted);
  }

  @Test
  void changesOnDiskCountWhenTheClientTellsOfThem() throws Exception {
    JsonObject capabilities = Drivers.pushed();
    capabilities
        .getAsJsonObject("workspace")
        .add("didChangeWatchedFiles", json("{'dynamicRegistration': true}"));
    client.initialize(capabilities, root);
    client.await("a registration", m -> TestClient.isCall(m, "client/registerCapability"));
    client.open(file, 1, Drivers.WRONG_BAND);
    assertThat(lines(client.diagnostics(file, 1))).containsExactly("14:FA202");

    Files.writeString(root.resolve(".fasync-lens.json"), "{\"exclude\": [\"x.c\"]}");
    client.tell(
        "workspace/didChangeWatchedFiles",
        json("{'changes': [{'uri': '" + configuration + "', 'type': 1}]}"));
    assertThat(client.published(file, p -> p.getAsJsonArray("diagnostics").isEmpty())).isEmpty();

    Files.writeString(root.resolve(".fasync-lens.json"), "{\"exclude\": [\"x.c\"}");
    client.tell(
        "workspace/didChangeWatchedFiles",
        json("{'changes': [{'uri': '" + configuration + "', 'type': 2}]}"));
    assertThat(lines(client.published(configuration, _ -> true))).containsExactly("1:FA902");
  }

  @Test
  void compileCommandsCountAndMayChange() throws Exception {
    JsonObject capabilities = Drivers.pushed();
    capabilities
        .getAsJsonObject("workspace")
        .add("didChangeWatchedFiles", json("{'dynamicRegistration': true}"));
    Path database = root.resolve("compile_commands.json");
    Files.writeString(
        database, "[{\"directory\": \".\", \"file\": \"x.c\", \"command\": \"cc -UEVENTS x.c\"}]");
    client.initialize(capabilities, root);
    JsonObject registration =
        client.await("a registration", m -> TestClient.isCall(m, "client/registerCapability"));
    assertThat(registration.toString()).contains("compile_commands.json");
    String guarded =
        Drivers.WRONG_BAND.replaceAll("(?m)^(.*kill_fasync.*)$", "#ifdef EVENTS\n$1\n#endif");
    client.open(file, 1, guarded);
    assertThat(lines(client.diagnostics(file, 1)).toString()).doesNotContain("FA202");

    Files.writeString(
        database,
        "[{\"directory\": \".\", \"file\": \"x.c\", \"command\": \"cc -DEVENTS x.c\"}, {}]");
    client.tell(
        "workspace/didChangeWatchedFiles",
        json("{'changes': [{'uri': '" + TestClient.uri(database) + "', 'type': 2}]}"));
    assertThat(client.published(file, p -> p.toString().contains("FA202"))).isNotNull();
  }

  @Test
  void settingsGoOverTheFile() throws Exception {
    Files.writeString(root.resolve(".fasync-lens.json"), "{\"rules\": {\"FA202\": \"error\"}}");
    JsonObject capabilities = Drivers.pushed();
    capabilities.getAsJsonObject("workspace").addProperty("configuration", true);
    client.set(json("{'rules': {'FA202': 'warning', 'FA999': 'off'}, 'kernel': 6.1}"));
    client.initialize(capabilities, root);
    client.open(file, 1, Drivers.WRONG_BAND);

    assertThat(
            severity(
                client.published(
                    file,
                    p ->
                        !p.getAsJsonArray("diagnostics").isEmpty()
                            && severity(p.getAsJsonArray("diagnostics")) == 2)))
        .isEqualTo(2);
    client.await("a complaint", m -> isLog(m, "FA999, which is no rule"));
    client.await("a complaint", m -> isLog(m, "fasyncLens.kernel is not a string"));

    client.set(json("{'enable': false}"));
    client.tell("workspace/didChangeConfiguration", json("{'settings': null}"));
    assertThat(client.published(file, p -> p.getAsJsonArray("diagnostics").isEmpty())).isEmpty();
  }

  @Test
  void settingsMayComeWithInitializeAndBePushed() throws Exception {
    client.initialize(Drivers.pushed(), json("{'fasyncLens': {'kernel': '2.6.12..2.6.20'}}"), root);
    client.open(file, 1, Drivers.WRONG_BAND);
    assertThat(message(client.diagnostics(file, 1))).contains("2.6.12..2.6.20");

    client.tell(
        "workspace/didChangeConfiguration",
        json("{'settings': {'fasyncLens': {'kernel': '5.10..6.1'}}}"));
    assertThat(message(client.published(file, _ -> true))).contains("5.10..6.1");
  }

  @Test
  void whatABaselineKnowsIsOnlyHintedAt() throws Exception {
    Files.writeString(root.resolve("x.c"), Drivers.WRONG_BAND);
    Files.writeString(root.resolve("known.json"), knownFindings());
    client.initialize(Drivers.pushed(), json("{'baseline': 'known.json'}"), root);
    client.open(
        file,
        1,
        Drivers.WRONG_BAND + "\nvoid again(void) { kill_fasync(&queue, SIGIO, POLLOUT); }\n");

    assertThat(severities(client.diagnostics(file, 1))).containsExactly("FA202 4", "FA202 1");
  }

  @Test
  void aBaselineIsWatchedWhereTheSettingsSayThatItIs() throws Exception {
    Path baseline = root.resolve("known.json");
    Files.writeString(root.resolve("x.c"), Drivers.WRONG_BAND);
    Files.writeString(baseline, knownFindings());
    com.google.gson.JsonObject capabilities = Drivers.pushed();
    capabilities
        .getAsJsonObject("workspace")
        .add(
            "didChangeWatchedFiles",
            json("{'dynamicRegistration': true, 'relativePatternSupport': true}"));
    client.initialize(capabilities, json("{'baseline': 'known.json'}"), root);
    com.google.gson.JsonArray watchers =
        client
            .await(
                "a registration",
                m ->
                    TestClient.isCall(m, "client/registerCapability")
                        && m.toString().contains("known.json"))
            .getAsJsonObject("params")
            .getAsJsonArray("registrations")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("registerOptions")
            .getAsJsonArray("watchers");
    assertThat(watchers)
        .extracting(watcher -> watcher.getAsJsonObject().get("globPattern"))
        .contains(json("{'baseUri': '" + uri(root) + "', 'pattern': 'known.json'}"));

    client.open(file, 1, Drivers.WRONG_BAND);
    assertThat(severities(client.diagnostics(file, 1))).containsExactly("FA202 4");
    Files.writeString(baseline, knownFindings().replace("FA202", "FA203"));
    client.tell(
        "workspace/didChangeWatchedFiles",
        json("{'changes': [{'uri': '" + uri(baseline) + "', 'type': 2}]}"));
    assertThat(severities(client.published(file, p -> true))).containsExactly("FA202 1");

    client.tell(
        "workspace/didChangeConfiguration", json("{'settings': {'baseline': 'other.json'}}"));
    client.await("the end of it", m -> TestClient.isCall(m, "client/unregisterCapability"));
    client.await(
        "a new registration",
        m ->
            TestClient.isCall(m, "client/registerCapability")
                && m.toString().contains("other.json"));
  }

  private static java.util.List<String> severities(com.google.gson.JsonArray diagnostics) {
    return TestClient.texts(
        diagnostics, d -> d.get("code").getAsString() + " " + d.get("severity").getAsInt());
  }

  private String knownFindings() throws Exception {
    dev.fasynclens.project.FileNames names = dev.fasynclens.project.FileNames.absolute(root);
    String name = names.nameOf(root.resolve("x.c"));
    return dev.fasynclens.project.BaselineFile.of(
            root.resolve("known.json"),
            new dev.fasynclens.review.Reviewer(
                    dev.fasynclens.review.RuleCatalog.load(),
                    dev.fasynclens.source.SourceFiles.NONE,
                    _ -> dev.fasynclens.review.Configuration.DEFAULT,
                    1)
                .review(
                    java.util.List.of(
                        dev.fasynclens.source.SourceText.of(name, Drivers.WRONG_BAND)))
                .findings(),
            names)
        .toJson();
  }

  private static boolean isLog(JsonObject message, String part) {
    return TestClient.isCall(message, "window/logMessage")
        && message.getAsJsonObject("params").get("message").getAsString().contains(part);
  }

  private static int severity(com.google.gson.JsonArray diagnostics) {
    return diagnostics.get(0).getAsJsonObject().get("severity").getAsInt();
  }

  private static String message(com.google.gson.JsonArray diagnostics) {
    return diagnostics.get(0).getAsJsonObject().get("message").getAsString();
  }
}
