package dev.fasynclens.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.fasynclens.source.Position;
import dev.fasynclens.source.PositionEncoding;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes workspace edits as an editor does, in UTF-16. */
final class TestEdits {
  private TestEdits() {}

  /** The texts by URI after an edit; texts that are not there are created. */
  static Map<String, String> made(JsonObject workspaceEdit, Map<String, String> before) {
    Map<String, String> texts = new TreeMap<>(before);
    for (JsonElement change : workspaceEdit.getAsJsonArray("documentChanges")) {
      JsonObject one = change.getAsJsonObject();
      if (one.has("kind")) {
        texts.putIfAbsent(one.get("uri").getAsString(), "");
      } else {
        String uri = one.getAsJsonObject("textDocument").get("uri").getAsString();
        texts.put(uri, made(one.getAsJsonArray("edits"), texts.get(uri)));
      }
    }
    return texts;
  }

  private static String made(JsonArray edits, String text) {
    SourceText source = SourceText.of("x", text);
    List<TextEdit> all = new ArrayList<>();
    for (JsonElement edit : edits) {
      JsonObject range = edit.getAsJsonObject().getAsJsonObject("range");
      Span span = new Span(offset(source, range, "start"), offset(source, range, "end"));
      all.add(new TextEdit(span, edit.getAsJsonObject().get("newText").getAsString()));
    }
    all.sort(Comparator.comparing(TextEdit::span).reversed());
    for (TextEdit edit : all) {
      source = source.with(edit);
    }
    return source.slice(0, source.length());
  }

  private static int offset(SourceText text, JsonObject range, String end) {
    JsonObject position = range.getAsJsonObject(end);
    return text.offsetOf(
        new Position(position.get("line").getAsInt(), position.get("character").getAsInt()),
        PositionEncoding.UTF_16);
  }
}
