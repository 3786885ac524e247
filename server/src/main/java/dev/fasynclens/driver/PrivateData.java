package dev.fasynclens.driver;

import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;

/**
 * What a driver keeps in {@code file->private_data}: most often the object that holds the queue.
 */
public final class PrivateData {
  private static final String MEMBER = "private_data";

  private PrivateData() {}

  /** Whether an expression is the private data of a certain file. */
  public static boolean isOf(SyntaxTree tree, int node, String file) {
    return node >= 0
        && tree.kind(node) == Kind.FIELD_EXPRESSION
        && tree.is(tree.part(node, Field.FIELD), MEMBER)
        && tree.is(Expressions.bare(tree, tree.part(node, Field.ARGUMENT)), file);
  }

  /** Whether a function reads or writes the private data of any file. */
  public static boolean isUsedIn(CFunction function) {
    return function.mentions(MEMBER);
  }
}
