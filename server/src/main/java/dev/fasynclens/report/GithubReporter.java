package dev.fasynclens.report;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Severity;
import java.io.IOException;

/** Commands of a GitHub workflow that annotate the lines of a pull request. */
public final class GithubReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    for (Finding finding : report.findings()) {
      Location location = Location.of(finding.place());
      out.append("::").append(command(finding.severity()));
      out.append(" file=").append(property(location.file()));
      out.append(",line=").append(String.valueOf(location.line()));
      out.append(",endLine=").append(String.valueOf(location.endLine()));
      if (location.line() == location.endLine()) {
        // Columns are not taken for a place of several lines.
        out.append(",col=").append(String.valueOf(location.column()));
        out.append(",endColumn=").append(String.valueOf(location.endColumn()));
      }
      String title = finding.rule().id() + ": " + finding.rule().title();
      out.append(",title=").append(property(title));
      out.append("::").append(data(finding.fullMessage())).append('\n');
    }
  }

  private static String command(Severity severity) {
    return severity == Severity.INFO ? "notice" : severity.label();
  }

  private static String data(String text) {
    return PrintableText.of(text).replace("%", "%25");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
