package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Value;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import java.util.List;

/** A handler that only ever takes files off, whatever it is told. */
final class AlwaysOff {
  private final Facts facts;
  private final Findings findings;

  AlwaysOff(Facts facts, Findings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  /** Looks at all paths of a handler. */
  void check(CFunction handler, List<Path> paths) {
    String on = Handlers.onParameter(handler);
    Registration removing = null;
    for (Path path : paths) {
      if (!path.agreesWith(handler.tree(), on, 1)) {
        continue;
      }
      for (Registration registration : facts.registrationsOn(handler, path)) {
        if (!registration.onlyRemoves()) {
          return;
        }
        removing = registration;
      }
    }
    if (removing != null && removesByConstant(removing)) {
      report(handler, removing);
    }
  }

  private static boolean removesByConstant(Registration registration) {
    return registration.on().stream().allMatch(v -> v.kind() == Value.Kind.NUMBER);
  }

  private void report(CFunction handler, Registration removing) {
    HandlerSwitch handlerSwitch = new HandlerSwitch(handler);
    findings
        .at(
            removing.place(),
            "The handler %s() ignores %s: this call always takes the file off."
                .formatted(handler.name(), handlerSwitch.name()))
        .always(Severity.ERROR, "O_ASYNC is accepted and no signal ever comes")
        .related(handler.place(), "the handler")
        .fix(handlerSwitch.passOn(removing))
        .report();
  }
}
