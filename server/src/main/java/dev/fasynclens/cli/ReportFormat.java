package dev.fasynclens.cli;

import dev.fasynclens.report.CheckstyleReporter;
import dev.fasynclens.report.GccReporter;
import dev.fasynclens.report.GithubReporter;
import dev.fasynclens.report.GitlabReporter;
import dev.fasynclens.report.JsonReporter;
import dev.fasynclens.report.JunitReporter;
import dev.fasynclens.report.Palette;
import dev.fasynclens.report.RdjsonlReporter;
import dev.fasynclens.report.Reporter;
import dev.fasynclens.report.SarifReporter;
import dev.fasynclens.report.TerseReporter;
import dev.fasynclens.report.TextReporter;
import dev.fasynclens.review.RuleCatalog;

/** The formats that {@code lint} can report in. */
enum ReportFormat {
  TEXT,
  JSON,
  SARIF,
  GITHUB,
  GITLAB,
  CHECKSTYLE,
  JUNIT,
  RDJSONL,
  GCC,
  TERSE;

  /**
   * A reporter.
   *
   * @param quiet whether to write the findings only
   * @param catalog what there is to say about the rules
   */
  Reporter reporter(Palette palette, boolean quiet, RuleCatalog catalog) {
    return switch (this) {
      case TEXT -> new TextReporter(palette, !quiet);
      case JSON -> new JsonReporter();
      case SARIF -> new SarifReporter(catalog);
      case GITHUB -> new GithubReporter();
      case GITLAB -> new GitlabReporter();
      case CHECKSTYLE -> new CheckstyleReporter();
      case JUNIT -> new JunitReporter();
      case RDJSONL -> new RdjsonlReporter();
      case GCC -> new GccReporter();
      case TERSE -> new TerseReporter();
    };
  }

  /** Whether it is read on a terminal, in the terminal's encoding; programs read UTF-8. */
  boolean isForPeople() {
    return switch (this) {
      case TEXT, GCC, TERSE -> true;
      case JSON, SARIF, GITHUB, GITLAB, CHECKSTYLE, JUNIT, RDJSONL -> false;
    };
  }
}
