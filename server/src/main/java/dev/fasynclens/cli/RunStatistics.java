package dev.fasynclens.cli;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts and times of a run, for {@code --stats}. Every run notes them, so noting costs nothing.
 */
final class RunStatistics {
  private final long started = System.nanoTime();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  void count(String what, int number) {
    counts.put(what, number);
  }

  void count(List<Finding> findings) {
    count("findings", findings.size());
    for (Severity severity : Severity.values()) {
      int found = 0;
      for (Finding finding : findings) {
        found += finding.severity() == severity ? 1 : 0;
      }
      count("  " + severity.label(), found);
    }
    Map<String, Integer> byRule = new TreeMap<>();
    for (Finding finding : findings) {
      byRule.merge(finding.rule().id() + " " + finding.rule().name(), 1, Integer::sum);
    }
    byRule.forEach((rule, found) -> count("  " + rule, found));
  }

  /** Notes the time since a moment that {@link System#nanoTime} told. */
  void time(String what, long since) {
    nanos.put(what, System.nanoTime() - since);
  }

  void print(Console console) {
    time("total", started);
    Map<String, String> rows = new LinkedHashMap<>();
    counts.forEach((what, number) -> rows.put(what, String.valueOf(number)));
    nanos.forEach((what, time) -> rows.put(what, String.format(Locale.ROOT, "%.3f s", time / 1e9)));
    int width = 0;
    for (String what : rows.keySet()) {
      width = Math.max(width, what.length());
    }
    for (Map.Entry<String, String> row : rows.entrySet()) {
      String what = row.getKey();
      console.tell(what + " ".repeat(width + 2 - what.length()) + row.getValue());
    }
  }
}
