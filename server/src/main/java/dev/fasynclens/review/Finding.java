package dev.fasynclens.review;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.Place;
import java.util.ArrayList;
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

  /**
   * One place on the way through a mistake.
   *
   * @param message what happens there
   * @param mistake whether it is the mistake itself
   */
  public record Step(Place place, String message, boolean mistake) {}

  /**
   * What happens one after the other, from what leads to the mistake to where it tells; empty where
   * nothing is known to come before or after it.
   */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    addSteps(Related.Order.BEFORE, steps);
    steps.add(new Step(place, message, true));
    addSteps(Related.Order.AFTER, steps);
    return steps.size() == 1 ? List.of() : steps;
  }

  private void addSteps(Related.Order order, List<Step> steps) {
    for (Related each : related) {
      if (each.order() == order) {
        steps.add(new Step(each.place(), each.message(), false));
      }
    }
  }

  /** By file, place, rule: the order of every report. */
  @Override
  public int compareTo(Finding other) {
    // Not by Comparator.comparing(), whose lambdas are made anew at every start: no AOT cache holds
    // serializable ones.
    int order = place.compareTo(other.place);
    order = order != 0 ? order : rule.id().compareTo(other.rule.id());
    return order != 0 ? order : message.compareTo(other.message);
  }
}
