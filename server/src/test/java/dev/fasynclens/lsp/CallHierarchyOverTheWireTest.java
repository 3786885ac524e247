package dev.fasynclens.lsp;

import static dev.fasynclens.lsp.TestClient.json;
import static dev.fasynclens.lsp.TestClient.uri;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Call hierarchies from a driver into the kernel's path and back. */
final class CallHierarchyOverTheWireTest {
  private static final String DRIVER =
      Drivers.RIGHT
          + """
          static void twice(int both)
          {
          	kill_fasync(&queue, SIGIO, POLL_IN);
          	if (both)
          		kill_fasync(&queue, SIGIO, POLL_OUT);
          	tell();
          	printk("told");
          }
          """;
  private static final int TELL = 11;
  private static final int CALL = 13;
  private static final int TWICE = 15;

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

  private void open(boolean pages, String kernel) throws Exception {
    JsonObject capabilities = Drivers.pushed();
    if (pages) {
      capabilities.add("experimental", json("{'fasyncLens': {'kernelPages': true}}"));
    }
    JsonObject provided =
        client.initialize(capabilities, json("{'kernel': '" + kernel + "'}"), root);
    assertThat(provided.get("callHierarchyProvider").getAsBoolean()).isTrue();
    client.open(file, 1, DRIVER);
  }

  private JsonElement prepared(int line, int character) throws Exception {
    JsonObject parameters = TestClient.document(file);
    parameters.add("position", json("{'line': " + line + ", 'character': " + character + "}"));
    return client.ask("textDocument/prepareCallHierarchy", parameters);
  }

  private JsonObject item(int line, int character) throws Exception {
    return prepared(line, character).getAsJsonArray().get(0).getAsJsonObject();
  }

  private JsonArray calls(String direction, JsonElement item) throws Exception {
    JsonObject parameters = new JsonObject();
    parameters.add("item", item);
    return client.ask("callHierarchy/" + direction, parameters).getAsJsonArray();
  }

  private static List<String> names(JsonArray calls, String end) {
    return TestClient.texts(calls, each -> each.getAsJsonObject(end).get("name").getAsString());
  }

  private static JsonObject named(JsonArray calls, String end, String name) {
    for (JsonElement each : calls) {
      JsonObject item = each.getAsJsonObject().getAsJsonObject(end);
      if (item.get("name").getAsString().equals(name)) {
        return item;
      }
    }
    throw new AssertionError(name + " is not in " + calls);
  }

  @Test
  void outgoingCallsLeadIntoTheKernelOfTheTarget() throws Exception {
    open(true, "6.12");
    JsonObject item = item(CALL, 3);
    assertThat(item.get("name").getAsString()).isEqualTo("kill_fasync");
    assertThat(item.get("uri").getAsString()).isEqualTo("fasync-lens:/6.12/kill_fasync.md");

    JsonArray next = calls("outgoingCalls", item);
    assertThat(names(next, "to")).containsExactly("kill_fasync_rcu");
    JsonObject walk = next.get(0).getAsJsonObject();
    int named =
        walk.getAsJsonArray("fromRanges")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("start")
            .get("line")
            .getAsInt();
    JsonObject asked = new JsonObject();
    asked.add("uri", item.get("uri"));
    String page =
        client.ask("fasyncLens/kernelPage", asked).getAsJsonObject().get("markdown").getAsString();
    assertThat(page.lines().toList().get(named)).contains("`kill_fasync_rcu`");

    JsonArray sending = calls("outgoingCalls", walk.get("to"));
    assertThat(names(sending, "to")).contains("send_sigio");
    JsonArray below = calls("outgoingCalls", named(sending, "to", "send_sigio"));
    assertThat(names(below, "to")).contains("send_sigio_to_task");
    JsonArray back = calls("incomingCalls", named(sending, "to", "send_sigio"));
    assertThat(names(back, "from")).contains("kill_fasync_rcu");
  }

  @Test
  void namesAreThoseOfTheTarget() throws Exception {
    open(true, "2.6.20");
    assertThat(names(calls("outgoingCalls", item(CALL, 3)), "to")).containsExactly("__kill_fasync");
  }

