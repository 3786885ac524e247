package dev.fasynclens.mutation;

import dev.fasynclens.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes every mutant of some drivers and judges each, on several threads. The result does not
 * depend on how many.
 *
 * @param plantings what to plant
 * @param most at most so many mutants of each idiom in a file
 * @param jobs how many threads
 */
record MutationRun(List<Planting> plantings, int most, int jobs) {
  /**
   * A file to change.
   *
   * @param unit the module it is in
   * @param text the file
   */
  record Subject(Unit unit, SourceText text) {}

  /** The verdicts, by file and planting in order. */
  List<Verdict> of(List<Subject> subjects) throws InterruptedException {
    List<Verdict> verdicts = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
      List<Future<List<Verdict>>> pending = new ArrayList<>();
      for (Subject subject : subjects) {
        pending.add(pool.submit(() -> of(subject)));
      }
      for (Future<List<Verdict>> each : pending) {
        verdicts.addAll(each.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return List.copyOf(verdicts);
  }

  private List<Verdict> of(Subject subject) {
    List<Verdict> verdicts = new ArrayList<>();
    Driver driver = subject.unit().driver(subject.text());
    for (Planting planting : plantings) {
      Map<String, Integer> made = new HashMap<>();
      for (Mutant mutant : planting.change().apply(driver)) {
        if (made.merge(mutant.idiom(), 1, Integer::sum) <= most) {
          verdicts.add(subject.unit().judge(planting, mutant));
        }
      }
    }
    return verdicts;
  }
}
