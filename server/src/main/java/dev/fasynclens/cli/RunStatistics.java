package dev.fasynclens.cli;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Severity;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts and times of a run, for {@code --stats}. */
final class RunStatistics {
  private final long started = System.nanoTime();
  private final Map<String, String> rows = new LinkedHashMap<>();

  void count(String what, int number) {
    rows.put(what, String.valueOf(number));
  }

  void count(List<Finding> findings) {
    rows.put("findings", String.valueOf(findings.size()));
    for (Severity severity : Severity.values()) {
      int found = 0;
      for (Finding finding : findings) {
        found += finding.severity() == severity ? 1 : 0;
      }
      rows.put("  " + severity.label(), String.valueOf(found));
    }
    Map<String, Integer> byRule = new TreeMap<>();
    for (Finding finding : findings) {
      byRule.merge(finding.rule().id() + " " + finding.rule().name(), 1, Integer::sum);
    }
    byRule.forEach((rule, found) -> rows.put("  " + rule, String.valueOf(found)));
  }

  /** Notes the time since a moment that {@link System#nanoTime} told. */
  void time(String what, long since) {
    rows.put(what, String.format(Locale.ROOT, "%.3f s", (System.nanoTime() - since) / 1e9));
  }

  void print(PrintStream out) {
    time("total", started);
    int width = 0;
    for (String what : rows.keySet()) {
      width = Math.max(width, what.length());
    }
    for (Map.Entry<String, String> row : rows.entrySet()) {
      out.println(row.getKey() + " ".repeat(width + 2 - row.getKey().length()) + row.getValue());
    }
  }
}
