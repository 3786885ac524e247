package dev.fasynclens.review;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.Place;
import java.util.Comparator;
import java.util.List;

/**
 * A mistake in a driver.
 *
 * @param rule the rule that found it
 * @param severity how bad it is for the targeted kernels, after overrides
 * @param place where it is
 * @param message what is wrong, a sentence
 * @param consequences what happens where, oldest kernels first, within the target
 * @param related other places that explain it
 * @param fixes mechanical repairs, the preferred one first
 */
public record Finding(
    RuleInfo rule,
    Severity severity,
    Place place,
    String message,
    List<Consequence> consequences,
    List<Related> related,
    List<Fix> fixes)
    implements Comparable<Finding> {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::place)
          .thenComparing(f -> f.rule().id())
          .thenComparing(Finding::message);

  /** The message and, after it, what happens on which kernels. */
  public String fullMessage() {
    StringBuilder text = new StringBuilder(message);
    boolean everywhere = consequences.size() == 1;
    for (Consequence consequence : consequences) {
      text.append(' ');
      if (everywhere && consequence.kernels().equals(TargetKernels.UNSET.range())) {
        text.append("Effect: ");
      } else {
        text.append("On ").append(consequence.kernels()).append(": ");
      }
      text.append(consequence.effect()).append('.');
    }
    return text.toString();
  }

  /** By file, place, rule: the order of every report. */
  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
