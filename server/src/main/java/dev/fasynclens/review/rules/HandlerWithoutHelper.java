package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** FA102: the function wired as {@code .fasync} never registers anything. */
public final class HandlerWithoutHelper implements Rule {
  private static final int DEEPEST = 4;

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        List<CFunction> handlers = facts.methods(table, Handlers.MEMBER);
        // A stub beside a real handler is a configuration somebody chose.
        boolean configured = handlers.stream().anyMatch(h -> !facts.registrations(h).isEmpty());
        for (CFunction handler : configured ? List.<CFunction>of() : handlers) {
          if (facts.registrations(handler).isEmpty()
              && maySucceed(handler)
              && !keepsItsOwnList(handler)
              && !mayRegisterElsewhere(facts, handler, new HashSet<>(), 0)) {
            findings
                .at(
                    handler.place(),
                    "The fasync handler %s() never reaches fasync_helper()."
                        .formatted(handler.name()))
                .always(
                    Severity.ERROR,
                    "F_SETFL with O_ASYNC succeeds, the file joins no queue and no signal ever comes")
                .related(
                    table.entry(Handlers.MEMBER).orElseThrow().place(),
                    "it is the .fasync of this table")
                .report();
          }
        }
      }
    }
  }

  /** A handler that only refuses is honest: the program sees the error. */
  private static boolean maySucceed(CFunction handler) {
    SyntaxTree tree = handler.tree();
    if (handler.results().isEmpty()) {
      return true;
    }
    for (int result : handler.results()) {
      int value = Expressions.bare(tree, result);
      boolean negative =
          tree.kind(value) == Kind.UNARY_EXPRESSION && Expressions.isOperator(tree, value, "-");
      if (!negative) {
        return true;
      }
    }
    return false;
  }

  /** Very old handlers, and those of subsystems, link the entries themselves. */
  private static boolean keepsItsOwnList(CFunction handler) {
    return handler.mentions("fasync_struct");
  }

  /**
   * Whether the file is handed to code that is not in view, or to another method through a pointer.
   */
  private static boolean mayRegisterElsewhere(
      Facts facts, CFunction function, Set<CFunction> seen, int depth) {
    if (depth > DEEPEST || !seen.add(function)) {
      return false;
    }
    SyntaxTree tree = function.tree();
    for (int call : function.calls()) {
      if (Expressions.callee(tree, call).isEmpty()) {
        return true;
      }
      Set<CFunction> callees = facts.callees(function, call);
      if (callees.isEmpty() && FileArgument.isHandedOn(function, call)) {
        return true;
      }
      for (CFunction callee : callees) {
        if (mayRegisterElsewhere(facts, callee, seen, depth + 1)) {
          return true;
        }
      }
    }
    return false;
  }
}
