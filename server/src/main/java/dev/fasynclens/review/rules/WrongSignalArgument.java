package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;

/** FA201: the second argument of kill_fasync() is not SIGIO. */
public final class WrongSignalArgument implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    NotificationArguments.signals(
        module,
        argument -> {
          if (WrongArgumentShape.isDisordered(module.facts(), argument.notification())) {
            return;
          }
          for (Value value : argument.values()) {
            if (isUrgent(value)) {
              urgent(argument, findings);
            } else if (isWrong(value)) {
              wrong(argument, value, findings);
            }
          }
        });
  }

  private static boolean isUrgent(Value value) {
    return value.kind() == Value.Kind.SIGNAL && value.number() == Signal.SIGURG.number();
  }

  private static boolean isWrong(Value value) {
    return switch (value.kind()) {
      case SIGNAL, NUMBER -> value.number() != Signal.SIGIO.number();
      case POLL_CODE, MIXED_CODES, POLL_MASK -> true;
      case PARAMETER, UNKNOWN -> false;
    };
  }

  private static void wrong(
      NotificationArguments.Argument argument, Value value, Findings findings) {
    findings
        .at(
            argument.place(),
            "kill_fasync() does not send %s: the number in its second argument is ignored."
                .formatted(value.spelling()))
        .always(
            Severity.WARNING,
            "the program receives SIGIO, or the signal it chose with F_SETSIG, never "
                + value.spelling())
        .fix(Fix.replacing("Pass SIGIO", argument.place(), "SIGIO"))
        .report();
  }

  /**
   * SIGURG is looked at: with it, only files that used F_SETSIG are signalled. That is meant where
   * urgent data is reported, hardly anywhere else.
   */
  private static void urgent(NotificationArguments.Argument argument, Findings findings) {
    boolean data =
        argument.notification().band().stream()
            .anyMatch(
                v ->
                    v.kind() == Value.Kind.POLL_CODE
                        && PollCode.of(v.number()).filter(c -> c != PollCode.POLL_PRI).isPresent());
    if (data) {
      findings
          .at(
              argument.place(),
              "With SIGURG, kill_fasync() signals only files whose owner used F_SETSIG.")
          .always(Severity.INFO, "programs that rely on plain SIGIO receive nothing for this event")
          .fix(Fix.replacing("Pass SIGIO", argument.place(), "SIGIO"))
          .report();
    }
  }
}
