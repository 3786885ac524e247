package dev.fasynclens.lsp;

import static dev.fasynclens.lsp.TestClient.json;
import static dev.fasynclens.lsp.TestClient.uri;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an editor shows beside diagnostics, asked for as editors ask. */
final class EditorFeaturesOverTheWireTest {
  /** The line of the notification in {@link Drivers}, and where its name begins. */
  private static final int CALL = 13;

  private static final int NAME = 1;

  @TempDir private Path root;
  private TestServer server;
  private TestClient client;
  private String file;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start();
    client = server.client();
    file = uri(root.resolve("x.c"));
  }

  @AfterEach
  void stop() throws Exception {
    client.leave();
    assertThat(server.exitCode()).isZero();
    server.close();
  }

  private static JsonObject withMarkdown() {
    JsonObject capabilities = Drivers.pushed();
    capabilities
        .getAsJsonObject("textDocument")
        .add("hover", json("{'contentFormat': ['markdown', 'plaintext']}"));
    return capabilities;
  }

  private JsonElement at(String method, int line, int character) throws Exception {
    JsonObject parameters = TestClient.document(file);
    parameters.add("position", json("{'line': " + line + ", 'character': " + character + "}"));
    return client.ask(method, parameters);
  }

  @Test
  void aHoverTellsWhatANotificationDoesOnTheKernelsOfTheSettings() throws Exception {
    client.initialize(withMarkdown(), json("{'kernel': '4.4'}"), root);
    client.open(file, 1, Drivers.RIGHT);

    JsonObject hover = at("textDocument/hover", CALL, NAME + 3).getAsJsonObject();
    assertThat(hover.getAsJsonObject("range"))
        .isEqualTo(TestClient.range(CALL, NAME, CALL, NAME + "kill_fasync".length()));
    JsonObject contents = hover.getAsJsonObject("contents");
    assertThat(contents.get("kind").getAsString()).isEqualTo("markdown");
    assertThat(contents.get("value").getAsString())
        .startsWith("**Signals the owner of every file on `queue`")
        .contains("kill_fasync_rcu")
        .doesNotContain("read_lock_irqsave");
  }

  @Test
  void whoCannotShowMarkdownGetsPlainText() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.open(file, 1, Drivers.RIGHT);
    JsonObject contents =
        at("textDocument/hover", CALL, NAME).getAsJsonObject().getAsJsonObject("contents");
    assertThat(contents.get("kind").getAsString()).isEqualTo("plaintext");
    assertThat(contents.get("value").getAsString())
        .startsWith("Signals the owner of every file on queue")
        .doesNotContain("**", "`", "---");
  }

  @Test
  void whereThereIsNothingToTellNothingIsTold() throws Exception {
    client.initialize(withMarkdown(), root);
    client.open(file, 1, Drivers.RIGHT);
    assertThat(at("textDocument/hover", 1, 0).isJsonNull()).isTrue();
    assertThat(at("textDocument/hover", 1000, 3).isJsonNull()).isTrue();
    assertThat(at("textDocument/hover", -1, -1).isJsonNull()).isTrue();

    client.replace(file, 2, "}}} static ( kill_fasync(&queue, SIGIO, POLL_IN\n\u0000{{{");
    assertThat(at("textDocument/hover", 0, 15)).isNotNull();
    client.closeDocument(file);
    assertThat(at("textDocument/hover", CALL, NAME).isJsonNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"utf-8, 10", "utf-16, 7", "utf-32, 6"})
  void positionsAreCountedAsTheClientCounts(String encoding, int before) throws Exception {
    JsonObject capabilities = withMarkdown();
    capabilities.add("general", json("{'positionEncodings': ['" + encoding + "']}"));
    client.initialize(capabilities, root);
    client.open(file, 1, Drivers.RIGHT.replace("\tkill", "\t/*ä😀*/kill"));
    int start = before + 1;
    JsonObject hover = at("textDocument/hover", CALL, start + 1).getAsJsonObject();
    assertThat(hover.getAsJsonObject("range"))
        .isEqualTo(TestClient.range(CALL, start, CALL, start + "kill_fasync".length()));
  }
}
