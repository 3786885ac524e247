package dev.fasynclens.scenario.story;

import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.scenario.Event;
import dev.fasynclens.scenario.EventWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two runs of a scenario, step by step.
 *
 * @param first on one version
 * @param second on another one
 * @param steps what differs, one element a step; no differences where nothing does
 */
public record Comparison(Storyboard first, Storyboard second, List<StepDifferences> steps) {
  /**
   * What differs in a step.
   *
   * @param number of the step, from 1
   */
  public record StepDifferences(int number, List<Difference> differences) {}

  /**
   * Something that differs.
   *
   * @param first as it is on the first version; empty for nothing
   * @param second as it is on the second version; empty for nothing
   */
  public record Difference(Aspect aspect, String first, String second) {}

  /** In what runs can differ. */
  public enum Aspect {
    /** The result of the call. */
    RETURNS("returns"),
    /** What the operation printed. */
    OUT("prints"),
    /** What programs and the console saw. */
    EVENT("event"),
    /** A function that only one has. */
    CALL("calls"),
    /** A function whose name has changed. */
    NAME("name"),
    /** How a lock is taken, or whether. */
    LOCK("lock"),
    /** A branch that was taken. */
    DECISION("decision");

    private final String text;

    Aspect(String text) {
      this.text = text;
    }

    /** In a word. */
    public String text() {
      return text;
    }
  }

  /** Compares two runs of one scenario. */
  public static Comparison of(Storyboard first, Storyboard second) {
    List<StepDifferences> steps = new ArrayList<>();
    int count = Math.max(first.panels().size(), second.panels().size());
    for (int i = 0; i < count; i++) {
      steps.add(
          new StepDifferences(
              i + 1,
              i < first.panels().size() && i < second.panels().size()
                  ? differences(first.panels().get(i), second.panels().get(i))
                  : List.of()));
    }
    return new Comparison(first, second, List.copyOf(steps));
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return steps.stream().allMatch(each -> each.differences().isEmpty());
  }

  /** What is done in a step, counted from 1. */
  public String textOf(int step) {
    List<Panel> panels = step <= first.panels().size() ? first.panels() : second.panels();
    return panels.get(step - 1).text();
  }

  private static List<Difference> differences(Panel first, Panel second) {
    List<Difference> result = new ArrayList<>();
    if (!first.outcome().returns().equals(second.outcome().returns())) {
      result.add(
          new Difference(Aspect.RETURNS, first.outcome().returns(), second.outcome().returns()));
    }
    if (!first.outcome().out().equals(second.outcome().out())) {
      result.add(new Difference(Aspect.OUT, first.outcome().out(), second.outcome().out()));
    }
    addUnpaired(
        Aspect.EVENT, events(first.outcome().events()), events(second.outcome().events()), result);
    addCalls(calls(first), calls(second), result);
    addChanged(Aspect.LOCK, locks(first), locks(second), result);
    addUnpaired(Aspect.DECISION, decisions(first), decisions(second), result);
    return List.copyOf(result);
  }

  private static void addCalls(
      Map<KernelFunction, String> first,
      Map<KernelFunction, String> second,
      List<Difference> result) {
    List<Difference> all = new ArrayList<>();
    addChanged(Aspect.CALL, first, second, all);
    for (Difference each : all) {
      boolean renamed = !each.first().isEmpty() && !each.second().isEmpty();
      result.add(renamed ? new Difference(Aspect.NAME, each.first(), each.second()) : each);
    }
  }

  /** Adds what has another value, or only one of them has. */
  private static <K> void addChanged(
      Aspect aspect, Map<K, String> first, Map<K, String> second, List<Difference> result) {
    Set<K> all = new LinkedHashSet<>(first.keySet());
    all.addAll(second.keySet());
    for (K each : all) {
      String one = first.getOrDefault(each, "");
      String other = second.getOrDefault(each, "");
      if (!one.equals(other)) {
        result.add(new Difference(aspect, one, other));
      }
    }
  }

  /** Adds what only one of them has, as often as it has it more. */
  private static void addUnpaired(
      Aspect aspect, List<String> first, List<String> second, List<Difference> result) {
    List<String> left = new ArrayList<>(first);
    List<String> right = new ArrayList<>(second);
    for (String each : second) {
      left.remove(each);
    }
    for (String each : first) {
      right.remove(each);
    }
    int pairs = Math.max(left.size(), right.size());
    for (int i = 0; i < pairs; i++) {
      result.add(
          new Difference(
              aspect, i < left.size() ? left.get(i) : "", i < right.size() ? right.get(i) : ""));
    }
  }

  private static List<String> events(List<Event> events) {
    return events.stream().map(EventWords::of).toList();
  }

  private static Map<KernelFunction, String> calls(Panel panel) {
    Map<KernelFunction, String> result = new LinkedHashMap<>();
    for (TraceEvent event : panel.trace()) {
      if (event instanceof TraceEvent.Enter enter) {
        result.putIfAbsent(enter.function(), enter.name());
      }
    }
    return result;
  }

  /** By the name of the lock, how it is taken: {@code fa_lock by read_lock_irqsave}. */
  private static Map<String, String> locks(Panel panel) {
    Map<String, Set<String>> ways = new LinkedHashMap<>();
    for (TraceEvent event : panel.trace()) {
      if (event instanceof TraceEvent.LockTaken taken) {
        ways.computeIfAbsent(taken.lock(), _ -> new LinkedHashSet<>()).add(taken.how());
      }
    }
    Map<String, String> result = new LinkedHashMap<>();
    ways.forEach((lock, how) -> result.put(lock, lock + " by " + String.join(", ", how)));
    return result;
  }

  private static List<String> decisions(Panel panel) {
    List<String> result = new ArrayList<>();
    for (TraceEvent event : panel.trace()) {
      if (event instanceof TraceEvent.Decision it) {
        result.add(it.decision() + ", because " + it.reason());
      }
    }
    return result;
  }
}
