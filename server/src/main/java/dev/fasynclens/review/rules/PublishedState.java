package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The variables by which {@code read} and {@code poll} of a device decide whether there is
 * something to read.
 *
 * @param looks where they look
 */
record PublishedState(List<Look> looks) {
  private static final List<String> READING = List.of("read", "read_iter", "aio_read", "poll");
  private static final String POLL = "poll";

  /**
   * A test in one of these methods.
   *
   * @param at what it looks at
   * @param locks the names of the locks that were taken before it
   */
  record Look(Set<Queue> at, Set<String> locks) {}

  /** What the files of some devices look at when they are notified. */
  static PublishedState of(Facts facts, List<DeviceReadiness> devices) {
    List<Look> looks = new ArrayList<>();
    for (DeviceReadiness device : devices) {
      for (String member : READING) {
        for (CFunction method : facts.methods(device.table(), member)) {
          looks(facts, method, member.equals(POLL), looks);
          for (int call : method.calls()) {
            facts.callees(method, call).forEach(c -> looks(facts, c, member.equals(POLL), looks));
          }
        }
      }
    }
    return new PublishedState(List.copyOf(looks));
  }

  boolean isEmpty() {
    return looks.isEmpty();
  }

  /** Whether some test looks at one of these. */
  boolean looksAt(Set<Queue> stored) {
    return looks.stream().anyMatch(look -> look.at().stream().anyMatch(stored::contains));
  }

  /** Whether nobody can look at one of these while these locks are held. */
  boolean isHiddenBy(Set<String> held, Set<Queue> stored) {
    return looks.stream()
        .filter(look -> look.at().stream().anyMatch(stored::contains))
        .allMatch(look -> look.locks().stream().anyMatch(held::contains));
  }

  private static void looks(Facts facts, CFunction method, boolean polls, List<Look> into) {
    SyntaxTree tree = method.tree();
    for (int choice : Expressions.below(tree, method.body(), Kind.IF_STATEMENT)) {
      if (polls || saysNothing(tree, choice)) {
        look(facts, method, tree.part(choice, Field.CONDITION), into);
      }
    }
    for (int loop : Expressions.below(tree, method.body(), Kind.WHILE_STATEMENT)) {
      look(facts, method, tree.part(loop, Field.CONDITION), into);
    }
    for (int choice : Expressions.below(tree, method.body(), Kind.CONDITIONAL_EXPRESSION)) {
      if (polls) {
        look(facts, method, tree.part(choice, Field.CONDITION), into);
      }
    }
    for (WaitEffect effect : facts.waits(method)) {
      if (effect instanceof WaitEffect.Waiting waiting
          && waiting.isDirect()
          && waiting.condition() >= 0) {
        look(facts, method, waiting.condition(), into);
      }
    }
  }

  private static void look(Facts facts, CFunction method, int condition, List<Look> into) {
    Set<Queue> at = namedIn(facts, method, condition);
    if (!at.isEmpty()) {
      into.add(new Look(at, locksBefore(method, condition)));
    }
  }

  /** Whether a branch of read tells the program that it has to come again, or that all is read. */
  private static boolean saysNothing(SyntaxTree tree, int choice) {
    return Expressions.mentions(tree, choice, "EAGAIN")
        || Expressions.below(tree, choice, Kind.RETURN_STATEMENT).stream()
            .anyMatch(end -> tree.is(Expressions.bare(tree, tree.firstNamed(end)), "0"));
  }

  /** The variables and members that an expression names. */
  static Set<Queue> namedIn(Facts facts, CFunction function, int expression) {
    Set<Queue> found = new LinkedHashSet<>(); // the first one is named in messages
    SyntaxTree tree = function.tree();
    for (int n = expression; n >= 0 && n < tree.subtreeEnd(expression); n++) {
      if (tree.kind(n) == Kind.FIELD_EXPRESSION || isVariable(function, n)) {
        for (Queue named : facts.queuesNamed(function, n)) {
          if (named.isIdentified()) {
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

  private static Set<String> locksBefore(CFunction method, int node) {
    HeldLocks locks = new HeldLocks(method.tree());
    for (int call : method.calls()) {
      if (call < node) {
        locks.call(call);
      }
    }
    return locks.names();
  }
}
