package dev.fasynclens.report;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Related;
import java.io.IOException;

/** One line a finding, in the form of compiler messages that editors jump by. */
public final class GccReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    for (Finding finding : report.findings()) {
      line(Location.of(finding.place()), finding.severity().label(), finding.fullMessage(), out);
      out.append(" [").append(finding.rule().id()).append("]\n");
      for (Related related : finding.related()) {
        line(Location.of(related.place()), "note", related.message(), out);
        out.append('\n');
      }
    }
  }

  private static void line(Location location, String kind, String message, Appendable out)
      throws IOException {
    out.append(location.shown()).append(": ");
    out.append(kind).append(": ").append(PrintableText.of(message));
  }
}
