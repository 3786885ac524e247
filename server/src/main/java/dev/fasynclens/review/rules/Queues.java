package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.source.Place;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The queues that a file may join or leave at one place.
 *
 * @param all the queues, in the order in which the source names them
 */
record Queues(Set<Queue> all) {
  /** What a notification of a queue is, to which a mistake has left something on it. */
  static final String NEXT_NOTIFICATION = "the next notification walks the queue";

  /** The queues that files opened through a table join. */
  static Queues joinedThrough(Facts facts, OperationTable table) {
    Set<Queue> queues = new LinkedHashSet<>();
    for (CFunction handler : facts.methods(table, Handlers.MEMBER)) {
      Handlers.adding(facts, handler).forEach(r -> queues.addAll(r.queues()));
    }
    return new Queues(queues);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether some queue may be among the others too. */
  boolean meet(Queues others) {
    return all.stream().anyMatch(a -> others.all.stream().anyMatch(b -> a.mayBe(b) || b.mayBe(a)));
  }

  /** Whether the memory a pointer leads to holds one of them. */
  boolean lieIn(Frees frees, CFunction function, int pointer) {
    return all.stream().anyMatch(queue -> frees.holds(function, pointer, queue));
  }

  /** Where somebody notifies one of them, which walks whatever is still on it. */
  Optional<Place> notifiedAt(Facts facts) {
    return facts.allNotifications().stream()
        .filter(notification -> !notification.isOpen())
        .filter(notification -> meet(new Queues(notification.queues())))
        .map(Notification::place)
        .findFirst();
  }

  /** How messages call them: the first stands for all. */
  String describe() {
    return all.iterator().next().describe();
  }
}
