package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Dataflow;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether something may still happen once a test turned out one way, in a function with any number
 * of ways.
 *
 * @param test the test
 * @param happens whether it may happen in a step
 */
record WaysPastTest(Path.Test test, Predicate<Path.Step> happens)
    implements Dataflow.Analysis<Set<WaysPastTest.Way>> {
  /** How the test turned out so far; one that is repeated counts once it turned out so. */
  private enum Outcome {
    OPEN,
    SO,
    OTHERWISE
  }

  /** What some way did up to here. */
  record Way(Outcome outcome, boolean happened) {}

  /** Whether it happens on no way on which the test turned out so, and on some other way. */
  boolean decides(Facts facts, CFunction function) {
    Optional<Dataflow<Set<Way>>> flow = facts.dataflow(function, this);
    if (flow.isEmpty()) {
      return false;
    }
    Set<Way> ends = new HashSet<>();
    for (Dataflow.Reached<Set<Way>> reached : flow.get().steps()) {
      if (reached.step() instanceof Path.Return || reached.step() instanceof Path.End) {
        ends.addAll(past(reached.before(), reached.step()));
      }
    }
    return ends.contains(new Way(Outcome.SO, false))
        && !ends.contains(new Way(Outcome.SO, true))
        && ends.contains(new Way(Outcome.OTHERWISE, true));
  }

  @Override
  public Set<Way> entry() {
    return Set.of(new Way(Outcome.OPEN, false));
  }

  @Override
  public Set<Way> join(Set<Way> one, Set<Way> other) {
    Set<Way> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }

  @Override
  public Optional<Set<Way>> after(Set<Way> before, Path.Step step) {
    return Optional.of(past(before, step));
  }

  private Set<Way> past(Set<Way> before, Path.Step step) {
    boolean happensHere = happens.test(step);
    Set<Way> after = new HashSet<>();
    for (Way way : before) {
      after.add(new Way(outcome(way.outcome(), step), way.happened() || happensHere));
    }
    return after;
  }

  private Outcome outcome(Outcome before, Path.Step step) {
    boolean tested = step instanceof Path.Test other && other.node() == test.node();
    if (!tested || before == Outcome.SO) {
      return before;
    }
    return step.equals(test) ? Outcome.SO : Outcome.OTHERWISE;
  }
}
