package dev.fasynclens.driver;

import dev.fasynclens.source.Place;
import java.util.List;
import java.util.Set;

/**
 * A call that notifies the files on a queue, directly or through other functions.
 *
 * @param function the function that calls
 * @param call the node of the call in it
 * @param queues the queues it may mean
 * @param signal what it passes as signal
 * @param band what it passes as band
 * @param primitive the call of {@code kill_fasync} or the like at the end
 * @param primitiveIn the function that holds that call
 * @param primitiveCall its node there
 */
public record Notification(
    CFunction function,
    int call,
    Set<Queue> queues,
    List<Value> signal,
    List<Value> band,
    Primitives.Notifying primitive,
    CFunction primitiveIn,
    int primitiveCall)
    implements Effect {
  @Override
  public Place place() {
    return function.tree().place(call);
  }

  /** Where the call at the end is. */
  public Place primitivePlace() {
    return primitiveIn.tree().place(primitiveCall);
  }

  /** Whether this is the call itself, not a way to it. */
  public boolean isDirect() {
    return function == primitiveIn && call == primitiveCall;
  }
}
