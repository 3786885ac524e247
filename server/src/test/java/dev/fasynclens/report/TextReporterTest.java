package dev.fasynclens.report;

import static dev.fasynclens.report.ReportExample.full;
import static dev.fasynclens.report.ReportExample.plain;
import static dev.fasynclens.report.ReportExample.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextReporterTest {
  @Test
  void showsTheCodeAndAllThereIsToSay() throws IOException {
    assertThat(written(report(full())))
        .isEqualTo(
            """
            error[FA202]: The band is the poll mask POLLIN.
             --> drivers/x.c:7:38
              |
            7 |         /* 事件 */ kill_fasync(&queue, SIGIO, POLLIN);
              |                                               ^^^^^^ Poll mask passed as band
              |
              = kernels 2.6.12..4.13: BUG() in interrupt context
              = kernel 4.14: nothing
              = help: Pass POLL_IN
            note: the queue is here
             --> drivers/x.c:3:30
              |
            3 | static struct fasync_struct *queue;
              |                              ^^^^^

            1 error in 1 file
            """);
  }

  @Test
  void coloursSurroundTheSameText() throws IOException {
    String coloured =
        ReportExample.written(new TextReporter(Palette.COLOURED, true), report(full()));

    assertThat(coloured).contains("\u001B[1;31merror[FA202]\u001B[0m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(written(report(full())));
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "x BAD|  ^^^",
        "\tBAD|        ^^^",
        "abc\tBAD|        ^^^",
        "12345678\tBAD|                ^^^",
        "漢字BAD|    ^^^",
        "漢\tBAD|        ^^^",
        "e\u0301BAD| ^^^",
        "😀BAD|  ^^^",
        "\u001BBAD| ^^^",
        "\u007FBAD| ^^^",
        "\u1100BAD|  ^^^",
        "\u115FBAD|  ^^^",
        "\u1161BAD| ^^^",
        "\uFF01BAD|  ^^^",
        "\uFF60BAD|  ^^^",
        "\uFF61BAD| ^^^",
        "\u00E9BAD| ^^^",
        "\u202EBAD| ^^^",
      })
  void marksStandUnderTheCodeWhateverIsBeforeIt(String code, String marks) throws IOException {
    SourceText text = SourceText.of("x.c", code.replace("\\t", "\t"));
    String[] lines = written(report(plain(Severity.ERROR, text, "BAD"))).split("\n", -1);

    assertThat(lines[4]).startsWith("  | " + marks + " Poll");
  }

  @Test
  void sourceTextCannotControlTheTerminal() throws IOException {
    String evil = "\u001B]0;title\u0007\u009B31m\u202E\u2066\u200B\u007F BAD";
    SourceText text = SourceText.of("a\u001B[2Jb\n.c", evil);
    String shown = written(report(plain(Severity.ERROR, text, "BAD")));

    assertThat(shown)
        .doesNotContainPattern("[\\p{Cc}&&[^\\n]]")
        .doesNotContainPattern("\\p{Cf}")
        .contains("a␛[2Jb .c:1:", "␛]0;title␇");
  }

  @Test
  void aPlaceOverSeveralLinesIsShownAtBothEnds() throws IOException {
    SourceText text = SourceText.of("x.c", "\tkill_fasync(&q,\n\t\tSIGIO,\n\t\tPOLLIN);\n");
    Finding finding = plain(Severity.WARNING, text, "kill_fasync(&q,\n\t\tSIGIO,\n\t\tPOLLIN)");

    assertThat(written(report(finding)))
        .isEqualTo(
            """
            warning[FA202]: A message.
             --> x.c:1:2
              |
            1 |         kill_fasync(&q,
              |         ^^^^^^^^^^^^^^^
            ...
            3 |                 POLLIN);
              |                 ^^^^^^^ Poll mask passed as band

            1 warning in 1 file
            """);
  }

  @Test
  void longLinesAreCut() throws IOException {
    SourceText text = SourceText.of("x.c", "é".repeat(300_000) + "BAD" + "é".repeat(300_000));
    String shown = written(report(plain(Severity.ERROR, text, "BAD")));

    assertThat(shown.length()).isLessThan(1000);
    assertThat(shown).contains(":1:300001", "…é", "éBADé", "é…").doesNotContain("\uFFFD");
  }

  @Test
  void emptyPlacesAndPlacesAtTheEndAreMarked() throws IOException {
    SourceText text = SourceText.of("x.c", "int a;\n");
    Finding atEnd =
        new Finding(
            ReportExample.RULE,
            Severity.INFO,
            Place.of(text, 7, 7),
            "A message.",
            List.of(),
            List.of(),
            List.of());

    assertThat(written(report(atEnd)))
        .contains(" --> x.c:2:1\n  |\n2 |\n  | ^ Poll mask passed as band\n");
  }

  @Test
  void bytesThatAreNoTextAreShownAsSuch() throws IOException {
    SourceText text = SourceText.of("x.c", "\"\u00E9\" BAD".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(written(report(plain(Severity.ERROR, text, "BAD"))))
        .contains("x.c:1:5\n", "1 | \"\uFFFD\" BAD\n  |     ^^^ ");
  }

  @Test
  void gutterFitsTheLargestLineNumber() throws IOException {
    SourceText text = SourceText.of("x.c", "\n".repeat(99) + "BAD");

    assertThat(written(report(plain(Severity.ERROR, text, "BAD"))))
        .contains("   --> x.c:100:1\n    |\n100 | BAD\n    | ^^^ ");
  }

  @Test
  void theSummaryCounts() throws IOException {
    SourceText a = SourceText.of("a.c", "BAD");
    SourceText b = SourceText.of("b.c", "BAD");
    Report report =
        report(
            plain(Severity.ERROR, a, "BAD"),
            plain(Severity.ERROR, b, "BAD"),
            plain(Severity.INFO, b, "BAD"),
            plain(Severity.INFO, b, "BAD"),
            plain(Severity.WARNING, b, "BAD"));

    assertThat(written(report)).endsWith("\n2 errors, 1 warning, 2 info in 2 files\n");
    assertThat(written(report())).isEqualTo("no findings in 12 files\n");
    assertThat(ReportExample.written(new TextReporter(Palette.PLAIN, false), report())).isEmpty();
  }

  private static String written(Report report) throws IOException {
    return ReportExample.written(new TextReporter(Palette.PLAIN, true), report);
  }
}
