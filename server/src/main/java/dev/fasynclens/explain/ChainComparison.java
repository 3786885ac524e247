package dev.fasynclens.explain;

import dev.fasynclens.kernel.KernelVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * The chains of one function on two versions, line by line.
 *
 * @param lines calls and locks in the order in which they come
 */
public record ChainComparison(CallChain first, CallChain second, List<Line> lines) {
  /** On which version something is. */
  public enum In {
    /** On both. */
    BOTH,
    /** On the first only. */
    FIRST,
    /** On the second only. */
    SECOND
  }

  /**
   * A call or a lock.
   *
   * @param depth calls around it
   */
  public record Line(In in, int depth, String text) {}

  /**
   * A line of one version.
   *
   * @param key the same for what is the same on the other version
   */
  private record Item(int depth, Object key, String text) {
    boolean matches(Item other) {
      return depth == other.depth && key.equals(other.key);
    }
  }

  /** Compares two chains. */
  public static ChainComparison of(CallChain first, CallChain second) {
    List<Item> left = new ArrayList<>();
    List<Item> right = new ArrayList<>();
    flatten(first.start(), first.version(), 0, left);
    flatten(second.start(), second.version(), 0, right);
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        common[i][j] =
            left.get(i).matches(right.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<Line> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      boolean both = i < left.size() && j < right.size() && left.get(i).matches(right.get(j));
      if (both) {
        both(left.get(i++), right.get(j++), lines);
      } else if (j == right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1])) {
        Item item = left.get(i++);
        lines.add(new Line(In.FIRST, item.depth, item.text));
      } else {
        Item item = right.get(j++);
        lines.add(new Line(In.SECOND, item.depth, item.text));
      }
    }
    return new ChainComparison(first, second, List.copyOf(lines));
  }

  private static void both(Item one, Item other, List<Line> lines) {
    if (one.text.equals(other.text)) {
      lines.add(new Line(In.BOTH, one.depth, one.text));
    } else {
      lines.add(new Line(In.FIRST, one.depth, one.text));
      lines.add(new Line(In.SECOND, other.depth, other.text));
    }
  }

  private static void flatten(
      CallChain.Call call, KernelVersion version, int depth, List<Item> items) {
    items.add(new Item(depth, call.function(), call.function().nameIn(version)));
    for (CallChain.LockUse lock : call.locks()) {
      items.add(new Item(depth + 1, lock.lock(), "takes " + lock));
    }
    for (CallChain.Call each : call.calls()) {
      flatten(each, version, depth + 1, items);
    }
  }
}
