package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
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
    Map<Queue, PublishedState> published = new HashMap<>();
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        for (Notification notification : facts.notifications(function)) {
          if (notification.isDirect() && notification.queues().size() == 1) {
            Queue queue = notification.queues().iterator().next();
            PublishedState state =
                published.computeIfAbsent(queue, q -> PublishedState.of(module, q));
            new StoreAfterNotification(facts, notification, state, findings).check();
          }
        }
      }
    }
  }
}
