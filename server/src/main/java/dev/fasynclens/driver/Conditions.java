package dev.fasynclens.driver;

import dev.fasynclens.syntax.Comparison;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;
import java.util.OptionalLong;

/** What a condition says about one variable. */
public final class Conditions {
  private Conditions() {}

  /** Whether a condition holds if a variable has a value; empty if it depends on more. */
  public static Optional<Boolean> holds(
      SyntaxTree tree, int condition, String variable, long value) {
    int node = Expressions.unwrapped(tree, condition);
    if (node < 0 || variable.isEmpty()) {
      return Optional.empty();
    }
    if (tree.kind(node) == Kind.IDENTIFIER) {
      return tree.is(node, variable) ? Optional.of(value != 0) : Optional.empty();
    }
    if (tree.kind(node) == Kind.CALL_EXPRESSION) {
      return branchHint(tree, node).flatMap(inner -> holds(tree, inner, variable, value));
    }
    if (tree.kind(node) == Kind.UNARY_EXPRESSION && Expressions.isOperator(tree, node, "!")) {
      return holds(tree, tree.part(node, Field.ARGUMENT), variable, value).map(b -> !b);
    }
    return tree.kind(node) == Kind.BINARY_EXPRESSION
        ? compared(tree, node, variable, value)
        : Optional.empty();
  }

  private static Optional<Boolean> compared(
      SyntaxTree tree, int node, String variable, long value) {
    int left = Expressions.bare(tree, tree.part(node, Field.LEFT));
    int right = Expressions.bare(tree, tree.part(node, Field.RIGHT));
    String operator = tree.text(tree.part(node, Field.OPERATOR));
    if (tree.kind(left) == Kind.NUMBER_LITERAL) {
      int constant = left;
      left = right;
      right = constant;
      operator = Comparison.turned(operator);
    }
    boolean direct = tree.kind(left) == Kind.IDENTIFIER && tree.is(left, variable);
    OptionalLong number = direct ? number(tree, right) : OptionalLong.empty();
    if (number.isEmpty()) {
      return Optional.empty();
    }
    long other = number.getAsLong();
    return switch (operator) {
      case "==" -> Optional.of(value == other);
      case "!=" -> Optional.of(value != other);
      case ">" -> Optional.of(value > other);
      case ">=" -> Optional.of(value >= other);
      case "<" -> Optional.of(value < other);
      case "<=" -> Optional.of(value <= other);
      default -> Optional.empty();
    };
  }

  /** Whether a switch may go a certain way if a variable has a value. */
  static boolean mayChoose(SyntaxTree tree, int way, String variable, long value) {
    int statement = tree.enclosing(way, Kind.SWITCH_STATEMENT);
    int subject = Expressions.bare(tree, tree.part(statement, Field.CONDITION));
    if (tree.kind(subject) != Kind.IDENTIFIER || !tree.is(subject, variable)) {
      return true;
    }
    int own = way == statement ? -1 : tree.part(way, Field.VALUE);
    if (own >= 0) {
      OptionalLong number = number(tree, own);
      return number.isEmpty() || number.getAsLong() == value;
    }
    for (int part : tree.namedChildren(tree.part(statement, Field.BODY))) {
      int other = tree.part(part, Field.VALUE);
      OptionalLong number = other >= 0 ? number(tree, other) : OptionalLong.empty();
      if (number.isPresent() && number.getAsLong() == value) {
        return false;
      }
    }
    return true;
  }

  private static OptionalLong number(SyntaxTree tree, int node) {
    return NumberLiteral.parsed(tree.text(Expressions.bare(tree, node)));
  }

  /** The condition inside {@code likely()} or {@code unlikely()}. */
  public static Optional<Integer> branchHint(SyntaxTree tree, int call) {
    String callee = Expressions.callee(tree, call);
    boolean hint =
        callee.equals("likely") || callee.equals("unlikely") || callee.startsWith("WARN_ON");
    return hint && Expressions.arguments(tree, call).size() == 1
        ? Optional.of(Expressions.arguments(tree, call).get(0))
        : Optional.empty();
  }
}
