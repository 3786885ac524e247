package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.FixPlan;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FixPlanTest {
  private final SourceText text = SourceText.of("x.c", "0123456789\n");

  @Test
  void fixesThatAreApartAreMadeTogether() {
    assertThat(after(fix(1, 2, "A"), fix(5, 7, ""), fix(9, 9, "++"))).isEqualTo("0A23478++9\n");
    assertThat(after(fix(5, 7, "B"), fix(1, 2, "A"))).isEqualTo("0A234B789\n");
    assertThat(after(fix(1, 3, "A"), fix(3, 5, "B"))).isEqualTo("0AB56789\n");
  }

  @Test
  void ofFixesThatCollideTheFirstIsMade() {
    assertThat(after(fix(1, 4, "A"), fix(3, 6, "B"))).isEqualTo("0A456789\n");
    assertThat(after(fix(3, 3, "A"), fix(3, 3, "B"))).isEqualTo("012A3456789\n");
    assertThat(after(fix(1, 9, "A"), fix(4, 5, "B"))).isEqualTo("0A9\n");
    assertThat(after(fix(4, 5, "B"), fix(1, 9, "A"))).isEqualTo("0123B56789\n");
    assertThat(after(fix(3, 4, "A"), fix(3, 3, "B"))).isEqualTo("012A456789\n");
  }

  @Test
  void aFixIsMadeWhollyOrNotAtAll() {
    Fix two =
        new Fix(
            "Both",
            List.of(
                new Fix.Edit(Place.of(text, 0, 1), "A"), new Fix.Edit(Place.of(text, 5, 6), "B")));
    FixPlan plan = plan(fix(5, 7, "X"), two);

    assertThat(written(plan)).isEqualTo("01234X789\n");
    assertThat(plan.findings(Set.of("x.c"))).isEqualTo(1);
  }

  @Test
  void theSameFixOfTwoFindingsIsMadeOnce() {
    FixPlan plan = plan(fix(1, 2, "A"), fix(1, 2, "A"));

    assertThat(written(plan)).isEqualTo("0A23456789\n");
    assertThat(plan.findings(Set.of("x.c"))).isEqualTo(2);
    assertThat(plan.findings(Set.of())).isZero();
  }

  @Test
  void onlyThePreferredFixIsMade() {
    Finding finding = Findings.at(Place.of(text, 0, 1), fix(0, 1, "A"), fix(2, 3, "B"));

    assertThat(written(FixPlan.of(List.of(finding), List.of(text)))).isEqualTo("A123456789\n");
  }

  @Test
  void fixesThatNeedJudgementAreMadeOnlyForThoseWhoSaySo() {
    Fix doubtful = fix(0, 1, "A").toBeJudged();
    Finding choice = Findings.at(Place.of(text, 0, 1), doubtful, fix(2, 3, "B"));
    Finding only = Findings.at(Place.of(text, 5, 6), fix(5, 6, "C").toBeJudged());
    List<Finding> both = List.of(choice, only);

    assertThat(written(FixPlan.of(both, List.of(text)))).isEqualTo("01B3456789\n");
    assertThat(written(FixPlan.of(both, List.of(text), Fix.Safety.UNSAFE)))
        .isEqualTo("01B34C6789\n");
  }

  @Test
  void onlyFilesThatWereAskedForChange() {
    SourceText header = SourceText.of("x.h", "header");
    Fix fix =
        new Fix(
            "Both",
            List.of(
                new Fix.Edit(Place.of(text, 0, 1), "A"),
                new Fix.Edit(Place.of(header, 0, 1), "H")));

    assertThat(plan(fix).files()).isEmpty();
    FixPlan both =
        FixPlan.of(List.of(Findings.at(Place.of(text, 0, 1), fix)), List.of(text, header));
    assertThat(both.files()).containsExactly("x.c", "x.h");
    assertThat(both.after("x.h")).asString(StandardCharsets.UTF_8).isEqualTo("Header");
  }

  @Test
  void insertedLinesEndLikeThoseOfTheFile() {
    SourceText windows = SourceText.of("x.c", "a\r\nb\r\n");
    Finding finding =
        Findings.at(
            Place.of(windows, 0, 1), Fix.replacing("Insert", Place.of(windows, 3, 3), "x\ny\r\n"));
    FixPlan plan = FixPlan.of(List.of(finding), List.of(windows));

    assertThat(plan.after("x.c"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("a\r\nx\r\ny\r\nb\r\n");
  }

  @Test
  void aFileThatStartsWithALineEndIsNoWindowsFile() {
    SourceText unix = SourceText.of("x.c", "\nb\n");
    Finding finding =
        Findings.at(Place.of(unix, 0, 1), Fix.replacing("Insert", Place.of(unix, 1, 1), "a\n"));

    assertThat(FixPlan.of(List.of(finding), List.of(unix)).after("x.c"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("\na\nb\n");
  }

  @Test
  void aFixWithoutEditsIsNone() {
    FixPlan plan = plan(new Fix("Nothing", List.of()));

    assertThat(plan.files()).isEmpty();
    assertThat(plan.findings(Set.of("x.c"))).isZero();
  }

  @Test
  void otherBytesStayAsTheyAre() {
    byte[] latin = "\u00E9 x \u00E9".getBytes(StandardCharsets.ISO_8859_1);
    SourceText file = SourceText.of("x.c", latin);
    Fix fix = Fix.replacing("Change", Place.of(file, 2, 3), "é");
    FixPlan plan = FixPlan.of(List.of(Findings.at(Place.of(file, 2, 3), fix)), List.of(file));

    assertThat(plan.after("x.c")).containsExactly(0xE9, ' ', 0xC3, 0xA9, ' ', 0xE9);
  }

  private String after(Fix... fixes) {
    return written(plan(fixes));
  }

  private static String written(FixPlan plan) {
    return new String(plan.after("x.c"), StandardCharsets.UTF_8);
  }

  private FixPlan plan(Fix... fixes) {
    List<Finding> findings = new ArrayList<>();
    for (Fix fix : fixes) {
      findings.add(Findings.at(Place.of(text, 0, 1), fix));
    }
    return FixPlan.of(findings, List.of(text));
  }

  private Fix fix(int start, int end, String replacement) {
    return Fix.replacing("Change", Place.of(text, start, end), replacement);
  }
}
