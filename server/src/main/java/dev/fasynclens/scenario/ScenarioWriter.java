package dev.fasynclens.scenario;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.machine.BootOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes scenarios as the files are written: a step a line, broken only where it is long. What
 * {@link ScenarioFile} reads from it equals what was written.
 *
 * <p>Everything else that writes steps, expectations or events as JSON does so through here.
 */
public final class ScenarioWriter {
  /** What is longer stands on several lines. */
  private static final int WIDTH = 110;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");

  private ScenarioWriter() {}

  /** Writes JSON. */
  private interface Content {
    void writeTo(JsonWriter json) throws IOException;
  }

  /** The text of a file with this scenario. */
  public static String write(Scenario scenario) {
    List<String> members = new ArrayList<>();
    members.add(member("title", scenario.title()));
    members.add(member("about", scenario.about()));
    members.add(member("kernels", scenario.kernels().toString()));
    if (!scenario.seen().isEmpty()) {
      members.add(list("seen", scenario.seen()));
    }
    if (!scenario.needs().isEmpty()) {
      members.add(list("needs", scenario.needs().stream().map(Scenario.Need::text).toList()));
    }
    if (!scenario.boot().equals(BootOptions.DEFAULT)) {
      members.add("\"boot\": " + compact(json -> writeBoot(json, scenario.boot())));
    }
    members.add(
        "\"steps\": "
            + (scenario.steps().isEmpty()
                ? "[]"
                : "[\n    "
                    + String.join(
                        ",\n    ", scenario.steps().stream().map(ScenarioWriter::line).toList())
                    + "\n  ]"));
    return "{\n  " + String.join(",\n  ", members) + "\n}\n";
  }

  private static String member(String key, String value) {
    return '"' + key + "\": " + compact(json -> json.value(value));
  }

  private static String list(String key, List<?> items) {
    return '"'
        + key
        + "\": "
        + compact(
            json -> {
              json.beginArray();
              for (Object item : items) {
                json.value(item.toString());
              }
              json.endArray();
            });
  }

  private static void writeBoot(JsonWriter json, BootOptions boot) throws IOException {
    json.beginObject();
    if (boot.panicOnOops() != BootOptions.DEFAULT.panicOnOops()) {
      json.name("panicOnOops").value(boot.panicOnOops());
    }
    if (boot.processors() != BootOptions.DEFAULT.processors()) {
      json.name("cpus").value(boot.processors());
    }
    json.endObject();
  }

  private static String compact(Content content) {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
    try {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter has none
    }
    return text.toString();
  }

  // Layout

  private static String line(Step step) {
    Expectation usual = Expectation.usual(step.command());
    List<String> before = List.of(member("do", step.text()));
    List<String> differences =
        step.elsewhere().stream()
            .map(each -> block(List.of(kernels(each.kernels())), each.expected(), usual, 6))
            .toList();
    return block(before, step.expected(), usual, differences, 4);
  }

  private static String kernels(KernelRange range) {
    return member("kernels", range.toString());
  }

  private static String block(
      List<String> before, Expectation expectation, Expectation usual, int indent) {
    return block(before, expectation, usual, List.of(), indent);
  }

  /** An object with some members, an expectation, and what is expected elsewhere. */
  private static String block(
      List<String> before,
      Expectation expectation,
      Expectation usual,
      List<String> differences,
      int indent) {
    List<String> plain = new ArrayList<>(before);
    if (!expectation.returns().equals(usual.returns()) || usual.returns().equals("started")) {
      plain.add("\"returns\": " + compact(json -> writeResult(json, expectation.returns())));
    }
    expectation.out().ifPresent(out -> plain.add(member("out", out)));
    List<String> events =
        expectation.events().stream()
            .map(each -> compact(json -> writeExpected(json, each)))
            .toList();
    String head = String.join(", ", plain);
    String inner = "\n" + " ".repeat(indent + 2);
    StringBuilder result = new StringBuilder("{").append(head);
    if (!events.isEmpty()) {
      String inline = "\"events\": [" + String.join(", ", events) + "]";
      boolean fits =
          head.length() + inline.length() + 4 <= WIDTH
              && expectation.alternatives().isEmpty()
              && differences.isEmpty();
      result
          .append(plain.isEmpty() ? "" : ", ")
          .append(fits ? inline : "\"events\": [" + inner + String.join("," + inner, events) + "]");
    }
    appendLists(
        result,
        "or",
        expectation.alternatives().stream()
            .map(each -> block(List.of(), each, usual, indent + 2))
            .toList(),
        indent);
    appendLists(result, "differs", differences, indent);
    return result.append('}').toString();
  }

