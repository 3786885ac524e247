package dev.fasynclens.report;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Severity;
import java.io.IOException;

/**
 * JUnit's XML: a failed test a finding. A finding that is for information passes, and a run without
 * findings is one test that passes, because some consumers refuse a report without tests.
 */
public final class JunitReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    long failures =
        report.findings().stream().filter(finding -> finding.severity() != Severity.INFO).count();
    String counts =
        " tests=\"%d\" failures=\"%d\" errors=\"0\""
            .formatted(Math.max(1, report.findings().size()), failures);
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.append("<testsuites name=\"fasync-lens\"").append(counts).append(">\n");
    out.append("  <testsuite name=\"fasync-lens\"").append(counts).append(" skipped=\"0\">\n");
    for (Finding finding : report.findings()) {
      write(finding, out);
    }
    if (report.findings().isEmpty()) {
      out.append("    <testcase classname=\"fasync-lens\" name=\"no findings\"/>\n");
    }
    out.append("  </testsuite>\n</testsuites>\n");
  }

  private static void write(Finding finding, Appendable out) throws IOException {
    Location location = Location.of(finding.place());
    String file = Html.text(location.file());
    String message = Html.text(finding.fullMessage());
    String at = location.line() + ":" + location.column();
    out.append("    <testcase classname=\"").append(file);
    out.append("\" name=\"").append(finding.rule().id()).append(" at ").append(at).append("\">");
    if (finding.severity() == Severity.INFO) {
      out.append("<system-out>").append(file).append(':').append(at).append(": ");
      out.append(message).append("</system-out>");
    } else {
      out.append("<failure type=\"").append(finding.severity().label());
      out.append("\" message=\"").append(Html.text(finding.message())).append("\">");
      out.append(file).append(':').append(at).append(": ").append(message).append("</failure>");
    }
    out.append("</testcase>\n");
  }
}
