package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
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

/** FA308: the table of a module that can be unloaded does not say whose it is. */
public final class TableWithoutOwner implements Rule {
  private static final String MEMBER = "owner";

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
          DeviceRegistration.of(facts, table).stream()
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
    return (Unloading.isPossible(defines) || Unloading.isPossible(registers))
        && !counts(defines)
        && !counts(registers);
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
