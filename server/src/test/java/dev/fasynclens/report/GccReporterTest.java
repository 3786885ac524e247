package dev.fasynclens.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.review.Severity;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class GccReporterTest {
  @Test
  void oneLineAFindingAndOneAPlaceThatExplainsIt() throws IOException {
    String written =
        ReportExample.written(new GccReporter(), ReportExample.report(ReportExample.full()));

    assertThat(written)
        .isEqualTo(
            """
            drivers/x.c:7:38: error: The band is the poll mask POLLIN. \
            On 2.6.12..4.13: BUG() in interrupt context. On 4.14: nothing. [FA202]
            drivers/x.c:3:30: note: the queue is here
            """);
  }

  @Test
  void fileNamesCannotStartANewLine() throws IOException {
    SourceText text = SourceText.of("a\nb\u001B.c", "BAD");
    String written =
        ReportExample.written(
            new GccReporter(),
            ReportExample.report(ReportExample.plain(Severity.INFO, text, "BAD")));

    assertThat(written).isEqualTo("a b␛.c:1:1: info: A message. [FA202]\n");
  }
}
