package dev.fasynclens.lsp;

import static dev.fasynclens.lsp.TestClient.json;
import static dev.fasynclens.lsp.TestClient.lines;
import static dev.fasynclens.lsp.TestClient.uri;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask for diagnostics: of a document, of the workspace. */
final class PulledDiagnosticsOverTheWireTest {
  @TempDir private Path root;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    client = server.client();
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(client.pending())
        .noneMatch(m -> TestClient.isCall(m, "textDocument/publishDiagnostics"));
    client.leave();
    assertThat(server.exitCode()).isZero();
    server.close();
  }

  @Test
  void theSameDiagnosticsAreSentOnce() throws Exception {
    client.initialize(Drivers.pulled(), root);
    String file = uri(root.resolve("x.c"));
    client.open(file, 1, Drivers.WRONG_BAND);

    JsonObject first = client.pull(file, "");
    assertThat(first.get("kind").getAsString()).isEqualTo("full");
    assertThat(lines(first.getAsJsonArray("items"))).containsExactly("14:FA202");
    String id = first.get("resultId").getAsString();
    assertThat(client.pull(file, id))
        .isEqualTo(json("{'kind': 'unchanged', 'resultId': '" + id + "'}"));
    client.replace(file, 2, Drivers.WRONG_BAND + "\n");
    assertThat(client.pull(file, id).get("kind").getAsString()).isEqualTo("unchanged");
    client.replace(file, 3, Drivers.RIGHT);
    assertThat(client.pull(file, id).getAsJsonArray("items")).isEmpty();
    assertThat(client.pull(uri(root.resolve("not-open.c")), "").getAsJsonArray("items")).isEmpty();
  }

  @Test
  void theWorkspaceHasWhatIsOnDiskAndWhatIsUnsaved() throws Exception {
    Files.writeString(root.resolve("saved.c"), Drivers.WRONG_BAND);
    Files.writeString(root.resolve("other.c"), "int other;\n");
    Path sub = Files.createDirectories(root.resolve("sub"));
    Files.writeString(sub.resolve("edited.c"), Drivers.RIGHT);
    Files.writeString(sub.resolve(".fasync-lens.json"), "{\"fail\": 1}");
    client.initialize(Drivers.pulled(), root);
    client.open(uri(sub.resolve("edited.c")), 5, Drivers.WRONG_BAND);
    client.open(uri(root.resolve("new.c")), 1, Drivers.RIGHT);

    JsonArray items = workspace("[]");
    assertThat(
            TestClient.texts(
                items, i -> name(i) + " " + lines(i.getAsJsonArray("items")).toString()))
        .containsExactlyInAnyOrder(
            "saved.c [14:FA202]", "edited.c [14:FA202]", "new.c []", ".fasync-lens.json [1:FA902]");
    assertThat(TestClient.texts(items, i -> String.valueOf(i.get("version"))))
        .containsExactlyInAnyOrder("5", "1", "null", "null");

    StringBuilder seen = new StringBuilder();
    items.forEach(
        i ->
            seen.append(seen.isEmpty() ? "[" : ",")
                .append("{'uri': '" + i.getAsJsonObject().get("uri").getAsString() + "',")
                .append("'value': '" + i.getAsJsonObject().get("resultId").getAsString() + "'}"));
    seen.append("]");
    assertThat(TestClient.texts(workspace(seen.toString()), i -> i.get("kind").getAsString()))
        .containsOnly("unchanged");

    client.closeDocument(uri(root.resolve("new.c")));
    assertThat(
            TestClient.texts(
                workspace(seen.toString()), i -> name(i) + " " + i.get("kind").getAsString()))
        .contains("new.c full", "saved.c unchanged");
  }

  @Test
  void workThatTakesLongShowsItsProgress() throws Exception {
    Files.writeString(root.resolve("x.c"), Drivers.WRONG_BAND);
    client.initialize(Drivers.pulled(), root);
    client.ask(
        "workspace/diagnostic", json("{'previousResultIds': [], 'workDoneToken': 'token-1'}"));

    List<String> kinds =
        client.pending().stream()
            .filter(m -> TestClient.isCall(m, "$/progress"))
            .map(
                m -> m.getAsJsonObject("params").getAsJsonObject("value").get("kind").getAsString())
            .toList();
    assertThat(kinds).startsWith("begin").endsWith("end").contains("report");
  }

  @Test
  void patientClientsAreAnsweredWhenSomethingChanged() throws Exception {
    Path path = root.resolve("x.c");
    Files.writeString(path, Drivers.WRONG_BAND);
    client.initialize(Drivers.pulled(), root);
    JsonObject first = workspace("[]").get(0).getAsJsonObject();
    JsonObject again =
        json(
            "{'partialResultToken': 1, 'previousResultIds': [{'uri': '"
                + uri(path)
                + "', 'value': '"
                + first.get("resultId").getAsString()
                + "'}]}");

    int waiting = client.begin("workspace/diagnostic", again);
    int cancelled = client.begin("workspace/diagnostic", again);
    client.tell("$/cancelRequest", json("{'id': " + cancelled + "}"));
    assertThat(client.answer(cancelled).getAsJsonObject("error").get("code").getAsInt())
        .isEqualTo(-32800);
    client.open(uri(path), 1, Drivers.RIGHT);
    assertThat(
            client
                .answer(waiting)
                .getAsJsonObject("result")
                .getAsJsonArray("items")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("items"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$/cancelRequest", "window/workDoneProgress/cancel"})
  void whoDoesNotWantToWaitIsAnsweredAndTheServerGoesOn(String cancel) throws Exception {
    int many = 150;
    for (int i = 0; i < many; i++) {
      Path folder = Files.createDirectories(root.resolve("driver" + i));
      Files.writeString(folder.resolve("x.c"), Drivers.WRONG_BAND + functions(20));
    }
    client.initialize(Drivers.pulled(), root);
    int first =
        client.begin(
            "workspace/diagnostic",
            json(
                "{'previousResultIds': [], 'workDoneToken': 'work-1',"
                    + " 'partialResultToken': 'part-1'}"));
    awaitChecking("work-1", many);
    client.tell(cancel, json("{'id': " + first + ", 'token': 'work-1'}"));
    assertThat(client.answer(first).getAsJsonObject("error").get("code").getAsInt())
        .isEqualTo(-32800);
    client.await("the end of the work", m -> isProgress(m, "work-1", "end"));

    int second =
        client.begin(
            "workspace/diagnostic", json("{'previousResultIds': [], 'workDoneToken': 'work-2'}"));
    // had the first been carried on to its end, there would be nothing left to check
    awaitChecking("work-2", many);
    String open = uri(root.resolve("driver7/x.c"));
    client.open(open, 1, Drivers.WRONG_BAND);
    assertThat(lines(client.pull(open, "").getAsJsonArray("items"))).containsExactly("14:FA202");
    assertThat(client.answer(second).getAsJsonObject("result").getAsJsonArray("items"))
        .hasSize(many);
  }

  private static String functions(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("void more")
          .append(i)
          .append("(void) { kill_fasync(&queue, SIGIO, POLL_IN); }\n");
    }
    return text.toString();
  }

  private void awaitChecking(String token, int files) throws InterruptedException {
    JsonObject report =
        client.await(
            "the search for files",
            m -> isProgress(m, token, "report") && m.toString().contains("checking"));
    assertThat(report.toString()).contains("checking " + files + " files");
  }

  private static boolean isProgress(JsonObject message, String token, String kind) {
    if (!TestClient.isCall(message, "$/progress")) {
      return false;
    }
    JsonObject progress = message.getAsJsonObject("params");
    return progress.get("token").getAsString().equals(token)
        && progress.getAsJsonObject("value").get("kind").getAsString().equals(kind);
  }

  private static String name(JsonObject item) {
    String uri = item.get("uri").getAsString();
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  private JsonArray workspace(String seen) throws IOException, InterruptedException {
    return client
        .ask("workspace/diagnostic", json("{'previousResultIds': " + seen + "}"))
        .getAsJsonObject()
        .getAsJsonArray("items");
  }
}
