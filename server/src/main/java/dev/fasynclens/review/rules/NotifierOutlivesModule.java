package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;

/** FA307: what notifies a queue still runs when the module and its queue are gone. */
public final class NotifierOutlivesModule implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    Notifiers notifiers = new Notifiers(module);
    if (!notifiers.all().isEmpty()) {
      Endings endings = new Endings(module);
      new NeverStopped(module, notifiers, endings, findings).check();
      new StoppedWrongly(module.facts(), notifiers, endings, findings).check();
    }
  }
}
