package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A call that a function makes, itself or through the functions in view that it calls.
 *
 * @param function the function that holds it
 * @param node its node there
 * @param isSure whether no branch or loop stands around it or around the way to it
 */
record MadeCall(CFunction function, int node, boolean isSure) {
  private static final int DEEPEST = 6;

  /**
   * All calls that a function makes, in the order of the source, each function looked into once.
   */
  static List<MadeCall> by(Facts facts, CFunction function) {
    List<MadeCall> made = new ArrayList<>();
    collect(facts, function, true, 0, new HashSet<>(), made);
    return made;
  }

  private static void collect(
      Facts facts,
      CFunction function,
      boolean isSure,
      int depth,
      Set<CFunction> entered,
      List<MadeCall> into) {
    if (depth > DEEPEST || !entered.add(function)) {
      return;
    }
    for (int call : function.calls()) {
      boolean sure = isSure && Frees.isUnconditional(function, call);
      into.add(new MadeCall(function, call, sure));
      for (CFunction callee : facts.callees(function, call)) {
        collect(facts, callee, sure, depth + 1, entered, into);
      }
    }
  }

  /** The tree it stands in. */
  SyntaxTree tree() {
    return function.tree();
  }

  /** The name it calls, empty if it goes through a pointer. */
  String callee() {
    return Expressions.callee(tree(), node);
  }

  /** One argument, -1 if there are fewer. */
  int argument(int position) {
    List<Integer> arguments = Expressions.arguments(tree(), node);
    return position >= 0 && position < arguments.size() ? arguments.get(position) : -1;
  }

  /** Where it is. */
  Place place() {
    return tree().place(node);
  }
}
