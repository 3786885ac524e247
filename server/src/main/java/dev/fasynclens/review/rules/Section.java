package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.LockState;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A section without sleep.
 *
 * @param function where
 * @param call the call that begins it
 */
record Section(CFunction function, int call) {
  private static final Set<String> INTERRUPTS_OFF =
      Set.of("cli", "local_irq_disable", "local_irq_save", "irq", "irqsave");

  /** What it is begun by: the function, or the kind of a guard, as {@code spinlock_irqsave}. */
  String kind() {
    SyntaxTree tree = function.tree();
    int callee = Expressions.unwrapped(tree, tree.part(call, Field.FUNCTION));
    if (tree.kind(callee) != Kind.CALL_EXPRESSION) {
      return Expressions.callee(tree, call);
    }
    List<Integer> kinds = Expressions.arguments(tree, callee);
    return kinds.isEmpty() ? "" : tree.text(kinds.getFirst());
  }

  /** Whether interrupts are off in it. */
  boolean disablesInterrupts() {
    return INTERRUPTS_OFF.contains(kind()) || (isLocked() && kind().contains("_irq"));
  }

  /** Whether timers and tasklets do not run on this processor in it, but interrupts do. */
  boolean disablesBottomHalves() {
    return kind().equals("local_bh_disable") || kind().endsWith("_bh");
  }

  /** Whether it is held by a spinlock that spins on real-time kernels too. */
  boolean isRaw() {
    return kind().startsWith("raw_spin");
  }

  private boolean isLocked() {
    return isSpinlock() || kind().startsWith("read_lock") || kind().startsWith("write_lock");
  }

  /** Whether it is held by a spinlock, which nobody can take twice. */
  boolean isSpinlock() {
    return kind().startsWith("spin") || isRaw();
  }

  /** The lock that holds it, if it can be told from others. */
  Optional<Queue> lock(Facts facts) {
    List<Integer> arguments = Expressions.arguments(function.tree(), call);
    if (!isSpinlock() || arguments.isEmpty()) {
      return Optional.empty();
    }
    Set<Queue> locks = facts.objectsPointedTo(function, arguments.getFirst());
    return locks.size() == 1
        ? locks.stream().filter(Queue::isIdentified).findFirst()
        : Optional.empty();
  }

  /** Where it begins. */
  Place place() {
    return function.tree().place(call);
  }

  /** How messages call what begins it. */
  String by() {
    return LockState.nameOf(function.tree(), call);
  }
}
