package dev.fasynclens.driver;

import dev.fasynclens.source.Place;
import java.util.List;
import java.util.Set;

/** Something a call does with a wait queue. */
public sealed interface WaitEffect {
  /** The function that calls. */
  CFunction function();

  /** The node of the call in it. */
  int call();

  /** The wait queues it may mean. */
  Set<Queue> heads();

  /** The function that holds the call of {@code wake_up} or the like. */
  CFunction primitiveIn();

  /** The node of that call there. */
  int primitiveCall();

  /** Where the call at the end is. */
  default Place primitivePlace() {
    return primitiveIn().tree().place(primitiveCall());
  }

  /** Where the call is. */
  default Place place() {
    return function().tree().place(call());
  }

  /** Whether this is the call at the end itself, not a way to it. */
  default boolean isDirect() {
    return function() == primitiveIn() && call() == primitiveCall();
  }

  /**
   * Those who wait are woken.
   *
   * @param key the poll mask that is passed, empty if none is
   */
  record Wakeup(
      CFunction function,
      int call,
      Set<Queue> heads,
      List<Value> key,
      CFunction primitiveIn,
      int primitiveCall)
      implements WaitEffect {}

  /**
   * A task begins to wait.
   *
   * @param polls whether by {@code poll_wait}, which only notes where poll will wait
   * @param condition the node, in {@code primitiveIn}, of what is waited for; -1 if it is tested
   *     elsewhere
   */
  record Waiting(
      CFunction function,
      int call,
      Set<Queue> heads,
      boolean polls,
      int condition,
      CFunction primitiveIn,
      int primitiveCall)
      implements WaitEffect {}
}