  private static void appendLists(
      StringBuilder result, String key, List<String> items, int indent) {
    if (!items.isEmpty()) {
      String inner = "\n" + " ".repeat(indent + 2);
      result
          .append(result.length() == 1 ? "" : ",\n" + " ".repeat(indent + 1))
          .append('"')
          .append(key)
          .append("\": [")
          .append(inner)
          .append(String.join("," + inner, items))
          .append(']');
    }
  }

  // Parts that others write, too

  /**
   * Writes what a step did as a step that expects it: {@code do}, {@code returns} and what else
   * there is.
   */
  public static void writeStep(JsonWriter json, String text, Outcome outcome) throws IOException {
    json.beginObject();
    json.name("do").value(text);
    if (!outcome.returns().isEmpty()) {
      json.name("returns");
      writeResult(json, outcome.returns());
    }
    if (!outcome.out().isEmpty()) {
      json.name("out").value(outcome.out());
    }
    if (!outcome.events().isEmpty()) {
      json.name("events").beginArray();
      for (Event event : outcome.events()) {
        writeEvent(json, event);
      }
      json.endArray();
    }
    json.endObject();
  }

  /** Writes an event. */
  public static void writeEvent(JsonWriter json, Event event) throws IOException {
    writeExpected(json, new Expectation.Expected(event, 1, 1));
  }

  private static void writeResult(JsonWriter json, String result) throws IOException {
    if (NUMBER.matcher(result).matches()) {
      json.value(Long.parseLong(result));
    } else {
      json.value(result);
    }
  }

  private static void writeExpected(JsonWriter json, Expectation.Expected expected)
      throws IOException {
    json.beginObject();
    switch (expected.event()) {
      case Event.Delivered delivered -> writeDelivered(json, delivered);
      case Event.Died died -> {
        json.name("died").value(died.actor());
        json.name("sig").value(died.sig());
        if (died.core()) {
          json.name("core").value(true);
        }
      }
      case Event.Exited exited -> {
        json.name("exited").value(exited.actor());
        json.name("status").value(exited.status());
      }
      case Event.Stopped stopped -> {
        json.name("stopped").value(stopped.actor());
        json.name("sig").value(stopped.sig());
      }
      case Event.Continued continued -> json.name("continued").value(continued.actor());
      case Event.Complaint complaint -> {
        json.name("kernel").value(complaint.kind().text());
        if (!complaint.in().isEmpty()) {
          json.name("in").value(complaint.in());
        }
      }
    }
    if (expected.least() != 1 || expected.most() != 1) {
      json.name("times").value(expected.least() + ".." + expected.most());
    }
    json.endObject();
  }

  private static void writeDelivered(JsonWriter json, Event.Delivered delivered)
      throws IOException {
    json.name("to").value(delivered.to());
    json.name("via").value(delivered.via());
    json.name("sig").value(delivered.sig());
    switch (delivered.record()) {
      case null -> {}
      case Event.FileInfo info -> {
        json.name("code").value(info.code());
        json.name("band").value(info.band());
        json.name("fd").value(info.fd());
      }
      case Event.SenderInfo info -> {
        json.name("code").value(info.code());
        json.name("pid").value(info.pid());
        json.name("uid").value(info.uid());
      }
    }
  }
}
