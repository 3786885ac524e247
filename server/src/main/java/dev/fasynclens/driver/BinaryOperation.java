package dev.fasynclens.driver;

import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.SyntaxTree;

/**
 * An operator between two values. What comes out is more than a number: codes joined are no code
 * any more, and a mask stays a mask.
 *
 * @param tree the tree the expression is part of
 * @param node the expression
 */
record BinaryOperation(SyntaxTree tree, int node) {
  Value of(Value left, Value right) {
    String operator = tree.text(tree.part(node, Field.OPERATOR));
    boolean mask = left.kind() == Value.Kind.POLL_MASK || right.kind() == Value.Kind.POLL_MASK;
    if (!left.isNumeric() || !right.isNumeric()) {
      // A mask or-ed with or cut down by something unknown is still a mask.
      boolean stays = mask && (operator.equals("|") || operator.equals("&"));
      return stays ? Value.of(Value.Kind.POLL_MASK, 0, tree, node) : Value.unknown(tree, node);
    }
    long a = left.number();
    long b = right.number();
    boolean joins = operator.equals("|") || operator.equals("+");
    if (joins && (right.isZero() || left.isZero())) {
      return (right.isZero() ? left : right).seenAt(tree.place(node));
    }
    if (joins && isCode(left) && isCode(right)) {
      boolean same = a == b && operator.equals("|");
      return Value.of(same ? left.kind() : Value.Kind.MIXED_CODES, a | b, tree, node);
    }
    Value.Kind kind = mask ? Value.Kind.POLL_MASK : Value.Kind.NUMBER;
    return switch (operator) {
      case "|" -> Value.of(kind, a | b, tree, node);
      case "&" -> Value.of(kind, a & b, tree, node);
      case "+" -> Value.of(kind, a + b, tree, node);
      case "-" -> Value.of(kind, a - b, tree, node);
      case "<<" -> Value.of(kind, isShift(b) ? a << b : 0, tree, node);
      case ">>" -> Value.of(kind, isShift(b) ? a >> b : 0, tree, node);
      default -> Value.unknown(tree, node);
    };
  }

  private static boolean isCode(Value value) {
    return value.kind() == Value.Kind.POLL_CODE || value.kind() == Value.Kind.MIXED_CODES;
  }

  private static boolean isShift(long distance) {
    return distance >= 0 && distance < Long.SIZE;
  }
}
