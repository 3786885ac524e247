package dev.fasynclens.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Something an editor did, as it is kept to be done again. */
sealed interface Step {
  /** A document was opened. */
  record Open(String uri, String content, int version) implements Step {}

  /** A document was changed. */
  record Edit(String uri, List<Change> changes) implements Step {}

  /** A document was closed. */
  record Close(String uri) implements Step {}

  /** Settings were changed; they are kept as text, because JSON can be changed. */
  record Set(String settings) implements Step {}

  /** Folders came and went. */
  record Folders(List<Path> added, List<Path> removed) implements Step {}

  /** Another message was sent. */
  record Other(String method, String parameters, boolean request) implements Step {}

  /** Does it again. */
  default void repeat(Editor editor) throws IOException, InterruptedException {
    switch (this) {
      case Open(String uri, String content, int version) -> editor.open(uri, content, version);
      case Edit(String uri, List<Change> changes) -> editor.change(uri, changes);
      case Close(String uri) -> editor.close(uri);
      case Set(String settings) -> editor.set(JsonParser.parseString(settings));
      case Folders(List<Path> added, List<Path> removed) -> editor.changeFolders(added, removed);
      case Other(String method, String parameters, boolean request) -> {
        JsonElement parsed = JsonParser.parseString(parameters);
        if (request) {
          Wire.get(editor.wire().begin(method, parsed), method);
        } else {
          editor.wire().tell(method, parsed);
        }
      }
    }
  }

  /** One line of a log. */
  default JsonObject json() {
    JsonObject json = new JsonObject();
    switch (this) {
      case Open(String uri, String content, int version) -> {
        json.addProperty("open", uri);
        json.addProperty("text", content);
        json.addProperty("version", version);
      }
      case Edit(String uri, List<Change> changes) -> {
        json.addProperty("edit", uri);
        JsonArray all = new JsonArray();
        for (Change change : changes) {
          JsonObject one = new JsonObject();
          one.addProperty("start", change.start());
          one.addProperty("end", change.end());
          one.addProperty("text", change.replacement());
          all.add(one);
        }
        json.add("changes", all);
      }
      case Close(String uri) -> json.addProperty("close", uri);
      case Set(String settings) -> json.addProperty("set", settings);
      case Folders(List<Path> added, List<Path> removed) -> {
        json.add("added", uris(added));
        json.add("removed", uris(removed));
      }
      case Other(String method, String parameters, boolean request) -> {
        json.addProperty(request ? "request" : "notification", method);
        json.addProperty("parameters", parameters);
      }
    }
    return json;
  }

  /** Reads a line of a log. */
  static Step of(JsonObject json) {
    if (json.has("open")) {
      return new Open(text(json, "open"), text(json, "text"), json.get("version").getAsInt());
    } else if (json.has("edit")) {
      List<Change> changes = new ArrayList<>();
      for (JsonElement element : json.getAsJsonArray("changes")) {
        JsonObject one = element.getAsJsonObject();
        changes.add(
            new Change(one.get("start").getAsInt(), one.get("end").getAsInt(), text(one, "text")));
      }
      return new Edit(text(json, "edit"), changes);
    } else if (json.has("close")) {
      return new Close(text(json, "close"));
    } else if (json.has("set")) {
      return new Set(text(json, "set"));
    } else if (json.has("added")) {
      return new Folders(
          paths(json.getAsJsonArray("added")), paths(json.getAsJsonArray("removed")));
    }
    boolean request = json.has("request");
    return new Other(
        text(json, request ? "request" : "notification"), text(json, "parameters"), request);
  }

  private static String text(JsonObject json, String key) {
    return json.get(key).getAsString();
  }

  private static JsonArray uris(List<Path> paths) {
    JsonArray all = new JsonArray();
    paths.forEach(path -> all.add(path.toUri().toString()));
    return all;
  }

  private static List<Path> paths(JsonArray uris) {
    List<Path> all = new ArrayList<>();
    uris.forEach(uri -> all.add(Path.of(URI.create(uri.getAsString()))));
    return all;
  }
}
