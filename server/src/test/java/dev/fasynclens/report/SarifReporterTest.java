package dev.fasynclens.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.Related;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SarifReporterTest {
  private static final RuleCatalog CATALOG = RuleCatalog.load();

  @Test
  void aResultHasEverythingThatAFindingHas() throws IOException {
    JsonObject result = results(report(ReportExample.full())).get(0).getAsJsonObject();

    assertThat(result)
        .hasToString(
            """
            {"ruleId":"FA202","ruleIndex":%d,"level":"error","message":{"text":"The band is the \
            poll mask POLLIN. On 2.6.12..4.13: BUG() in interrupt context. On 4.14: nothing."},\
            "locations":[{"physicalLocation":{"artifactLocation":{"uri":"drivers/x.c"},\
            "region":{"startLine":7,"startColumn":38,"endLine":7,"endColumn":44}}}],\
            "relatedLocations":[{"id":1,"physicalLocation":{"artifactLocation":\
            {"uri":"drivers/x.c"},"region":{"startLine":3,"startColumn":30,"endLine":3,\
            "endColumn":35}},"message":{"text":"the queue is here"}}],\
            "partialFingerprints":{"primaryLocationLineHash":%s},\
            "fixes":[{"description":{"text":"Pass POLL_IN"},"artifactChanges":[\
            {"artifactLocation":{"uri":"drivers/x.c"},"replacements":[{"deletedRegion":\
            {"startLine":7,"startColumn":38,"endLine":7,"endColumn":44},\
            "insertedContent":{"text":"POLL_IN"}}]}],"properties":{"safe":true}}]}"""
                .formatted(
                    result.get("ruleIndex").getAsInt(),
                    result.getAsJsonObject("partialFingerprints").get("primaryLocationLineHash")));
  }

  @Test
  void rulesAreWhereResultsPointTo() throws IOException {
    JsonObject run = run(report(ReportExample.full()));
    JsonArray rules = run.getAsJsonObject("tool").getAsJsonObject("driver").getAsJsonArray("rules");
    JsonObject result = run.getAsJsonArray("results").get(0).getAsJsonObject();
    JsonObject rule = rules.get(result.get("ruleIndex").getAsInt()).getAsJsonObject();

    assertThat(rule.get("id").getAsString()).isEqualTo("FA202");
    assertThat(rule.getAsJsonObject("help").get("markdown").getAsString()).startsWith("# FA202");
    assertThat(rule.getAsJsonObject("help").get("text").getAsString())
        .startsWith("FA202: Poll mask passed as band\n")
        .doesNotContain("```");
    assertThat(rule.get("helpUri").getAsString())
        .isEqualTo(RuleCatalog.HOME + "/blob/HEAD/rules/FA202/README.md");
    assertThat(rules).hasSize(CATALOG.infos().size());
    for (int i = 0; i < rules.size(); i++) {
      assertThat(
              rules.get(i).getAsJsonObject().getAsJsonObject("properties").getAsJsonArray("tags"))
          .hasSizeLessThanOrEqualTo(20);
    }
  }

  @Test
  void suppressedResultsAreMarkedAndInTheirPlace() throws IOException {
    SourceText text = SourceText.of("x.c", "A1\nA2\nA3\n");
    Report report =
        new Report(
            "0.1.0",
            TargetKernels.UNSET,
            1,
            List.of(plain(text, "A2")),
            List.of(plain(text, "A3")),
            List.of(plain(text, "A1")),
            List.of());
    JsonArray results = results(report);

    assertThat(results).hasSize(3);
    assertThat(results.get(0).getAsJsonObject().get("suppressions"))
        .hasToString("[{\"kind\":\"external\"}]");
    assertThat(results.get(1).getAsJsonObject().has("suppressions")).isFalse();
    assertThat(results.get(2).getAsJsonObject().get("suppressions"))
        .hasToString("[{\"kind\":\"inSource\"}]");
  }

  @Test
  void whatIsTooMuchForTheConsumerIsTold() throws IOException {
    SourceText text = SourceText.of("x.c", "A1\nA2\nA3\nA4\n");
    Report report =
        new Report(
            "0.1.0",
            TargetKernels.UNSET,
            1,
            List.of(
                ReportExample.plain(Severity.INFO, text, "A1"),
                ReportExample.plain(Severity.WARNING, text, "A2"),
                ReportExample.plain(Severity.ERROR, text, "A3")),
            List.of(ReportExample.plain(Severity.ERROR, text, "A4")),
            List.of(),
            List.of());
    String written = ReportExample.written(new SarifReporter(CATALOG, 2), report);

    assertThat(written)
        .contains("the 2 least severe results were left out.")
        .containsSubsequence(
            "\"level\": \"warning\", \"message\": {\"text\": \"A message", "error");
    assertThat(run(written).getAsJsonArray("results")).hasSize(2);
    assertThat(new SarifReporter(CATALOG, 2).remarks(report))
        .containsExactly("in SARIF, the 2 least severe results were left out.");
    assertThat(new SarifReporter(CATALOG, 4).remarks(report)).isEmpty();
  }

  @Test
  void whatComesBeforeAndAfterAMistakeIsAThreadFlow() throws IOException {
    SourceText text = SourceText.of("x.c", "walk\nfree\njoin\nname\n");
    Finding finding =
        new Finding(
            ReportExample.RULE,
            Severity.ERROR,
            ReportExample.placeOf(text, "free"),
            "It is freed.",
            List.of(),
            List.of(
                new Related(ReportExample.placeOf(text, "walk"), "used", Related.Order.AFTER),
                new Related(ReportExample.placeOf(text, "name"), "its name"),
                new Related(ReportExample.placeOf(text, "join"), "joined", Related.Order.BEFORE)),
            List.of());
    JsonObject result = results(report(finding)).get(0).getAsJsonObject();
    JsonObject flow = result.getAsJsonArray("codeFlows").get(0).getAsJsonObject();
    JsonArray threads = flow.getAsJsonArray("threadFlows");

    assertThat(threads).hasSize(1);
    assertThat(threads.get(0).getAsJsonObject().getAsJsonArray("locations"))
        .extracting(SarifReporterTest::step)
        .containsExactly(
            "1 line 3 joined (important)",
            "2 line 2 It is freed. (essential)",
            "3 line 1 used (important)");
    assertThat(result.getAsJsonArray("relatedLocations")).hasSize(3);
  }

  @Test
  void withoutAnOrderThereIsNoThreadFlow() throws IOException {
    assertThat(results(report(ReportExample.full())).get(0).getAsJsonObject().has("codeFlows"))
        .isFalse();
  }

  private static String step(JsonElement element) {
    JsonObject step = element.getAsJsonObject();
    JsonObject location = step.getAsJsonObject("location");
    JsonObject region = location.getAsJsonObject("physicalLocation").getAsJsonObject("region");
    return "%d line %d %s (%s)"
        .formatted(
            step.get("executionOrder").getAsInt(),
            region.get("startLine").getAsInt(),
            location.getAsJsonObject("message").get("text").getAsString(),
            step.get("importance").getAsString());
  }

  @ParameterizedTest
  @CsvSource({"PARTLY_READ, true, warning", "NOT_EXAMINED, false, error"})
  void whatWasNotExaminedIsTold(Problem.Kind kind, boolean successful, String level)
      throws IOException {
    Report report =
        new Report(
            "0.1.0",
            TargetKernels.UNSET,
            1,
            List.of(),
            List.of(),
            List.of(),
            List.of(new Problem("x.c", "is odd", kind)));

    assertThat(run(report).get("invocations"))
        .hasToString(
            "[{\"executionSuccessful\":%s,\"toolExecutionNotifications\":[{\"level\":\"%s\",\"message\":{\"text\":\"x.c: is odd\"}}]}]"
                .formatted(successful, level));
  }

  @Test
  void aResultHasNoMoreLocationsThanGithubTakes() throws IOException {
    SourceText text = SourceText.of("x.c", "BAD");
    Place place = ReportExample.placeOf(text, "BAD");
    Finding finding =
        new Finding(
            ReportExample.RULE,
            Severity.ERROR,
            place,
            "A message.",
            List.of(),
            Collections.nCopies(5000, new Related(place, "again")),
            List.of());

    assertThat(results(report(finding)).get(0).getAsJsonObject().getAsJsonArray("relatedLocations"))
        .hasSize(999);
  }

  @ParameterizedTest
  @CsvSource({
    "dir/a b#c%d?.c, dir/a%20b%23c%25d%3F.c",
    "/abs/é.c,       file:///abs/%C3%A9.c",
    "C:/x/y.c,       file:///C:/x/y.c",
    "a:b.c,          ./a:b.c",
  })
  void filesAreReferences(String name, String uri) throws IOException {
    Finding finding = plain(SourceText.of(name, "BAD"), "BAD");

    assertThat(ReportExample.written(new SarifReporter(CATALOG), report(finding)))
        .contains("{\"uri\": \"" + uri + "\"}");
  }

  private static Finding plain(SourceText text, String marked) {
    return ReportExample.plain(Severity.WARNING, text, marked);
  }

  private static Report report(Finding... findings) {
    return ReportExample.report(findings);
  }

  private static JsonArray results(Report report) throws IOException {
    return run(report).getAsJsonArray("results");
  }

  private static JsonObject run(Report report) throws IOException {
    return run(ReportExample.written(new SarifReporter(CATALOG), report));
  }

  private static JsonObject run(String written) {
    JsonObject log = JsonParser.parseString(written).getAsJsonObject();
    assertThat(log.get("version").getAsString()).isEqualTo("2.1.0");
    return log.getAsJsonArray("runs").get(0).getAsJsonObject();
  }
}
