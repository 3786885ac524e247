package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;

/** FA405: a driver writes the owner or FASYNC, which belong to the program and to the helper. */
public final class OwnerOrFlagForced implements Rule {
  private static final String BIT = "FASYNC";
  private static final Set<String> SETTERS = Set.of("f_setown", "__f_setown");

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Set<CFunction> handlers = Handlers.all(module);
    Set<CFunction> opens = Handlers.methods(module, "open");
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        if (FileMembers.isCore(function)) {
          continue;
        }
        owner(facts, function, handlers.contains(function), findings);
        if (!handlers.contains(function) && !callsHandlers(function)) {
          flag(facts, function, findings);
        }
        if (opens.contains(function)) {
          opener(function, findings);
        }
      }
    }
  }

  /**
   * A handler that makes its caller the owner was the custom before there was a function for it.
   */
  private static void owner(Facts facts, CFunction function, boolean isHandler, Findings findings) {
    SyntaxTree tree = function.tree();
    Optional<Integer> forced =
        FileMembers.uses(facts, function, FileMembers.OWNER).stream()
            .map(owner -> FileMembers.ownerMember(tree, owner))
            .filter(member -> member >= 0 && FileMembers.isForced(tree, member))
            .findFirst(); // the other members are written along with it
    if (forced.isEmpty()) {
      return;
    }
    Findings.Draft draft =
        findings.at(
            tree.place(forced.get()),
            "%s() writes the owner of the file itself.".formatted(function.name()));
    if (!isHandler) {
      draft.consequence(
          KernelRange.before(ChangePoint.OWNER_IS_A_STRUCT_PID),
          Severity.WARNING,
          "the owner that the program set is lost, and a number that is used again gets the signals");
    }
    draft
        .consequence(
            KernelRange.between(ChangePoint.OWNER_IS_A_STRUCT_PID, ChangePoint.OWNER_ALLOCATED),
            Severity.ERROR,
            "the owner that the program set is lost, no lock is held and no reference is counted")
        .consequence(
            KernelRange.from(ChangePoint.OWNER_ALLOCATED),
            Severity.ERROR,
            "it does not compile: struct file holds a pointer to its owner")
        .report();
  }

  /** Who calls {@code f_op->fasync} keeps the flag as well; so did the kernel once. */
  private static boolean callsHandlers(CFunction function) {
    SyntaxTree tree = function.tree();
    return function.calls().stream()
        .filter(call -> Expressions.isThroughPointer(tree, call))
        .anyMatch(call -> tree.text(tree.part(call, Field.FUNCTION)).endsWith(Handlers.MEMBER));
  }

  private static void flag(Facts facts, CFunction function, Findings findings) {
    SyntaxTree tree = function.tree();
    for (int flags : FileMembers.uses(facts, function, FileMembers.FLAGS)) {
      int assignment = tree.parent(flags);
      if (!FileMembers.isAssigned(tree, flags)) {
        continue;
      }
      int value = tree.part(assignment, Field.RIGHT);
      boolean bit = Expressions.mentions(tree, value, BIT);
      if (bit && Expressions.isOperator(tree, assignment, "|=")) {
        findings
            .at(
                tree.place(assignment),
                "%s() sets FASYNC, which fasync_helper() does when it adds the file."
                    .formatted(function.name()))
            .consequence(
                KernelRange.from(ChangePoint.HELPER_OWNS_FASYNC_BIT),
                Severity.WARNING,
                "a file that is not on the queue looks registered, and F_SETFL with O_ASYNC does nothing")
            .report();
      } else if (bit && Expressions.isOperator(tree, assignment, "&=")) {
        findings
            .at(
                tree.place(assignment),
                "%s() clears FASYNC, which fasync_helper() does when it takes the file off."
                    .formatted(function.name()))
            .consequence(
                KernelRange.from(ChangePoint.HELPER_OWNS_FASYNC_BIT),
                Severity.WARNING,
                "a file that is still on the queue is not taken off at close")
            .report();
      }
    }
  }

  private static void opener(CFunction open, Findings findings) {
    SyntaxTree tree = open.tree();
    for (int call : open.calls()) {
      if (SETTERS.contains(Expressions.callee(tree, call))) {
        findings
            .at(
                tree.place(call),
                "%s() makes the process that opens the file its owner.".formatted(open.name()))
            .always(
                Severity.INFO,
                "whoever gets the descriptor afterwards and forgets F_SETOWN has the opener signalled")
            .report();
      }
    }
  }
}
