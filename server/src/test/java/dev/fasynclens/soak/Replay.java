package dev.fasynclens.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does again what led to a difference between two servers, and finds out what of it matters. */
final class Replay {
  private static final int MOST_ATTEMPTS = 80;

  private final Servers servers;
  private final Profile profile;
  private final Editor.State start;
  private int attempts;

  /** Starts servers. */
  interface Servers {
    Wire start() throws IOException;
  }

  Replay(Servers servers, Profile profile, Editor.State start) {
    this.servers = servers;
    this.profile = profile;
    this.start = start;
  }

  /** The documents of which two servers say different things after the steps. */
  List<String> differences(List<Step> steps) throws IOException, InterruptedException {
    attempts++;
    try (Editor editor = new Editor(servers.start(), profile, start)) {
      for (Step step : steps) {
        step.repeat(editor);
        if (step instanceof Step.Edit(String uri, List<Change> _)) {
          // so that the tree follows each edit
          editor.wire().ask("textDocument/documentSymbol", Editor.document(uri));
        }
      }
      return differences(editor, editor.state());
    }
  }

  private List<String> differences(Editor editor, Editor.State state)
      throws IOException, InterruptedException {
    List<String> different = new ArrayList<>();
    try (Editor fresh = new Editor(servers.start(), profile, state)) {
      for (String uri : editor.uris()) {
        if (!fresh.portrait(uri).equals(editor.portrait(uri))) {
          different.add(uri);
        }
      }
    }
    return different;
  }

  /**
   * As few steps as can be found after which there still is a difference; empty if there is none.
   */
  List<Step> reduced(List<Step> steps) throws IOException, InterruptedException {
    List<Step> needed = steps;
    if (!isDifferent(needed)) {
      return List.of();
    }
    for (int size = Math.max(1, needed.size() / 2); size >= 1; size /= 2) {
      for (int from = 0; from < needed.size() && attempts < MOST_ATTEMPTS; ) {
        List<Step> fewer = without(needed, from, Math.min(needed.size(), from + size));
        if (isDifferent(fewer)) {
          needed = fewer;
        } else {
          from += size;
        }
      }
    }
    return needed;
  }

  private boolean isDifferent(List<Step> steps) throws InterruptedException {
    try {
      return !differences(steps).isEmpty();
    } catch (IOException | SoakFailure | IndexOutOfBoundsException e) {
      return false; // another mistake than the one that is looked for, or steps that make no sense
    }
  }

  /** Takes steps out; later edits still lead to the texts that they led to. */
  private List<Step> without(List<Step> steps, int from, int to) {
    Map<String, String> before = contents();
    Map<String, String> now = contents();
    List<Step> left = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean stays = i < from || i >= to;
      switch (step) {
        case Step.Open(String uri, String content, int _) -> before.put(uri, content);
        case Step.Edit(String uri, List<Change> changes) -> {
          String content = before.getOrDefault(uri, "");
          for (Change change : changes) {
            content = change.applied(content);
          }
          before.put(uri, content);
          if (stays) {
            step = new Step.Edit(uri, List.of(Change.between(now.getOrDefault(uri, ""), content)));
          }
        }
        default -> {}
      }
      if (stays) {
        left.add(step);
        if (step instanceof Step.Open(String uri, String content, int _)) {
          now.put(uri, content);
        } else if (step instanceof Step.Edit(String uri, List<Change> _)) {
          now.put(uri, before.getOrDefault(uri, ""));
        }
      }
    }
    return left;
  }

  private Map<String, String> contents() {
    Map<String, String> contents = new HashMap<>();
    start.open().forEach((uri, text) -> contents.put(uri, text.content()));
    return contents;
  }

  // ---- logs ----

  /** Writes a log: how it starts, and a line a step. */
  void write(Path log, List<Step> steps) throws IOException {
    JsonObject first = new JsonObject();
    first.addProperty("encoding", profile.encoding().name());
    first.addProperty("pulls", profile.pulls());
    first.addProperty("asked", profile.asked());
    first.add("settings", start.settings());
    JsonArray folders = new JsonArray();
    start.folders().forEach(folder -> folders.add(folder.toUri().toString()));
    first.add("folders", folders);
    List<String> lines = new ArrayList<>();
    lines.add(first.toString());
    start
        .open()
        .forEach(
            (uri, text) ->
                lines.add(new Step.Open(uri, text.content(), text.version()).json().toString()));
    steps.forEach(step -> lines.add(step.json().toString()));
    Files.write(log, lines);
  }

  /** Does again what a log says; the documents of which two servers say different things. */
  static List<String> differences(Servers servers, Path log)
      throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(log);
    JsonObject first = JsonParser.parseString(lines.getFirst()).getAsJsonObject();
    Profile profile =
        new Profile(
            Encoding.valueOf(first.get("encoding").getAsString()),
            first.get("pulls").getAsBoolean(),
            first.get("asked").getAsBoolean());
    List<Path> folders = new ArrayList<>();
    for (JsonElement folder : first.getAsJsonArray("folders")) {
      folders.add(Path.of(URI.create(folder.getAsString())));
    }
    List<Step> steps = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      steps.add(Step.of(JsonParser.parseString(line).getAsJsonObject()));
    }
    Editor.State start = new Editor.State(new LinkedHashMap<>(), folders, first.get("settings"));
    return new Replay(servers, profile, start).differences(steps);
  }
}
