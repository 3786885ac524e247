package dev.fasynclens.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A server process and the strict end of its wire: whatever is no frame, no JSON, an answer nobody
 * waits for, or smells of an exception, is a complaint.
 */
final class Wire implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final int MOST_COMPLAINTS = 200;
  private static final Pattern STACK_TRACE =
      Pattern.compile(
          "\\n\\s*at [\\w.$/]+\\(|Exception in thread|\\.java:\\d+\\)|java\\.lang\\.\\w+(Error|Exception)");

  private final Process process;
  private final Path errors;
  private final OutputStream out;
  private final Map<String, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final Map<String, String> asked = new ConcurrentHashMap<>();
  private final Map<String, JsonObject> published = new ConcurrentHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final Map<String, Integer> logged = new TreeMap<>();
  private final ExecutorService replies =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("replies").factory());
  private volatile JsonElement settings = JsonNull.INSTANCE;
  private int settingsFetched;
  private int lastId;
  private boolean ended;

  /** Starts a server whose standard error goes to a file. */
  Wire(List<String> command, Path errors) throws IOException {
    this.errors = errors;
    this.process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    this.out = process.getOutputStream();
    InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 16);
    Thread.ofPlatform().daemon().name("wire").start(() -> read(in));
  }

  long pid() {
    return process.pid();
  }

  // ---- out ----

  /** Sends whatever bytes. */
  synchronized void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends a body with the right header. */
  void body(String body) throws IOException {
    framed(body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes with the right header. */
  synchronized void framed(byte[] bytes) throws IOException {
    out.write(("Content-Length: " + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  void tell(String method, JsonElement parameters) throws IOException {
    body(message(method, parameters).toString());
  }

  /** Sends a request; its whole answer. */
  CompletableFuture<JsonObject> begin(String method, JsonElement parameters) throws IOException {
    String id = nextId();
    JsonObject message = new JsonObject();
    message.addProperty("id", id);
    message(method, parameters).asMap().forEach(message::add);
    CompletableFuture<JsonObject> answer = expect(id);
    String text = message.toString();
    asked.put(id, text.length() > 500 ? text.substring(0, 500) + "..." : text);
    body(text);
    return answer;
  }

  /** The id of the last request. */
  synchronized String latestId() {
    return "s" + lastId;
  }

  private synchronized String nextId() {
    return "s" + ++lastId;
  }

  private CompletableFuture<JsonObject> expect(String id) {
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    return answer;
  }

  /** The requests whose answers did not come. */
  List<String> unanswered() {
    return waiting.keySet().stream().map(id -> asked.getOrDefault(id, id)).toList();
  }

  static JsonObject message(String method, JsonElement parameters) {
    JsonObject message = new JsonObject();
    message.addProperty("jsonrpc", "2.0");
    message.addProperty("method", method);
    message.add("params", parameters);
    return message;
  }

  /** Sends a request; its result. */
  JsonElement ask(String method, JsonElement parameters) throws IOException {
    JsonObject answer = get(begin(method, parameters), method);
    if (answer.has("error")) {
      throw new SoakFailure(method + " was answered with " + answer.get("error"));
    }
    return answer.has("result") ? answer.get("result") : JsonNull.INSTANCE;
  }

  static JsonObject get(CompletableFuture<JsonObject> answer, String what) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new SoakFailure("no answer to " + what + " for " + PATIENCE_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new SoakFailure("the server ended before it answered " + what, e);
    } catch (InterruptedException e) {
      throw new SoakFailure("interrupted", e);
    }
  }

  // ---- in ----

  /** What is answered to {@code workspace/configuration}. */
  void settings(JsonElement section) {
    settings = section;
  }

  /** How often settings were fetched and answered. */
  synchronized int settingsFetched() {
    return settingsFetched;
  }

  void awaitSettingsFetched(int more) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (settingsFetched() < more) {
      if (System.nanoTime() > end) {
        throw new SoakFailure("the settings were not fetched");
      }
      Thread.sleep(1);
    }
  }

  /** The parameters of the last diagnostics that were pushed for a document, or an empty object. */
  JsonObject published(String uri) {
    return published.getOrDefault(uri, new JsonObject());
  }

  void forgetPublished(String uri) {
    published.remove(uri);
  }

  /** What was wrong since somebody asked last. */
  List<String> complaints() {
    synchronized (complaints) {
      List<String> all = List.copyOf(complaints);
      complaints.clear();
      return all;
    }
  }

  /** What was written to the log, without numbers and names, and how often. */
  Map<String, Integer> logged() {
    synchronized (logged) {
      return new TreeMap<>(logged);
    }
  }

  /** How often the server says that it gave up an answer for want of time. */
  int givenUp() {
    return logged().entrySet().stream()
        .filter(entry -> entry.getKey().contains("given up"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private void complain(String what) {
    synchronized (complaints) {
      if (complaints.size() < MOST_COMPLAINTS) {
        complaints.add(what.length() > 2000 ? what.substring(0, 2000) + "..." : what);
      }
    }
  }

  private void read(InputStream in) {
    try {
      for (int length = header(in); length >= 0; length = header(in)) {
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
          complain("the output ends in a message");
          break;
        }
        take(decode(body));
      }
    } catch (IOException | RuntimeException e) {
      complain("not the protocol: " + e);
    }
    synchronized (this) {
      ended = true;
    }
    waiting.values().forEach(f -> f.completeExceptionally(new IOException("the server ended")));
  }

  private static String decode(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private static int header(InputStream in) throws IOException {
    StringBuilder header = new StringBuilder();
    while (header.length() < 4 || header.indexOf("\r\n\r\n", header.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        if (!header.isEmpty()) {
          throw new IOException("the output ends in a header: " + header);
        }
        return -1;
      }
      header.append((char) next);
      if (header.length() > 200) {
        throw new IOException("not a header: " + header);
      }
    }
    if (!header.toString().matches("Content-Length: \\d+\r\n\r\n")) {
      throw new IOException("not a header: " + header);
    }
    return Integer.parseInt(header.substring("Content-Length: ".length()).strip());
  }

  private void take(String body) {
    JsonObject message = JsonParser.parseString(body).getAsJsonObject();
    if (!message.has("jsonrpc") || !message.get("jsonrpc").getAsString().equals("2.0")) {
      complain("no jsonrpc: " + body);
    }
    if (message.has("method")) {
      called(message.get("method").getAsString(), message);
    } else {
      answered(message, body);
    }
  }

  private void called(String method, JsonObject message) {
    if (message.has("id")) {
      replies.execute(() -> reply(method, message));
      return;
    }
    JsonObject parameters =
        message.get("params") instanceof JsonObject object ? object : new JsonObject();
    switch (method) {
      case "textDocument/publishDiagnostics" ->
          published.put(parameters.get("uri").getAsString(), parameters);
      case "window/logMessage", "window/showMessage" -> {
        String text = parameters.get("message").getAsString();
        log(text);
        if (STACK_TRACE.matcher(text).find()) {
          complain("a stack trace in the log: " + text);
        }
      }
      default -> {}
    }
  }

  private void log(String text) {
    String kind =
        text.replaceAll("(file:)?/\\S+", "FILE").replaceAll("\\d+", "N").replaceAll("\\s+", " ");
    synchronized (logged) {
      if (logged.size() < MOST_COMPLAINTS || logged.containsKey(kind)) {
        logged.merge(kind.length() > 160 ? kind.substring(0, 160) : kind, 1, Integer::sum);
      }
    }
  }

  private void answered(JsonObject message, String body) {
    if (!message.has("id")) {
      complain("neither call nor answer: " + body);
      return;
    }
    if (message.get("error") instanceof JsonObject error) {
      if (error.get("code").getAsInt() == -32603) {
        complain("an internal error: " + body);
      } else if (STACK_TRACE.matcher(error.toString()).find()) {
        complain("an exception in an answer: " + body);
      }
    }
    JsonElement id = message.get("id");
    if (id.isJsonPrimitive() && id.getAsString().startsWith("s")) {
      CompletableFuture<JsonObject> answer = waiting.remove(id.getAsString());
      asked.remove(id.getAsString());
      if (answer == null) {
        complain("answered twice or never asked: " + body);
      } else {
        answer.complete(message);
      }
    }
  }

  private void reply(String method, JsonObject request) {
    JsonObject answer = new JsonObject();
    answer.addProperty("jsonrpc", "2.0");
    answer.add("id", request.get("id"));
    answer.add("result", JsonNull.INSTANCE);
    boolean configuration = method.equals("workspace/configuration");
    if (configuration) {
      JsonArray all = new JsonArray();
      int items = request.getAsJsonObject("params").getAsJsonArray("items").size();
      for (int i = 0; i < items; i++) {
        all.add(settings);
      }
      answer.add("result", all);
    }
    try {
      body(answer.toString());
    } catch (IOException e) {
      return; // the server is gone, and its end is noticed elsewhere
    }
    if (configuration) {
      synchronized (this) {
        settingsFetched++;
      }
    }
  }

  // ---- the end ----

  boolean isAlive() {
    return process.isAlive();
  }

  /** Says goodbye in order; how many milliseconds {@code exit} took. */
  long leave() throws IOException {
    ask("shutdown", JsonNull.INSTANCE);
    return exit(0);
  }

  /** Says {@code exit}; how many milliseconds it took. */
  long exit(int expected) throws IOException {
    long started = System.nanoTime();
    tell("exit", JsonNull.INSTANCE);
    return awaitEnd(started, expected);
  }

  /** Closes the server's input; how many milliseconds until it ended. */
  long hangUp(int expected) throws IOException {
    long started = System.nanoTime();
    out.close();
    return awaitEnd(started, expected);
  }

  private long awaitEnd(long started, int expected) {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        complain("does not end");
      } else if (process.exitValue() != expected) {
        complain("ended with " + process.exitValue() + " instead of " + expected);
      }
      long took = (System.nanoTime() - started) / 1_000_000;
      if (took > 2000) {
        complain("took " + took + " ms to end");
      }
      if (Files.size(errors) > 0) {
        complain("standard error: " + Files.readString(errors).lines().limit(5).toList());
      }
      return took;
    } catch (InterruptedException | IOException e) {
      throw new SoakFailure("waiting for the end", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    replies.shutdownNow();
  }
}
