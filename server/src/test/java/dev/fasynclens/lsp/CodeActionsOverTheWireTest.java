package dev.fasynclens.lsp;

import static dev.fasynclens.lsp.TestClient.json;
import static dev.fasynclens.lsp.TestClient.lines;
import static dev.fasynclens.lsp.TestClient.uri;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.fasynclens.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repairs and suppressions: asked for, resolved, made, and reviewed again. */
final class CodeActionsOverTheWireTest {
  private static final int[] BAND = {13, 28, 13, 34};

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

  @Test
  void aRepairIsResolvedAndTakesTheFindingAway() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.open(file, 3, Drivers.WRONG_BAND);
    assertThat(lines(client.diagnostics(file, 3))).containsExactly("14:FA202");

    JsonArray actions = actions(file, "quickfix", BAND);
    assertThat(TestClient.texts(actions, a -> a.get("title").getAsString()))
        .containsExactly(
            "Pass POLL_IN",
            "Suppress FA202 here, with a reason",
            "Switch FA202 off in .fasync-lens.json");
    JsonObject fix = actions.get(0).getAsJsonObject();
    assertThat(fix.get("isPreferred").getAsBoolean()).isTrue();
    assertThat(fix.has("edit")).isFalse();
    JsonObject edit = resolved(fix);
    assertThat(edit.toString()).contains("\"version\":3");
    String repaired = TestEdits.made(edit, Map.of(file, Drivers.WRONG_BAND)).get(file);
    assertThat(repaired).isEqualTo(Drivers.RIGHT);
    client.replace(file, 4, repaired);
    assertThat(client.diagnostics(file, 4)).isEmpty();

