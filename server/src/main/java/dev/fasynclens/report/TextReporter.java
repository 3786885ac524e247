package dev.fasynclens.report;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Consequence;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Related;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The format for people: every finding in its code, with what it leads to and what helps. */
public final class TextReporter implements Reporter {
  private final Palette palette;
  private final boolean summary;

  /**
   * @param summary whether the last line counts what was found
   */
  public TextReporter(Palette palette, boolean summary) {
    this.palette = palette;
    this.summary = summary;
  }

  @Override
  public void write(Report report, Appendable out) throws IOException {
    for (Finding finding : report.findings()) {
      write(finding, out);
      out.append('\n');
    }
    if (summary) {
      out.append(palette.strong(summary(report))).append('\n');
    }
  }

  private void write(Finding finding, Appendable out) throws IOException {
    Severity severity = finding.severity();
    out.append(palette.severity(severity, severity.label() + "[" + finding.rule().id() + "]"));
    out.append(palette.strong(": " + PrintableText.of(finding.message()))).append('\n');
    int gutter = gutter(finding);
    CodeFrame frame = new CodeFrame(palette, gutter, out);
    frame.show(
        finding.place(),
        PrintableText.of(finding.rule().title()),
        marks -> palette.severity(severity, marks));
    if (!finding.consequences().isEmpty() || !finding.fixes().isEmpty()) {
      frame.bar();
      out.append('\n');
    }
    for (Consequence consequence : finding.consequences()) {
      note(gutter, kernels(consequence.kernels()), consequence.effect(), out);
    }
    for (Fix fix : finding.fixes()) {
      note(gutter, "help", fix.title() + (fix.isSafe() ? "" : " (to be looked at)"), out);
    }
    for (Related related : finding.related()) {
      out.append(palette.help("note")).append(": ");
      out.append(PrintableText.of(related.message())).append('\n');
      frame.show(related.place(), "", palette::help);
    }
  }

  private void note(int gutter, String about, String text, Appendable out) throws IOException {
    out.append(" ".repeat(gutter + 1)).append(palette.frame("=")).append(' ');
    out.append(palette.strong(about)).append(": ").append(PrintableText.of(text)).append('\n');
  }

  private static String kernels(KernelRange range) {
    boolean one = range.oldest().equals(range.newest());
    return (one ? "kernel " : "kernels ") + range;
  }

  /** Digits of the largest line number that is shown. */
  private static int gutter(Finding finding) {
    int largest = lastLine(finding.place());
    for (Related related : finding.related()) {
      largest = Math.max(largest, lastLine(related.place()));
    }
    return String.valueOf(largest).length();
  }

  private static int lastLine(Place place) {
    return place.text().lineAt(Math.max(place.span().start(), place.span().end() - 1)) + 1;
  }

  /** {@code 2 errors, 1 warning in 3 files}: the files that have findings. */
  private static String summary(Report report) {
    if (report.findings().isEmpty()) {
      return "no findings in " + count(report.files(), "file");
    }
    StringBuilder summary = new StringBuilder();
    for (Severity severity : Severity.values()) {
      int found = 0;
      for (Finding finding : report.findings()) {
        if (finding.severity() == severity) {
          found++;
        }
      }
      if (found > 0) {
        summary.append(summary.isEmpty() ? "" : ", ");
        summary.append(
            severity == Severity.INFO ? found + " info" : count(found, severity.label()));
      }
    }
    Set<String> files = new HashSet<>();
    for (Finding finding : report.findings()) {
      files.add(finding.place().text().name());
    }
    return summary.append(" in ").append(count(files.size(), "file")).toString();
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
