package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;

/**
 * A call that stands in the source as it is, in a function and not in a macro.
 *
 * @param function where
 * @param call its node
 */
record Site(CFunction function, int call) {
  CFile file() {
    return function.file();
  }

  SyntaxTree tree() {
    return function.tree();
  }

  String callee() {
    return Expressions.callee(tree(), call);
  }

  String text() {
    return tree().text(call);
  }

  int start() {
    return tree().start(call);
  }

  List<Integer> arguments() {
    return Expressions.arguments(tree(), call);
  }

  /** The text of an argument. */
  String argument(int index) {
    return tree().text(arguments().get(index));
  }

  /** Whether it can be changed as text: no macro around it, no preprocessor line in it. */
  boolean isPlain() {
    return !function.isMacro() && text().startsWith(callee()) && text().indexOf('#') < 0;
  }

  /** Whether the call is a statement of its own. */
  boolean isStatement() {
    return tree().kind(statement()) == Kind.EXPRESSION_STATEMENT;
  }

  /** Whether the call is what a return statement returns. */
  boolean isReturned() {
    return tree().kind(statement()) == Kind.RETURN_STATEMENT;
  }

  /** Whether a statement gives the result of the call to a variable that exists already. */
  boolean isAssigned() {
    return tree().kind(statement()) == Kind.ASSIGNMENT_EXPRESSION
        && tree().kind(tree().parent(statement())) == Kind.EXPRESSION_STATEMENT;
  }

  /** What the call is directly part of. */
  int statement() {
    return Expressions.user(tree(), call);
  }

  /** The statement at whose start and end something can be written: the nearest one. */
  int wholeStatement() {
    return isAssigned() ? tree().parent(statement()) : statement();
  }

  /** Whether the statement around the call stands directly in the function's body. */
  boolean isAlways() {
    return tree().parent(wholeStatement()) == function.body();
  }

  /** The list head that an argument means, as an expression. */
  String head(int argument, boolean byValue) {
    String text = argument(argument);
    if (byValue) {
      return text;
    }
    return text.startsWith("&") ? text.substring(1).strip() : "*(" + text + ")";
  }
}
