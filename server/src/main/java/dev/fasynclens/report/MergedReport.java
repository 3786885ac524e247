package dev.fasynclens.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Several reports of {@code lint} as one, in JSON or SARIF: as one run over all the files would
 * have written it.
 */
public final class MergedReport {
  private static final String INVOCATIONS = "invocations";
  private static final String NOTIFICATIONS = "toolExecutionNotifications";

  private final JsonObject merged;

  private MergedReport(JsonObject merged) {
    this.merged = merged;
  }

  /** Reports do not go together, or are none. */
  public static final class UnusableReportException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableReportException(String reason) {
      super(reason, null, false, false);
    }

    /** What is wrong. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Merges reports.
   *
   * @param reports their texts by what they are called, at least one
   */
  public static MergedReport of(Map<String, String> reports) throws UnusableReportException {
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<String, String> report : reports.entrySet()) {
      try {
        parts.add(Part.of(JsonParser.parseString(report.getValue()).getAsJsonObject()));
      } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
        throw new UnusableReportException(report.getKey() + " is no report of lint");
      }
    }
    Part first = parts.getFirst();
    List<Item> items = new ArrayList<>(first.items);
    long files = first.files;
    for (Part part : parts.subList(1, parts.size())) {
      if (!part.about().equals(first.about())) {
        throw new UnusableReportException(
            "reports go together only if they are of one format, version and range of kernels");
      }
      items.addAll(part.items);
      files += part.files;
    }
    Collections.sort(items);
    try {
      parts.subList(1, parts.size()).forEach(first::addNotifications);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new UnusableReportException("the invocations in the reports are not those of lint");
    }
    return new MergedReport(first.with(items, files));
  }

  /** Writes it. */
  public void write(Appendable out) throws IOException {
    JsonWriter json = CompactJson.to(out);
    write(merged, json);
    json.flush();
    out.append('\n');
  }

  /**
   * One report.
   *
   * @param top the whole of it
   * @param body the object in it that has the findings
   * @param list how the list of findings is called there
   * @param counted the object that has the number of files
   */
  private record Part(
      JsonObject top,
      JsonObject body,
      String list,
      JsonObject counted,
      List<Item> items,
      long files) {

    static Part of(JsonObject top) {
      boolean sarif = top.has("runs");
      JsonArray runs = sarif ? array(top, "runs") : new JsonArray();
      if (sarif && runs.size() != 1) {
        throw new IllegalArgumentException("runs");
      }
      JsonObject body = sarif ? runs.get(0).getAsJsonObject() : top;
      if (sarif && array(body, INVOCATIONS).size() != 1) {
        throw new IllegalArgumentException(INVOCATIONS);
      }
      JsonObject counted = sarif ? object(body, "properties") : body;
      String list = sarif ? "results" : "findings";
      List<Item> items = new ArrayList<>();
      for (JsonElement each : array(body, list)) {
        items.add(
            sarif ? Item.ofResult(each.getAsJsonObject()) : Item.ofFinding(each.getAsJsonObject()));
      }
      return new Part(top, body, list, counted, items, number(counted, "files"));
    }

    /** What must be the same in reports that are merged. */
    JsonObject about() {
      JsonObject about = top.deepCopy();
      boolean sarif = top.has("runs");
      JsonObject inner = sarif ? about.getAsJsonArray("runs").get(0).getAsJsonObject() : about;
      inner.remove(list);
      inner.remove(INVOCATIONS);
      (sarif ? inner.getAsJsonObject("properties") : inner).remove("files");
      return about;
    }

    /** What other runs could not do, each told once, in the order of one run. */
    void addNotifications(Part other) {
      if (!top.has("runs")) {
        return;
      }
      JsonObject invocation = invocation();
      NavigableMap<String, JsonElement> byText = new TreeMap<>();
      boolean successful = true;
      for (Part part : List.of(this, other)) {
        JsonObject each = part.invocation();
        successful &= primitive(each, "executionSuccessful").getAsBoolean();
        for (JsonElement notification : array(each, NOTIFICATIONS)) {
          JsonObject message = object(notification.getAsJsonObject(), "message");
          byText.put(text(message, "text"), notification);
        }
      }
      JsonArray all = new JsonArray();
      byText.values().forEach(all::add);
      invocation.addProperty("executionSuccessful", successful);
      invocation.add(NOTIFICATIONS, all);
    }

    private JsonObject invocation() {
      return array(body, INVOCATIONS).get(0).getAsJsonObject();
    }

    JsonObject with(List<Item> all, long allFiles) {
      JsonArray array = new JsonArray();
      all.forEach(item -> array.add(item.json()));
      body.add(list, array);
      counted.addProperty("files", allFiles);
      return top;
    }
  }

  /** A finding with what reports are sorted by. */
  private record Item(
      JsonObject json,
      String file,
      long line,
      long column,
      long endLine,
      long endColumn,
      String rule,
      String message)
      implements Comparable<Item> {
    private static final Comparator<Item> ORDER =
        Comparator.comparing(Item::file)
            .thenComparingLong(Item::line)
            .thenComparingLong(Item::column)
            .thenComparingLong(Item::endLine)
            .thenComparingLong(Item::endColumn)
            .thenComparing(Item::rule)
            .thenComparing(Item::message);

    static Item ofFinding(JsonObject json) {
      return new Item(
          json,
          text(json, "file"),
          number(json, "line"),
          number(json, "column"),
          number(json, "endLine"),
          number(json, "endColumn"),
          text(json, "rule"),
          text(json, "message"));
    }

    static Item ofResult(JsonObject json) {
      JsonArray locations = array(json, "locations");
      if (locations.isEmpty()) {
        throw new IllegalArgumentException("locations");
      }
      JsonObject physical = object(locations.get(0).getAsJsonObject(), "physicalLocation");
      JsonObject region = object(physical, "region");
      URI uri = URI.create(text(object(physical, "artifactLocation"), "uri"));
      return new Item(
          json,
          uri.getPath() == null ? uri.toString() : uri.getPath(),
          number(region, "startLine"),
          number(region, "startColumn"),
          number(region, "endLine"),
          number(region, "endColumn"),
          text(json, "ruleId"),
          text(object(json, "message"), "text"));
    }

    @Override
    public int compareTo(Item other) {
      return ORDER.compare(this, other);
    }
  }

  private static JsonElement member(JsonObject object, String name) {
    JsonElement member = object.get(name);
    if (member == null) {
      throw new IllegalArgumentException(name);
    }
    return member;
  }

  private static JsonObject object(JsonObject in, String name) {
    return member(in, name).getAsJsonObject();
  }

  private static JsonArray array(JsonObject in, String name) {
    return member(in, name).getAsJsonArray();
  }

  private static String text(JsonObject in, String name) {
    return primitive(in, name).getAsString();
  }

  private static long number(JsonObject in, String name) {
    return primitive(in, name).getAsLong();
  }

  private static JsonPrimitive primitive(JsonObject in, String name) {
    if (member(in, name) instanceof JsonPrimitive primitive) {
      return primitive;
    }
    throw new IllegalArgumentException(name);
  }

  private static void write(JsonElement element, JsonWriter json) throws IOException {
    switch (element) {
      case JsonObject object -> {
        json.beginObject();
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
          json.name(member.getKey());
          write(member.getValue(), json);
        }
        json.endObject();
      }
      case JsonArray array -> {
        json.beginArray();
        for (JsonElement each : array) {
          write(each, json);
        }
        json.endArray();
      }
      case JsonPrimitive value when value.isString() -> json.value(value.getAsString());
      case JsonPrimitive value when value.isNumber() -> json.value(value.getAsNumber());
      case JsonPrimitive value -> json.value(value.getAsBoolean());
      default -> json.nullValue();
    }
  }
}