    // What was offered for the text before finds nothing to do any more.
    assertThat(client.ask("codeAction/resolve", fix).getAsJsonObject().has("edit")).isFalse();
    assertThat(actions(file, "quickfix", BAND)).isEmpty();
  }

  @Test
  void clientsThatCannotResolveGetTheEditAtOnce() throws Exception {
    JsonObject capabilities = Drivers.pushed();
    capabilities
        .getAsJsonObject("textDocument")
        .getAsJsonObject("codeAction")
        .remove("dataSupport");
    capabilities.getAsJsonObject("workspace").remove("workspaceEdit");
    client.initialize(capabilities, root);
    client.open(file, 1, Drivers.WRONG_BAND);

    JsonObject edit =
        actions(file, "quickfix", BAND).get(0).getAsJsonObject().getAsJsonObject("edit");
    assertThat(edit.getAsJsonObject("changes").getAsJsonArray(file)).hasSize(1);
    assertThat(edit.has("documentChanges")).isFalse();
  }

  @Test
  void aSuppressionTakesTheFindingAway() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.open(file, 1, Drivers.WRONG_BAND);
    JsonObject edit = resolved(actions(file, "quickfix", BAND).get(1).getAsJsonObject());

    String suppressed = TestEdits.made(edit, Map.of(file, Drivers.WRONG_BAND)).get(file);
    assertThat(suppressed).contains("{\n\t/* fasync-lens: ignore FA202 -- reason */\n\tkill");
    client.replace(file, 2, suppressed);
    assertThat(client.diagnostics(file, 2)).isEmpty();
  }

  @Test
  void clientsWithSnippetsAreTakenToTheReason() throws Exception {
    JsonObject capabilities = Drivers.pushed();
    capabilities
        .getAsJsonObject("workspace")
        .getAsJsonObject("workspaceEdit")
        .addProperty("snippetEditSupport", true);
    client.initialize(capabilities, root);
    client.open(file, 1, Drivers.WRONG_BAND);

    assertThat(resolved(actions(file, "quickfix", BAND).get(1).getAsJsonObject()).toString())
        .contains("-- ${1:reason} */");
  }

  @Test
  void everySuppressionOfEverySampleSuppresses() throws Exception {
    client.initialize(Drivers.pushed(), RepositoryFiles.DRIVERS);
    int version = 1;
    int made = 0;
    for (Path path : RepositoryFiles.sourcesBelow(RepositoryFiles.DRIVERS)) {
      String sample = uri(path);
      String text = Files.readString(path);
      client.open(sample, version, text);
      JsonArray found = client.diagnostics(sample, version);
      for (int i = 0; i < found.size(); i++) {
        JsonObject range = found.get(i).getAsJsonObject().getAsJsonObject("range");
        String rule = found.get(i).getAsJsonObject().get("code").getAsString();
        for (JsonElement action : actions(sample, "quickfix", range)) {
          JsonObject one = action.getAsJsonObject();
          if (one.get("title").getAsString().startsWith("Suppress " + rule)
              && one.getAsJsonArray("diagnostics").get(0).equals(found.get(i))) {
            String suppressed = TestEdits.made(resolved(one), Map.of(sample, text)).get(sample);
            client.replace(sample, ++version, suppressed);
            JsonArray left = client.diagnostics(sample, version);
            assertThat(left)
                .as(sample + " " + lines(found) + " without " + i + " has " + lines(left))
                .hasSizeLessThan(found.size());
            assertThat(lines(left)).noneMatch(line -> line.endsWith("FA901"));
            client.replace(sample, ++version, text);
            client.diagnostics(sample, version);
            made++;
          }
        }
      }
      client.closeDocument(sample);
      version++;
    }
    assertThat(made).isGreaterThan(30);
  }

  @Test
  void aRuleIsSwitchedOffInANewFileOrInTheOneThatIsThere() throws Exception {
    client.initialize(Drivers.pushed(), root);
    client.open(file, 1, Drivers.WRONG_BAND);
    Path configuration = root.resolve(".fasync-lens.json");

    JsonObject edit = resolved(actions(file, "quickfix", BAND).get(2).getAsJsonObject());
    String created = TestEdits.made(edit, Map.of()).get(uri(configuration));
    assertThat(JsonParserOf.text(created)).isEqualTo(json("{'rules': {'FA202': 'off'}}"));

    for (String before :
        new String[] {
          "{}",
          "{\n  \"failOn\": \"error\"\n}\n",
          "{\"rules\": {}}",
          "{\"rules\": {\"FA301\": \"info\"}}",
          "{\"rules\": {\"FA202\": \"info\"}}"
        }) {
      client.open(uri(configuration), 1, before);
      JsonObject change = resolved(actions(file, "quickfix", BAND).get(2).getAsJsonObject());
      String after =
          TestEdits.made(change, Map.of(uri(configuration), before)).get(uri(configuration));
      JsonObject expected = JsonParserOf.text(before);
      if (!expected.has("rules")) {
        expected.add("rules", new JsonObject());
      }
      expected.getAsJsonObject("rules").addProperty("FA202", "off");
      assertThat(JsonParserOf.text(after)).isEqualTo(expected);
      client.replace(uri(configuration), 2, after);
      assertThat(client.diagnostics(uri(configuration), 2)).isEmpty();
      client.closeDocument(uri(configuration));
    }
  }

  @Test
  void allSafeRepairsOfAFileAreMadeTogether() throws Exception {
    client.initialize(Drivers.pushed(), root);
    String text = Drivers.WRONG_BAND + Drivers.WRONG_BAND.replaceAll("queue|my_|fops|tell", "$0_b");
    client.open(file, 1, text);
    assertThat(client.diagnostics(file, 1)).hasSize(2);

    JsonArray actions = actions(file, "source.fixAll", new int[] {0, 0, 0, 0});
    assertThat(TestClient.texts(actions, a -> a.get("kind").getAsString()))
        .containsExactly("source.fixAll.fasyncLens");
    JsonObject edit = resolved(actions.get(0).getAsJsonObject());
    client.replace(file, 2, TestEdits.made(edit, Map.of(file, text)).get(file));
    assertThat(client.diagnostics(file, 2)).isEmpty();
    assertThat(actions(file, "source.fixAll", new int[] {0, 0, 0, 0})).isEmpty();
  }

  @Test
  void asynchronousNotificationIsAddedToADriverWithoutIt() throws Exception {
    client.initialize(Drivers.pushed(), root);
    Path drivers = Path.of("src", "test", "resources", "notification");
    String text = Files.readString(drivers.resolve("misc-container.c"));
    client.open(file, 1, text);
    assertThat(client.diagnostics(file, 1)).isEmpty();

    JsonArray actions = actions(file, "refactor", new int[] {0, 0, 0, 0});
    assertThat(TestClient.texts(actions, a -> a.get("title").getAsString()))
        .containsExactly("Add asynchronous notification to this driver");
    JsonObject action = actions.get(0).getAsJsonObject();
    assertThat(action.get("kind").getAsString()).isEqualTo("refactor.rewrite");
    String after = TestEdits.made(resolved(action), Map.of(file, text)).get(file);
    String forOldKernels =
        Files.readString(drivers.resolve("after-2.6.22").resolve("misc-container.c"));
    assertThat(after).isEqualTo(forOldKernels.replaceAll("return min\\((.*), 0\\);", "return $1;"));
    client.replace(file, 2, after);
    assertThat(client.diagnostics(file, 2)).isEmpty();
    assertThat(actions(file, "refactor", new int[] {0, 0, 0, 0})).isEmpty();
    assertThat(client.ask("codeAction/resolve", action).getAsJsonObject().has("edit")).isFalse();
  }

  @Test
  void whatCannotBeAddedIsOfferedWithTheReasonToThoseWhoShowIt() throws Exception {
    JsonObject capabilities = Drivers.pushed();
    capabilities
        .getAsJsonObject("textDocument")
        .getAsJsonObject("codeAction")
        .addProperty("disabledSupport", true);
    client.initialize(capabilities, root);
    client.open(file, 1, "static const struct file_operations jar_fops = { .read = jar_read };\n");

    JsonObject action =
        actions(file, "refactor.rewrite", new int[] {0, 0, 0, 0}).get(0).getAsJsonObject();
    assertThat(action.getAsJsonObject("disabled").get("reason").getAsString())
        .startsWith("Nothing in view wakes up");
    assertThat(action.has("data")).isFalse();
  }

  @Test
  void aRepairThatNeedsJudgementIsOfferedButNotPreferred() throws Exception {
    client.initialize(Drivers.pushed(), root);
    Path example = RepositoryFiles.RULES.resolve("FA205").resolve("bad-no-handler.c");
    String text = Files.readString(example);
    client.open(file, 1, text);
    JsonObject finding = client.diagnostics(file, 1).get(0).getAsJsonObject();

    assertThat(actions(file, "source.fixAll", new int[] {0, 0, 0, 0})).isEmpty();
    JsonObject fix =
        actions(file, "quickfix", finding.getAsJsonObject("range")).get(0).getAsJsonObject();
    assertThat(fix.get("title").getAsString()).isEqualTo("Write the handler scanner_fasync()");
    assertThat(fix.get("isPreferred").getAsBoolean()).isFalse();
    client.replace(file, 2, TestEdits.made(resolved(fix), Map.of(file, text)).get(file));
    assertThat(client.diagnostics(file, 2)).isEmpty();
  }

  private JsonObject resolved(JsonObject action) throws IOException, InterruptedException {
    return client.ask("codeAction/resolve", action).getAsJsonObject().getAsJsonObject("edit");
  }

  private JsonArray actions(String document, String kind, int[] range)
      throws IOException, InterruptedException {
    return actions(document, kind, TestClient.range(range));
  }

  private JsonArray actions(String document, String kind, JsonObject range)
      throws IOException, InterruptedException {
    JsonObject parameters = TestClient.document(document);
    parameters.add("range", range);
    parameters.add("context", json("{'diagnostics': [], 'only': ['" + kind + "']}"));
    return client.ask("textDocument/codeAction", parameters).getAsJsonArray();
  }

  /** JSON as it is. */
  private static final class JsonParserOf {
    static JsonObject text(String text) {
      return com.google.gson.JsonParser.parseString(text).getAsJsonObject();
    }
  }
}
