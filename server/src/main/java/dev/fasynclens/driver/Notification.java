package dev.fasynclens.driver;

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
    implements Effect {}
