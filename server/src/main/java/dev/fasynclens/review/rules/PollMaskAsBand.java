package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.PollMask;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import java.util.Optional;

/** FA202: a mask for poll(2) is passed where kill_fasync() wants a POLL_* code. */
public final class PollMaskAsBand implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    NotificationArguments.bands(
        module,
        argument ->
            argument
                .first(Value.Kind.POLL_MASK)
                .ifPresent(mask -> report(argument, mask, findings)));
  }

  private static void report(
      NotificationArguments.Argument argument, Value mask, Findings findings) {
    boolean single = argument.values().size() == 1 && mask.number() != 0;
    Optional<PollCode> meant = single ? PollMask.codeOf(mask.number()) : Optional.empty();
    String message =
        "%s is a poll mask, but the band of kill_fasync() is a POLL_* code%s."
            .formatted(
                argument.text(), meant.map(code -> ": " + code.name() + " is meant").orElse(""));
    findings
        .at(argument.place(), message)
        .consequence(
            KernelRange.before(ChangePoint.POLL_CODES_PLAIN), Severity.ERROR, TakenBand.BUG)
        .consequence(
            KernelRange.from(ChangePoint.POLL_CODES_PLAIN),
            severityNow(mask, single),
            effectNow(mask, single))
        .fix(meant.map(code -> Fix.replacing("Pass " + code.name(), argument.place(), code.name())))
        .report();
  }

  private static Severity severityNow(Value mask, boolean single) {
    return single && mask.number() == PollMask.POLLIN.bit() ? Severity.WARNING : Severity.ERROR;
  }

  private static String effectNow(Value mask, boolean single) {
    if (!single) {
      return "a program that used F_SETSIG is told about the wrong event, or the kernel stops at a BUG()";
    }
    return PollCode.of(mask.number())
        .map(
            code ->
                code == PollCode.POLL_IN
                    ? "taken for POLL_IN because the values happen to be equal"
                    : TakenBand.effect(code))
        .orElse(TakenBand.BUG);
  }
}
