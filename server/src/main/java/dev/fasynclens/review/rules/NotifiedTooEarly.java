package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;

/** FA210: Notified before there is something to read. */
public final class NotifiedTooEarly implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    // FILL IN: ask module.facts() what the driver does, and report each mistake like this:
    //
    //   findings
    //       .at(place, "One sentence that says what is wrong, with a full stop.")
    //       .always(Severity.WARNING, "what the user sees, a phrase without a full stop")
    //       .related(elsewhere, "what this place has to do with it")
    //       .report();
    //
    // An effect that depends on the kernel is told by consequence(), with a range made from
    // a ChangePoint. PollMaskAsBand is a short rule to look at.
  }
}
