package dev.fasynclens.driver;

import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Small questions about expressions. */
public final class Expressions {
  private Expressions() {}

  /** The expression inside parentheses. */
  public static int unwrapped(SyntaxTree tree, int node) {
    int at = node;
    while (at >= 0 && tree.kind(at) == Kind.PARENTHESIZED_EXPRESSION) {
      int inner = tree.firstNamed(at);
      if (inner < 0 || tree.kind(inner) == Kind.COMPOUND_STATEMENT) {
        return at;
      }
      at = inner;
    }
    return at;
  }

  /** The expression inside parentheses and casts. */
  public static int bare(SyntaxTree tree, int node) {
    int at = unwrapped(tree, node);
    while (at >= 0 && tree.kind(at) == Kind.CAST_EXPRESSION) {
      at = unwrapped(tree, tree.part(at, Field.VALUE));
    }
    return at;
  }

  /** The name of the function that a call names, empty for a call through a pointer. */
  public static String callee(SyntaxTree tree, int call) {
    int function = unwrapped(tree, tree.part(call, Field.FUNCTION));
    return function >= 0 && tree.kind(function) == Kind.IDENTIFIER ? tree.name(function) : "";
  }

  /** The arguments of a call. */
  public static List<Integer> arguments(SyntaxTree tree, int call) {
    int list = tree.part(call, Field.ARGUMENTS);
    return list < 0 ? List.of() : tree.namedChildren(list);
  }

  /** Whether an operator expression has this operator. */
  public static boolean isOperator(SyntaxTree tree, int node, String operator) {
    int at = tree.part(node, Field.OPERATOR);
    return at >= 0 && tree.is(at, operator);
  }

  /** Whether a loop is a {@code scoped_guard()}, which masking made a {@code while}. */
  static boolean isScopedGuard(SyntaxTree tree, int node) {
    String word = "scoped_guard";
    int start = tree.start(node);
    int end = Math.min(tree.end(node), start + word.length());
    return tree.kind(node) == Kind.WHILE_STATEMENT && tree.source().matches(start, end, word);
  }

  /** What an expression is part of, parentheses and casts around it left out. */
  public static int user(SyntaxTree tree, int node) {
    int at = tree.parent(node);
    while (tree.kind(at) == Kind.PARENTHESIZED_EXPRESSION
        || tree.kind(at) == Kind.CAST_EXPRESSION) {
      at = tree.parent(at);
    }
    return at;
  }

  /** The operand of {@code &x}, or empty. */
  public static Optional<Integer> addressed(SyntaxTree tree, int node) {
    int at = unwrapped(tree, node);
    return at >= 0 && tree.kind(at) == Kind.POINTER_EXPRESSION && isOperator(tree, at, "&")
        ? Optional.of(tree.part(at, Field.ARGUMENT))
        : Optional.empty();
  }

  /** The member that an element of an initialiser list sets, or empty. */
  static String designated(SyntaxTree tree, int element) {
    int designator =
        tree.kind(element) == Kind.INITIALIZER_PAIR ? tree.part(element, Field.DESIGNATOR) : -1;
    if (designator < 0) {
      return "";
    }
    if (tree.kind(designator) == Kind.FIELD_DESIGNATOR) {
      return tree.text(tree.firstNamed(designator));
    }
    return tree.kind(designator) == Kind.FIELD_IDENTIFIER ? tree.text(designator) : "";
  }

  /** All nodes of a kind at or below a node, in order. */
  public static List<Integer> below(SyntaxTree tree, int node, int kind) {
    List<Integer> found = new ArrayList<>();
    for (int n = node; n >= 0 && n < tree.subtreeEnd(node); n++) {
      if (tree.kind(n) == kind) {
        found.add(n);
      }
    }
    return found;
  }

  /** Whether an identifier of this name occurs at or below a node. */
  public static boolean mentions(SyntaxTree tree, int node, String name) {
    for (int n = node; n >= 0 && n < tree.subtreeEnd(node); n++) {
      if (tree.kind(n) == Kind.IDENTIFIER && tree.is(n, name)) {
        return true;
      }
    }
    return false;
  }

  /** The nodes of a kind at or below a node that lie in no other of that kind, in order. */
  public static List<Integer> outermost(SyntaxTree tree, int node, int kind) {
    List<Integer> found = new ArrayList<>();
    int at = node;
    while (at >= 0 && at < tree.subtreeEnd(node)) {
      if (tree.kind(at) == kind) {
        found.add(at);
        at = tree.subtreeEnd(at);
      } else {
        at++;
      }
    }
    return found;
  }

  /** Whether a call goes through a pointer: {@code ops->fasync(...)}. */
  public static boolean isThroughPointer(SyntaxTree tree, int call) {
    int function = unwrapped(tree, tree.part(call, Field.FUNCTION));
    return function >= 0
        && tree.kind(function) != Kind.IDENTIFIER
        && tree.kind(function) != Kind.CALL_EXPRESSION;
  }
}
