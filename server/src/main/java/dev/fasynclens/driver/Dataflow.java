package dev.fasynclens.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is true before each step of a function, whatever way led there. Unlike {@link Paths} this
 * takes one state a point, so that functions with any number of ways are judged; what differs
 * between ways that meet is lost.
 *
 * @param steps the steps that can be reached, each with the state before it
 * @param <S> the states
 */
public record Dataflow<S>(List<Reached<S>> steps) {
  /** Rounds for a point; an analysis that needs more does not come to rest. */
  private static final int MOST_ROUNDS = 100;

  /**
   * A step that can be reached.
   *
   * @param step the step; each outcome of a test is one
   * @param before the state before it
   */
  public record Reached<S>(Path.Step step, S before) {}

  /**
   * What is followed along the ways. States are values: they never change, and {@code equals}
   * compares them. A chain of states, each joined from the one before and another, has to end.
   */
  public interface Analysis<S> {
    /** The state at the function's opening brace. */
    S entry();

    /** What is true where two ways meet. */
    S join(S one, S other);

    /** The state after a step; empty if nobody gets past it in this state. */
    Optional<S> after(S before, Path.Step step);
  }

  /** Runs an analysis; empty if it does not come to rest. */
  static <S> Optional<Dataflow<S>> of(FlowGraph graph, Analysis<S> analysis) {
    List<@Nullable S> states = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      states.add(null);
    }
    // The graph is built from its end, so the highest number is about the earliest point.
    NavigableSet<Integer> waiting = new TreeSet<>();
    states.set(graph.entry(), analysis.entry());
    waiting.add(graph.entry());
    long budget = (long) MOST_ROUNDS * graph.size();
    while (!waiting.isEmpty()) {
      if (--budget < 0) {
        return Optional.empty();
      }
      int index = waiting.removeLast();
      S before = states.get(index);
      if (before == null) {
        continue;
      }
      for (FlowGraph.Way way : graph.point(index).ways()) {
        Optional<S> after =
            way.step() == null ? Optional.of(before) : analysis.after(before, way.step());
        if (after.isPresent() && way.to() >= 0) {
          S known = states.get(way.to());
          S joined = known == null ? after.get() : analysis.join(known, after.get());
          if (!joined.equals(known)) {
            states.set(way.to(), joined);
            waiting.add(way.to());
          }
        }
      }
    }
    return Optional.of(new Dataflow<>(reached(graph, states)));
  }

  private static <S> List<Reached<S>> reached(FlowGraph graph, List<@Nullable S> states) {
    List<Reached<S>> reached = new ArrayList<>();
    for (int index = graph.size() - 1; index >= 0; index--) {
      S before = states.get(index);
      if (before != null) {
        for (FlowGraph.Way way : graph.point(index).ways()) {
          if (way.step() != null) {
            reached.add(new Reached<>(way.step(), before));
          }
        }
      }
    }
    return List.copyOf(reached);
  }
}
