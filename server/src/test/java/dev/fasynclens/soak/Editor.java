package dev.fasynclens.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An editor with open texts, and a server that has to know them as well. */
final class Editor implements AutoCloseable {
  private final Wire wire;
  private final Profile profile;
  private final Map<String, Text> open = new LinkedHashMap<>();
  private final List<Path> folders = new ArrayList<>();
  private final List<Step> journal = new ArrayList<>();
  private JsonElement settings = new JsonObject();
  private final State start;
  private State mark;
  private int marked;

  /** An open text and its version. */
  record Text(String content, int version) {}

  /** What counts for what a server says. */
  record State(Map<String, Text> open, List<Path> folders, JsonElement settings) {
    State {
      open = new LinkedHashMap<>(open);
      folders = List.copyOf(folders);
    }
  }

  /** Says hello, and opens what is open in a state. */
  Editor(Wire wire, Profile profile, State state) throws IOException, InterruptedException {
    this.wire = wire;
    this.profile = profile;
    folders.addAll(state.folders());
    settings = state.settings();
    wire.settings(settings);
    JsonElement result = wire.ask("initialize", profile.hello(folders, settings));
    String encoding =
        result
            .getAsJsonObject()
            .getAsJsonObject("capabilities")
            .get("positionEncoding")
            .getAsString();
    if (!encoding.equals(profile.encoding().kind())) {
      throw new SoakFailure("the server counts in " + encoding);
    }
    wire.tell("initialized", new JsonObject());
    if (profile.asked()) {
      wire.awaitSettingsFetched(1);
    }
    for (Map.Entry<String, Text> text : state.open().entrySet()) {
      open(text.getKey(), text.getValue().content(), text.getValue().version());
    }
    start = state;
    mark = state;
    journal.clear();
  }

  /** All is well so far. */
  void mark() {
    mark = state();
    marked = journal.size();
  }

  /** All is well so far, and there is too much of it to be kept. */
  void forget() {
    mark();
    journal.clear();
    marked = 0;
  }

  /** The state in which the server was started. */
  State start() {
    return start;
  }

  /** All that was done. */
  List<Step> whole() {
    return List.copyOf(journal);
  }

  /** The state at the last mark. */
  State marked() {
    return mark;
  }

  /** What was done since the last mark. */
  List<Step> journal() {
    return List.copyOf(journal.subList(marked, journal.size()));
  }

  /** Sends another message. */
  void tell(String method, JsonElement parameters) throws IOException {
    journal.add(new Step.Other(method, parameters.toString(), false));
    wire.tell(method, parameters);
  }

  /** Sends a request. */
  CompletableFuture<JsonObject> begin(String method, JsonElement parameters) throws IOException {
    journal.add(new Step.Other(method, parameters.toString(), true));
    return wire.begin(method, parameters);
  }

  Wire wire() {
    return wire;
  }

  Profile profile() {
    return profile;
  }

  State state() {
    return new State(open, folders, settings);
  }

  List<String> uris() {
    return List.copyOf(open.keySet());
  }

  String content(String uri) {
    return open.getOrDefault(uri, new Text("", 0)).content();
  }

  boolean isOpen(String uri) {
    return open.containsKey(uri);
  }

  // ---- texts ----

  void open(String uri, String content, int version) throws IOException {
    JsonObject document = new JsonObject();
    document.addProperty("uri", uri);
    document.addProperty("languageId", "c");
    document.addProperty("version", version);
    document.addProperty("text", content);
    JsonObject parameters = new JsonObject();
    parameters.add("textDocument", document);
    wire.forgetPublished(uri);
    journal.add(new Step.Open(uri, content, version));
    wire.tell("textDocument/didOpen", parameters);
    open.put(uri, new Text(content, version));
  }

  /** Makes changes one after the other, in one message. */
  void change(String uri, List<Change> changes) throws IOException {
    Text before = open.getOrDefault(uri, new Text("", 0));
    String content = before.content();
    JsonArray all = new JsonArray();
    for (Change change : changes) {
      all.add(change.json(content, profile.encoding()));
      content = change.applied(content);
    }
    Text now = new Text(content, before.version() + 1);
    JsonObject parameters = document(uri);
    parameters.getAsJsonObject("textDocument").addProperty("version", now.version());
    parameters.add("contentChanges", all);
    journal.add(new Step.Edit(uri, List.copyOf(changes)));
    wire.tell("textDocument/didChange", parameters);
    open.put(uri, now);
  }

