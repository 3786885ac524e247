package dev.fasynclens.report;

import com.google.gson.stream.JsonWriter;
import dev.fasynclens.review.Consequence;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Related;
import java.io.IOException;

/** The format for programs: one JSON object, of which keys are only ever added. */
public final class JsonReporter implements Reporter {
  private static final int VERSION = 1;

  @Override
  public void write(Report report, Appendable out) throws IOException {
    JsonWriter json = CompactJson.to(out);
    json.beginObject();
    json.name("version").value(VERSION);
    json.name("tool").value("fasync-lens");
    json.name("kernel").beginObject();
    json.name("oldest").value(report.target().range().oldest().toString());
    json.name("newest").value(report.target().range().newest().toString());
    json.endObject();
    json.name("files").value(report.files());
    json.name("findings").beginArray();
    for (Finding finding : report.findings()) {
      write(finding, json);
    }
    json.endArray();
    json.endObject();
    json.flush();
    out.append('\n');
  }

  private static void write(Finding finding, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("rule").value(finding.rule().id());
    json.name("name").value(finding.rule().name());
    json.name("severity").value(finding.severity().label());
    writeRange(Location.of(finding.place()), json);
    json.name("message").value(finding.message());
    json.name("consequences").beginArray();
    for (Consequence consequence : finding.consequences()) {
      json.beginObject();
      json.name("kernel").value(consequence.kernels().toString());
      json.name("effect").value(consequence.effect());
      json.endObject();
    }
    json.endArray();
    json.name("related").beginArray();
    for (Related related : finding.related()) {
      Location location = Location.of(related.place());
      json.beginObject();
      json.name("file").value(location.file());
      json.name("line").value(location.line());
      json.name("column").value(location.column());
      json.name("message").value(related.message());
      json.endObject();
    }
    json.endArray();
    json.name("fixes").beginArray();
    for (Fix fix : finding.fixes()) {
      write(fix, json);
    }
    json.endArray();
    json.endObject();
  }

  private static void write(Fix fix, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("title").value(fix.title());
    json.name("safe").value(fix.isSafe());
    json.name("edits").beginArray();
    for (Fix.Edit edit : fix.edits()) {
      json.beginObject();
      writeRange(Location.of(edit.place()), json);
      json.name("text").value(edit.replacement());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private static void writeRange(Location location, JsonWriter json) throws IOException {
    json.name("file").value(location.file());
    json.name("line").value(location.line());
    json.name("column").value(location.column());
    json.name("endLine").value(location.endLine());
    json.name("endColumn").value(location.endColumn());
  }
}
