package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;

/** The {@code struct file} that a method is called for. */
final class FileArgument {
  private FileArgument() {}

  /** Its name in a function, empty if the function is not given one. */
  static String of(CFunction function) {
    return function.parameters().stream()
        .filter(FileArgument::isFile)
        .map(Variable::name)
        .findFirst()
        .orElse("");
  }

  /** Whether a call hands a file on, so that what is called may do with it whatever it likes. */
  static boolean isHandedOn(CFunction function, int call) {
    SyntaxTree tree = function.tree();
    return Expressions.arguments(tree, call).stream()
        .map(argument -> Expressions.bare(tree, argument))
        .filter(argument -> tree.kind(argument) == Kind.IDENTIFIER)
        .anyMatch(
            argument ->
                function.variable(tree.name(argument)).filter(FileArgument::isFile).isPresent());
  }

  private static boolean isFile(Variable variable) {
    return variable.type().isPointerTo("file");
  }
}
