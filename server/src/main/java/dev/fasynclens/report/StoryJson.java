package dev.fasynclens.report;

import com.google.gson.stream.JsonWriter;
import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.scenario.ScenarioWriter;
import dev.fasynclens.scenario.story.Panel;
import dev.fasynclens.scenario.story.Storyboard;
import java.io.IOException;
import java.util.List;

/**
 * Storyboards for programs: one JSON object, of which keys are only ever added. Its {@code steps}
 * are steps of the scenario language as they stand, so that they can be copied into a scenario.
 */
public final class StoryJson {
  private static final int VERSION = 1;

  private final JsonWriter json;
  private final Appendable out;

  /** A run of a file. */
  public record Run(String file, Storyboard story) {}

  /** Writes to this. */
  public StoryJson(Appendable out) {
    this.out = out;
    this.json = CompactJson.to(out);
  }

  /** Writes runs. */
  public void write(List<Run> runs) throws IOException {
    json.beginObject();
    json.name("version").value(VERSION);
    json.name("tool").value("fasync-lens");
    json.name("runs").beginArray();
    for (Run run : runs) {
      write(run);
    }
    json.endArray();
    json.endObject();
    json.flush();
    out.append('\n');
  }

  private void write(Run run) throws IOException {
    Storyboard story = run.story();
    json.beginObject();
    json.name("file").value(run.file());
    json.name("title").value(story.scenario().title());
    json.name("kernel").value(story.version().toString());
    json.name("judged").value(story.verdict().isJudged());
    json.name("asExpected").value(story.verdict() != Storyboard.Verdict.NOT_AS_EXPECTED);
    json.name("outcome").value(story.ending().sentence());
    json.name("bad").value(story.ending().bad());
    json.name("steps").beginArray();
    for (Panel panel : story.panels()) {
      ScenarioWriter.writeStep(json, panel.text(), panel.outcome());
    }
    json.endArray();
    json.name("mismatches").beginArray();
    for (Panel panel : story.panels()) {
      if (panel.mismatch().isPresent()) {
        json.beginObject();
        json.name("step").value(panel.number());
        json.name("message").value(panel.mismatch().get());
        json.endObject();
      }
    }
    json.endArray();
    json.name("trace").beginArray();
    for (Panel panel : story.panels()) {
      for (TraceEvent event : panel.trace()) {
        write(panel.number(), event);
      }
    }
    json.endArray();
    json.endObject();
  }

  private void write(int step, TraceEvent event) throws IOException {
    json.beginObject();
    json.name("step").value(step);
    json.name("depth").value(event.depth());
    json.name("context").value(event.context());
    json.name("event").value(kind(event));
    switch (event) {
      case TraceEvent.Enter it -> {
        json.name("function").value(it.name());
        json.name("file").value(it.function().file());
        values("arguments", it.arguments());
      }
      case TraceEvent.Return it -> {
        json.name("function").value(it.name());
        json.name("result").value(it.result());
      }
      case TraceEvent.Decision it -> {
        json.name("decision").value(it.decision());
        json.name("because").value(it.reason());
      }
      case TraceEvent.Change it -> {
        json.name("what").value(it.what());
        json.name("before").value(it.before());
        json.name("after").value(it.after());
      }
      case TraceEvent.LockTaken it -> {
        json.name("lock").value(it.lock());
        json.name("how").value(it.how());
      }
      case TraceEvent.LockReleased it -> json.name("lock").value(it.lock());
      case TraceEvent.Delivery it -> {
        json.name("to").value(it.to());
        json.name("via").value(it.via());
        json.name("sig").value(it.signal());
        values("siginfo", it.record());
      }
      case TraceEvent.Trouble it -> {
        json.name("kernel").value(it.kind().text());
        json.name("in").value(it.in());
        json.name("message").value(it.message());
      }
    }
    json.endObject();
  }

  private static String kind(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Enter _ -> "enter";
      case TraceEvent.Return _ -> "return";
      case TraceEvent.Decision _ -> "decision";
      case TraceEvent.Change _ -> "change";
      case TraceEvent.LockTaken _ -> "lock";
      case TraceEvent.LockReleased _ -> "unlock";
      case TraceEvent.Delivery _ -> "delivery";
      case TraceEvent.Trouble _ -> "trouble";
    };
  }

  private void values(String name, List<TraceEvent.Value> values) throws IOException {
    json.name(name).beginArray();
    for (TraceEvent.Value value : values) {
      json.beginObject();
      json.name("name").value(value.name());
      json.name("value").value(value.value());
      json.endObject();
    }
    json.endArray();
  }
}
