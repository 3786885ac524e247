package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.machine.BootOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What some programs do, and what should come of it.
 *
 * @param title what it shows, one line
 * @param about why, a paragraph
 * @param kernels for which it holds
 * @param seen versions of real kernels that were seen to do this
 * @param needs what a real kernel needs to run it
 * @param boot how the machine is started
 * @param steps in order
 */
public record Scenario(
    String title,
    String about,
    KernelRange kernels,
    List<KernelVersion> seen,
    Set<Need> needs,
    BootOptions boot,
    List<Step> steps) {
  /** What a real kernel needs to run a scenario. The model can run all. */
  public enum Need {
    /** The module that provokes mistakes. */
    DEVICE,
    /** A machine that may be lost. */
    CRASH,
    /** A superuser, who changes ids. */
    ROOT,
    /** Performance counters. */
    PERF,
    /** Nothing real will do: too old, or too destructive. */
    MODEL;

    /** As scenarios write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Need> written(String text) {
      for (Need each : values()) {
        if (each.text().equals(text)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }
}
