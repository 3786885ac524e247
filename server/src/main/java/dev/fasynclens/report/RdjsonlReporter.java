package dev.fasynclens.report;

import com.google.gson.stream.JsonWriter;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.FixPlan;
import dev.fasynclens.review.Related;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.Position;
import dev.fasynclens.source.PositionEncoding;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One JSON object a line, as reviewdog reads it; fixes become suggestions for the reviewer. */
public final class RdjsonlReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    for (Finding finding : report.findings()) {
      JsonWriter json = CompactJson.to(out);
      json.beginObject();
      json.name("message").value(finding.fullMessage());
      json.name("location").beginObject();
      writeLocation(finding.place(), json);
      json.endObject();
      json.name("severity").value(finding.severity().label().toUpperCase(Locale.ROOT));
      json.name("source").beginObject().name("name").value("fasync-lens").endObject();
      json.name("code").beginObject().name("value").value(finding.rule().id()).endObject();
      writeSuggestions(finding, json);
      writeRelated(finding, json);
      json.endObject();
      json.flush();
      out.append('\n');
    }
  }

  /** Each is complete: a reviewer takes one, so edits that belong together are joined. */
  private static void writeSuggestions(Finding finding, JsonWriter json) throws IOException {
    SourceText text = finding.place().text();
    json.name("suggestions").beginArray();
    for (Fix fix : finding.fixes()) {
      if (fix.edits().isEmpty()
          || fix.edits().stream().anyMatch(edit -> !edit.place().text().equals(text))) {
        continue; // half a fix would do harm
      }
      List<TextEdit> edits = new ArrayList<>();
      fix.edits().forEach(edit -> edits.add(new TextEdit(edit.place().span(), edit.replacement())));
      edits.sort(Comparator.comparing(TextEdit::span));
      int from = edits.getFirst().span().start();
      int to = edits.getLast().span().end();
      byte[] joined = FixPlan.replaced(text.copyBytes(), from, to, edits);
      json.beginObject();
      writeRange(new Place(text, new Span(from, to)), json);
      json.name("text").value(new String(joined, StandardCharsets.UTF_8));
      json.endObject();
    }
    json.endArray();
  }

  private static void writeRelated(Finding finding, JsonWriter json) throws IOException {
    json.name("relatedLocations").beginArray();
    for (Related related : finding.related()) {
      json.beginObject();
      json.name("message").value(related.message());
      json.name("location").beginObject();
      writeLocation(related.place(), json);
      json.endObject().endObject();
    }
    json.endArray();
  }

  private static void writeLocation(Place place, JsonWriter json) throws IOException {
    json.name("path").value(place.text().name());
    writeRange(place, json);
  }

  private static void writeRange(Place place, JsonWriter json) throws IOException {
    json.name("range").beginObject();
    writePosition("start", place.text(), place.span().start(), json);
    writePosition("end", place.text(), place.span().end(), json);
    json.endObject();
  }

  private static void writePosition(String name, SourceText text, int offset, JsonWriter json)
      throws IOException {
    Position position = text.positionAt(offset, PositionEncoding.UTF_8);
    json.name(name).beginObject();
    json.name("line").value(position.line() + 1);
    json.name("column").value(position.column() + 1);
    json.endObject();
  }
}
