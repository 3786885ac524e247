package dev.fasynclens.driver;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The calls that do something to fasync queues. */
final class QueueEffects implements CallEffects.Source<Effect> {
  private final Primitives primitives;
  private final QueueResolution queues;
  private final Evaluation evaluation;

  QueueEffects(Primitives primitives, QueueResolution queues, Evaluation evaluation) {
    this.primitives = primitives;
    this.queues = queues;
    this.evaluation = evaluation;
  }

  @Override
  public boolean knows(String callee) {
    return primitives.contains(callee);
  }

  @Override
  public boolean isCore(String function) {
    return primitives.isCore(function);
  }

  /** Two ways to the same primitive call with the same arguments say nothing new, unless direct. */
  @Override
  public Object identity(Effect effect) {
    return switch (effect) {
      case Registration r ->
          List.of(
              r.primitiveIn(),
              r.primitiveCall(),
              r.queues(),
              r.on(),
              r.isDirect() || r.onlyRemoves() ? r.call() : -1);
      case Notification n ->
          List.of(n.primitiveIn(), n.primitiveCall(), n.queues(), n.signal(), n.band());
    };
  }

  @Override
  public Effect direct(CFunction function, int call, String callee, List<Integer> arguments) {
    Primitives.Registering registering = primitives.registering(callee);
    if (registering != null) {
      return registration(function, call, registering, arguments);
    }
    Primitives.Notifying notifying = primitives.notifying(callee);
    if (notifying == null) {
      throw new IllegalArgumentException(callee);
    }
    return notification(function, call, notifying, arguments);
  }

  private Registration registration(
      CFunction function, int call, Primitives.Registering primitive, List<Integer> arguments) {
    Set<Queue> meant =
        primitive.queue() < arguments.size()
            ? queues.pointedTo(function, arguments.get(primitive.queue()))
            : Set.of(new Queue.Unknown());
    List<Value> on;
    if (primitive.on() < 0) {
      long number = primitive.switchesOn() ? 1 : 0;
      on = List.of(new Value(Value.Kind.NUMBER, number, "", function.tree().place(call)));
    } else if (primitive.on() < arguments.size()) {
      on = evaluation.valuesOf(function, arguments.get(primitive.on()));
    } else {
      on = List.of(Value.unknown(function.tree(), call));
    }
    int file = parameterAt(function, primitive.file(), arguments);
    return new Registration(function, call, file, meant, on, primitive, function, call);
  }

  /** The parameter of a function that it passes on as a certain argument, or -1. */
  private static int parameterAt(CFunction function, int position, List<Integer> arguments) {
    if (position < 0 || position >= arguments.size()) {
      return -1;
    }
    return function.parameterAt(arguments.get(position));
  }

  private Notification notification(
      CFunction function, int call, Primitives.Notifying primitive, List<Integer> arguments) {
    if (primitive.arguments() == Primitives.ANY) {
      return declared(function, call, primitive, arguments);
    }
    if (arguments.size() < 3) {
      Set<Queue> meant =
          arguments.isEmpty()
              ? Set.of(new Queue.Unknown())
              : queues.named(function, arguments.get(0));
      List<Value> none = List.of(Value.unknown(function.tree(), call));
      return new Notification(function, call, meant, none, none, primitive, function, call);
    }
    int queue = arguments.get(0);
    Set<Queue> meant =
        primitive.byValue() ? byValue(function, queue) : queues.pointedTo(function, queue);
    return new Notification(
        function,
        call,
        meant,
        evaluation.valuesOf(function, arguments.get(1)),
        evaluation.valuesOf(function, arguments.get(2)),
        primitive,
        function,
        call);
  }

  /** A function of the project: it may take the queue or its address, and may lack the rest. */
  private Notification declared(
      CFunction function, int call, Primitives.Notifying primitive, List<Integer> arguments) {
    Set<Queue> meant = Set.of(new Queue.Unknown());
    if (primitive.queue() < arguments.size()) {
      int queue = arguments.get(primitive.queue());
      meant = queues.pointedTo(function, queue);
      if (meant.stream().allMatch(Queue.Unknown.class::isInstance)) {
        meant = byValue(function, queue);
      }
    }
    return new Notification(
        function,
        call,
        meant,
        valuesAt(function, call, arguments, primitive.signal()),
        valuesAt(function, call, arguments, primitive.band()),
        primitive,
        function,
        call);
  }

  private List<Value> valuesAt(
      CFunction function, int call, List<Integer> arguments, int position) {
    return 0 <= position && position < arguments.size()
        ? evaluation.valuesOf(function, arguments.get(position))
        : List.of(Value.unknown(function.tree(), call));
  }

  /** A queue passed as value: a local that was loaded from a queue means that queue. */
  private Set<Queue> byValue(CFunction function, int node) {
    Set<Queue> result = new LinkedHashSet<>();
    for (Queue queue : queues.named(function, node)) {
      if (queue instanceof Queue.Local local && function.isLocal(local.name())) {
        Variable variable = function.variable(local.name()).orElseThrow();
        for (int value : function.valuesGivenTo(variable)) {
          result.addAll(queues.named(function, value));
        }
      } else if (queue instanceof Queue.Local local) {
        result.add(new Queue.Parameter(function.parameterIndex(local.name()), true));
      } else {
        result.add(queue);
      }
    }
    return result.isEmpty() ? Set.of(new Queue.Unknown()) : result;
  }

  @Override
  public Effect seenFrom(CFunction caller, int call, List<Integer> arguments, Effect effect) {
    Set<Queue> meant = queues.substituted(effect.queues(), caller, arguments);
    return switch (effect) {
      case Registration r ->
          new Registration(
              caller,
              call,
              parameterAt(caller, r.file(), arguments),
              meant,
              evaluation.substituted(r.on(), caller, call),
              r.primitive(),
              r.primitiveIn(),
              r.primitiveCall());
      case Notification n ->
          new Notification(
              caller,
              call,
              meant,
              evaluation.substituted(n.signal(), caller, call),
              evaluation.substituted(n.band(), caller, call),
              n.primitive(),
              n.primitiveIn(),
              n.primitiveCall());
    };
  }
}
