package dev.fasynclens.driver;

import dev.fasynclens.source.Place;
import java.util.Set;

/** Something a call does to a queue. */
public sealed interface Effect permits Registration, Notification {
  /** The function that calls. */
  CFunction function();

  /** The node of the call in it. */
  int call();

  /** The queues it may mean. */
  Set<Queue> queues();

  /** Where the call is. */
  Place place();

  /** Whether it depends on what a caller passes as queue. */
  default boolean isOpen() {
    return queues().stream().anyMatch(Queue::isOpen);
  }
}
