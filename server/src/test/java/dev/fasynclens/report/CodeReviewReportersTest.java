package dev.fasynclens.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** The formats that show findings where code is reviewed. */
final class CodeReviewReportersTest {
  private static final String HOSTILE_NAME = "a\n::error::%0A,b:\"<&>'\u001B.c";

  @Test
  void githubAnnotatesTheColumns() throws IOException {
    assertThat(written(new GithubReporter(), ReportExample.full()))
        .isEqualTo(
            "::error file=drivers/x.c,line=7,endLine=7,col=38,endColumn=44,"
                + "title=FA202%3A Poll mask passed as band::The band is the poll mask POLLIN."
                + " On 2.6.12..4.13: BUG() in interrupt context. On 4.14: nothing.\n");
  }

  @Test
  void githubCommandsCannotBeForged() throws IOException {
    String written = written(new GithubReporter(), hostile(Severity.INFO));

    assertThat(written)
        .startsWith("::notice file=a %3A%3Aerror%3A%3A%250A%2Cb%3A\"<&>'␛.c,line=1")
        .hasLineCount(1);
  }

  @Test
  void githubLeavesOutTheColumnsOfSeveralLines() throws IOException {
    SourceText text = SourceText.of("x.c", "BAD\nBAD");

    assertThat(written(new GithubReporter(), plain(Severity.WARNING, text, "BAD\nBAD")))
        .startsWith("::warning file=x.c,line=1,endLine=2,title=");
  }

  @Test
  void gitlabHasWhatItsDocumentationAsksFor() throws IOException {
    JsonObject issue = gitlab(ReportExample.full()).get(0).getAsJsonObject();

    assertThat(issue.get("description").getAsString()).startsWith("The band is the poll mask");
    assertThat(issue.get("check_name").getAsString()).isEqualTo("FA202");
    assertThat(issue.get("severity").getAsString()).isEqualTo("critical");
    assertThat(issue.get("fingerprint").getAsString()).matches("[0-9a-f]{64}");
    assertThat(issue.get("type").getAsString()).isEqualTo("issue");
    assertThat(issue.get("categories")).hasToString("[\"Bug Risk\"]");
    JsonObject location = issue.getAsJsonObject("location");
    assertThat(location.get("path").getAsString()).isEqualTo("drivers/x.c");
    assertThat(location.getAsJsonObject("lines").get("begin").getAsInt()).isEqualTo(7);
  }

