package dev.fasynclens.report;

import dev.fasynclens.review.Finding;
import java.io.IOException;
import java.util.Locale;

/** One line a finding, in the form of {@code checkpatch.pl --terse}. */
public final class TerseReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    for (Finding finding : report.findings()) {
      Location location = Location.of(finding.place());
      out.append(PrintableText.of(location.file())).append(':');
      out.append(String.valueOf(location.line())).append(": ");
      out.append(finding.severity().label().toUpperCase(Locale.ROOT)).append(": ");
      out.append(finding.rule().id()).append(": ");
      out.append(PrintableText.of(finding.message())).append('\n');
    }
  }
}