  @Test
  void aDriversFunctionCallsTheKernelWhereItSays() throws Exception {
    open(true, "6.12");
    JsonObject twice = item(TWICE, 14);
    assertThat(twice.get("uri").getAsString()).isEqualTo(file);
    JsonArray calls = calls("outgoingCalls", twice);
    assertThat(names(calls, "to")).containsExactly("kill_fasync", "tell");
    assertThat(calls.get(0).getAsJsonObject().getAsJsonArray("fromRanges"))
        .containsExactly(
            TestClient.range(TWICE + 2, 1, TWICE + 2, 12),
            TestClient.range(TWICE + 4, 2, TWICE + 4, 13));
    JsonObject tell = named(calls, "to", "tell");
    assertThat(tell.get("selectionRange")).isEqualTo(TestClient.range(TELL, 12, TELL, 16));
    assertThat(names(calls("outgoingCalls", tell), "to")).containsExactly("kill_fasync");
    assertThat(names(calls("incomingCalls", tell), "from")).containsExactly("twice");
  }

  @Test
  void whoNotifiesCallsTheKernel() throws Exception {
    open(true, "6.12");
    JsonArray callers = calls("incomingCalls", item(CALL, 3));
    assertThat(names(callers, "from")).startsWith("tell", "twice").contains("pipe_write");
    assertThat(callers.get(0).getAsJsonObject().getAsJsonArray("fromRanges"))
        .containsExactly(TestClient.range(CALL, 1, CALL, 12));
    assertThat(named(callers, "from", "pipe_write").get("uri").getAsString())
        .isEqualTo("fasync-lens:/6.12/pipe_write.md");

    JsonArray helpers = calls("incomingCalls", item(6, 10));
    assertThat(names(helpers, "from")).startsWith("my_fasync");
    JsonObject method = named(helpers, "from", "->fasync");
    assertThat(names(calls("outgoingCalls", method), "to")).contains("my_fasync", "fasync_helper");
  }

  @Test
  void clientsWithoutPagesGetAFileThatTheyCanOpen() throws Exception {
    open(false, "6.12");
    JsonObject item = item(CALL, 3);
    assertThat(item.get("uri").getAsString()).startsWith("file:///").endsWith("linux-6.12.md");
    List<String> lines = Files.readAllLines(Path.of(URI.create(item.get("uri").getAsString())));
    int heading = item.getAsJsonObject("range").getAsJsonObject("start").get("line").getAsInt();
    assertThat(lines.get(heading)).isEqualTo("# `kill_fasync`");
    JsonObject call = calls("outgoingCalls", item).get(0).getAsJsonObject();
    JsonObject range = call.getAsJsonArray("fromRanges").get(0).getAsJsonObject();
    int named = range.getAsJsonObject("start").get("line").getAsInt();
    assertThat(lines.get(named)).contains("[`kill_fasync_rcu`](#kill_fasync_rcu)");
    assertThat(named).isGreaterThan(heading);
    assertThat(call.getAsJsonObject("to").get("uri")).isEqualTo(item.get("uri"));
  }

  @Test
  void whatIsNotOfThePathHasNoHierarchy() throws Exception {
    open(true, "6.12");
    assertThat(prepared(TWICE + 6, 3).isJsonNull()).isTrue(); // printk
    assertThat(prepared(0, 3).isJsonNull()).isTrue();
    assertThat(prepared(1000, 0).isJsonNull()).isTrue();

    JsonObject item = item(CALL, 3);
    for (String data :
        List.of(
            "{}",
            "{'document': 7, 'version': '6.12', 'kernel': 'kill_fasync'}",
            "{'document': 'x', 'version': '6.12', 'kernel': 'kill_fasync'}",
            "{'document': '" + name() + "', 'version': 'new', 'kernel': 'kill_fasync'}",
            "{'document': '" + name() + "', 'version': '6.12', 'kernel': 'printk'}",
            "{'document': '"
                + name()
                + "', 'version': '6.12', 'file': '/etc/passwd',"
                + " 'function': 'tell'}",
            "{'document': '"
                + name()
                + "', 'version': '6.12', 'file': '"
                + name()
                + "',"
                + " 'function': 'gone'}")) {
      item.add("data", json(data));
      assertThat(calls("outgoingCalls", item)).isEmpty();
      assertThat(calls("incomingCalls", item)).isEmpty();
    }
    item.add("data", new JsonPrimitive("kill_fasync"));
    assertThat(calls("outgoingCalls", item)).isEmpty();
    item.remove("data");
    assertThat(calls("incomingCalls", item)).isEmpty();
  }

  private String name() {
    return root.resolve("x.c").toAbsolutePath().normalize().toString().replace('\\', '/');
  }
}
