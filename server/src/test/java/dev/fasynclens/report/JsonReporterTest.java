package dev.fasynclens.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.Position;
import dev.fasynclens.source.PositionEncoding;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonReporterTest {
  @Test
  void theFormatThatScriptsDependOn() throws IOException {
    assertThat(written(ReportExample.report(ReportExample.full())))
        .isEqualTo(
            """
            {"version": 1, "tool": "fasync-lens", \
            "kernel": {"oldest": "2.6.12", "newest": "7.1"}, "files": 12, "findings": [\
            {"rule": "FA202", "name": "poll-mask-as-band", "severity": "error", \
            "file": "drivers/x.c", "line": 7, "column": 38, "endLine": 7, "endColumn": 44, \
            "message": "The band is the poll mask POLLIN.", \
            "consequences": [\
            {"kernel": "2.6.12..4.13", "effect": "BUG() in interrupt context"}, \
            {"kernel": "4.14", "effect": "nothing"}], \
            "related": [{"file": "drivers/x.c", "line": 3, "column": 30, \
            "message": "the queue is here"}], \
            "fixes": [{"title": "Pass POLL_IN", "safe": true, "edits": [\
            {"file": "drivers/x.c", "line": 7, "column": 38, "endLine": 7, "endColumn": 44, \
            "text": "POLL_IN"}]}]}]}
            """);
  }

  @Test
  void aRunWithoutFindings() throws IOException {
    assertThat(written(ReportExample.report()))
        .isEqualTo(
            """
            {"version": 1, "tool": "fasync-lens", \
            "kernel": {"oldest": "2.6.12", "newest": "7.1"}, "files": 12, "findings": []}
            """);
  }

  @Test
  void columnsAreCodePointsAndLeadBackToThePlace() throws IOException {
    SourceText text = SourceText.of("x.c", "a\r\n\t\"𝄞é漢😀\" BAD𝄞\nz");
    Place place = ReportExample.placeOf(text, "BAD𝄞");
    Finding finding =
        new Finding(
            ReportExample.RULE,
            Severity.WARNING,
            place,
            "\"quoted\" \\ 𝄞 \u0001 \u2028",
            List.of(),
            List.of(),
            List.of(Fix.replacing("Use \"𝄞\"", place, "𝄞\n\t")));

    JsonObject json =
        JsonParser.parseString(written(ReportExample.report(finding))).getAsJsonObject();
    JsonObject found = json.getAsJsonArray("findings").get(0).getAsJsonObject();
    assertThat(found.get("column").getAsInt()).isEqualTo(9);
    assertThat(found.get("endColumn").getAsInt()).isEqualTo(13);
    assertThat(offset(text, found, "line", "column")).isEqualTo(place.span().start());
    assertThat(offset(text, found, "endLine", "endColumn")).isEqualTo(place.span().end());
    assertThat(found.get("message").getAsString()).isEqualTo(finding.message());
    JsonArray edits =
        found.getAsJsonArray("fixes").get(0).getAsJsonObject().getAsJsonArray("edits");
    assertThat(edits.get(0).getAsJsonObject().get("text").getAsString()).isEqualTo("𝄞\n\t");
  }

  private static int offset(SourceText text, JsonObject found, String line, String column) {
    return text.offsetOf(
        new Position(found.get(line).getAsInt() - 1, found.get(column).getAsInt() - 1),
        PositionEncoding.UTF_32);
  }

  private static String written(Report report) throws IOException {
    return ReportExample.written(new JsonReporter(), report);
  }
}
