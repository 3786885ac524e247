package dev.fasynclens.driver;

import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;

/** What a condition says about whether a pointer is there, in the many ways people write it. */
public final class NullTest {
  private static final Set<String> TRUE_IF_NULL =
      Set.of("IS_ERR", "IS_ERR_OR_NULL", "ZERO_OR_NULL_PTR");

  private NullTest() {}

  /**
   * Whether a pointer is missing where a condition holds; empty if the condition is about something
   * else.
   *
   * @param pointer the source text of the pointer; an assignment to it that is tested counts too
   */
  public static Optional<Boolean> missingIf(SyntaxTree tree, int condition, String pointer) {
    int node = Expressions.bare(tree, condition);
    if (node < 0) {
      return Optional.empty();
    }
    if (isPointer(tree, node, pointer)) {
      return Optional.of(false);
    }
    return switch (tree.kind(node)) {
      case Kind.UNARY_EXPRESSION ->
          Expressions.isOperator(tree, node, "!")
              ? missingIf(tree, tree.part(node, Field.ARGUMENT), pointer).map(missing -> !missing)
              : Optional.empty();
      case Kind.CALL_EXPRESSION -> call(tree, node, pointer);
      case Kind.BINARY_EXPRESSION -> comparison(tree, node, pointer);
      default -> Optional.empty();
    };
  }

  private static boolean isPointer(SyntaxTree tree, int node, String pointer) {
    int named = tree.kind(node) == Kind.ASSIGNMENT_EXPRESSION ? tree.part(node, Field.LEFT) : node;
    return tree.text(named).equals(pointer);
  }

  private static Optional<Boolean> call(SyntaxTree tree, int call, String pointer) {
    Optional<Integer> hinted = Conditions.branchHint(tree, call);
    if (hinted.isPresent()) {
      return missingIf(tree, hinted.get(), pointer);
    }
    boolean asks =
        TRUE_IF_NULL.contains(Expressions.callee(tree, call))
            && Expressions.arguments(tree, call).size() == 1;
    return asks
        ? missingIf(tree, Expressions.arguments(tree, call).get(0), pointer).map(m -> !m)
        : Optional.empty();
  }

  private static Optional<Boolean> comparison(SyntaxTree tree, int node, String pointer) {
    int left = Expressions.bare(tree, tree.part(node, Field.LEFT));
    int right = Expressions.bare(tree, tree.part(node, Field.RIGHT));
    boolean compared =
        (isPointer(tree, left, pointer) && isNothing(tree, right))
            || (isNothing(tree, left) && isPointer(tree, right, pointer));
    if (!compared) {
      return Optional.empty();
    }
    if (Expressions.isOperator(tree, node, "==")) {
      return Optional.of(true);
    }
    return Expressions.isOperator(tree, node, "!=") ? Optional.of(false) : Optional.empty();
  }

  private static boolean isNothing(SyntaxTree tree, int node) {
    return tree.kind(node) == Kind.NULL
        || (tree.kind(node) == Kind.NUMBER_LITERAL && tree.text(node).startsWith("0"));
  }
}
