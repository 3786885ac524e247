package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.program.Act;
import dev.fasynclens.program.Mark;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;

/** FA504: F_SETOWN comes after O_ASYNC. */
public final class OwnerAfterAsync implements Rule {
  /** A counter of perf events that starts disabled is silent until one of these. */
  private static final List<String> STARTED_LATER =
      List.of("PERF_EVENT_IOC_ENABLE", "PERF_EVENT_IOC_REFRESH");

  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      SyntaxTree tree = program.file().tree();
      if (STARTED_LATER.stream().anyMatch(word -> !tree.mentions(word).isEmpty())) {
        continue;
      }
      for (Act.Command command : program.commands()) {
        String descriptor = command.descriptor();
        boolean late =
            command.namesOwner()
                && command.before().surely(Mark.Kind.ASYNC, descriptor)
                && !command.before().maybe().contains(new Mark(Mark.Kind.OWNED, descriptor))
                && !UserSide.mayOwnItself(program, descriptor);
        if (late) {
          Findings.Draft draft =
              findings
                  .at(
                      command.site().place(),
                      "The owner is named only after O_ASYNC was switched on.")
                  .always(
                      Severity.WARNING,
                      "an event in between signals nobody, and its data waits until the next event");
          UserSide.switchingOn(program, descriptor).stream()
              .findFirst()
              .ifPresent(on -> draft.before(on.site().place(), "switched on here"));
          draft.report();
        }
      }
    }
  }
}
