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

  /** The function that holds the call of {@code fasync_helper}, {@code kill_fasync} or the like. */
  CFunction primitiveIn();

  /** The node of that call there. */
  int primitiveCall();

  /** Where the call is. */
  default Place place() {
    return function().tree().place(call());
  }

  /** Where the call at the end is. */
  default Place primitivePlace() {
    return primitiveIn().tree().place(primitiveCall());
  }

  /** Whether this is the call at the end itself, not a way to it. */
  default boolean isDirect() {
    return function() == primitiveIn() && call() == primitiveCall();
  }

  /** Whether it depends on what a caller passes as queue. */
  default boolean isOpen() {
    return queues().stream().anyMatch(Queue::isOpen);
  }
}
