package dev.fasynclens.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Edits the open texts of an editor, and does all else that people do meanwhile. */
final class Typist {
  private static final int MOST_UNDONE = 50;
  private static final int STEPS_OF_A_TEXT = 400;
  private static final int MOST_PENDING = 12;
  private static final List<String> SETTINGS =
      List.of(
          "{}",
          "{}",
          "{\"kernel\": \"4.4..6.1\"}",
          "{\"kernel\": \"2.6.22\"}",
          "{\"rules\": {\"FA202\": \"off\", \"FA301\": \"error\"}}",
          "{\"kernel\": {\"oldest\": \"5.10\"}, \"trace\": {\"server\": \"off\"}}");
  private static final List<String> AT_A_PLACE =
      List.of(
          "hover", "completion", "signatureHelp", "definition", "references", "documentHighlight");
  private static final List<String> OF_A_DOCUMENT =
      List.of("documentSymbol", "codeLens", "diagnostic");

  private final Editor editor;
  private final Workbench bench;
  private final Random random;
  private final RandomChanges changes;
  private final Map<String, Deque<Change>> undo = new HashMap<>();
  private final Map<String, Integer> steps = new HashMap<>();
  private final List<CompletableFuture<JsonObject>> pending = new ArrayList<>();
  private long edits;
  private long requests;
  private long cancelled;
  private long others;

  Typist(Editor editor, Workbench bench, Random random) {
    this.editor = editor;
    this.bench = bench;
    this.random = random;
    this.changes = new RandomChanges(random, List.copyOf(bench.originals().values()));
  }

  long edits() {
    return edits;
  }

  String figures() {
    return edits
        + " edits, "
        + requests
        + " requests ("
        + cancelled
        + " cancelled), "
        + others
        + " other events";
  }

  /** One edit, and sometimes more. */
  void step() throws IOException, InterruptedException {
    String uri = someDocument();
    edit(uri);
    if (random.nextInt(3) == 0) {
      request(someDocument());
    }
    if (random.nextInt(40) == 0) {
      happen(someDocument());
    }
    if (pending.size() > MOST_PENDING || random.nextInt(12) == 0) {
      settle();
    }
  }

  private String someDocument() {
    List<String> all = editor.uris();
    return all.get(
        random.nextInt(4) == 0 ? random.nextInt(all.size()) : (int) (edits / 60 % all.size()));
  }

  private void edit(String uri) throws IOException {
    String before = editor.content(uri);
    Deque<Change> undone = undo.computeIfAbsent(uri, _ -> new ArrayDeque<>());
    String original = bench.originals().getOrDefault(uri, "");
    List<Change> made;
    if (steps.merge(uri, 1, Integer::sum) > STEPS_OF_A_TEXT
        || before.length() > original.length() * 3 / 2 + 8000) {
      steps.put(uri, 0);
      made = List.of(Change.all(original));
    } else if (!undone.isEmpty() && random.nextInt(5) == 0) {
      made = List.of(undone.pop());
      remember(uri, before, List.of());
      send(uri, before, made, false);
      return;
    } else if (random.nextInt(10) == 0) {
      made = changes.several(before);
    } else {
      made = List.of(changes.next(before));
    }
    send(uri, before, made, true);
  }

  private void send(String uri, String before, List<Change> made, boolean undoable)
      throws IOException {
    editor.change(uri, made);
    edits += made.size();
    if (undoable) {
      remember(uri, before, made);
    }
  }

  private void remember(String uri, String before, List<Change> made) {
    Deque<Change> undone = undo.computeIfAbsent(uri, _ -> new ArrayDeque<>());
    if (made.size() == 1) {
      Change change = made.getFirst();
      Change back = change.inverse(before);
      String after = change.applied(before);
      boolean reachable =
          back.isAll()
              || (RandomChanges.at(after, back.start()) == back.start()
                  && RandomChanges.at(after, back.end()) == back.end());
      undone.push(reachable ? back : Change.all(before));
    } else if (!made.isEmpty()) {
      undone.push(Change.all(before));
    }
    while (undone.size() > MOST_UNDONE) {
      undone.removeLast();
    }
  }

  private int index(String uri) {
    String text = editor.content(uri);
    int found =
        random.nextInt(3) == 0 ? -1 : text.indexOf("fasync", random.nextInt(text.length() + 1));
    return RandomChanges.at(text, found >= 0 ? found + 1 : random.nextInt(text.length() + 1));
  }

  private void request(String uri) throws IOException {
    int start = index(uri);
    int end = Math.max(start, index(uri));
    switch (random.nextInt(7)) {
      case 0, 1, 2 -> begin("textDocument/" + one(AT_A_PLACE), withContext(editor.at(uri, start)));
      case 3 -> begin("textDocument/" + one(OF_A_DOCUMENT), Editor.document(uri));
      case 4 -> begin("textDocument/inlayHint", editor.between(uri, start, end));
      case 5 -> {
        JsonObject actions = editor.between(uri, start, end);
        JsonObject context = new JsonObject();
        context.add("diagnostics", new JsonArray());
        actions.add("context", context);
        begin("textDocument/codeAction", actions);
      }
      default -> begin("fasyncLens/preview", editor.at(uri, start));
    }
  }

