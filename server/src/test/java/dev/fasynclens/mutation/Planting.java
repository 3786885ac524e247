package dev.fasynclens.mutation;

import dev.fasynclens.review.Finding;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A way to change drivers.
 *
 * @param name what people call it
 * @param expected the rules of which one has to speak; empty if the driver stays as right as it was
 * @param consequences rules that may speak as well, because one mistake entails another
 * @param change makes the mutants of a driver
 */
record Planting(
    String name,
    Set<String> expected,
    Set<String> consequences,
    Function<Driver, List<Mutant>> change) {
  /** A class of mistake. */
  static Planting mistake(
      String name, Set<String> expected, Function<Driver, List<Mutant>> change) {
    return new Planting(name, expected, Set.of(), change);
  }

  /** A change that leaves the driver as right as it was. */
  static Planting rewrite(String name, Function<Driver, List<Mutant>> change) {
    return new Planting(name, Set.of(), Set.of(), change);
  }

  /** The same class, where these rules may speak as well. */
  Planting entailing(String... rules) {
    return new Planting(name, expected, Set.of(rules), change);
  }

  /** Whether the driver is wrong afterwards. */
  boolean isMistake() {
    return !expected.isEmpty();
  }

  /** Whether a finding is what has to be found. */
  boolean expects(Finding finding) {
    return expected.contains(finding.rule().id());
  }

  /** Whether a rule may speak about it. */
  boolean allows(String rule) {
    return expected.contains(rule) || consequences.contains(rule);
  }
}
