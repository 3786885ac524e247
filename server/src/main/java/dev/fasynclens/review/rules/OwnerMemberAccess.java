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

/** FA401: members of {@code f_owner} are used, and the owner is a pointer on other kernels. */
public final class OwnerMemberAccess implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        if (!FileMembers.isCore(function)) {
          for (int owner : FileMembers.uses(module.facts(), function, FileMembers.OWNER)) {
            use(function.tree(), owner, findings);
          }
        }
      }
    }
  }

  private static void use(SyntaxTree tree, int owner, Findings findings) {
    int member = FileMembers.ownerMember(tree, owner);
    int user = Expressions.user(tree, owner);
    if (member >= 0 && Expressions.isOperator(tree, member, "->")) {
      throughPointer(tree, member, findings);
    } else if (member >= 0 && !FileMembers.isForced(tree, member)) {
      asPart(tree, member, findings);
    } else if (member < 0
        && tree.kind(user) == Kind.POINTER_EXPRESSION
        && Expressions.isOperator(tree, user, "&")) {
      asPart(tree, user, findings);
    }
  }

  /** What makes another the owner is the business of {@link OwnerOrFlagForced}. */
  private static void asPart(SyntaxTree tree, int node, Findings findings) {
    findings
        .at(
            tree.place(node),
            "%s takes the owner for a part of struct file.".formatted(tree.text(node)))
        .consequence(
            KernelRange.from(ChangePoint.OWNER_ALLOCATED),
            Severity.ERROR,
            "it does not compile: struct file holds a pointer to its owner, and file_f_owner() reads it")
        .report();
  }

  private static void throughPointer(SyntaxTree tree, int node, Findings findings) {
    findings
        .at(tree.place(node), "%s takes the owner for a pointer.".formatted(tree.text(node)))
        .consequence(
            KernelRange.before(ChangePoint.OWNER_ALLOCATED),
            Severity.ERROR,
            "it does not compile: the owner is a part of struct file")
        .onlyIfTargetIsStated()
        .report();
  }
}
