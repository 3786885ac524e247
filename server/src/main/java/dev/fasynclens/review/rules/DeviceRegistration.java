package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.TableReference;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;

/** Where a table becomes the operations of a character device or a misc device. */
final class DeviceRegistration {
  /** Functions that keep a table and count its owner's users, and the argument it is. */
  private static final Map<String, Integer> REGISTERING =
      Map.of("register_chrdev", 2, "__register_chrdev", 4, "cdev_init", 1);

  private DeviceRegistration() {}

  /** The places in view that register a table. */
  static List<TableReference> of(Facts facts, OperationTable table) {
    return facts.references(table).stream()
        .filter(reference -> registers(facts, reference))
        .toList();
  }

  /** Whether a table is handed here to somebody who counts the users of its owner. */
  private static boolean registers(Facts facts, TableReference reference) {
    SyntaxTree tree = reference.file().tree();
    int user = Expressions.user(tree, reference.node());
    int value = reference.node();
    if (tree.kind(user) == Kind.POINTER_EXPRESSION && Expressions.isOperator(tree, user, "&")) {
      value = user;
      user = Expressions.user(tree, user);
    }
    return switch (tree.kind(user)) {
      case Kind.ARGUMENT_LIST -> isArgument(tree, tree.parent(user), value);
      case Kind.INITIALIZER_PAIR -> isOfMiscdevice(tree, user);
      case Kind.ASSIGNMENT_EXPRESSION -> isAssigned(facts, reference.file(), user);
      default -> false;
    };
  }

  private static boolean isArgument(SyntaxTree tree, int call, int value) {
    Integer index = REGISTERING.get(Expressions.callee(tree, call));
    List<Integer> arguments = Expressions.arguments(tree, call);
    return index != null
        && index < arguments.size()
        && Expressions.bare(tree, arguments.get(index)) == value;
  }

  /** {@code .fops = &table} in the definition of a misc device. */
  private static boolean isOfMiscdevice(SyntaxTree tree, int pair) {
    int declaration = tree.enclosing(pair, Kind.DECLARATION);
    int type = declaration < 0 ? -1 : tree.part(declaration, Field.TYPE);
    int name = type < 0 ? -1 : tree.part(type, Field.NAME);
    String designator = tree.text(tree.part(pair, Field.DESIGNATOR));
    return name >= 0 && tree.is(name, "miscdevice") && designator.endsWith("fops");
  }

  /** {@code misc->fops = &table} and {@code cdev->ops = &table}. */
  private static boolean isAssigned(Facts facts, CFile file, int assignment) {
    SyntaxTree tree = file.tree();
    int left = Expressions.bare(tree, tree.part(assignment, Field.LEFT));
    if (tree.kind(left) != Kind.FIELD_EXPRESSION) {
      return false;
    }
    String tag = tree.is(tree.part(left, Field.FIELD), "fops") ? "miscdevice" : "cdev";
    int object = tree.part(left, Field.ARGUMENT);
    for (CFunction function : file.allFunctions()) {
      if (function.assignments().contains(assignment)) {
        CType type = facts.typeOf(function, object);
        return type.isPointerTo(tag)
            || (type instanceof CType.Struct struct && struct.tag().equals(tag));
      }
    }
    return false;
  }
}
