package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Conditions;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Paths;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A release function that takes the file off its queue on some ways and leaves by another. What
 * sent it there has to be something that any file may meet: a lock it did not get, or a count of
 * other openers. A test of the file itself may well mean that it was never on a queue.
 */
final class SkippedRemoval {
  private static final Set<String> WAITS_THAT_FAIL =
      Set.of(
          "mutex_lock_interruptible",
          "mutex_lock_killable",
          "mutex_trylock",
          "down_interruptible",
          "down_killable",
          "down_timeout",
          "down_trylock",
          "wait_event_interruptible",
          "wait_event_interruptible_timeout");

  private static final Set<String> COUNTS =
      Set.of(
          "atomic_dec_and_test",
          "atomic_dec_return",
          "atomic_sub_and_test",
          "atomic_sub_return",
          "local_dec_and_test",
          "refcount_dec_and_test");

  private final Facts facts;
  private final CFunction release;
  private final SyntaxTree tree;
  private final Findings findings;

  SkippedRemoval(Facts facts, CFunction release, Findings findings) {
    this.facts = facts;
    this.release = release;
    this.tree = release.tree();
    this.findings = findings;
  }

  void check() {
    Paths paths = facts.paths(release);
    if (!paths.complete()) {
      judgeTests();
      return;
    }
    List<Path> removing = new ArrayList<>();
    List<Path> leaving = new ArrayList<>();
    for (Path path : facts.possiblePaths(release)) {
      (mayRemove(path) ? removing : leaving).add(path);
    }
    for (Path path : leaving) {
      parting(path, removing).ifPresent(this::judge);
    }
  }

  /** A function with more ways than can be followed one by one. */
  private void judgeTests() {
    for (Path.Step step : facts.steps(release)) {
      if (step instanceof Path.Test test
          && reason(hinted(test.node())).isPresent()
          && new WaysPastTest(test, this::mayRemove).decides(facts, release)) {
        judge(test);
      }
    }
  }

  private boolean mayRemove(Path path) {
    return path.steps().stream().anyMatch(this::mayRemove);
  }

  private boolean mayRemove(Path.Step step) {
    for (int call : Path.calls(tree, step)) {
      boolean handsOn =
          facts.callees(release, call).isEmpty() && FileArgument.isHandedOn(release, call);
      boolean removes =
          facts.effectsOfCall(release, call).stream()
              .anyMatch(effect -> effect instanceof Registration r && !r.onlyAdds());
      if (handsOn || removes || Expressions.isThroughPointer(tree, call)) {
        return true;
      }
    }
    return false;
  }

  /** The test at which a path leaves the last of the others it went along with. */
  private static Optional<Path.Test> parting(Path path, List<Path> others) {
    int longest = -1;
    for (Path other : others) {
      longest = Math.max(longest, shared(path.steps(), other.steps()));
    }
    return longest >= 0
            && longest < path.steps().size()
            && path.steps().get(longest) instanceof Path.Test test
        ? Optional.of(test)
        : Optional.empty();
  }

  private static int shared(List<Path.Step> steps, List<Path.Step> others) {
    int same = 0;
    while (same < steps.size()
        && same < others.size()
        && steps.get(same).equals(others.get(same))) {
      same++;
    }
    return same;
  }

  private void judge(Path.Test test) {
    int condition = hinted(test.node());
    reason(condition)
        .ifPresent(
            why ->
                findings
                    .at(
                        tree.place(test.node()),
                        "%s() does not take the file off its queue %s."
                            .formatted(release.name(), why))
                    .consequence(
                        KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
                        Severity.ERROR,
                        RemovalImpossibleOnClose.STALE)
                    .before(release.place(), "the release function")
                    .after(removed().notifiedAt(facts), Queues.NEXT_NOTIFICATION)
                    .report());
  }

  /** What a file leaves on the other ways. */
  private Queues removed() {
    Set<Queue> queues = new LinkedHashSet<>();
    facts.registrations(release).forEach(each -> queues.addAll(each.queues()));
    return new Queues(queues);
  }

  private int hinted(int condition) {
    int node = Expressions.unwrapped(tree, condition);
    return tree.kind(node) == Kind.CALL_EXPRESSION
        ? Conditions.branchHint(tree, node).orElse(node)
        : node;
  }

  private Optional<String> reason(int condition) {
    for (int call : Expressions.below(tree, condition, Kind.CALL_EXPRESSION)) {
      String callee = Expressions.callee(tree, call);
      if (WAITS_THAT_FAIL.contains(callee)) {
        return Optional.of("if %s() is given up".formatted(callee));
      }
      if (COUNTS.contains(callee)) {
        return Optional.of("while others have the device open");
      }
    }
    if (countsDown(condition)) {
      return Optional.of("while others have the device open");
    }
    return waitedFor(condition).map("if %s() is given up"::formatted);
  }

  private boolean countsDown(int condition) {
    return Expressions.below(tree, condition, Kind.UPDATE_EXPRESSION).stream()
        .anyMatch(update -> Expressions.isOperator(tree, update, "--"));
  }

  /** The wait whose result a tested variable holds. */
  private Optional<String> waitedFor(int condition) {
    for (int name : Expressions.below(tree, condition, Kind.IDENTIFIER)) {
      if (!release.isLocal(tree.name(name))) {
        continue;
      }
      for (int value : release.valuesGivenTo(release.variable(tree.name(name)).orElseThrow())) {
        int call = Expressions.bare(tree, value);
        boolean waits =
            tree.kind(call) == Kind.CALL_EXPRESSION
                && tree.part(call, Field.FUNCTION) >= 0
                && WAITS_THAT_FAIL.contains(Expressions.callee(tree, call));
        if (waits) {
          return Optional.of(Expressions.callee(tree, call));
        }
      }
    }
    return Optional.empty();
  }
}
