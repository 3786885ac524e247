package dev.fasynclens.cli;

import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.report.MergedReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of {@code merge}. */
final class MergeCommand {
  private final Console console;
  private final List<Path> reports;
  private final Optional<Path> output;

  /**
   * @param output a file for the merged report instead of standard output
   */
  MergeCommand(Console console, List<Path> reports, Optional<Path> output) {
    this.console = console;
    this.reports = reports;
    this.output = output;
  }

  /** Runs it. */
  int run() throws UsageException {
    FileNames names = new FileNames(console.workingDirectory());
    Map<String, String> texts = new LinkedHashMap<>();
    for (Path report : reports) {
      Path path = names.resolve(report);
      String name = names.nameOf(path);
      try {
        if (texts.put(name, Files.readString(path, StandardCharsets.UTF_8)) != null) {
          throw new UsageException(name + " is named twice");
        }
      } catch (IOException e) {
        throw new UsageException("cannot read " + name + ": " + DiskFiles.reason(e));
      }
    }
    try {
      MergedReport merged = MergedReport.of(texts);
      new ReportSink(console, output.map(names::resolve))
          .write(StandardCharsets.UTF_8, merged::write);
    } catch (MergedReport.UnusableReportException e) {
      throw new UsageException(e.reason());
    }
    return ExitCode.CLEAN;
  }
}
