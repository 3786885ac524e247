package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;

/** FA403: the result of a function that sets the owner is used where it has none, or ignored. */
public final class SetownResult implements Rule {
  private static final String BY_NUMBER = "f_setown";
  private static final String BY_PID = "__f_setown";

  @Override
  public void check(DriverModule module, Findings findings) {
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        for (int call : function.calls()) {
          String callee = Expressions.callee(function.tree(), call);
          if (callee.equals(BY_NUMBER) && !FileMembers.isCore(function)) {
            byNumber(function, call, findings);
          } else if (callee.equals(BY_PID) && !FileMembers.isCore(function)) {
            byPid(function, call, findings);
          }
        }
      }
    }
  }

  private static void byPid(CFunction function, int call, Findings findings) {
    if (isStatement(function.tree(), call)) {
      return;
    }
    findings
        .at(function.tree().place(call), "__f_setown() has no result to use.")
        .consequence(
            KernelRange.from(ChangePoint.SETOWN_TELLS_NOTHING),
            Severity.ERROR,
            "it does not compile: __f_setown() returns nothing")
        .report();
  }

  private static void byNumber(CFunction function, int call, Findings findings) {
    SyntaxTree tree = function.tree();
    if (!isStatement(tree, call)) {
      findings
          .at(tree.place(call), "f_setown() has no result to use on some kernels.")
          .consequence(
              KernelRange.between(ChangePoint.SETOWN_TELLS_NOTHING, ChangePoint.SETOWN_CHECKS_PID),
              Severity.ERROR,
              "it does not compile: f_setown() returns nothing")
          .onlyIfTargetIsStated()
          .report();
      return;
    }
    List<Integer> arguments = Expressions.arguments(tree, call);
    boolean cast = tree.kind(tree.parent(call)) == Kind.CAST_EXPRESSION;
    if (arguments.size() != 3 || cast) {
      return; // (void) says that it is meant
    }
    boolean self = Expressions.mentions(tree, arguments.get(1), "current");
    Findings.Draft draft = findings.at(tree.place(call), "The result of f_setown() is ignored.");
    if (!self) {
      draft.consequence(
          KernelRange.between(ChangePoint.SETOWN_CHECKS_PID, ChangePoint.OWNER_ALLOCATED),
          Severity.WARNING,
          "a process that does not exist is refused, and nobody notices that there is no owner");
    }
    draft
        .consequence(
            KernelRange.from(ChangePoint.OWNER_ALLOCATED),
            self ? Severity.INFO : Severity.WARNING,
            self
                ? "if there is no memory for it, nobody notices that there is no owner"
                : "a process that does not exist is refused, and without memory so is any, and nobody"
                    + " notices that there is no owner")
        .report();
  }

  private static boolean isStatement(SyntaxTree tree, int call) {
    return tree.kind(Expressions.user(tree, call)) == Kind.EXPRESSION_STATEMENT;
  }
}
