package dev.fasynclens.lsp;

import static dev.fasynclens.lsp.TestClient.json;
import static dev.fasynclens.lsp.TestClient.lines;
import static dev.fasynclens.lsp.TestClient.uri;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server survives its clients, answers in order, and leaves when it is told to. */
final class MannersOverTheWireTest {
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

  private void assertWorks(int version) throws Exception {
    client.open(file, version, Drivers.WRONG_BAND);
    assertThat(lines(client.diagnostics(file, version))).containsExactly("14:FA202");
    client.leave();
    assertThat(server.exitCode()).isZero();
    assertThat(client.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "",
        "null",
        "[]",
        "17",
        "\"text\"",
        "[[[[[[[[[[[[[[[[[[[[",
        "{\"jsonrpc\": \"2.0\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 900, \"method\": \"no/such/thing\", \"params\": {}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"no/such/thing\", \"params\": [1, 2]}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"$/whatever\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 901, \"method\": 5}",
        "{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"shutdown\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 999, \"result\": {}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 902, \"method\": \"textDocument/codeAction\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 903, \"method\": \"textDocument/codeAction\", \"params\": []}",
        "{\"jsonrpc\": \"2.0\", \"id\": 904, \"method\": \"textDocument/codeAction\","
            + " \"params\": {\"textDocument\": 5, \"range\": \"x\"}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 905, \"method\": \"textDocument/diagnostic\", \"params\": {}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 906, \"method\": \"codeAction/resolve\","
            + " \"params\": {\"title\": \"x\", \"data\": {\"uri\": [], \"kind\": 7}}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 907, \"method\": \"initialize\", \"params\": {}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"textDocument/didOpen\", \"params\": {}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"textDocument/didOpen\","
            + " \"params\": {\"textDocument\": {\"uri\": null, \"version\": \"x\"}}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"textDocument/didChange\","
            + " \"params\": {\"textDocument\": {\"uri\": \"file:///gone.c\", \"version\": 3},"
            + " \"contentChanges\": [{\"text\": \"x\"}]}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"textDocument/didClose\","
            + " \"params\": {\"textDocument\": {\"uri\": \"file:///gone.c\"}}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"textDocument/didClose\","
            + " \"params\": {\"textDocument\": {\"uri\": \"file:///%00%zz\\u0000\"}}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"workspace/didChangeConfiguration\", \"params\": {}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"workspace/didChangeWatchedFiles\","
            + " \"params\": {\"changes\": [{\"uri\": \"what\", \"type\": 9}]}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"$/cancelRequest\", \"params\": {\"id\": 12345}}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"window/workDoneProgress/cancel\","
            + " \"params\": {\"token\": \"x\"}}"
      })
  void noMessageBreaksIt(String body) throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.sendBody(body);
    assertWorks(1);
  }

  @Test
  void requestsThatAreNotUnderstoodGetAnAnswer() throws Exception {
    client.initialize(Drivers.pushed(), root);
    assertThat(code(client.answer(client.begin("no/such/thing", new JsonObject()))))
        .isEqualTo(-32601);
    assertThat(code(client.answer(client.begin("initialize", new JsonObject())))).isEqualTo(-32600);
    client.answer(client.begin("textDocument/codeAction", new JsonObject()));
    client.answer(client.begin("textDocument/codeAction", json("{'textDocument': 5}")));
    assertWorks(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"jsonrpc\": \"2.0\", \"id\": 900, \"method\": \"textDocument/hover\", \"params\": 5}",
        "{\"jsonrpc\": \"2.0\", \"method\": \"textDocument/hover\", \"params\": 5, \"id\": 900}",
        "{\"method\": \"codeAction/resolve\", \"params\": {\"kind\": []}, \"id\": 900}",
        "{\"jsonrpc\": \"2.0\", \"params\": {}, \"id\": 900, \"method\": \"textDocument/hover\"}",
        "{\"jsonrpc\": \"2.0\", \"id\": 900, \"method\": \"textDocument/inlayHint\","
            + " \"params\": {\"textDocument\": {\"uri\": \"file:///x.c\"}}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 900, \"method\": \"textDocument/inlayHint\","
            + " \"params\": {\"textDocument\": {\"uri\": \"file:///x.c\"}, \"range\": {}}}",
        "{\"jsonrpc\": \"2.0\", \"id\": 900, \"method\": \"textDocument/codeAction\","
            + " \"params\": {\"textDocument\": {\"uri\": \"file:///x.c\"}, \"range\": {}}}"
      })
  void whoeverWaitsIsToldThatTheParametersAreWrong(String body) throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.sendBody(body);
    JsonObject answer = client.answer(900);
    assertThat(code(answer)).isEqualTo(-32602);
    assertThat(answer.toString()).doesNotContain("Exception").doesNotContain("lsp4j");
    assertWorks(1);
  }

  @Test
  void aPositionThatIsMissingIsNowhere() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.open(file, 1, Drivers.WRONG_BAND);
    assertThat(client.ask("textDocument/hover", TestClient.document(file)))
        .isEqualTo(JsonNull.INSTANCE);
    assertThat(client.pending()).noneMatch(m -> TestClient.isCall(m, "window/logMessage"));
    assertWorks(2);
  }

  @Test
  void aCancellationThatComesTooLateIsNotWorthAWord() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.ask("textDocument/hover", TestClient.document(file));
    client.tell("$/cancelRequest", json("{'id': 2}"));
    client.ask("textDocument/hover", TestClient.document(file));
    assertThat(client.pending()).noneMatch(m -> TestClient.isCall(m, "window/logMessage"));
    assertWorks(1);
  }

  @Test
  void aNotificationThatAsksForAnAnswerDoesNothing() throws Exception {
    client.initialize(Drivers.pulled(), root);
    JsonObject opening = json("{'textDocument': {'languageId': 'c', 'version': 1}}");
    opening.getAsJsonObject("textDocument").addProperty("uri", file);
    opening.getAsJsonObject("textDocument").addProperty("text", Drivers.WRONG_BAND);
    assertThat(code(client.answer(client.begin("textDocument/didOpen", opening))))
        .isEqualTo(-32600);
    assertThat(client.pull(file, "").getAsJsonArray("items")).isEmpty();
    client.leave();
    assertThat(server.exitCode()).isZero();
  }

  @Test
  void aRequestThatWantsNoAnswerDoesNothing() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.tell("initialize", json("{'capabilities': {'textDocument': {'diagnostic': {}}}}"));
    client.tell("shutdown", JsonNull.INSTANCE);
    assertWorks(1);
  }

  @Test
  void garbageBetweenMessagesIsPassedOver() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.sendRaw("Content-Length: x\r\n\r\n");
    client.sendRaw("Content-Type: text\r\n\r\n");
    client.sendRaw("Content-Length: -5\r\n\r\n");
    client.sendRaw("\r\n\r\nhello\r\n\r\n");
    client.sendRaw("Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{}");
    assertWorks(1);
  }

  @Test
  void rangesOutsideTheDocumentArePulledBack() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.open(file, 1, "int a;\n");
    client.diagnostics(file, 1);
    client.change(file, 2, new int[] {900, 5, 1000, 0}, "int b;\n");
    client.change(file, 1, new int[] {0, 900, 0, 2}, "");
    client.change(file, 3, new int[] {2, 3, 0, 0}, "");
    client.change(file, 4, new int[] {-1, -1, 5, 5}, Drivers.WRONG_BAND);
    assertThat(lines(client.diagnostics(file, 4))).containsExactly("14:FA202");
    assertWorks(5);
  }

  @Test
  void hugeAndHostileDocumentsAreRefusedByName() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.open(file, 1, "int fasync;\n".repeat(800_000));
    assertThat(client.diagnostics(file, 1).toString()).contains("too large to analyse");
    client.replace(file, 2, "void f(void) " + "{".repeat(5_000));
    assertThat(client.diagnostics(file, 2).toString()).contains("was not examined");
    assertWorks(3);
  }

  @Test
  void theNewestTextWinsAndRequestsAreAnsweredInOrder() throws Exception {
    client.initialize(Drivers.pulled(), root);
    client.open(file, 1, Drivers.RIGHT);
    int[] ids = new int[40];
    for (int i = 0; i < ids.length; i++) {
      client.replace(file, i + 2, i % 2 == 0 ? Drivers.WRONG_BAND : Drivers.RIGHT);
      ids[i] = client.begin("textDocument/diagnostic", TestClient.document(file));
    }
    JsonObject last = client.answer(ids[ids.length - 1]);
    assertThat(last.getAsJsonObject("result").getAsJsonArray("items")).isEmpty();
    List<Integer> order =
        client.pending().stream()
            .filter(m -> m.has("id") && !m.has("method"))
            .map(m -> m.get("id").getAsInt())
            .toList();
    assertThat(order).hasSize(ids.length - 1).isSorted();
    client.leave();
    assertThat(server.exitCode()).isZero();
  }

  @Test
  void nothingIsDoneBeforeInitializeAndAfterShutdown() throws Exception {
    client.open(file, 1, Drivers.WRONG_BAND);
    assertThat(code(client.answer(client.begin("textDocument/diagnostic", new JsonObject()))))
        .isEqualTo(-32002);
    client.initialize(Drivers.pulled(), root);
    client.ask("shutdown", JsonNull.INSTANCE);
    assertThat(
            code(client.answer(client.begin("textDocument/diagnostic", TestClient.document(file)))))
        .isEqualTo(-32600);
    client.tell("exit", JsonNull.INSTANCE);
    assertThat(server.exitCode()).isZero();
  }

  @Test
  void leavingWithoutAWordIsAnError() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.tell("exit", JsonNull.INSTANCE);
    assertThat(server.exitCode()).isEqualTo(1);
  }

  @Test
  void theEndOfTheStreamIsTheEnd() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.close();
    assertThat(server.exitCode()).isEqualTo(1);
  }

  private static int code(JsonObject answer) {
    return answer.getAsJsonObject("error").get("code").getAsInt();
  }
}
