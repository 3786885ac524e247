package dev.fasynclens.driver;

import java.util.ArrayList;
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
  static Paths of(FlowGraph graph) {
    Enumeration enumeration = new Enumeration(graph);
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
      int mark = steps.size();
      for (FlowGraph.Way way : graph.point(index).ways()) {
        if (way.step() != null) {
          steps.add(way.step());
        }
        if (way.leaves()) {
          paths.add(new Path(List.copyOf(steps)));
        } else {
          follow(way.to());
        }
        while (steps.size() > mark) {
          steps.removeLast();
        }
      }
      visits[index]--;
      depth--;
    }
  }
}
