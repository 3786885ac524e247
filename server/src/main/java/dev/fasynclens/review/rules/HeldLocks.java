package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Expressions;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The locks, sleeping ones too, that are held on a way through a function, by their last name. */
final class HeldLocks {
  private final SyntaxTree tree;
  private final Set<String> held = new HashSet<>();

  HeldLocks(SyntaxTree tree) {
    this.tree = tree;
  }

  private static boolean takes(String callee) {
    return !releases(callee)
        && (callee.contains("spin_lock")
            || callee.contains("spin_trylock")
            || callee.startsWith("mutex_lock")
            || callee.startsWith("mutex_trylock")
            || callee.startsWith("read_lock")
            || callee.startsWith("write_lock")
            || callee.equals("down")
            || callee.startsWith("down_"));
  }

  private static boolean releases(String callee) {
    return callee.contains("unlock") || callee.equals("up") || callee.startsWith("up_");
  }

  /** The name of the variable or member that a call takes as its lock. */
  private static Optional<String> lockOf(SyntaxTree tree, int call) {
    return Expressions.arguments(tree, call).stream()
        .findFirst()
        .map(argument -> Expressions.bare(tree, argument))
        .map(argument -> Expressions.addressed(tree, argument).orElse(argument))
        .map(argument -> Expressions.bare(tree, argument))
        .map(
            lock ->
                tree.kind(lock) == Kind.FIELD_EXPRESSION
                    ? tree.text(tree.part(lock, Field.FIELD))
                    : tree.text(lock));
  }

  /** Takes note of a call. */
  void call(int call) {
    String callee = Expressions.callee(tree, call);
    if (releases(callee)) {
      lockOf(tree, call).ifPresent(held::remove);
    } else if (takes(callee)) {
      lockOf(tree, call).ifPresent(held::add);
    }
  }

  /** The locks held now. */
  Set<String> names() {
    return Set.copyOf(held);
  }
}
