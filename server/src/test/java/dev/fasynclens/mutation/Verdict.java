package dev.fasynclens.mutation;

import dev.fasynclens.review.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a mutant.
 *
 * @param outcome whether the mistake was found
 * @param others new findings that nobody expects
 */
record Verdict(Planting planting, Mutant mutant, Outcome outcome, List<Finding> others) {
  /** Whether a mistake was found. */
  enum Outcome {
    /** An expected rule speaks where something was changed. */
    FOUND,
    /** An expected rule speaks, but somewhere else. */
    ELSEWHERE,
    /** No expected rule says anything new. */
    MISSED,
    /** An expected rule spoke there before: the driver has the mistake already. */
    ALREADY,
    /** The parser cannot read the mutant: the planting is wrong, not the rule. */
    BROKEN,
    /** Nothing was to be found. */
    REWRITTEN
  }

  static Verdict broken(Planting planting, Mutant mutant) {
    return new Verdict(planting, mutant, Outcome.BROKEN, List.of());
  }

  static Verdict of(
      Planting planting, Mutant mutant, boolean already, boolean inScope, List<Finding> fresh) {
    List<Finding> others = new ArrayList<>();
    for (Finding finding : fresh) {
      if (!planting.allows(finding.rule().id())) {
        others.add(finding);
      }
    }
    return new Verdict(
        planting, mutant, outcome(planting, already, inScope, fresh), List.copyOf(others));
  }

  private static Outcome outcome(
      Planting planting, boolean already, boolean inScope, List<Finding> fresh) {
    if (!planting.isMistake()) {
      return Outcome.REWRITTEN;
    }
    if (inScope) {
      return Outcome.FOUND;
    }
    if (already) {
      return Outcome.ALREADY;
    }
    return fresh.stream().anyMatch(planting::expects) ? Outcome.ELSEWHERE : Outcome.MISSED;
  }
}
