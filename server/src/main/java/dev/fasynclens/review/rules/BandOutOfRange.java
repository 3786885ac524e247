package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** FA203: the band of kill_fasync() is no POLL_* code. */
public final class BandOutOfRange implements Rule {
  /** What POLL_* codes carry in their upper half where they are not plain. */
  private static final int CODE_CLASS = 0x20000;

  @Override
  public void check(DriverModule module, Findings findings) {
    NotificationArguments.bands(
        module,
        argument -> {
          Optional<Value> mixed = argument.first(Value.Kind.MIXED_CODES);
          if (mixed.isPresent()) {
            mixed(argument, mixed.get(), findings);
          } else if (!WrongArgumentShape.isDisordered(module.facts(), argument.notification())
              && argument.values().stream().noneMatch(BandOutOfRange::isClassed)
              && isWrong(module, argument)) {
            report(argument, findings);
          }
        });
  }

  /** POLL_IN | POLL_OUT: codes are numbers, not bits. */
  private static void mixed(
      NotificationArguments.Argument argument, Value mixed, Findings findings) {
    Optional<PollCode> code = PollCode.of(mixed.number());
    Findings.Draft draft =
        findings.at(
            argument.place(),
            "%s joins several POLL_* codes, but codes are numbers, not bits."
                .formatted(argument.text()));
    if (code.isPresent()) {
      draft.always(Severity.ERROR, TakenBand.effect(code.get()));
    } else {
      draft
          .consequence(
              KernelRange.before(ChangePoint.POLL_CODES_PLAIN),
              Severity.ERROR,
              "a program that used F_SETSIG gets a code that does not exist and a si_band of all ones")
          .consequence(
              KernelRange.from(ChangePoint.POLL_CODES_PLAIN), Severity.ERROR, TakenBand.BUG);
    }
    draft.report();
  }

  /**
   * A wrong number written as the argument is wrong; one that a variable may hold among codes is
   * usually "nothing to report", and tested before the call.
   */
  private static boolean isWrong(DriverModule module, NotificationArguments.Argument argument) {
    boolean allNumbers = true;
    boolean written = false;
    for (Value value : argument.values()) {
      boolean number = value.kind() == Value.Kind.NUMBER || value.kind() == Value.Kind.SIGNAL;
      allNumbers &= number;
      written |= number && argument.isWritten(value);
    }
    return (allNumbers || (written && argument.first(Value.Kind.POLL_MASK).isEmpty()))
        && !isGuarded(module, argument);
  }

  /** A zero given to a wrapper that tests its parameter first. */
  private static boolean isGuarded(DriverModule module, NotificationArguments.Argument argument) {
    Notification notification = argument.notification();
    if (notification.isDirect() || !argument.values().stream().allMatch(Value::isZero)) {
      return false;
    }
    CFunction caller = notification.function();
    List<Integer> arguments = Expressions.arguments(caller.tree(), notification.call());
    for (CFunction callee : module.facts().callees(caller, notification.call())) {
      for (int i = 0; i < arguments.size() && i < callee.parameters().size(); i++) {
        boolean here = caller.tree().place(arguments.get(i)).equals(argument.place());
        if (here && isTested(callee, callee.parameters().get(i).name())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isTested(CFunction function, String parameter) {
    SyntaxTree tree = function.tree();
    for (int statement : Expressions.below(tree, function.body(), Kind.IF_STATEMENT)) {
      if (Expressions.mentions(tree, tree.part(statement, Field.CONDITION), parameter)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isClassed(Value value) {
    return PollCode.of(value.number() - CODE_CLASS).isPresent();
  }

  private static void report(NotificationArguments.Argument argument, Findings findings) {
    Optional<PollCode> code =
        argument.values().size() == 1
            ? PollCode.of(argument.values().get(0).number())
            : Optional.empty();
    boolean plain =
        argument.values().stream().anyMatch(value -> PollCode.of(value.number()).isPresent());
    String message =
        code.map(
                c ->
                    "%s is the number of %s only on kernels from %s on."
                        .formatted(argument.text(), c, ChangePoint.POLL_CODES_PLAIN.release()))
            .orElse("%s is no POLL_* code, so it cannot be a band.".formatted(argument.text()));
    Findings.Draft draft =
        findings
            .at(argument.place(), message)
            .consequence(
                KernelRange.before(ChangePoint.POLL_CODES_PLAIN), Severity.ERROR, TakenBand.BUG);
    if (!plain) {
      draft.consequence(
          KernelRange.from(ChangePoint.POLL_CODES_PLAIN), Severity.ERROR, TakenBand.BUG);
    }
    draft
        .fix(code.map(c -> Fix.replacing("Write " + c.name(), argument.place(), c.name())))
        .report();
  }
}
