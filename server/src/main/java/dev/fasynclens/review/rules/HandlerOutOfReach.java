package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** FA108: a table names a handler, but no call of the kernel gets there. */
public final class HandlerOutOfReach implements Rule {
  private static final Set<String> PROXIES =
      Set.of("debugfs_create_file", "debugfs_create_file_size");

  /** Where these functions take the table. */
  private static final int TABLE = 4;

  private static final Pattern STARTING =
      Pattern.compile(
          "module_init|module_driver|module_misc_device|module_\\w+_driver|\\w+_initcall");

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFile file : module.files()) {
      List<OperationTable> tables = new ArrayList<>();
      for (OperationTable table : facts.tables(file)) {
        if (!facts.methods(table, Handlers.MEMBER).isEmpty()) {
          tables.add(table);
        }
      }
      for (CFunction function : file.allFunctions()) {
        for (int call : function.calls()) {
          behindProxy(function.tree(), call, tables, findings);
        }
      }
      for (OperationTable table : tables) {
        if (isUnused(facts, table)) {
          unused(table, findings);
        }
      }
    }
  }

  private static void behindProxy(
      SyntaxTree tree, int call, List<OperationTable> tables, Findings findings) {
    String callee = Expressions.callee(tree, call);
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (!PROXIES.contains(callee) || arguments.size() <= TABLE) {
      return;
    }
    int argument = arguments.get(TABLE);
    int named = Expressions.addressed(tree, Expressions.bare(tree, argument)).orElse(-1);
    for (OperationTable table : tables) {
      if (named >= 0 && tree.kind(named) == Kind.IDENTIFIER && tree.is(named, table.name())) {
        findings
            .at(
                tree.place(argument),
                "A file made by %s() never calls the .fasync method of %s."
                    .formatted(callee, table.name()))
            .consequence(
                KernelRange.from(ChangePoint.DEBUGFS_DROPS_FASYNC),
                Severity.WARNING,
                "debugfs puts a table of its own before the driver's, without .fasync: F_SETFL with"
                    + " O_ASYNC succeeds and no signal ever comes")
            .related(
                table.entry(Handlers.MEMBER).map(OperationTable.Entry::place).orElse(table.place()),
                "the handler is named here")
            .report();
      }
    }
  }

  /**
   * Whether nobody names a table, nor can code that is not in view. A file that does not say how it
   * is started is a piece of something, or not finished.
   */
  static boolean isUnused(Facts facts, OperationTable table) {
    CFile file = table.file();
    Variable variable = file.globals().get(table.name());
    boolean complete =
        file.topLevelCalls().stream()
            .anyMatch(call -> STARTING.matcher(Expressions.callee(file.tree(), call)).matches());
    return complete
        && table.list() >= 0
        && variable != null
        && variable.isStatic()
        && !facts.isUsed(table);
  }

  private static void unused(OperationTable table, Findings findings) {
    findings
        .at(
            table.place(),
            "Nobody uses the operations table %s, so nobody ever calls its handler."
                .formatted(table.name()))
        .always(
            Severity.WARNING,
            "no file is opened through this table; whatever device the program opens, its handler is another")
        .report();
  }
}
