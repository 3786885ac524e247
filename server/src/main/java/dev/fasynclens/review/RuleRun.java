package dev.fasynclens.review;

import dev.fasynclens.driver.AnalysisBudgetException;
import dev.fasynclens.driver.AnalysisCancelledException;
import dev.fasynclens.driver.AnalysisLimits;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs all rules over some files, on several threads where there are many. */
final class RuleRun {
  /** Below that a second thread costs more than it saves: each finds out the facts for itself. */
  private static final int FILES_FOR_A_THREAD = 16;

  private final RuleCatalog catalog;
  private final Function<String, Configuration> configurationOf;
  private final AnalysisLimits limits;

  RuleRun(
      RuleCatalog catalog, Function<String, Configuration> configurationOf, AnalysisLimits limits) {
    this.catalog = catalog;
    this.configurationOf = configurationOf;
    this.limits = limits;
  }

  /** What one rule said. */
  record Outcome(List<Finding> findings, List<Finding> elsewhere, List<Problem> problems) {}

  /**
   * Runs the rules.
   *
   * @param module the files; the analysis of this thread
   * @param again links the same files for another thread, as no analysis is made for several
   * @param jobs how many threads may take part
   * @return in the order of the rules
   */
  List<Outcome> over(DriverModule module, Supplier<DriverModule> again, int jobs) {
    List<RuleInfo> rules = catalog.infos();
    Outcome[] outcomes = new Outcome[rules.size()];
    AtomicInteger next = new AtomicInteger();
    int helpers = Math.min(jobs, module.files().size() / FILES_FOR_A_THREAD) - 1;
    if (helpers <= 0) {
      work(module, rules, next, outcomes);
      return List.of(outcomes);
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(helpers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < helpers; i++) {
        running.add(pool.submit(() -> work(again.get(), rules, next, outcomes)));
      }
      work(module, rules, next, outcomes);
      running.forEach(RuleRun::await);
    }
    return List.of(outcomes);
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AnalysisCancelledException cancelled) {
        throw cancelled;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void work(
      DriverModule module, List<RuleInfo> rules, AtomicInteger next, Outcome[] outcomes) {
    Map<SourceText, SyntaxTree> wanted = Findings.wantedOf(module);
    for (int i = next.getAndIncrement(); i < outcomes.length; i = next.getAndIncrement()) {
      limits.checkCancelled();
      outcomes[i] = run(rules.get(i), module, new Findings(rules.get(i), wanted, configurationOf));
    }
  }

  private Outcome run(RuleInfo info, DriverModule module, Findings findings) {
    List<Problem> problems = new ArrayList<>();
    Optional<Rule> rule = catalog.rule(info);
    try {
      rule.ifPresent(present -> present.check(module, findings));
    } catch (AnalysisBudgetException e) {
      problems.add(
          new Problem(
              info.id(), "the rule was given up: " + e.getMessage(), Problem.Kind.NOT_EXAMINED));
    } catch (AnalysisCancelledException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // One rule that fails must not take the others with it.
      problems.add(new Problem(info.id(), "the rule failed: " + where(e), Problem.Kind.INTERNAL));
    }
    return new Outcome(findings.all(), findings.elsewhere(), problems);
  }

  private static String where(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
