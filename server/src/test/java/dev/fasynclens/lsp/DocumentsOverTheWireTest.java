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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is open in the editor counts, however it got there. */
final class DocumentsOverTheWireTest {
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
    client.leave();
    assertThat(server.exitCode()).isZero();
    assertThat(client.violations()).isEmpty();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'[]', utf-16, 34",
    "'[\"utf-16\"]', utf-16, 34",
    "'[\"utf-8\", \"utf-16\"]', utf-8, 37",
    "'[\"utf-32\", \"utf-8\"]', utf-32, 33",
    "'[\"utf-7\", \"utf-32\"]', utf-32, 33"
  })
  void columnsAreCountedAsTheClientLikesBest(String offered, String chosen, int column)
      throws Exception {
    JsonObject capabilities = Drivers.pushed();
    capabilities.add("general", json("{'positionEncodings': " + offered + "}"));
    assertThat(client.initialize(capabilities, root).get("positionEncoding").getAsString())
        .isEqualTo(chosen);
    String file = uri(root.resolve("x.c"));
    String text = Drivers.WRONG_BAND.replace("\tkill", "/*😀é*/kill");

    client.open(file, 1, text);
    JsonObject range =
        client.diagnostics(file, 1).get(0).getAsJsonObject().getAsJsonObject("range");
    assertThat(range.getAsJsonObject("start").get("line").getAsInt()).isEqualTo(13);
    assertThat(range.getAsJsonObject("start").get("character").getAsInt()).isEqualTo(column);

    // The same numbers lead back: "POLLIN" becomes "POLL_IN".
    client.change(file, 2, new int[] {13, column + 4, 13, column + 4}, "_");
    assertThat(client.diagnostics(file, 2)).isEmpty();
  }

  @Test
  void unsavedTextCountsAndNotWhatIsOnDisk() throws Exception {
    Path path = root.resolve("x.c");
    Files.writeString(path, Drivers.WRONG_BAND);
    client.initialize(Drivers.pushed(), root);
    String file = uri(path);

    client.open(file, 7, Drivers.RIGHT);
    assertThat(client.diagnostics(file, 7)).isEmpty();
    client.replace(file, 8, Drivers.WRONG_BAND);
    assertThat(lines(client.diagnostics(file, 8))).containsExactly("14:FA202");
    client.closeDocument(file);
    assertThat(client.published(file, p -> !p.has("version"))).isEmpty();
  }

  @Test
  void editsOfLinesWithWindowsEndsAndSurrogatesLandWhereTheyShould() throws Exception {
    client.initialize(Drivers.pushed(), root);
    String file = uri(root.resolve("x.c"));
    client.open(file, 1, Drivers.WRONG_BAND.replace("\n", "\r\n"));
    assertThat(lines(client.diagnostics(file, 1))).containsExactly("14:FA202");

    client.change(file, 2, new int[] {13, 0, 13, 0}, "\t/* 😀 */\r\n");
    assertThat(lines(client.diagnostics(file, 2))).containsExactly("15:FA202");
    // From the middle of a pair, which no editor should send, to beyond the end of the line.
    client.change(file, 3, new int[] {13, 5, 13, 99}, "x */");
    assertThat(lines(client.diagnostics(file, 3))).containsExactly("15:FA202");
    client.change(file, 4, new int[] {12, 1, 14, 0}, "\r\n");
    assertThat(lines(client.diagnostics(file, 4))).containsExactly("14:FA202");
    client.change(file, 5, new int[] {13, 28, 13, 34}, "POLL_IN");
    assertThat(client.diagnostics(file, 5)).isEmpty();
  }

  @Test
  void severalChangesInOneMessageAreMadeOneAfterTheOther() throws Exception {
    client.initialize(Drivers.pushed(), root);
    String file = uri(root.resolve("x.c"));
    client.open(file, 1, "");
    JsonObject change = TestClient.document(file);
    change.getAsJsonObject("textDocument").addProperty("version", 2);
    JsonArray changes = new JsonArray();
    JsonObject whole = new JsonObject();
    whole.addProperty("text", Drivers.RIGHT);
    changes.add(whole);
    changes.add(json("{'range': " + TestClient.range(0, 0, 0, 0) + ", 'text': '//\\n'}"));
    changes.add(json("{'range': " + TestClient.range(14, 32, 14, 33) + ", 'text': ''}"));
    change.add("contentChanges", changes);

    client.tell("textDocument/didChange", change);
    assertThat(lines(client.diagnostics(file, 2))).containsExactly("15:FA202");
  }

  @Test
  void anEditRefreshesTheFilesThatAreLinkedWithIt() throws Exception {
    String header = "extern struct fasync_struct *queue;\n";
    String notifier =
        "#include \"q.h\"\nvoid tell(void)\n{\n\tkill_fasync(&queue, SIGIO, POLL_IN);\n}\n";
    String handler =
        """
        #include "q.h"
        struct fasync_struct *queue;
        static int my_fasync(int fd, struct file *filp, int on)
        {
        	return fasync_helper(fd, filp, on, &queue);
        }
        static int my_release(struct inode *i, struct file *f) { return my_fasync(-1, f, 0); }
        static const struct file_operations fops = { .fasync = my_fasync, .release = my_release };
        """;
    Files.writeString(root.resolve("q.h"), header);
    Files.writeString(root.resolve("notifier.c"), notifier);
    Files.writeString(root.resolve("handler.c"), handler);
    client.initialize(Drivers.pushed(), root);
    String one = uri(root.resolve("handler.c"));
    String two = uri(root.resolve("notifier.c"));

    client.open(one, 1, handler);
    assertThat(client.diagnostics(one, 1)).isEmpty();
    client.open(two, 1, notifier);
    client.diagnostics(two, 1);
    client.replace(two, 2, notifier.replace("kill_fasync(&queue, SIGIO, POLL_IN)", "other()"));
    assertThat(lines(client.published(one, p -> !p.getAsJsonArray("diagnostics").isEmpty())))
        .containsExactly("5:FA204");
    client.closeDocument(two); // what is on disk counts again
    assertThat(client.published(one, p -> p.getAsJsonArray("diagnostics").isEmpty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void savingIsAMomentToSeeWhatElseChangedOnDisk(boolean watches) throws Exception {
    String notifier =
        "extern struct fasync_struct *queue;\n"
            + "void tell(void)\n{\n\tkill_fasync(&queue, SIGIO, POLL_IN);\n}\n";
    Path beside = Files.writeString(root.resolve("notifier.c"), notifier);
    JsonObject capabilities = Drivers.pushed();
    capabilities
        .getAsJsonObject("workspace")
        .add("didChangeWatchedFiles", json("{'dynamicRegistration': " + watches + "}"));
    client.initialize(capabilities, root);
    String file = uri(root.resolve("handler.c"));
    String handler =
        Drivers.RIGHT
            .replace("static struct fasync", "struct fasync")
            .replace("kill_fasync(&queue, SIGIO, POLL_IN)", "other()");
    client.open(file, 1, handler);
    assertThat(client.diagnostics(file, 1)).isEmpty();
    Files.writeString(beside, "/* nobody tells about fasync any more */\n");
    client.tell("textDocument/didSave", TestClient.document(file));
    assertThat(lines(client.published(file, p -> true))).containsExactly("7:FA204");
  }

  @Test
  void aQueueThatASiblingFolderNotifiesIsNotReportedOnceThatIsFound() throws Exception {
    Path core = Files.createDirectories(root.resolve("core"));
    Path hardware = Files.createDirectories(root.resolve("hw"));
    Path notifier =
        Files.writeString(
            hardware.resolve("notifier.c"),
            "extern struct fasync_struct *queue;\n"
                + "void tell(void)\n{\n\tkill_fasync(&queue, SIGIO, POLL_IN);\n}\n");
    client.initialize(Drivers.pushed(), root);
    String file = uri(core.resolve("handler.c"));
    client.open(
        file,
        1,
        Drivers.RIGHT
            .replace("static struct fasync", "struct fasync")
            .replace("kill_fasync(&queue, SIGIO, POLL_IN)", "other()"));
    assertThat(client.published(file, p -> p.getAsJsonArray("diagnostics").isEmpty())).isEmpty();
    String sibling = uri(notifier);
    client.open(sibling, 1, "void tell(void)\n{\n}\n");
    assertThat(lines(client.published(file, p -> !p.getAsJsonArray("diagnostics").isEmpty())))
        .containsExactly("7:FA204");
  }

  @Test
  void whatTheParserSkipsIsShownInFilesThatMentionFasync() throws Exception {
    client.initialize(Drivers.pushed(), root);
    String file = uri(root.resolve("x.c"));
    String broken = "int f(void)\n{\n\treturn 1 + * @ 2 @ /;\n}\n";
    client.open(file, 1, Drivers.RIGHT + broken);
    JsonArray shown = client.diagnostics(file, 1);
    assertThat(lines(shown)).contains("18:partly-read");
    assertThat(shown.get(0).getAsJsonObject().get("severity").getAsInt()).isEqualTo(3);
    client.replace(file, 2, broken);
    assertThat(client.diagnostics(file, 2)).isEmpty();
  }

  @Test
  void documentsOutsideEveryFolderAndThoseThatAreNoFilesAreReviewedToo() throws Exception {
    client.initialize(Drivers.pushed());
    client.open("untitled:Untitled-1", 1, Drivers.WRONG_BAND);
    assertThat(lines(client.diagnostics("untitled:Untitled-1", 1))).containsExactly("14:FA202");
    String file = uri(root.resolve("a b%é.c"));
    client.open(file, 1, Drivers.WRONG_BAND);
    assertThat(lines(client.diagnostics(file, 1))).containsExactly("14:FA202");
  }

  @Test
  void eachFolderHasItsOwnConfiguration() throws Exception {
    Path quiet = Files.createDirectories(root.resolve("quiet"));
    Path loud = Files.createDirectories(root.resolve("loud"));
    Files.writeString(quiet.resolve(".fasync-lens.json"), "{\"rules\": {\"FA202\": \"off\"}}");
    client.initialize(Drivers.pushed(), quiet, loud);
    client.open(uri(quiet.resolve("x.c")), 1, Drivers.WRONG_BAND);
    client.open(uri(loud.resolve("x.c")), 1, Drivers.WRONG_BAND);

    assertThat(client.diagnostics(uri(quiet.resolve("x.c")), 1)).isEmpty();
    assertThat(lines(client.diagnostics(uri(loud.resolve("x.c")), 1))).containsExactly("14:FA202");
  }
}
