package dev.fasynclens.report;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Finding;
import java.util.List;

/**
 * The outcome of a run.
 *
 * @param tool version of this program
 * @param target the kernels the findings are judged for (of the working directory's configuration)
 * @param files how many files were examined
 * @param findings sorted, suppressed ones left out
 */
public record Report(String tool, TargetKernels target, int files, List<Finding> findings) {}
