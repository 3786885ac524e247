package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.program.Act;
import dev.fasynclens.program.Mark;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;

/** FA505: the signal of a descriptor can come while its action is still to end the process. */
public final class HandlerTooLate implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      for (Act.Disposition disposition : program.dispositions()) {
        late(program, disposition, findings);
      }
      for (Act.Command command : program.commands()) {
        if (command.switchesOn() && program.isWhole() && isOwner(program)) {
          never(program, command, findings);
        }
      }
    }
  }

  private static void late(
      SignalDrivenProgram program, Act.Disposition disposition, Findings findings) {
    String signal = disposition.signal();
    if (signal.equals(Mark.ANY)
        || disposition.handler().equals("SIG_DFL")
        || UserSide.isIgnoredByDefault(signal)
        || disposition.before().maybe(Mark.Kind.HANDLED, signal)
        || disposition.before().maybe(Mark.Kind.BLOCKED, signal)) {
      return;
    }
    Optional<Act.Command> on =
        program.commands().stream()
            .filter(Act.Command::switchesOn)
            .filter(c -> program.signalsOf(c.descriptor()).equals(Set.of(signal)))
            .filter(c -> disposition.before().surely(Mark.Kind.ASYNC, c.descriptor()))
            .filter(c -> disposition.before().surely(Mark.Kind.OWNED, c.descriptor()))
            .findFirst();
    on.ifPresent(
        command ->
            findings
                .at(
                    disposition.site().place(),
                    "%s gets its handler only after the descriptor may send it.".formatted(signal))
                .always(Severity.ERROR, "an event in between kills the process")
                .before(command.site().place(), "switched on here")
                .report());
  }

  private static void never(SignalDrivenProgram program, Act.Command command, Findings findings) {
    Set<String> signals = program.signalsOf(command.descriptor());
    String signal = signals.iterator().next();
    if (signals.size() == 1
        && !signal.equals(Mark.ANY)
        && !UserSide.isIgnoredByDefault(signal)
        && !program.mayHandle(signal)
        && !program.mayBlock(signal)) {
      findings
          .at(
              command.site().place(),
              "Nothing handles, blocks or ignores %s, which this descriptor will send."
                  .formatted(signal))
          .always(Severity.ERROR, "the first event kills the process")
          .report();
    }
  }

  /** Whether the program itself is to be signalled, and not another one. */
  private static boolean isOwner(SignalDrivenProgram program) {
    SyntaxTree tree = program.file().tree();
    for (Act.Command command : program.commands()) {
      boolean itself =
          command.command().equals("F_SETOWN")
              && command.argumentNode() >= 0
              && Expressions.mentions(tree, command.argumentNode(), "getpid");
      if (command.namesOwner() && !itself) {
        return false;
      }
    }
    return program.commands().stream().anyMatch(Act.Command::namesOwner);
  }
}
