package dev.fasynclens.lsp;

import static dev.fasynclens.lsp.TestClient.json;
import static dev.fasynclens.lsp.TestClient.uri;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private @Nullable Path page;

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
    if (page != null) {
      assertThat(page).as("no page outlives its session").doesNotExist();
    }
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

  private JsonObject knowing(String extensions) {
    JsonObject capabilities = withMarkdown();
    capabilities.add("experimental", json("{'fasyncLens': {" + extensions + "}}"));
    capabilities
        .getAsJsonObject("textDocument")
        .add("documentSymbol", json("{'hierarchicalDocumentSymbolSupport': true}"));
    return capabilities;
  }

  private static List<String> lines(JsonElement ranges) {
    return TestClient.texts(
        ranges.getAsJsonArray(),
        each -> each.getAsJsonObject("range").getAsJsonObject("start").get("line").getAsString());
  }

  @Test
  void aQueueLeadsToItsDeclarationAndToItsUsesInOtherFiles() throws Exception {
    client.initialize(knowing("'showReferences': true"), root);
    String shared = Drivers.RIGHT.replace("static struct", "struct");
    client.open(file, 1, shared);
    String other = uri(root.resolve("y.c"));
    client.open(
        other,
        1,
        "extern struct fasync_struct *queue;\n"
            + "void more(void) { kill_fasync(&queue, SIGIO, POLL_OUT); }\n");

    JsonElement definition = at("textDocument/definition", CALL, 15);
    assertThat(lines(definition)).containsExactly("2");
    assertThat(lines(at("textDocument/documentHighlight", CALL, 15)))
        .containsExactly("2", "6", "8", "13");
    JsonObject asked = TestClient.document(file);
    asked.add("position", json("{'line': 2, 'character': 23}"));
    asked.add("context", json("{'includeDeclaration': false}"));
    JsonElement references = client.ask("textDocument/references", asked);
    assertThat(TestClient.texts(references.getAsJsonArray(), each -> each.get("uri").getAsString()))
        .containsExactly(file, file, file, other);
    assertThat(lines(references)).containsExactly("6", "8", "13", "1");

    JsonObject lens =
        client
            .ask("textDocument/codeLens", TestClient.document(file))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("command");
    assertThat(lens.get("title").getAsString()).startsWith("1 registration, 2 notifications");
    assertThat(lens.getAsJsonArray("arguments").get(2).getAsJsonArray()).hasSize(4);

    assertThat(at("textDocument/definition", CALL, 3).getAsJsonArray()).isEmpty();
    assertThat(at("textDocument/definition", 1000, 0).getAsJsonArray()).isEmpty();
    assertThat(at("textDocument/documentHighlight", 0, 0).getAsJsonArray()).isEmpty();
  }

  @Test
  void theNamesOfTheKernelLeadToItsPages() throws Exception {
    client.initialize(knowing("'kernelPages': true"), json("{'kernel': '6.12'}"), root);
    client.open(file, 1, Drivers.RIGHT);
    String page =
        at("textDocument/definition", CALL, 3)
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .get("uri")
            .getAsString();
    assertThat(page).isEqualTo("fasync-lens:/6.12/kill_fasync.md");

    JsonObject asked = new JsonObject();
    asked.addProperty("uri", page);
    JsonObject text = client.ask("fasyncLens/kernelPage", asked).getAsJsonObject();
    assertThat(text.get("markdown").getAsString())
        .startsWith("# `kill_fasync`")
        .contains("](fasync-lens:/6.12/kill_fasync_rcu.md)");
    JsonElement old =
        client.ask(
            "fasyncLens/kernelPage", json("{'function': 'kill_fasync', 'version': '2.6.20'}"));
    assertThat(old.getAsJsonObject().get("markdown").getAsString())
        .contains("](fasync-lens:/2.6.20/__kill_fasync.md)");
    assertThat(client.ask("fasyncLens/kernelPage", json("{'function': 'printk'}")).isJsonNull())
        .isTrue();
    int wrong =
        client.begin(
            "fasyncLens/kernelPage", json("{'function': 'kill_fasync', 'version': 'new'}"));
    assertThat(client.answer(wrong).getAsJsonObject("error").get("code").getAsInt())
        .isEqualTo(-32602);
  }

  @Test
  void theOutlineHintsSignaturesAndCompletionsAreThere() throws Exception {
    client.initialize(knowing(""), root);
    client.open(file, 1, Drivers.RIGHT);
    JsonArray symbols =
        client.ask("textDocument/documentSymbol", TestClient.document(file)).getAsJsonArray();
    assertThat(TestClient.texts(symbols, each -> each.get("name").getAsString()))
        .containsExactly("queue", "my_fasync");

    JsonObject asked = TestClient.document(file);
    asked.add("range", TestClient.range(CALL, 0, CALL + 1, 0));
    JsonArray hints = client.ask("textDocument/inlayHint", asked).getAsJsonArray();
    assertThat(TestClient.texts(hints, each -> each.get("label").getAsString()))
        .containsExactly("si_band 0x41");

    JsonObject help = at("textDocument/signatureHelp", CALL, 21).getAsJsonObject();
    assertThat(help.get("activeParameter").getAsInt()).isEqualTo(1);
    assertThat(help.toString()).contains("void kill_fasync(struct fasync_struct **fp, int sig");
    assertThat(at("textDocument/signatureHelp", 1, 0).isJsonNull()).isTrue();

    JsonArray items = at("textDocument/completion", CALL, 30).getAsJsonArray();
    assertThat(TestClient.texts(items, each -> each.get("label").getAsString()))
        .contains("POLL_IN", "POLL_HUP");
    assertThat(items.get(0).getAsJsonObject().getAsJsonObject("textEdit").get("range"))
        .isEqualTo(TestClient.range(CALL, 28, CALL, 35));
    assertThat(at("textDocument/completion", 1, 0).getAsJsonArray()).isEmpty();

    client.replace(file, 2, "struct }{ static kill_fasync(&queue, SIGIO, ");
    assertThat(at("textDocument/completion", 0, 45).isJsonArray()).isTrue();
    client.closeDocument(file);
    assertThat(
            client.ask("textDocument/documentSymbol", TestClient.document(file)).getAsJsonArray())
        .isEmpty();
  }

  @Test
  void snippetsAreForClientsThatCanFillThemIn() throws Exception {
    JsonObject capabilities = knowing("");
    capabilities
        .getAsJsonObject("textDocument")
        .add("completion", json("{'completionItem': {'snippetSupport': true}}"));
    client.initialize(capabilities, root);
    client.open(file, 1, Drivers.RIGHT.replace("\tkill_fasync(&queue, SIGIO, POLL_IN);", "\tki"));
    JsonObject item =
        at("textDocument/completion", CALL, 3).getAsJsonArray().get(0).getAsJsonObject();
    assertThat(item.get("insertTextFormat").getAsInt()).isEqualTo(2);
    assertThat(item.get("filterText").getAsString()).isEqualTo("kill_fasync");
    assertThat(item.getAsJsonObject("textEdit"))
        .isEqualTo(edit("kill_fasync(&${1:queue}, SIGIO, ${2:POLL_IN});", CALL, 1, CALL, 3));
  }

  private static JsonObject edit(String text, int... range) {
    JsonObject edit = new JsonObject();
    edit.add("range", TestClient.range(range));
    edit.addProperty("newText", text);
    return edit;
  }

  @Test
  void whoCannotFillInGetsPlainText() throws Exception {
    client.initialize(knowing(""), root);
    client.open(file, 1, Drivers.RIGHT.replace("\tkill_fasync(&queue, SIGIO, POLL_IN);", "\tki"));
    JsonArray items = at("textDocument/completion", CALL, 3).getAsJsonArray();
    assertThat(items).hasSize(1);
    JsonObject item = items.get(0).getAsJsonObject();
    assertThat(item.get("insertTextFormat").getAsInt()).isEqualTo(1);
    assertThat(item.getAsJsonObject("textEdit").get("newText").getAsString())
        .isEqualTo("kill_fasync(&queue, SIGIO, POLL_IN);");
    client.replace(file, 2, "void tell(void)\n{\n\tx\n}\n");
    assertThat(at("textDocument/completion", 2, 2).getAsJsonArray()).isEmpty();
  }

  @Test
  void theOutlineNestsQueuesInTheirStructIfTheClientShowsTrees() throws Exception {
    String text = "struct chip {\n\tint a;\n\tstruct fasync_struct *one, *two;\n};\n";
    client.initialize(knowing(""), root);
    client.open(file, 1, text);
    JsonObject struct =
        client
            .ask("textDocument/documentSymbol", TestClient.document(file))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject();
    assertThat(struct.get("name").getAsString()).isEqualTo("struct chip");
    assertThat(struct.get("range")).isEqualTo(TestClient.range(0, 0, 3, 1));
    assertThat(
            TestClient.texts(
                struct.getAsJsonArray("children"), each -> each.get("name").getAsString()))
        .containsExactly("one", "two");
  }

  @Test
  void theOutlineIsAListForOthers() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.open(file, 1, "struct chip {\n\tstruct fasync_struct *one;\n};\n");
    JsonArray symbols =
        client.ask("textDocument/documentSymbol", TestClient.document(file)).getAsJsonArray();
    assertThat(
            TestClient.texts(
                symbols,
                each ->
                    each.get("name").getAsString()
                        + " in "
                        + each.get("containerName").getAsString()))
        .containsExactly("one in struct chip");
  }

  private JsonElement preview(int line, String setUp) throws Exception {
    JsonObject asked = TestClient.document(file);
    asked.add("position", json("{'line': " + line + ", 'character': 3}"));
    asked.add("setUp", json(setUp));
    return client.ask("fasyncLens/preview", asked);
  }

  @Test
  void aPreviewRunsTheCallOnTwoKernelsAndSaysWhatItAssumes() throws Exception {
    client.initialize(knowing("'preview': true"), root);
    client.open(file, 1, Drivers.WRONG_BAND);

    JsonObject both =
        preview(CALL, "{'kernels': ['2.6.20', '6.12'], 'setsig': 'RTMIN', 'events': 2}")
            .getAsJsonObject();
    assertThat(both.get("outcome").getAsString()).contains("Linux 2.6.20: ", "Linux 6.12: ");
    JsonArray runs = both.getAsJsonObject("story").getAsJsonArray("runs");
    assertThat(TestClient.texts(runs, run -> run.get("kernel").getAsString()))
        .containsExactly("2.6.20", "6.12");
    assertThat(runs.get(1).getAsJsonObject().getAsJsonArray("steps").toString())
        .contains("m open file /dev/fz_good rw", "m setsig file RTMIN", "m kf file SIGIO 1 2");
    assertThat(both.get("assumptions").toString()).contains("my_fasync() registers, takes off");
    assertThat(both.get("notExecuted").toString()).contains("Nothing of the driver's code runs");
    assertThat(both.get("markdown").getAsString()).startsWith("# What tell");
    assertThat(both.get("mermaid").getAsString()).startsWith("sequenceDiagram");
    assertThat(both.get("html").getAsString()).startsWith("<!DOCTYPE html>");

    client.replace(file, 2, Drivers.RIGHT.replace(".fasync = my_fasync, ", ""));
    JsonObject unwired =
        preview(CALL, "{'owner': 'thread', 'mask': true, 'rlimit': 0}").getAsJsonObject();
    assertThat(unwired.get("outcome").getAsString()).contains("Nobody gets a signal");
    assertThat(unwired.get("story").toString()).contains("/dev/fz_notwired");
    client.replace(file, 3, Drivers.RIGHT.replace("return my_fasync(-1, f, 0);", "return 0;"));
    assertThat(preview(CALL, "{'closeBetween': true}").getAsJsonObject().get("story").toString())
        .contains("/dev/fz_norelease");

    assertThat(preview(0, "{}").isJsonNull()).isTrue();
    assertThat(preview(1000, "{}").isJsonNull()).isTrue();
    JsonObject wrong = TestClient.document(file);
    wrong.add("setUp", json("{'setsig': 'SIGIO m exit'}"));
    assertThat(
            client
                .answer(client.begin("fasyncLens/preview", wrong))
                .getAsJsonObject("error")
                .get("code")
                .getAsInt())
        .isEqualTo(-32602);
  }

  @Test
  void clientsWithoutOurExtensionSeeAPageOrAMessage() throws Exception {
    JsonObject capabilities = Drivers.pushed();
    capabilities.add("window", json("{'showDocument': {'support': true}}"));
    JsonObject provider =
        client.initialize(capabilities, root).getAsJsonObject("executeCommandProvider");
    assertThat(provider.get("commands").toString()).contains("fasyncLens.whatHappens");
    client.open(file, 1, Drivers.RIGHT);
    JsonArray lenses =
        client.ask("textDocument/codeLens", TestClient.document(file)).getAsJsonArray();
    assertThat(
            TestClient.texts(
                lenses, lens -> lens.getAsJsonObject("command").get("command").getAsString()))
        .containsExactly("", "fasyncLens.whatHappens");

    // This client answers null when it is asked to show something, so the sentence comes, too.
    client.ask(
        "workspace/executeCommand", lenses.get(1).getAsJsonObject().getAsJsonObject("command"));
    JsonObject shown =
        client
            .await("page", m -> TestClient.isCall(m, "window/showDocument"))
            .getAsJsonObject("params");
    page = Path.of(URI.create(shown.get("uri").getAsString()));
    assertThat(page).content().startsWith("<!DOCTYPE html>");
    assertThat(client.await("message", m -> TestClient.isCall(m, "window/showMessage")).toString())
        .contains("SIGIO");
  }
}
