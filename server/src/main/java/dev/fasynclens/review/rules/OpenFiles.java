package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a driver keeps an eye on its open files when a device goes. */
final class OpenFiles {
  /** Words of code that counts the users of an object. */
  private static final List<String> COUNTED =
      List.of(
          "kref",
          "refcount_",
          "get_device",
          "put_device",
          "kobject_",
          "cdev_device_add",
          "cdev_set_parent",
          "try_module_get",
          "__module_get");

  /** Names of members that say who is there. */
  private static final Pattern USERS =
      Pattern.compile("(?i).*(open|user|use_|usage|usecount|ref|busy|count|cnt|client).*");

  private static final Pattern COUNTING =
      Pattern.compile("atomic\\w*_(inc|add|dec|cmpxchg|xchg)\\w*|test_and_set_bit|list_add\\w*");

  private static final String WAITING = "wait_";

  private OpenFiles() {}

  /** Whether anything suggests so: a count, a wait, a list of files, or a sign to the handler. */
  static boolean areMinded(Facts facts, OperationTable table, CFile driver, List<MadeCall> ending) {
    Set<CFunction> holders = Announced.holders(ending);
    Set<CFile> files = new HashSet<>();
    files.add(driver);
    files.add(table.file());
    holders.forEach(function -> files.add(function.file()));
    return files.stream().anyMatch(OpenFiles::counts)
        || facts.methods(table, "open").stream().anyMatch(OpenFiles::isCounted)
        || ending.stream().anyMatch(call -> call.callee().startsWith(WAITING))
        || holders.stream().anyMatch(OpenFiles::asksForUsers)
        || Announced.between(holders, Set.copyOf(facts.methods(table, Handlers.MEMBER)));
  }

  private static boolean counts(CFile file) {
    return COUNTED.stream().anyMatch(word -> file.source().indexOf(word, 0) >= 0);
  }

  private static boolean isCounted(CFunction open) {
    SyntaxTree tree = open.tree();
    return !Expressions.below(tree, open.body(), Kind.UPDATE_EXPRESSION).isEmpty()
        || open.calls().stream()
            .anyMatch(call -> COUNTING.matcher(Expressions.callee(tree, call)).matches());
  }

  private static boolean asksForUsers(CFunction function) {
    SyntaxTree tree = function.tree();
    for (int test : Expressions.below(tree, function.body(), Kind.IF_STATEMENT)) {
      int condition = tree.part(test, Field.CONDITION);
      if (Expressions.below(tree, condition, Kind.FIELD_IDENTIFIER).stream()
          .anyMatch(member -> USERS.matcher(tree.text(member)).matches())) {
        return true;
      }
    }
    return false;
  }
}
