package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import java.util.HashMap;
import java.util.Map;

/** FA210: files are notified before what they are told of can be seen. */
public final class NotifiedTooEarly implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Devices devices = module.view(Devices.class, Devices::new);
    Map<Queue, PublishedState> published = new HashMap<>();
    for (Notification notification : devices.notifications()) {
      if (!findings.wants(notification.place().text())) {
        continue;
      }
      Queue queue = notification.queues().iterator().next();
      PublishedState state =
          published.computeIfAbsent(queue, q -> PublishedState.of(facts, devices.on(q)));
      new StoreAfterNotification(facts, devices, notification, state, findings).check();
    }
  }
}
