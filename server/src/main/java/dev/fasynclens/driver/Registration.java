package dev.fasynclens.driver;

import java.util.List;
import java.util.Set;

/**
 * A call that puts a file on a queue or takes it off, directly or through other functions.
 *
 * @param function the function that calls
 * @param call the node of the call in it
 * @param file position of the function's parameter that is the file, -1 if it is another file
 * @param queues the queues it may mean
 * @param on what switches: not 0 puts on, 0 takes off
 * @param primitive the call of {@code fasync_helper} or the like at the end
 * @param primitiveIn the function that holds that call
 * @param primitiveCall its node there
 */
public record Registration(
    CFunction function,
    int call,
    int file,
    Set<Queue> queues,
    List<Value> on,
    Primitives.Registering primitive,
    CFunction primitiveIn,
    int primitiveCall)
    implements Effect {
  /** Whether it can only take off. */
  public boolean onlyRemoves() {
    return on.stream().allMatch(Value::isZero);
  }

  /** Whether it can only put on. */
  public boolean onlyAdds() {
    return on.stream().allMatch(value -> value.kind() == Value.Kind.NUMBER && value.number() != 0);
  }
}
