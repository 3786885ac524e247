package dev.fasynclens.cli;

import dev.fasynclens.review.Baseline;
import dev.fasynclens.review.Finding;
import dev.fasynclens.source.SourceText;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A baseline on disk. It calls files by their path from its own directory, so that it counts
 * wherever the program is started.
 */
final class BaselineFile {
  private final Path path;
  private final FileNames names;
  private final Baseline baseline;

  private BaselineFile(Path path, FileNames names, Baseline baseline) {
    this.path = path;
    this.names = names;
    this.baseline = baseline;
  }

  static BaselineFile read(Path given, FileNames names) throws UsageException {
    Path path = names.resolve(given);
    SourceText text;
    try {
      text = SourceText.of(names.nameOf(path), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UsageException(
          "cannot read the baseline " + names.nameOf(path) + ": " + DiskFiles.reason(e));
    }
    try {
      return new BaselineFile(path, names, Baseline.read(text));
    } catch (Baseline.FormatException e) {
      throw new UsageException(Located.message(e.place(), e.reason()));
    }
  }

  static BaselineFile write(Path given, List<Finding> findings, FileNames names)
      throws UsageException {
    Path path = names.resolve(given);
    Baseline baseline = Baseline.of(findings, name -> nameFrom(path, name, names));
    try {
      Files.write(path, baseline.toJson().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UsageException(
          "cannot write the baseline " + names.nameOf(path) + ": " + DiskFiles.reason(e));
    }
    return new BaselineFile(path, names, baseline);
  }

  Baseline.Comparison compare(List<Finding> findings) {
    return baseline.compare(findings, name -> nameFrom(path, name, names));
  }

  /** {@code 3 findings to ci/baseline.json}. */
  String describe() {
    return baseline.size()
        + (baseline.size() == 1 ? " finding to " : " findings to ")
        + names.nameOf(path);
  }

  private static String nameFrom(Path baseline, String name, FileNames names) {
    Path file = names.pathOf(name);
    Path directory = baseline.getParent();
    if (directory == null || !file.getRoot().equals(directory.getRoot())) {
      return name;
    }
    return directory.relativize(file).toString().replace(File.separatorChar, '/');
  }
}
