package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BaselineTest {
  private static final String CODE =
      """
      static void a(void)
      {
      	BUG(1);
      	done();
      }

      static void b(void)
      {
      	BUG(2);
      }
      """;

  private final RuleCatalog catalog = TestCatalog.load();

  @Test
  void knownFindingsAreLeftOutAfterAWrittenFileIsReadAgain() throws Exception {
    Baseline baseline = reread(baseline(CODE));

    assertThat(baseline.size()).isEqualTo(2);
    assertThat(fresh(baseline, CODE)).isEmpty();
  }

  @Test
  void survivesShiftedLinesAndNewIndentation() {
    String moved = "#include <a.h>\n\n/* new */\n" + CODE.replace("\tBUG", "\n        BUG");

    assertThat(fresh(baseline(CODE), moved)).isEmpty();
  }

  @Test
  void aNewFindingIsFresh() {
    String more = CODE + "void c(void)\n{\n\tBUG(3);\n}\n";

    assertThat(fresh(baseline(CODE), more)).containsExactly("BUG(3);");
  }

  @Test
  void aChangedLineOrNeighbourIsFresh() {
    assertThat(fresh(baseline(CODE), CODE.replace("BUG(1)", "BUG(7)"))).containsExactly("BUG(7);");
    assertThat(fresh(baseline(CODE), CODE.replace("done()", "undone()")))
        .containsExactly("BUG(1);");
  }

  @Test
  void alikeFindingsAreCounted() {
    String one = "{\nBUG();\n}\n";
    Baseline baseline = baseline(one);

    assertThat(fresh(baseline, one)).isEmpty();
    assertThat(fresh(baseline, one + one)).hasSize(1);
    assertThat(baseline(one + one).size()).isEqualTo(2);
  }

  @Test
  void whatMeetsNothingIsStale() {
    Baseline.Comparison comparison =
        baseline(CODE).compare(findings("x.c", CODE.replace("BUG(2)", "ok()")), identity());

    assertThat(comparison.known()).hasSize(1);
    assertThat(comparison.stale()).isEqualTo(1);
  }

  @Test
  void otherFilesAndRulesAreOther() {
    assertThat(baseline(CODE).compare(findings("y.c", CODE), identity()).fresh()).hasSize(2);
  }

  @Test
  void theFileHasOneEntryALine() {
    String json = baseline("{\nBUG();\n}\n").toJson();

    assertThat(json.lines().toList())
        .hasSize(3)
        .satisfies(
            lines -> assertThat(lines.get(1)).startsWith("{\"file\":\"x.c\",\"rule\":\"FA202\""));
  }

  @Test
  void longLinesAreNoTrouble() {
    String line = "BUG(); ".repeat(5000);
    List<Finding> findings = new ArrayList<>();
    SourceText text = SourceText.of("x.c", line);
    for (int i = 0; i < 5000; i++) {
      findings.add(finding(text, i * 7));
    }
    assertThat(Baseline.of(findings, identity()).compare(findings, identity()).known())
        .hasSize(5000);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{}                                   | not a baseline of version 1",
        "{\"version\": 2, \"findings\": []}   | not a baseline of version 1",
        "{\"version\": 1}                     | not a baseline: it has no list of findings",
        "{\"version\": 1, \"findings\": [{}]} | an entry needs file, rule, hash and occurrence",
        "{\"version\": 1, \"findings\": [{\"file\": \"a\", \"rule\": \"b\", \"hash\": \"c\","
            + " \"occurrence\": 1e9}]} | occurrence is not a small whole number",
        "{\"version\": 1,                     | expected a key in double quotes, found the end of"
            + " the file",
      })
  void whatIsNoBaselineIsRefused(String json, String message) {
    assertThatThrownBy(() -> Baseline.read(SourceText.of("b.json", json)))
        .isInstanceOf(Baseline.FormatException.class)
        .hasMessage(message);
  }

  private Baseline baseline(String code) {
    return Baseline.of(findings("x.c", code), identity());
  }

  private static Baseline reread(Baseline baseline) throws Baseline.FormatException {
    return Baseline.read(SourceText.of("b.json", baseline.toJson()));
  }

  private List<String> fresh(Baseline baseline, String code) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : baseline.compare(findings("x.c", code), identity()).fresh()) {
      SourceText text = finding.place().text();
      int line = text.lineAt(finding.place().span().start());
      lines.add(text.slice(text.lineSpan(line)).strip());
    }
    return lines;
  }

  private List<Finding> findings(String name, String code) {
    SourceText text = SourceText.of(name, code);
    List<Finding> findings = new ArrayList<>();
    for (int at = text.indexOf("BUG", 0); at >= 0; at = text.indexOf("BUG", at + 1)) {
      findings.add(finding(text, at));
    }
    return findings;
  }

  private Finding finding(SourceText text, int at) {
    return new Finding(
        catalog.info("FA202").orElseThrow(),
        Severity.ERROR,
        Place.of(text, at, at + 3),
        "A bug.",
        List.of(),
        List.of(),
        List.of());
  }

  private static UnaryOperator<String> identity() {
    return name -> name;
  }
}