  private static JsonObject withContext(JsonObject parameters) {
    JsonObject context = new JsonObject();
    context.addProperty("includeDeclaration", true);
    context.addProperty("triggerKind", 1);
    context.addProperty("isRetrigger", false);
    parameters.add("context", context);
    return parameters;
  }

  private void begin(String method, JsonElement parameters) throws IOException {
    requests++;
    pending.add(editor.begin(method, parameters));
    if (random.nextInt(15) == 0) {
      JsonObject cancel = new JsonObject();
      cancel.addProperty("id", editor.wire().latestId());
      editor.wire().tell("$/cancelRequest", cancel);
      cancelled++;
    }
  }

  /** Something that is no edit. */
  private void happen(String uri) throws IOException, InterruptedException {
    others++;
    switch (random.nextInt(9)) {
      case 0, 1 -> editor.save(uri);
      case 2, 3 -> reopen(uri);
      case 4 -> editor.set(JsonParser.parseString(one(SETTINGS)));
      case 5, 6 -> changeNeighbour();
      case 7 -> changeConfiguration();
      default -> {
        boolean inside = editor.state().folders().contains(bench.sometimesInside());
        List<Path> folder = List.of(bench.sometimesInside());
        editor.changeFolders(inside ? List.of() : folder, inside ? folder : List.of());
      }
    }
  }

  private void reopen(String uri) throws IOException {
    String content =
        random.nextInt(3) == 0 ? bench.originals().getOrDefault(uri, "") : editor.content(uri);
    editor.close(uri);
    undo.remove(uri);
    if (random.nextBoolean()) {
      String other = random.nextBoolean() ? uri : someDocument();
      pending.add(editor.begin("textDocument/diagnostic", Editor.document(other)));
    }
    editor.open(uri, content, random.nextBoolean() ? 1 : 1 + random.nextInt(1000));
  }

  /** Writes to a file that nobody has open. */
  private void changeNeighbour() throws IOException {
    if (bench.neighbours().isEmpty()) {
      return;
    }
    Path file = one(List.copyOf(bench.neighbours().keySet()));
    byte[] original = bench.neighbours().getOrDefault(file, new byte[0]);
    int kind = random.nextInt(4);
    boolean was = Files.exists(file);
    if (kind == 0) {
      Files.deleteIfExists(file);
      editor.fileChanged(file, 3);
    } else {
      byte[] content = original.clone();
      for (int i = 0; kind > 1 && i < 5 && content.length > 0; i++) {
        content[random.nextInt(content.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, content);
      editor.fileChanged(file, was ? 2 : 1);
    }
  }

  private void changeConfiguration() throws IOException {
    Path file = bench.configuration();
    boolean was = Files.exists(file);
    switch (random.nextInt(4)) {
      case 0 -> Files.deleteIfExists(file);
      case 1 -> Files.writeString(file, "{\"kernel\": {\"oldest\": \"5.4\"}}");
      case 2 -> Files.writeString(file, "{\"rules\": {\"FA204\": \"off\"}}");
      default -> Files.writeString(file, "{\"rules\": [1, ");
    }
    editor.fileChanged(file, !Files.exists(file) ? 3 : was ? 2 : 1);
  }

  /** Waits for all answers; none may be a failure. */
  void settle() {
    for (CompletableFuture<JsonObject> answer : pending) {
      JsonObject message = answered(answer);
      if (message.get("error") instanceof JsonObject error) {
        int code = error.get("code").getAsInt();
        if (code != -32800 && code != -32801 && code != -32802) {
          throw new SoakFailure("an error: " + error);
        }
      }
    }
    pending.clear();
  }

  private JsonObject answered(CompletableFuture<JsonObject> answer) {
    try {
      return Wire.get(answer, "a request");
    } catch (SoakFailure e) {
      List<String> left = editor.wire().unanswered();
      throw new SoakFailure(e.getMessage() + ":\n  " + String.join("\n  ", left), e);
    }
  }

  /** A state as another editor would have it: the same texts, opened in another order. */
  Editor.State shuffled() {
    Editor.State state = editor.state();
    List<String> uris = new ArrayList<>(state.open().keySet());
    Collections.shuffle(uris, random);
    Map<String, Editor.Text> open = new java.util.LinkedHashMap<>();
    uris.forEach(
        uri ->
            open.put(uri, new Editor.Text(editor.content(uri), state.open().get(uri).version())));
    return new Editor.State(open, state.folders(), state.settings());
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
