package dev.fasynclens.mutation;

import dev.fasynclens.mutation.Verdict.Outcome;
import dev.fasynclens.review.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all mutants of one planting. */
final class Tally {
  private final Planting planting;
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final Map<String, Integer> others = new TreeMap<>();
  private int disturbed;

  private Tally(Planting planting) {
    this.planting = planting;
  }

  /** A tally for each planting, in their order. */
  static List<Tally> of(List<Planting> plantings, List<Verdict> verdicts) {
    List<Tally> tallies = new ArrayList<>();
    for (Planting planting : plantings) {
      Tally tally = new Tally(planting);
      verdicts.stream().filter(v -> v.planting() == planting).forEach(tally::add);
      tallies.add(tally);
    }
    return tallies;
  }

  private void add(Verdict verdict) {
    outcomes.merge(verdict.outcome(), 1, Integer::sum);
    disturbed += verdict.others().isEmpty() ? 0 : 1;
    for (Finding finding : verdict.others()) {
      others.merge(finding.rule().id(), 1, Integer::sum);
    }
  }

  Planting planting() {
    return planting;
  }

  int count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  /** How many mutants count: those that can be read and were not wrong before. */
  int planted() {
    return count(Outcome.FOUND)
        + count(Outcome.ELSEWHERE)
        + count(Outcome.MISSED)
        + count(Outcome.REWRITTEN);
  }

  /** How many mutants got a finding that nobody expects. */
  int disturbed() {
    return disturbed;
  }

  /** The findings that nobody expects, by rule. */
  Map<String, Integer> others() {
    return others;
  }

  /** The share that was found, in percent, rounded down; 100 only if all were. */
  int recall() {
    return planted() == 0 ? 0 : 100 * count(Outcome.FOUND) / planted();
  }
}
