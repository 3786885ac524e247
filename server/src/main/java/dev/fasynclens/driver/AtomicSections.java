package dev.fasynclens.driver;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sections without sleep that each call of a function is in, whatever way led there.
 *
 * @param byCall the calls that began the sections, the innermost last, by the call inside
 */
public record AtomicSections(Map<Integer, List<Integer>> byCall) {
  /** The calls that began the sections a call is surely in, the innermost last. */
  public List<Integer> at(int call) {
    return byCall.getOrDefault(call, List.of());
  }

  /**
   * The sections of a function, none if they cannot be made out.
   *
   * @param assumed whether a step can be taken, for what is known of a caller
   */
  static AtomicSections of(CFunction function, FlowGraph graph, Assumption assumed) {
    Locking locking = new Locking(function, assumed);
    SortedMap<Integer, List<Integer>> byCall = new TreeMap<>();
    Dataflow.of(graph, locking)
        .ifPresent(
            flow ->
                flow.steps()
                    .forEach(reached -> locking.through(reached.before(), reached.step(), byCall)));
    return new AtomicSections(Collections.unmodifiableSortedMap(byCall));
  }

  /**
   * What the caller is known to pass.
   *
   * @param variable a parameter that nobody changes, empty if nothing is known
   * @param value its value
   */
  record Assumption(String variable, long value) {
    static final Assumption NONE = new Assumption("", 0);

    boolean allows(CFunction function, Path.Step step) {
      return variable.isEmpty() || Path.agrees(function.tree(), step, variable, value);
    }
  }

  /** A section that was entered at two places is not surely the same. */
  private record Locking(CFunction function, Assumption assumed)
      implements Dataflow.Analysis<Map<String, Integer>> {
    @Override
    public Map<String, Integer> entry() {
      return Map.of();
    }

    @Override
    public Map<String, Integer> join(Map<String, Integer> one, Map<String, Integer> other) {
      Map<String, Integer> both = new LinkedHashMap<>(one);
      both.entrySet().retainAll(other.entrySet());
      return both;
    }

    @Override
    public Optional<Map<String, Integer>> after(Map<String, Integer> before, Path.Step step) {
      return assumed.allows(function, step)
          ? Optional.of(through(before, step, new HashMap<>()))
          : Optional.empty();
    }

    /** What is held after a step; notes what is held at its calls. */
    Map<String, Integer> through(
        Map<String, Integer> before, Path.Step step, Map<Integer, List<Integer>> at) {
      LockState locks = new LockState(function.tree(), before);
      if (step instanceof Path.Test test) {
        locks.test(test.node(), test.holds());
      }
      for (int call : Path.calls(function.tree(), step)) {
        locks.call(call);
        at.put(call, locks.sectionsAt(call));
      }
      return locks.held();
    }
  }
}
