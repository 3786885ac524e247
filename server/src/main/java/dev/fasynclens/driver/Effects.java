package dev.fasynclens.driver;

import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each function does to queues, its own calls and those of the functions it calls. A callee's
 * effect that depends on its parameters is told in terms of the caller.
 */
final class Effects {
  private static final int MOST_PER_FUNCTION = 256;

  /** Calls inside calls that are followed; wrappers of wrappers are a handful deep. */
  private static final int DEEPEST = 100;

  private final DriverModule module;
  private final Primitives primitives;
  private final QueueResolution queues;
  private final Evaluation evaluation;
  private final Map<CFunction, List<Effect>> known = new HashMap<>();
  private final Map<CFunction, List<Effect>> partial = new HashMap<>();
  private final Set<CFunction> underWay = new HashSet<>();
  private boolean cut;

  Effects(
      DriverModule module, Primitives primitives, QueueResolution queues, Evaluation evaluation) {
    this.module = module;
    this.primitives = primitives;
    this.queues = queues;
    this.evaluation = evaluation;
  }

  /** Forgets what was being looked at when an earlier question was given up. */
  void begin() {
    underWay.clear();
    partial.clear();
    cut = false;
  }

  List<Effect> of(CFunction function) {
    List<Effect> cached = known.containsKey(function) ? known.get(function) : partial.get(function);
    if (cached != null) {
      return cached;
    }
    if (primitives.isCore(function.name())) {
      return List.of(); // the kernel's own definition
    }
    if (underWay.size() > DEEPEST || !underWay.add(function)) {
      cut = true;
      return List.of();
    }
    List<Effect> found = collected(function);
    underWay.remove(function);
    if (!cut || underWay.isEmpty()) {
      known.put(function, found);
    } else {
      // Functions that call each other in a circle: complete only for the one asked first.
      partial.put(function, found);
    }
    if (underWay.isEmpty()) {
      partial.clear();
      cut = false;
    }
    return found;
  }

  private List<Effect> collected(CFunction function) {
    List<Effect> found = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (int call : function.calls()) {
      for (Effect effect : ofCall(function, call)) {
        if (found.size() < MOST_PER_FUNCTION && seen.add(identity(effect))) {
          found.add(effect);
        }
      }
    }
    return List.copyOf(found);
  }

  /** Two ways to the same primitive call with the same arguments say nothing new, unless direct. */
  private static Object identity(Effect effect) {
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

  /** What one call does. */
  List<Effect> ofCall(CFunction function, int call) {
    SyntaxTree tree = function.tree();
    String callee = Expressions.callee(tree, call);
    if (callee.isEmpty()) {
      return List.of();
    }
    List<Integer> arguments = Expressions.arguments(tree, call);
    Primitives.Registering registering = primitives.registering(callee);
    if (registering != null) {
      return List.of(registration(function, call, registering, arguments));
    }
    Primitives.Notifying notifying = primitives.notifying(callee);
    if (notifying != null) {
      return List.of(notification(function, call, notifying, arguments));
    }
    List<Effect> found = new ArrayList<>();
    for (CFunction target : module.functionsNamed(callee, function.file())) {
      if (target == function) {
        continue;
      }
      for (Effect effect : of(target)) {
        found.add(seenFrom(function, call, arguments, effect));
      }
    }
    return found;
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

  private Effect seenFrom(CFunction caller, int call, List<Integer> arguments, Effect effect) {
    Set<Queue> meant = new LinkedHashSet<>();
    for (Queue queue : effect.queues()) {
      meant.addAll(queues.substituted(queue, caller, arguments));
    }
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
