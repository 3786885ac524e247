package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.program.Act;
import dev.fasynclens.program.Mark;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import java.util.Set;

/** FA511: nobody expects the SIGIO that comes when the queue of real-time signals is full. */
public final class QueueOverflowUnhandled implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      if (!program.isWhole() || program.mayHandle("SIGIO") || program.mayBlock("SIGIO")) {
        continue;
      }
      for (Act.Command choice : program.choices()) {
        boolean on = !UserSide.switchingOn(program, choice.descriptor()).isEmpty();
        Set<String> signals = program.signalsOf(choice.descriptor());
        String signal = signals.iterator().next();
        boolean expected =
            signals.size() == 1 && (program.mayHandle(signal) || program.mayBlock(signal));
        if (on && expected && !signal.equals(Mark.ANY) && UserSide.isRealTime(signal)) {
          findings
              .at(
                  choice.site().place(),
                  "When the queue of real-time signals is full, SIGIO comes instead, and nothing"
                      + " handles it.")
              .always(Severity.WARNING, "a burst of events kills the process")
              .report();
        }
      }
    }
  }
}
