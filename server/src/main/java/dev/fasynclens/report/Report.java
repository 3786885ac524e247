package dev.fasynclens.report;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Problem;
import java.util.List;

/**
 * The outcome of a run.
 *
 * @param tool version of this program
 * @param target the kernels the findings are judged for (of the working directory's configuration)
 * @param files how many files were examined
 * @param findings sorted, suppressed ones left out
 * @param inSource what comments suppress, sorted; for formats that mark what is suppressed
 * @param known what the baseline knows, sorted; likewise
 * @param problems what could not be examined, or not wholly
 */
public record Report(
    String tool,
    TargetKernels target,
    int files,
    List<Finding> findings,
    List<Finding> inSource,
    List<Finding> known,
    List<Problem> problems) {}
