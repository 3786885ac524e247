package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The variables by which {@code read} and {@code poll} of a device decide whether there is
 * something to read.
 *
 * @param tested what they test or wait for
 * @param locks the names of locks they take to look
 */
record PublishedState(Set<Queue> tested, Set<String> locks) {
  private static final List<String> READING = List.of("read", "read_iter", "aio_read", "poll");

  /** What the files of some devices look at when they are notified. */
  static PublishedState of(Facts facts, List<DeviceReadiness> devices) {
    Set<Queue> tested = new HashSet<>();
    Set<String> locks = new HashSet<>();
    for (DeviceReadiness device : devices) {
      for (String member : READING) {
        for (CFunction method : facts.methods(device.table(), member)) {
          tests(facts, method, member.equals("poll"), tested);
          locks(method, locks);
        }
      }
    }
    return new PublishedState(Set.copyOf(tested), Set.copyOf(locks));
  }

  private static void tests(Facts facts, CFunction method, boolean polls, Set<Queue> into) {
    SyntaxTree tree = method.tree();
    for (int choice : Expressions.below(tree, method.body(), Kind.IF_STATEMENT)) {
      if (polls || saysNothing(tree, tree.part(choice, Field.CONSEQUENCE))) {
        into.addAll(namedIn(facts, method, tree.part(choice, Field.CONDITION)));
      }
    }
    for (int loop : Expressions.below(tree, method.body(), Kind.WHILE_STATEMENT)) {
      into.addAll(namedIn(facts, method, tree.part(loop, Field.CONDITION)));
    }
    for (int choice : Expressions.below(tree, method.body(), Kind.CONDITIONAL_EXPRESSION)) {
      if (polls) {
        into.addAll(namedIn(facts, method, tree.part(choice, Field.CONDITION)));
      }
    }
    for (WaitEffect effect : facts.waits(method)) {
      if (effect instanceof WaitEffect.Waiting waiting && waiting.condition() >= 0) {
        into.addAll(namedIn(facts, waiting.primitiveIn(), waiting.condition()));
      }
    }
  }

  /** Whether a branch of read tells the program that it has to come again. */
  private static boolean saysNothing(SyntaxTree tree, int branch) {
    return Expressions.mentions(tree, branch, "EAGAIN");
  }

  /** The variables and members that an expression names. */
  static Set<Queue> namedIn(Facts facts, CFunction function, int expression) {
    Set<Queue> found = new HashSet<>();
    SyntaxTree tree = function.tree();
    for (int n = expression; n >= 0 && n < tree.subtreeEnd(expression); n++) {
      if (tree.kind(n) == Kind.FIELD_EXPRESSION || isVariable(function, n)) {
        for (Queue named : facts.queuesNamed(function, n)) {
          if (named instanceof Queue.Global || isKnownMember(named)) {
            found.add(named);
          }
        }
      }
    }
    return found;
  }

  private static boolean isVariable(CFunction function, int node) {
    SyntaxTree tree = function.tree();
    return tree.kind(node) == Kind.IDENTIFIER && function.variable(tree.name(node)).isEmpty();
  }

  private static boolean isKnownMember(Queue named) {
    return named instanceof Queue.Member member && member.owner() != null;
  }

  private static void locks(CFunction method, Set<String> into) {
    SyntaxTree tree = method.tree();
    for (int call : method.calls()) {
      if (HeldLocks.takes(Expressions.callee(tree, call))) {
        HeldLocks.lockOf(tree, call).ifPresent(into::add);
      }
    }
  }
}
