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
 * @param paths files and directories
 * @param format of the report
 * @param output a file for the report instead of standard output
 * @param kernels over the configuration
 * @param severities by rule id, over the configuration; an empty value switches the rule off
 * @param failOn over the configuration
 * @param baseline a file of known findings
 * @param writeBaseline where to write the findings as known ones
 * @param repair what to do with the fixes
 * @param least which fixes may be made
 * @param stdinName what standard input is called, if it is to be read
 * @param jobs threads
 * @param stats whether to count and time
 * @param quiet whether to leave out everything but the findings
 * @param color when to use colours
 */
record LintOptions(
    List<Path> paths,
    ReportFormat format,
    Optional<Path> output,
    Optional<TargetKernels> kernels,
    Map<String, Optional<Severity>> severities,
    Optional<FailOn> failOn,
    Optional<Path> baseline,
    Optional<Path> writeBaseline,
    Repair repair,
    Fix.Safety least,
    Optional<String> stdinName,
    int jobs,
    boolean stats,
    boolean quiet,
    ColorChoice color) {

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
