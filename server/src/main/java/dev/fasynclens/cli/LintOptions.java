package dev.fasynclens.cli;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.FailOn;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code lint} was asked to do.
 *
 * @param paths files and directories; none means the changed files, or the working directory
 * @param reports what to report, and where to; none if a diff is printed
 * @param output a file for the diff instead of standard output
 * @param kernels over the configuration
 * @param severities by rule id, over the configuration; an empty value switches the rule off
 * @param failOn over the configuration
 * @param baseline a file of known findings
 * @param writeBaseline where to write the findings as known ones
 * @param prune whether to take out of the baseline what is found no more
 * @param repair what to do with the fixes
 * @param least which fixes may be made
 * @param changes whose findings alone are wanted, if not all are
 * @param shard the part of the files that is reported, if not all are
 * @param stdinName what standard input is called, if it is to be read
 * @param compileCommands how files are compiled, if not the nearest file of that kind tells
 * @param cache the folder of all caches, if results are to be kept in one
 * @param jobs threads
 * @param stats whether to count and time
 * @param quiet whether to leave out everything but the findings
 * @param color when to use colours
 */
record LintOptions(
    List<Path> paths,
    List<Destination> reports,
    Optional<Path> output,
    Optional<TargetKernels> kernels,
    Map<String, Optional<Severity>> severities,
    Optional<FailOn> failOn,
    Optional<Path> baseline,
    Optional<Path> writeBaseline,
    boolean prune,
    Repair repair,
    Fix.Safety least,
    Optional<Changes> changes,
    Optional<Shard> shard,
    Optional<String> stdinName,
    Optional<Path> compileCommands,
    Optional<Path> cache,
    int jobs,
    boolean stats,
    boolean quiet,
    ColorChoice color) {

  /** What tells which lines changed. */
  sealed interface Changes {
    /** A patch in a file. */
    record PatchFile(Path file) implements Changes {}

    /** A patch on standard input. */
    record PatchInput() implements Changes {}

    /** What git finds changed since a revision. */
    record SinceRevision(String revision) implements Changes {}
  }

  /**
   * One report.
   *
   * @param file where it goes instead of standard output
   */
  record Destination(ReportFormat format, Optional<Path> file) {}

  /** What happens to the fixes of findings. */
  enum Repair {
    /** They are shown. */
    NONE,
    /** They are made. */
    FIX,
    /** They are printed as a diff. */
    DIFF
  }
}
