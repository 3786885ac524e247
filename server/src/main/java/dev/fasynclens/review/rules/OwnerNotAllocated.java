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

/** FA402: {@code __f_setown()} is called, and nobody allocates the owner that it fills. */
public final class OwnerNotAllocated implements Rule {
  private static final String SETTER = "__f_setown";
  private static final String ALLOCATOR = "file_f_owner_allocate";

  @Override
  public void check(DriverModule module, Findings findings) {
    for (CFile file : module.files()) {
      // Also in a branch for other kernels, or in a macro.
      if (file.source().indexOf(ALLOCATOR, 0) >= 0) {
        continue;
      }
      for (CFunction function : file.allFunctions()) {
        for (int call : function.calls()) {
          if (Expressions.callee(function.tree(), call).equals(SETTER)
              && !FileMembers.isCore(function)) {
            report(function, call, findings);
          }
        }
      }
    }
  }

  private static void report(CFunction function, int call, Findings findings) {
    findings
        .at(
            function.tree().place(call),
            "__f_setown() fills an owner that nobody allocated; file_f_owner_allocate() has to come first.")
        .consequence(
            KernelRange.from(ChangePoint.OWNER_ALLOCATED),
            Severity.ERROR,
            "the kernel warns and sets no owner unless the program used F_SETOWN or F_SETSIG before, so no signal comes")
        .report();
  }
}
