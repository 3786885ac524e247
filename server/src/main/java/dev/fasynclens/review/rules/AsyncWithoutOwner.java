package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.program.Act;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;

/** FA503: O_ASYNC is switched on, and nobody is named who is to be signalled. */
public final class AsyncWithoutOwner implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      boolean owned = program.commands().stream().anyMatch(Act.Command::namesOwner);
      if (!program.isWhole() || owned) {
        continue;
      }
      for (Act.Command command : program.commands()) {
        if (command.switchesOn()
            && !program.openings(command.descriptor()).isEmpty()
            && !UserSide.mayOwnItself(program, command.descriptor())) {
          findings
              .at(
                  command.site().place(),
                  "O_ASYNC is switched on, but F_SETOWN never names who is to be signalled.")
              .always(Severity.ERROR, "the kernel has nobody to signal, so no signal ever comes")
              .report();
        }
      }
    }
  }
}
