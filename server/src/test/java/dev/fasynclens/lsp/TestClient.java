package dev.fasynclens.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A client of the language server that knows the protocol from its text, not from the library that
 * the server uses. Every wait is bounded, and anything between two messages is an error.
 */
public final class TestClient implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 30_000;

  private final OutputStream out;
  private final List<JsonObject> received = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final JsonObject settings = new JsonObject();
  private boolean ended;
  private int lastId;

  /** Talks over a pair of streams. */
  public TestClient(InputStream in, OutputStream out) {
    this.out = out;
    Thread.ofPlatform().daemon().name("test-client").start(() -> read(in));
  }

  /** Parses JSON with single quotes, which is easier to read in Java. */
  public static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  /** The URI of a file. */
  public static String uri(Path file) {
    return DocumentUris.uriOf(file.toAbsolutePath().normalize().toString().replace('\\', '/'));
  }

  // ---- messages ----

  /** Sends whatever bytes. */
  public synchronized void sendRaw(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Sends a body with the right header. */
  public void sendBody(String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    sendRaw("Content-Length: " + length + "\r\n\r\n" + body);
  }

  /** Sends a notification. */
  public void tell(String method, JsonElement parameters) throws IOException {
    JsonObject message = new JsonObject();
    message.addProperty("jsonrpc", "2.0");
    message.addProperty("method", method);
    message.add("params", parameters);
    sendBody(message.toString());
  }

  /** Sends a request and does not wait. Returns its id. */
  public int begin(String method, JsonElement parameters) throws IOException {
    int id = ++lastId;
    JsonObject message = new JsonObject();
    message.addProperty("jsonrpc", "2.0");
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", parameters);
    sendBody(message.toString());
    return id;
  }

  /** The whole answer to a request. */
  public JsonObject answer(int id) throws InterruptedException {
    return await(
        "the answer to " + id, m -> !m.has("method") && m.has("id") && isNumber(m.get("id"), id));
  }

  private static boolean isNumber(JsonElement value, int number) {
    return value.isJsonPrimitive() && value.getAsString().equals(String.valueOf(number));
  }

  /** Sends a request; its result. */
  public JsonElement ask(String method, JsonElement parameters)
      throws IOException, InterruptedException {
    JsonObject answer = answer(begin(method, parameters));
    if (answer.has("error")) {
      throw new AssertionError(method + ": " + answer.get("error"));
    }
    return answer.has("result") ? answer.get("result") : JsonNull.INSTANCE;
  }

  /** The first message that is like this and was not taken yet. */
  public JsonObject await(String what, Predicate<JsonObject> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    synchronized (received) {
      while (true) {
        for (JsonObject message : received) {
          if (wanted.test(message)) {
            received.remove(message);
            return message;
          }
        }
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || ended) {
          throw new AssertionError("no " + what + " among " + received);
        }
        received.wait(left);
      }
    }
  }

  /** Everything that came and was not taken yet. */
  public List<JsonObject> pending() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** What was between the messages. */
  public List<String> violations() {
    synchronized (received) {
      return List.copyOf(violations);
    }
  }

  // ---- the protocol ----

  /** Says hello; the server's capabilities. */
  public JsonObject initialize(JsonObject capabilities, Path... folders)
      throws IOException, InterruptedException {
    return initialize(capabilities, JsonNull.INSTANCE, folders);
  }

  /** Says hello with settings; the server's capabilities. */
  public JsonObject initialize(JsonObject capabilities, JsonElement options, Path... folders)
      throws IOException, InterruptedException {
    JsonObject parameters = new JsonObject();
    parameters.add("processId", JsonNull.INSTANCE);
    parameters.add("capabilities", capabilities);
    parameters.add("initializationOptions", options);
    JsonArray all = new JsonArray();
    for (Path folder : folders) {
      JsonObject one = new JsonObject();
      one.addProperty("uri", uri(folder));
      one.addProperty("name", folder.getFileName().toString());
      all.add(one);
    }
    parameters.add("workspaceFolders", all);
    JsonObject result = ask("initialize", parameters).getAsJsonObject();
    tell("initialized", new JsonObject());
    return result.getAsJsonObject("capabilities");
  }

  /** What the client answers when it is asked for settings. */
  public void set(JsonObject section) {
    synchronized (settings) {
      settings.add("section", section);
    }
  }

  /** Opens a document. */
  public void open(String uri, int version, String text) throws IOException {
    JsonObject document = new JsonObject();
    document.addProperty("uri", uri);
    document.addProperty("languageId", uri.endsWith(".json") ? "json" : "c");
    document.addProperty("version", version);
    document.addProperty("text", text);
    JsonObject parameters = new JsonObject();
    parameters.add("textDocument", document);
    tell("textDocument/didOpen", parameters);
  }

  /** Replaces a range; a null range is the whole text. */
  public void change(String uri, int version, int[] range, String text) throws IOException {
    JsonObject change = new JsonObject();
    if (range.length == 4) {
      change.add("range", range(range));
    }
    change.addProperty("text", text);
    JsonArray changes = new JsonArray();
    changes.add(change);
    JsonObject document = new JsonObject();
    document.addProperty("uri", uri);
    document.addProperty("version", version);
    JsonObject parameters = new JsonObject();
    parameters.add("textDocument", document);
    parameters.add("contentChanges", changes);
    tell("textDocument/didChange", parameters);
  }

  /** Replaces the whole text. */
  public void replace(String uri, int version, String text) throws IOException {
    change(uri, version, new int[0], text);
  }

  /** Closes a document. */
  public void closeDocument(String uri) throws IOException {
    tell("textDocument/didClose", document(uri));
  }

  /** {@code {"textDocument": {"uri": ...}}}. */
  public static JsonObject document(String uri) {
    JsonObject document = new JsonObject();
    document.addProperty("uri", uri);
    JsonObject parameters = new JsonObject();
    parameters.add("textDocument", document);
    return parameters;
  }

  /** A range from line, character, line, character. */
  public static JsonObject range(int... ends) {
    return json(
        String.format(
            "{'start': {'line': %d, 'character': %d}, 'end': {'line': %d, 'character': %d}}",
            ends[0], ends[1], ends[2], ends[3]));
  }

  /** The next diagnostics that are published for a version of a document. */
  public JsonArray diagnostics(String uri, int version) throws InterruptedException {
    return published(uri, p -> p.has("version") && p.get("version").getAsInt() == version);
  }

  /** The next diagnostics that are published for a file and are like this. */
  public JsonArray published(String uri, Predicate<JsonObject> wanted) throws InterruptedException {
    return await(
            "diagnostics of " + uri,
            m ->
                isCall(m, "textDocument/publishDiagnostics")
                    && m.getAsJsonObject("params").get("uri").getAsString().equals(uri)
                    && wanted.test(m.getAsJsonObject("params")))
        .getAsJsonObject("params")
        .getAsJsonArray("diagnostics");
  }

  /** Diagnostics as {@code line:code}. */
  public static List<String> lines(JsonArray diagnostics) {
    return texts(
        diagnostics,
        d ->
            (d.getAsJsonObject("range").getAsJsonObject("start").get("line").getAsInt() + 1)
                + ":"
                + (d.has("code") ? d.get("code").getAsString() : "-"));
  }

  /** Something of each element. */
  public static List<String> texts(JsonArray array, Function<JsonObject, String> text) {
    List<String> all = new ArrayList<>();
    array.forEach(element -> all.add(text.apply(element.getAsJsonObject())));
    return all;
  }

  /** Asks for the diagnostics of a document. */
  public JsonObject pull(String uri, String previous) throws IOException, InterruptedException {
    JsonObject parameters = document(uri);
    if (!previous.isEmpty()) {
      parameters.addProperty("previousResultId", previous);
    }
    return ask("textDocument/diagnostic", parameters).getAsJsonObject();
  }

  /** Whether a message is a request or notification of a kind. */
  public static boolean isCall(JsonObject message, String method) {
    return message.has("method") && message.get("method").getAsString().equals(method);
  }

  /** Says goodbye. */
  public void leave() throws IOException, InterruptedException {
    ask("shutdown", JsonNull.INSTANCE);
    tell("exit", JsonNull.INSTANCE);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  // ---- the stream ----

  private void read(InputStream in) {
    try {
      for (int length = header(in); length >= 0; length = header(in)) {
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        JsonObject message = JsonParser.parseString(body).getAsJsonObject();
        if (message.has("method") && message.has("id")) {
          reply(message);
        }
        synchronized (received) {
          received.add(message);
          received.notifyAll();
        }
      }
    } catch (IOException | RuntimeException e) {
      synchronized (received) {
        violations.add(e.toString());
      }
    }
    synchronized (received) {
      ended = true;
      received.notifyAll();
    }
  }

  private int header(InputStream in) throws IOException {
    StringBuilder header = new StringBuilder();
    while (!header.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return -1;
      }
      header.append((char) next);
      if (header.length() > 10_000) {
        throw new IOException("no header: " + header);
      }
    }
    String text = header.toString();
    if (!text.matches("Content-Length: \\d+\r\n\r\n")) {
      throw new IOException("not a header: " + text);
    }
    return Integer.parseInt(text.strip().substring("Content-Length: ".length()));
  }

  private void reply(JsonObject request) throws IOException {
    JsonObject answer = new JsonObject();
    answer.addProperty("jsonrpc", "2.0");
    answer.add("id", request.get("id"));
    answer.add("result", JsonNull.INSTANCE);
    if (isCall(request, "workspace/configuration")) {
      JsonArray all = new JsonArray();
      for (int i = request.getAsJsonObject("params").getAsJsonArray("items").size(); i > 0; i--) {
        synchronized (settings) {
          all.add(settings.has("section") ? settings.get("section") : JsonNull.INSTANCE);
        }
      }
      answer.add("result", all);
    }
    sendBody(answer.toString());
  }
}
