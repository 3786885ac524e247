package dev.fasynclens.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Messages that no good client sends. Each leaves the stream where the next message can start, none
 * ends the session, and all documents they name are their own.
 */
final class HostileMessages {
  private static final List<String> REQUESTS =
      List.of(
          "textDocument/hover",
          "textDocument/completion",
          "textDocument/signatureHelp",
          "textDocument/definition",
          "textDocument/references",
          "textDocument/documentHighlight",
          "textDocument/documentSymbol",
          "textDocument/codeAction",
          "textDocument/codeLens",
          "textDocument/inlayHint",
          "textDocument/diagnostic",
          "workspace/diagnostic",
          "workspace/executeCommand",
          "codeAction/resolve",
          "fasyncLens/kernelPage",
          "fasyncLens/preview",
          "completionItem/resolve",
          "codeLens/resolve",
          "inlayHint/resolve",
          "textDocument/rename",
          "textDocument/prepareRename",
          "textDocument/formatting",
          "textDocument/rangeFormatting",
          "textDocument/foldingRange",
          "textDocument/selectionRange",
          "textDocument/semanticTokens/full",
          "textDocument/willSaveWaitUntil",
          "textDocument/documentLink",
          "textDocument/implementation",
          "textDocument/typeDefinition",
          "textDocument/declaration",
          "workspace/symbol",
          "workspace/willRenameFiles",
          "initialize",
          "window/workDoneProgress/create",
          "client/registerCapability");
  private static final List<String> NOTIFICATIONS =
      List.of(
          "textDocument/didOpen",
          "textDocument/didChange",
          "textDocument/didClose",
          "textDocument/didSave",
          "textDocument/willSave",
          "$/setTrace",
          "$/cancelRequest",
          "$/progress",
          "window/workDoneProgress/cancel",
          "workspace/didChangeWatchedFiles",
          "textDocument/publishDiagnostics",
          "window/logMessage",
          "telemetry/event",
          "notebookDocument/didOpen");
  private static final List<String> UNKNOWN =
      List.of(
          "",
          "$/",
          "$/unknown",
          "foo",
          "textDocument/",
          "textDocument/hover ",
          "exit\u0000",
          "EXIT",
          "textDocument\\hover",
          "../exit",
          "shutdown2",
          "rpc.discover",
          "toString",
          "hashCode",
          "getTextDocumentService",
          "😀");
  private static final List<String> BODIES =
      List.of(
          "",
          " ",
          "{",
          "}",
          "[",
          "[]",
          "[[]]",
          "null",
          "true",
          "0",
          "-1",
          "1e999",
          "\"x\"",
          "{}",
          "{\"jsonrpc\":\"2.0\"}",
          "{\"jsonrpc\":\"2.0\",\"id\":1}",
          "{\"jsonrpc\":2,\"method\":3}",
          "{\"jsonrpc\":\"2.0\",\"method\":null,\"id\":null}",
          "{\"id\":{}}",
          "{,}",
          "{\"a\":}",
          "{'method':'textDocument/hover'}",
          "// comment",
          "{\"method\":\"x\",}",
          "NaN",
          "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/hover\",\"params\":",
          "\u0000",
          "{\"jsonrpc\":\"2.0\",\"method\":\"text\\u0000Document/hover\"}",
          "\uFEFF{}",
          "{\"method\":[\"exit\"]}",
          "{\"method\":{\"a\":1},\"id\":7}",
          "{}{}",
          "[{},{}]",
          "[{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/hover\",\"id\":\"x\"}]",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1,\"error\":2}",
          "{\"jsonrpc\":\"2.0\",\"params\":{},\"method\":\"textDocument/didOpen\"}",
          "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":[1,2,3]}",
          "{\"jsonrpc\":\"2.0\",\"id\":\"dup\",\"id\":\"dup\",\"method\":\"x\",\"method\":\"y\"}");
  private static final List<String> HEADERS =
      List.of(
          "Content-Length: abc\r\n\r\n",
          "Content-Length: -5\r\n\r\n",
          "Content-Length:\r\n\r\n",
          "Foo: bar\r\n\r\n",
          "\r\n\r\n",
          "\n",
          "\r\n",
          "Content-Length: 0\r\n\r\n",
          "Content-Length: 99999999999999999999999\r\n\r\n",
          "garbage\r\n",
          "garbage",
          "Content-Length: 1e3\r\n\r\n",
          "Content-Length: 0x10\r\n\r\n",
          "HTTP/1.1 200 OK\r\n\r\n",
          "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
          "Content-Length: 2\r\nContent-Type: x\r\n\r\n{}",
          "Content-Length: 2\n\n{}",
          "content-LENGTH:2\r\n\r\n{}",
          "Content-Length: 99\r\nContent-Length: 2\r\n\r\n{}",
          "Content-Length: 9223372036854775807 \u0000\r\n\r\n");

  private final Wire wire;
  private final Random random;
  private final List<String> uris;
  private final Map<String, Integer> sent = new TreeMap<>();

  /** Messages over a wire about documents that nobody else has open. */
  HostileMessages(Wire wire, Random random, List<String> uris) {
    this.wire = wire;
    this.random = random;
    this.uris = uris;
  }

  /** How many of each kind were sent. */
  Map<String, Integer> sent() {
    return sent;
  }

  /** Sends the next one. */
  void send() throws IOException {
    int dice = random.nextInt(1000);
    if (dice < 120) {
      count("bad JSON");
      wire.body(badJson());
    } else if (dice < 200) {
      count("bad header");
      wire.raw(badHeader());
    } else if (dice < 240) {
      count("wrong length");
      wrongLength();
    } else if (dice < 241) {
      count("huge message");
      huge();
    } else if (dice < 250) {
      count("large message");
      wire.tell("textDocument/didOpen", opening(large()));
      wire.tell("textDocument/didClose", Editor.document(uris.getFirst()));
    } else if (dice < 300) {
      count("unknown method");
      call(one(UNKNOWN), any(3));
    } else if (dice < 430) {
      count("request with parts missing or wrong");
      call(one(REQUESTS), mutated(parameters(), 3));
    } else if (dice < 500) {
      count("notification with parts missing or wrong");
      wire.tell(one(NOTIFICATIONS), mutated(parameters(), 3));
    } else if (dice < 570) {
      count("any method with anything");
      call(one(REQUESTS), any(4));
    } else if (dice < 620) {
      count("any notification with anything");
      wire.tell(one(NOTIFICATIONS), any(4));
    } else if (dice < 760) {
      count("change outside of the text or of a closed one");
      change();
    } else if (dice < 790) {
      count("open or close at the wrong time");
      if (random.nextBoolean()) {
        wire.tell(
            "textDocument/didOpen", opening("static int x;\nkill_fasync(&q, SIGIO, POLL_IN);\n"));
      } else {
        wire.tell("textDocument/didClose", Editor.document(one(uris)));
      }
    } else if (dice < 830) {
      count("strange id");
      JsonObject message = Wire.message(one(REQUESTS), parameters());
      message.add("id", strangeId());
      wire.body(message.toString());
    } else if (dice < 870) {
      count("cancel of what is not there");
      JsonObject cancel = new JsonObject();
      cancel.add("id", random.nextBoolean() ? strangeId() : any(1));
      wire.tell("$/cancelRequest", cancel);
    } else if (dice < 910) {
      count("answer nobody asked for");
      answer();
    } else if (dice < 940) {
      count("deep nesting");
      wire.body(deep());
    } else if (dice < 980) {
      count("invalid UTF-8 or null bytes");
      wire.framed(dirty());
    } else {
      count("method called the wrong way");
      if (random.nextBoolean()) {
        wire.tell(one(REQUESTS), parameters());
      } else {
        call(one(NOTIFICATIONS), parameters());
      }
    }
  }

  private void count(String kind) {
    sent.merge(kind, 1, Integer::sum);
  }

  /** A request that has to be answered. */
  private void call(String method, JsonElement parameters) throws IOException {
    if (method.equals("initialize") && parameters instanceof JsonObject object) {
      object.remove("processId"); // the server ends with that process
    }
    var _ = wire.begin(method, parameters);
  }

  private String badJson() {
    if (random.nextInt(3) > 0) {
      return one(BODIES);
    }
    String good = Wire.message(one(REQUESTS), parameters()).toString();
    int cut = random.nextInt(good.length());
    return random.nextBoolean()
        ? good.substring(0, cut)
        : good.substring(0, cut) + "\u0000" + good.substring(cut);
  }

  private byte[] badHeader() {
    String header = one(HEADERS);
    if (random.nextInt(8) == 0) {
      header = "X-" + "y".repeat(random.nextInt(200_000)) + ": z\r\n" + header;
    }
    return header.getBytes(StandardCharsets.UTF_8);
  }

  /** A length that is too small or too large; what follows is garbage or filled up. */
  private void wrongLength() throws IOException {
    byte[] body =
        Wire.message("textDocument/hover", parameters())
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int length =
        random.nextBoolean() ? random.nextInt(body.length) : body.length + random.nextInt(100);
    all.writeBytes(("Content-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body);
    for (int i = body.length; i < length; i++) {
      all.write(random.nextBoolean() ? ' ' : 'x');
    }
    wire.raw(all.toByteArray());
  }

  private void huge() throws IOException {
    int length = (64 << 20) + 1 + random.nextInt(1 << 20);
    wire.raw(("Content-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    byte[] part = new byte[1 << 20];
    for (int left = length; left > 0; left -= part.length) {
      wire.raw(left < part.length ? new byte[left] : part);
    }
  }

  private String large() {
    return switch (random.nextInt(5)) {
      case 0 -> "(".repeat(400_000);
      case 1 -> "fasync ".repeat(200_000);
      case 2 -> "#if X\n".repeat(50_000);
      case 3 -> "int f(void) { kill_fasync(&q, SIGIO, POLL_IN); }\n".repeat(8_000);
      default -> "x".repeat(9 << 20);
    };
  }

  private JsonObject opening(String text) {
    JsonObject document = new JsonObject();
    document.addProperty("uri", uris.getFirst());
    document.addProperty("languageId", "c");
    document.addProperty("version", 1);
    document.addProperty("text", text);
    JsonObject parameters = new JsonObject();
    parameters.add("textDocument", document);
    return parameters;
  }

  private void change() throws IOException {
    JsonObject parameters = Editor.document(one(uris));
    parameters
        .getAsJsonObject("textDocument")
        .add("version", random.nextInt(3) == 0 ? any(1) : number());
    JsonArray changes = new JsonArray();
    for (int i = random.nextInt(4); i >= 0; i--) {
      JsonObject change = new JsonObject();
      if (random.nextInt(5) > 0) {
        change.add("range", range());
      }
      change.addProperty(
          "text",
          one(
              List.of(
                  "",
                  "x",
                  "\r\n",
                  "\uD800",
                  "\u0000",
                  "{{{{",
                  "kill_fasync(&q, SIGIO, POLL_IN);\n")));
      changes.add(random.nextInt(10) == 0 ? any(2) : change);
    }
    parameters.add("contentChanges", changes);
    wire.tell("textDocument/didChange", parameters);
  }

  private JsonElement number() {
    return new JsonPrimitive(
        switch (random.nextInt(8)) {
          case 0 -> -1;
          case 1 -> Integer.MAX_VALUE;
          case 2 -> Integer.MIN_VALUE;
          case 3 -> 4_294_967_296L;
          case 4 -> 1.5;
          case 5 -> new BigDecimal("1e300");
          default -> random.nextInt(20);
        });
  }

  private JsonObject place() {
    JsonObject place = new JsonObject();
    place.add("line", random.nextInt(3) == 0 ? number() : new JsonPrimitive(random.nextInt(4)));
    place.add(
        "character", random.nextInt(3) == 0 ? number() : new JsonPrimitive(random.nextInt(40)));
    return place;
  }

  private JsonObject range() {
    JsonObject range = new JsonObject();
    range.add("start", place());
    range.add("end", place());
    return range;
  }

  /** Parameters in which most requests find what they want. */
  private JsonObject parameters() {
    JsonObject parameters =
        JsonParser.parseString(
                """
            {"context": {"diagnostics": [], "includeDeclaration": true, "triggerKind": 1},
             "previousResultIds": [], "command": "fasyncLens.whatHappens",
             "arguments": ["uri", {"line": 1, "character": 3}], "uri": "fasync-lens:/6.1/kill_fasync.md",
             "function": "kill_fasync", "version": "6.1", "value": "off", "token": "t",
             "title": "x", "kind": "quickfix", "data": {"uri": "file:///x.c", "id": 1},
             "changes": [], "contentChanges": [{"text": "x"}], "capabilities": {},
             "processId": null, "type": 3, "message": "m", "setUp": {"signal": "SIGIO"}}
            """)
            .getAsJsonObject();
    JsonObject document = new JsonObject();
    document.addProperty("uri", one(uris));
    document.addProperty("version", 2);
    document.addProperty("languageId", "c");
    document.addProperty("text", "int x;\nkill_fasync(&q, SIGIO, POLL_IN);\n");
    parameters.add("textDocument", document);
    parameters.add("position", place());
    parameters.add("range", range());
    return parameters;
  }

  /** With some values taken out or replaced. */
  private JsonElement mutated(JsonElement value, int depth) {
    if (random.nextInt(12) == 0) {
      return any(2);
    }
    if (depth == 0) {
      return value;
    }
    if (value instanceof JsonObject object) {
      JsonObject other = new JsonObject();
      for (String key : object.keySet()) {
        if (random.nextInt(8) > 0) {
          other.add(key, mutated(object.get(key), depth - 1));
        }
      }
      return other;
    }
    if (value instanceof JsonArray array) {
      JsonArray other = new JsonArray();
      array.forEach(element -> other.add(mutated(element, depth - 1)));
      return other;
    }
    return value;
  }

  private JsonElement any(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonPrimitive(random.nextBoolean());
      case 2, 3 -> number();
      case 4 -> new JsonPrimitive("");
      case 5 -> new JsonPrimitive(one(uris));
      case 6 ->
          new JsonPrimitive(
              one(
                  List.of(
                      "file://",
                      "file:///%zz",
                      "://",
                      "untitled:x",
                      "\uD800",
                      "%00",
                      "file://host/x.c",
                      "a".repeat(5000),
                      "\u0000",
                      "file:///x/\u0000.c",
                      "file:///..%2f..",
                      "C:\\x.c")));
      case 7 ->
          new JsonPrimitive(
              one(List.of("line", "SIGIO", "6.1", "off", "verbose", "9".repeat(400))));
      case 8, 9 -> {
        JsonArray array = new JsonArray();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(any(depth - 1));
        }
        yield array;
      }
      default -> {
        JsonObject object = new JsonObject();
        List<String> keys = new ArrayList<>(parameters().keySet());
        for (int i = random.nextInt(5); i > 0; i--) {
          object.add(one(keys), any(depth - 1));
        }
        object.remove("processId");
        yield object;
      }
    };
  }

  private JsonElement strangeId() {
    return switch (random.nextInt(9)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonPrimitive("");
      case 2 -> new JsonPrimitive("dup");
      case 3 -> new JsonPrimitive(7);
      case 4 -> new JsonPrimitive(-7);
      case 5 -> new JsonPrimitive("x".repeat(10_000));
      default -> random.nextBoolean() ? number() : any(2);
    };
  }

  private void answer() throws IOException {
    JsonObject answer = new JsonObject();
    answer.addProperty("jsonrpc", "2.0");
    answer.add(
        "id",
        random.nextBoolean() ? strangeId() : new JsonPrimitive(String.valueOf(random.nextInt(9))));
    answer.add(random.nextBoolean() ? "result" : "error", any(3));
    wire.body(answer.toString());
  }

  private String deep() {
    int depth = 1 << (3 + random.nextInt(14));
    String nest =
        random.nextBoolean()
            ? "[".repeat(depth) + "]".repeat(depth)
            : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    String id = random.nextBoolean() ? "" : "\"id\": \"deep\", ";
    return "{\"jsonrpc\": \"2.0\", "
        + id
        + "\"method\": \""
        + one(random.nextBoolean() ? REQUESTS : NOTIFICATIONS).replace("initialize", "x")
        + "\", \"params\": "
        + nest
        + "}";
  }

  private byte[] dirty() {
    byte[] body =
        Wire.message(one(REQUESTS), parameters()).toString().getBytes(StandardCharsets.UTF_8);
    byte[] bad = {(byte) 0xFF, (byte) 0xC3, (byte) 0xED, (byte) 0xF8, 0, (byte) 0x80, 0x1F, 0x7F};
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      body[random.nextInt(body.length)] = bad[random.nextInt(bad.length)];
    }
    return body;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
