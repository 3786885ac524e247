package dev.fasynclens.cli;

import dev.fasynclens.report.GccReporter;
import dev.fasynclens.report.JsonReporter;
import dev.fasynclens.report.Palette;
import dev.fasynclens.report.Reporter;
import dev.fasynclens.report.TextReporter;

/** The formats that {@code lint} can report in. */
enum ReportFormat {
  TEXT,
  JSON,
  GCC;

  /**
   * A reporter.
   *
   * @param quiet whether to write the findings only
   */
  Reporter reporter(Palette palette, boolean quiet) {
    return switch (this) {
      case TEXT -> new TextReporter(palette, !quiet);
      case JSON -> new JsonReporter();
      case GCC -> new GccReporter();
    };
  }
}
