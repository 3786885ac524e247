package dev.fasynclens.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ways through a function; a loop is gone through once or not at all.
 *
 * @param all the paths
 * @param complete whether these are all; if not, nothing must be concluded from what is missing
 */
public record Paths(List<Path> all, boolean complete) {
  private static final int MOST_PATHS = 512;
  private static final int MOST_STEPS = 60_000;

  /** Enumerates the paths of a function, up to a budget. */
  public static Paths of(CFunction function) {
    Enumeration enumeration = new Enumeration(new FlowGraph(function));
    enumeration.run();
    return new Paths(List.copyOf(enumeration.paths), !enumeration.exhausted);
  }

  private static final class Enumeration {
    private final FlowGraph graph;
    private final List<Path> paths = new ArrayList<>();
    private final List<Path.Step> steps = new ArrayList<>();
    private final int[] visits;
    private int depth;
    private int budget = MOST_STEPS;
    private boolean exhausted;

    Enumeration(FlowGraph graph) {
      this.graph = graph;
      this.visits = new int[graph.size()];
    }

    void run() {
      follow(graph.entry());
    }

    private void follow(int index) {
      if (index < 0 || exhausted) {
        return;
      }
      if (paths.size() >= MOST_PATHS || --budget < 0 || depth > 2_000) {
        exhausted = true;
        return;
      }
      if (visits[index] > 1) {
        return; // the second time round a loop says nothing new
      }
      visits[index]++;
      depth++;
      FlowGraph.Point point = graph.point(index);
      int mark = steps.size();
      switch (point.action()) {
        case EVALUATE -> {
          steps.add(new Path.Evaluate(point.node()));
          follow(point.successors()[0]);
        }
        case TEST -> {
          steps.add(new Path.Test(point.node(), true));
          follow(point.successors()[0]);
          steps.removeLast();
          steps.add(new Path.Test(point.node(), false));
          follow(point.successors()[1]);
        }
        case CASE -> {
          steps.add(new Path.Case(point.node()));
          follow(point.successors()[0]);
        }
        case CHOOSE -> Arrays.stream(point.successors()).distinct().forEach(this::follow);
        case RETURN -> {
          steps.add(new Path.Return(point.node()));
          paths.add(new Path(List.copyOf(steps)));
        }
        case END -> {
          steps.add(new Path.End(point.node()));
          paths.add(new Path(List.copyOf(steps)));
        }
      }
      while (steps.size() > mark) {
        steps.removeLast();
      }
      visits[index]--;
      depth--;
    }
  }
}
