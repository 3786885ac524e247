package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds where a function stores to variables and members that others can see. */
record Stores(Facts facts, CFunction function) {
  /** Functions that store, and the position of where to. */
  private static final Map<String, Integer> STORING =
      Map.ofEntries(
          Map.entry("atomic_set", 0),
          Map.entry("atomic_inc", 0),
          Map.entry("atomic_add", 1),
          Map.entry("set_bit", 1),
          Map.entry("__set_bit", 1),
          Map.entry("test_and_set_bit", 1),
          Map.entry("WRITE_ONCE", 0),
          Map.entry("smp_store_release", 0),
          Map.entry("list_add", 1),
          Map.entry("list_add_tail", 1),
          Map.entry("kfifo_in", 0),
          Map.entry("kfifo_put", 0));

  /** The position of what they store, where that is an argument. */
  private static final Map<String, Integer> STORED =
      Map.of("atomic_set", 1, "WRITE_ONCE", 1, "smp_store_release", 1);

  /**
   * A store.
   *
   * @param node the assignment or call
   * @param to the variables or members it may store to
   * @param publishes whether it stores something, not nothing
   */
  record Store(int node, Set<Queue> to, boolean publishes) {}

  /** The stores at or below a node. */
  List<Store> in(int node) {
    SyntaxTree tree = function.tree();
    List<Store> found = new ArrayList<>();
    for (int assignment : Expressions.below(tree, node, Kind.ASSIGNMENT_EXPRESSION)) {
      int value = Expressions.bare(tree, tree.part(assignment, Field.RIGHT));
      found.add(store(assignment, tree.part(assignment, Field.LEFT), !isNothing(value)));
    }
    for (int update : Expressions.below(tree, node, Kind.UPDATE_EXPRESSION)) {
      boolean up = Expressions.isOperator(tree, update, "++");
      found.add(store(update, tree.part(update, Field.ARGUMENT), up));
    }
    for (int call : Expressions.below(tree, node, Kind.CALL_EXPRESSION)) {
      called(call, found);
    }
    return found;
  }

  private void called(int call, List<Store> into) {
    SyntaxTree tree = function.tree();
    String callee = Expressions.callee(tree, call);
    Integer target = STORING.get(callee);
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (target != null && target < arguments.size()) {
      Integer value = STORED.get(callee);
      boolean nothing =
          value != null
              && value < arguments.size()
              && isNothing(Expressions.bare(tree, arguments.get(value)));
      into.add(store(call, arguments.get(target), !nothing));
    }
  }

  private Store store(int node, int target, boolean publishes) {
    return new Store(node, PublishedState.namedIn(facts, function, target), publishes);
  }

  /** A store of nothing takes back what was published before. */
  private boolean isNothing(int value) {
    SyntaxTree tree = function.tree();
    return tree.kind(value) == Kind.NULL
        || tree.kind(value) == Kind.FALSE
        || tree.is(value, "0")
        || tree.is(value, "false");
  }
}
