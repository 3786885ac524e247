package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.TableReference;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.review.repair.Edits;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** FA308: the table of a module that can be unloaded does not say whose it is. */
public final class TableWithoutOwner implements Rule {
  private static final String MEMBER = "owner";

  /** Functions that keep a table and count its owner's users, and the argument it is. */
  private static final Map<String, Integer> REGISTERING =
      Map.of("register_chrdev", 2, "__register_chrdev", 4, "cdev_init", 1);

  private static final Pattern UNLOADABLE =
      Pattern.compile("module_exit|module_misc_device|module_driver|module_\\w+_driver");

  /** Ways to count users by hand. */
  private static final List<String> COUNTING =
      List.of("try_module_get", "__module_get", "MOD_INC_USE_COUNT", "SET_MODULE_OWNER");

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        boolean lacks =
            table.list() >= 0
                && !table.isOpaque()
                && !facts.methods(table, Handlers.MEMBER).isEmpty()
                && table.entry(MEMBER).isEmpty();
        if (lacks) {
          facts.references(table).stream()
              .filter(reference -> registers(facts, reference))
              .filter(reference -> matters(file, reference.file()))
              .findFirst()
              .ifPresent(reference -> report(table, reference, findings));
        }
      }
    }
  }

  /**
   * Whether what defines a table and what registers it are a module that goes away again without
   * asking. Other files of the folder may well be other modules.
   */
  private static boolean matters(CFile defines, CFile registers) {
    return (isUnloadable(defines) || isUnloadable(registers))
        && !counts(defines)
        && !counts(registers);
  }

  private static boolean isUnloadable(CFile file) {
    boolean exit =
        file.topLevelCalls().stream()
            .map(call -> Expressions.callee(file.tree(), call))
            .anyMatch(callee -> UNLOADABLE.matcher(callee).matches());
    return exit || file.functions().containsKey("cleanup_module");
  }

  /** Whether users are counted, or an owner is set, in some other way. */
  private static boolean counts(CFile file) {
    SourceText text = file.source();
    return COUNTING.stream().anyMatch(word -> text.indexOf(word, 0) >= 0)
        || file.allFunctions().stream()
            .anyMatch(
                function ->
                    function.assignments().stream()
                        .anyMatch(assignment -> setsOwner(function.tree(), assignment)));
  }

  private static boolean setsOwner(SyntaxTree tree, int assignment) {
    int left = Expressions.bare(tree, tree.part(assignment, Field.LEFT));
    return tree.kind(left) == Kind.FIELD_EXPRESSION
        && tree.is(tree.part(left, Field.FIELD), MEMBER);
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

  private static void report(OperationTable table, TableReference registered, Findings findings) {
    findings
        .at(
            table.place(),
            "The operations table %s has no .owner, so nothing keeps the module while a file is open."
                .formatted(table.name()))
        .always(
            Severity.WARNING,
            "the module can be unloaded while files are open and on the queue; their close calls code"
                + " that is gone")
        .related(registered.file().tree().place(registered.node()), "it is registered here")
        .fix(
            Edits.firstEntry(table, new Edits.Entry(MEMBER, "THIS_MODULE"))
                .map(edit -> new Fix("Add .owner = THIS_MODULE", List.of(edit))))
        .report();
  }
}