  void save(String uri) throws IOException {
    tell("textDocument/didSave", document(uri));
  }

  void close(String uri) throws IOException {
    journal.add(new Step.Close(uri));
    wire.tell("textDocument/didClose", document(uri));
    open.remove(uri);
  }

  // ---- what is around ----

  void set(JsonElement section) throws IOException, InterruptedException {
    settings = section;
    journal.add(new Step.Set(section.toString()));
    wire.settings(section);
    int fetched = wire.settingsFetched();
    JsonObject parameters = new JsonObject();
    parameters.add("settings", section);
    wire.tell("workspace/didChangeConfiguration", parameters);
    if (profile.asked()) {
      wire.awaitSettingsFetched(fetched + 1);
    }
  }

  void changeFolders(List<Path> added, List<Path> removed)
      throws IOException, InterruptedException {
    journal.add(new Step.Folders(List.copyOf(added), List.copyOf(removed)));
    folders.removeAll(removed);
    folders.addAll(added);
    int fetched = wire.settingsFetched();
    JsonObject event = new JsonObject();
    event.add("added", Profile.folders(added));
    event.add("removed", Profile.folders(removed));
    JsonObject parameters = new JsonObject();
    parameters.add("event", event);
    wire.tell("workspace/didChangeWorkspaceFolders", parameters);
    if (profile.asked()) {
      wire.awaitSettingsFetched(fetched + 1);
    }
  }

  void fileChanged(Path file, int type) throws IOException {
    JsonObject event = new JsonObject();
    event.addProperty("uri", file.toUri().toString());
    event.addProperty("type", type);
    JsonArray changes = new JsonArray();
    changes.add(event);
    JsonObject parameters = new JsonObject();
    parameters.add("changes", changes);
    tell("workspace/didChangeWatchedFiles", parameters);
  }

  // ---- questions ----

  static JsonObject document(String uri) {
    JsonObject document = new JsonObject();
    document.addProperty("uri", uri);
    JsonObject parameters = new JsonObject();
    parameters.add("textDocument", document);
    return parameters;
  }

  /** The parameters of a request about an index of a text. */
  JsonObject at(String uri, int index) {
    JsonObject parameters = document(uri);
    parameters.add("position", profile.encoding().position(content(uri), index));
    return parameters;
  }

  /** The parameters of a request about a part of a text. */
  JsonObject between(String uri, int start, int end) {
    JsonObject parameters = document(uri);
    parameters.add("range", profile.encoding().range(content(uri), start, end));
    return parameters;
  }

  /** All that the server says of a document as a whole. */
  JsonObject portrait(String uri) throws IOException {
    JsonObject portrait = new JsonObject();
    JsonObject report = wire.ask("textDocument/diagnostic", document(uri)).getAsJsonObject();
    portrait.add("diagnostics", report.get("items"));
    portrait.add("symbols", wire.ask("textDocument/documentSymbol", document(uri)));
    portrait.add("lenses", wire.ask("textDocument/codeLens", document(uri)));
    portrait.add(
        "hints", wire.ask("textDocument/inlayHint", between(uri, 0, content(uri).length())));
    JsonObject actions = between(uri, 0, content(uri).length());
    JsonObject context = new JsonObject();
    context.add("diagnostics", new JsonArray());
    actions.add("context", context);
    portrait.add("actions", wire.ask("textDocument/codeAction", actions));
    return portrait;
  }

  /** Waits until what was pushed of a document is what the server says when asked. */
  boolean isPushed(String uri, JsonElement diagnostics) throws InterruptedException {
    JsonPrimitive version = new JsonPrimitive(open.getOrDefault(uri, new Text("", 0)).version());
    for (int i = 0; i < 1500; i++) {
      JsonObject pushed = wire.published(uri);
      if (version.equals(pushed.get("version")) && diagnostics.equals(pushed.get("diagnostics"))) {
        return true;
      }
      Thread.sleep(10);
    }
    return false;
  }

  JsonElement pushed(String uri) {
    return wire.published(uri).has("diagnostics") ? wire.published(uri) : JsonNull.INSTANCE;
  }

  @Override
  public void close() {
    wire.close();
  }
}
