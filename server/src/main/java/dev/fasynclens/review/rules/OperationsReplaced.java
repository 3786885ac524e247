package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FA109: an open file gets other operations, and those cannot take it off its queue. */
public final class OperationsReplaced implements Rule {
  private static final String OPERATIONS = "f_op";

  /** Methods during which a file is on no queue, or no longer. */
  private static final Set<String> HARMLESS = Set.of("open", "release");

  @Override
  public void check(DriverModule module, Findings findings) {
    for (CFile file : module.files()) {
      for (OperationTable table : module.facts().tables(file)) {
        if (table.entry(Handlers.MEMBER).isEmpty()) {
          continue;
        }
        for (String member : table.entries().keySet()) {
          if (!HARMLESS.contains(member)) {
            for (CFunction method : module.facts().methods(table, member)) {
              method(module, table, method, findings);
            }
          }
        }
      }
    }
  }

  private static void method(
      DriverModule module, OperationTable before, CFunction method, Findings findings) {
    SyntaxTree tree = method.tree();
    String file = FileArgument.of(method);
    for (int assignment : file.isEmpty() ? List.<Integer>of() : method.assignments()) {
      int left = Expressions.bare(tree, tree.part(assignment, Field.LEFT));
      boolean replaces =
          tree.kind(left) == Kind.FIELD_EXPRESSION
              && tree.is(tree.part(left, Field.FIELD), OPERATIONS)
              && tree.is(Expressions.bare(tree, tree.part(left, Field.ARGUMENT)), file);
      if (!replaces || removesBefore(module.facts(), method, assignment)) {
        continue;
      }
      Optional<OperationTable> after =
          table(module.facts(), method.file(), tree, tree.part(assignment, Field.RIGHT));
      if (after.isPresent() && cannotRemove(module.facts(), after.get())) {
        findings
            .at(
                tree.place(assignment),
                "%s has no .fasync, so a file that %s put on a queue is never taken off."
                    .formatted(after.get().name(), before.name()))
            .always(
                Severity.ERROR,
                "after close the queue still holds the file, and the next notification uses freed memory")
            .related(after.get().place(), "the new operations")
            .before(before.place(), "the operations before")
            .report();
      }
    }
  }

  /** Whether a function takes files off a queue before a certain place. */
  private static boolean removesBefore(Facts facts, CFunction function, int node) {
    for (int call : function.calls()) {
      if (call > node) {
        return false;
      }
      for (Effect effect : facts.effectsOfCall(function, call)) {
        if (effect instanceof Registration r && !r.onlyAdds()) {
          return true;
        }
      }
      if (Expressions.isThroughPointer(function.tree(), call)) {
        return true; // the method of the operations before, perhaps
      }
    }
    return false;
  }

  private static Optional<OperationTable> table(
      Facts facts, CFile file, SyntaxTree tree, int value) {
    Optional<Integer> target = Expressions.addressed(tree, Expressions.bare(tree, value));
    return target
        .filter(node -> tree.kind(node) == Kind.IDENTIFIER)
        .flatMap(
            node ->
                facts.tables(file).stream()
                    .filter(table -> table.name().equals(tree.name(node)))
                    .findFirst());
  }

  private static boolean cannotRemove(Facts facts, OperationTable table) {
    boolean known = table.list() >= 0 && !table.isOpaque() && !table.entries().isEmpty();
    boolean releases =
        table.entry("release").isPresent()
            && (facts.methods(table, "release").isEmpty()
                || facts.methods(table, "release").stream()
                    .anyMatch(method -> !facts.registrations(method).isEmpty()));
    return known && table.entry(Handlers.MEMBER).isEmpty() && !releases;
  }
}