  @Test
  void gitlabFingerprintsAreUniqueAndStayWhenLinesMove() throws IOException {
    List<String> before = fingerprints("one\n\tBAD;\ntwo\n\tBAD;\none\n\tBAD;\ntwo\n");
    List<String> after = fingerprints("new\n\none\n    BAD;\ntwo\n\tBAD;\none\n\tBAD;\ntwo\n");

    assertThat(new HashSet<>(before)).hasSize(3);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void checkstyleGroupsByFileAndQuotes() throws IOException, SAXException {
    SourceText x = SourceText.of("x.c", "BAD");
    String written =
        written(
            new CheckstyleReporter(),
            hostile(Severity.INFO),
            plain(Severity.ERROR, x, "BAD"),
            plain(Severity.WARNING, x, "AD"));

    assertThat(written)
        .contains("<file name=\"a ::error::%0A,b:&quot;&lt;&amp;&gt;&#39;␛.c\">")
        .contains("<error line=\"1\" column=\"2\" severity=\"warning\" message=\"A message.\"")
        .contains("source=\"fasync-lens.FA202\"")
        .containsOnlyOnce("<file name=\"x.c\">");
    validate("checkstyle.xsd", written);
    validate("checkstyle.xsd", written(new CheckstyleReporter()));
  }

  @Test
  void junitCountsWhatFails() throws IOException, SAXException {
    String written = written(new JunitReporter(), hostile(Severity.INFO), ReportExample.full());

    assertThat(written)
        .contains("<testsuite name=\"fasync-lens\" tests=\"2\" failures=\"1\" errors=\"0\"")
        .contains(
            "<testcase classname=\"drivers/x.c\" name=\"FA202 at 7:38\"><failure type=\"error\"")
        .contains("<system-out>");
    validate("junit.xsd", written);
  }

  @Test
  void junitHasATestWithoutFindings() throws IOException, SAXException {
    String written = written(new JunitReporter());

    assertThat(written).contains("tests=\"1\" failures=\"0\"").contains("name=\"no findings\"");
    validate("junit.xsd", written);
  }

  @Test
  void rdjsonlSuggestsAndCountsBytes() throws IOException {
    String[] lines =
        written(new RdjsonlReporter(), ReportExample.full(), hostile(Severity.INFO))
            .split("\n", -1);

    assertThat(lines).hasSize(3);
    JsonObject finding = JsonParser.parseString(lines[0]).getAsJsonObject();
    assertThat(finding.get("severity").getAsString()).isEqualTo("ERROR");
    String range = "{\"start\":{\"line\":7,\"column\":42},\"end\":{\"line\":7,\"column\":48}}";
    assertThat(finding.getAsJsonObject("location").get("range")).hasToString(range);
    JsonObject suggestion = finding.getAsJsonArray("suggestions").get(0).getAsJsonObject();
    assertThat(suggestion.get("range")).hasToString(range);
    assertThat(suggestion.get("text").getAsString()).isEqualTo("POLL_IN");
  }

  @Test
  void rdjsonlSuggestsWholeFixesOnly() throws IOException {
    SourceText text = SourceText.of("x.c", "a = BAD;\nb = WORSE;\n");
    SourceText other = SourceText.of("y.c", "BAD");
    Fix.Edit first = new Fix.Edit(ReportExample.placeOf(text, "BAD"), "good");
    Fix.Edit second = new Fix.Edit(ReportExample.placeOf(text, "WORSE"), "better");
    Fix.Edit foreign = new Fix.Edit(ReportExample.placeOf(other, "BAD"), "good");
    Finding finding =
        new Finding(
            ReportExample.RULE,
            Severity.ERROR,
            first.place(),
            "A message.",
            List.of(),
            List.of(),
            List.of(
                new Fix("Both files", List.of(first, foreign)),
                new Fix("Both lines", List.of(second, first))));

    JsonArray suggestions =
        JsonParser.parseString(written(new RdjsonlReporter(), finding))
            .getAsJsonObject()
            .getAsJsonArray("suggestions");
    assertThat(suggestions).hasSize(1);
    assertThat(suggestions.get(0).getAsJsonObject().get("text").getAsString())
        .isEqualTo("good;\nb = better");
  }

  @Test
  void terseIsOneLineAFinding() throws IOException {
    assertThat(written(new TerseReporter(), ReportExample.full(), hostile(Severity.INFO)))
        .isEqualTo(
            "drivers/x.c:7: ERROR: FA202: The band is the poll mask POLLIN.\n"
                + "a ::error::%0A,b:\"<&>'␛.c:1: INFO: FA202: A message.\n");
  }

  @Test
  void onlySarifTellsOfWhatIsSuppressed() throws IOException {
    Finding suppressed = ReportExample.full();
    Report report =
        new Report(
            "0.1.0", TargetKernels.UNSET, 1, List.of(), List.of(suppressed), List.of(), List.of());

    for (Reporter reporter :
        List.of(
            new GithubReporter(),
            new GitlabReporter(),
            new CheckstyleReporter(),
            new JunitReporter(),
            new RdjsonlReporter(),
            new TerseReporter())) {
      assertThat(ReportExample.written(reporter, report)).doesNotContain("x.c");
    }
  }

  private static List<String> fingerprints(String code) throws IOException {
    SourceText text = SourceText.of("x.c", code);
    List<Finding> findings = new ArrayList<>();
    for (int at = text.indexOf("BAD", 0); at >= 0; at = text.indexOf("BAD", at + 1)) {
      findings.add(
          new Finding(
              ReportExample.RULE,
              Severity.ERROR,
              Place.of(text, at, at + 3),
              "A message.",
              List.of(),
              List.of(),
              List.of()));
    }
    List<String> fingerprints = new ArrayList<>();
    for (JsonElement issue : gitlab(findings.toArray(Finding[]::new))) {
      fingerprints.add(issue.getAsJsonObject().get("fingerprint").getAsString());
    }
    return fingerprints;
  }

  private static JsonArray gitlab(Finding... findings) throws IOException {
    return JsonParser.parseString(written(new GitlabReporter(), findings)).getAsJsonArray();
  }

  private static Finding hostile(Severity severity) {
    return plain(severity, SourceText.of(HOSTILE_NAME, "BAD"), "BAD");
  }

  private static Finding plain(Severity severity, SourceText text, String marked) {
    return ReportExample.plain(severity, text, marked);
  }

  private static String written(Reporter reporter, Finding... findings) throws IOException {
    return ReportExample.written(reporter, ReportExample.report(findings));
  }

  private static void validate(String schema, String xml) throws IOException, SAXException {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(CodeReviewReportersTest.class.getResource(schema))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }
}
