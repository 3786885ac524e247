package dev.fasynclens.scenario;

import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.List;
import java.util.Optional;

/**
 * What became of a step.
 *
 * @param trace what the kernel did, empty if nobody asked
 * @param mismatch what was expected instead, in words; empty if it was as expected
 */
public record StepRun(
    Step step, Outcome outcome, List<TraceEvent> trace, Optional<String> mismatch) {}
