package dev.fasynclens.report;

import dev.fasynclens.review.Finding;
import java.io.IOException;

/** Checkstyle's XML, which Jenkins and many other programs read. */
public final class CheckstyleReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    String open = "";
    for (Finding finding : report.findings()) {
      Location location = Location.of(finding.place());
      if (!location.file().equals(open)) {
        out.append(open.isEmpty() ? "" : "  </file>\n");
        open = location.file();
        out.append("  <file name=\"").append(Html.text(open)).append("\">\n");
      }
      out.append("    <error line=\"").append(String.valueOf(location.line()));
      out.append("\" column=\"").append(String.valueOf(location.column()));
      out.append("\" severity=\"").append(finding.severity().label());
      out.append("\" message=\"").append(Html.text(finding.fullMessage()));
      out.append("\" source=\"fasync-lens.").append(finding.rule().id()).append("\"/>\n");
    }
    out.append(open.isEmpty() ? "" : "  </file>\n").append("</checkstyle>\n");
  }
}
