package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Allocation;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.LinkedHashMap;
import java.util.Map;

/** FA303: the head of a queue lies in memory that nobody cleared. */
public final class QueueUninitialised implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Frees frees = new Frees(module);
    Map<Queue.Member, Registration> queues = new LinkedHashMap<>();
    for (Registration registration : facts.allRegistrations()) {
      for (Queue queue : registration.queues()) {
        if (queue instanceof Queue.Member member && member.owner() != null) {
          queues.putIfAbsent(member, registration);
        }
      }
    }
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        for (int call : function.calls()) {
          if (findings.wants(file.source()) && Allocation.isUncleared(function.tree(), call)) {
            allocation(facts, frees, function, call, queues, findings);
          }
        }
      }
    }
  }

  private static void allocation(
      Facts facts,
      Frees frees,
      CFunction function,
      int call,
      Map<Queue.Member, Registration> queues,
      Findings findings) {
    SyntaxTree tree = function.tree();
    int target = Allocation.target(tree, call);
    if (target < 0) {
      return;
    }
    String callee = Expressions.callee(tree, call);
    for (Map.Entry<Queue.Member, Registration> entry : queues.entrySet()) {
      Queue.Member queue = entry.getKey();
      boolean holds =
          facts.pointee(function, target).filter(s -> frees.contains(s, queue, 0)).isPresent();
      if (holds && staysUncleared(facts, function, call, target, queue)) {
        int name = Expressions.unwrapped(tree, tree.part(call, Field.FUNCTION));
        String clearing = Allocation.clearing(callee);
        findings
            .at(
                tree.place(call),
                "%s() does not clear the memory, and the queue %s in it is never set to NULL."
                    .formatted(callee, queue.describe()))
            .always(
                Severity.ERROR,
                "the first use follows a random pointer: an oops, or \"bad magic number\"")
            .after(entry.getValue().primitivePlace(), "the queue is used here")
            .fix(Fix.replacing("Use " + clearing + "()", tree.place(name), clearing))
            .report();
        return;
      }
    }
  }

  /** Whether there is a way from the allocation out of the function on which nothing clears. */
  private static boolean staysUncleared(
      Facts facts, CFunction function, int call, int target, Queue.Member queue) {
    SyntaxTree tree = function.tree();
    Clearing clearing = new Clearing(facts, function, tree.text(target), queue);
    if (clearing.happensToElements()) {
      return false; // an array, set up one by one
    }
    if (!facts.paths(function).complete()) {
      return !clearing.happensAnywhere();
    }
    return facts.possiblePaths(function).stream()
        .anyMatch(path -> clearing.isMissingOn(path, call));
  }
}
