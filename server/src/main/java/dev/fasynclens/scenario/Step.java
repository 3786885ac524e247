package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelVersion;
import java.util.List;

/**
 * A step of a scenario.
 *
 * @param text as it is written
 * @param command what is done
 * @param expected what should happen
 * @param elsewhere what should happen on some kernels instead
 */
public record Step(
    String text, Command command, Expectation expected, List<Expectation.Elsewhere> elsewhere) {
  /** What should happen on a version. */
  public Expectation expectedOn(KernelVersion version) {
    for (Expectation.Elsewhere each : elsewhere) {
      if (each.kernels().contains(version)) {
        return each.expected();
      }
    }
    return expected;
  }
}
