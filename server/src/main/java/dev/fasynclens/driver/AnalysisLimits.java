package dev.fasynclens.driver;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long an analysis goes on.
 *
 * @param longest after which it is given up
 * @param cancelled whether nobody waits for its result any more; asked often, from every thread
 *     that analyses
 */
public record AnalysisLimits(Duration longest, BooleanSupplier cancelled) {
  /** For a run that nobody interrupts. No tree of honest drivers needs a tenth of this. */
  public static final AnalysisLimits DEFAULT =
      new AnalysisLimits(Duration.ofSeconds(60), () -> false);

  /**
   * Ends an analysis that nobody waits for.
   *
   * @throws AnalysisCancelledException if so
   */
  public void checkCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new AnalysisCancelledException();
    }
  }
}
