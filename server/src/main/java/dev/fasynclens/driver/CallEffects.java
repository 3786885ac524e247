package dev.fasynclens.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each function does, its own calls and those of the functions it calls. A callee's effect
 * that depends on its parameters is told in terms of the caller.
 *
 * @param <E> the kind of effect
 */
final class CallEffects<E> {
  /** Knows the calls that have effects. */
  interface Source<E> {
    /** Whether a call of this name is known, so that no definition of it is followed. */
    boolean knows(String callee);

    /** What a call of such a function does. */
    E direct(CFunction function, int call, String callee, List<Integer> arguments);

    /** What a callee's effect is for a call of it. */
    E seenFrom(CFunction caller, int call, List<Integer> arguments, E effect);

    /** Equal for effects of one function that say the same. */
    Object identity(E effect);

    /** Whether a function is where the kernel itself does it, and not to be looked into. */
    boolean isCore(String function);
  }

  private static final int MOST_PER_FUNCTION = 256;

  /** Calls inside calls that are followed; wrappers of wrappers are a handful deep. */
  private static final int DEEPEST = 100;

  private final DriverModule module;
  private final Source<E> source;
  private final Map<CFunction, List<E>> known = new HashMap<>();
  private final Map<CFunction, List<E>> partial = new HashMap<>();
  private final Map<CFunction, Map<Integer, List<E>>> ofCalls = new HashMap<>();
  private final Set<CFunction> underWay = new HashSet<>();
  private boolean cut;

  CallEffects(DriverModule module, Source<E> source) {
    this.module = module;
    this.source = source;
  }

  /** Forgets what was being looked at when an earlier question was given up. */
  void begin() {
    underWay.clear();
    partial.clear();
    cut = false;
  }

  List<E> of(CFunction function) {
    List<E> cached = known.containsKey(function) ? known.get(function) : partial.get(function);
    if (cached != null) {
      return cached;
    }
    if (source.isCore(function.name())) {
      return List.of();
    }
    if (underWay.size() > DEEPEST || !underWay.add(function)) {
      cut = true;
      return List.of();
    }
    List<E> found = collected(function);
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

  private List<E> collected(CFunction function) {
    List<E> found = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (int call : function.calls()) {
      for (E effect : found(function, call)) {
        if (found.size() < MOST_PER_FUNCTION && seen.add(source.identity(effect))) {
          found.add(effect);
        }
      }
    }
    return List.copyOf(found);
  }

  /** What one call does. */
  List<E> ofCall(CFunction function, int call) {
    return ofCalls
        .computeIfAbsent(function, _ -> new HashMap<>())
        .computeIfAbsent(call, _ -> List.copyOf(found(function, call)));
  }

  private List<E> found(CFunction function, int call) {
    String callee = Expressions.callee(function.tree(), call);
    if (callee.isEmpty()) {
      return List.of();
    }
    List<Integer> arguments = Expressions.arguments(function.tree(), call);
    if (source.knows(callee)) {
      return List.of(source.direct(function, call, callee, arguments));
    }
    List<E> found = new ArrayList<>();
    for (CFunction target : module.functionsNamed(callee, function.file())) {
      if (target == function) {
        continue;
      }
      for (E effect : of(target)) {
        found.add(source.seenFrom(function, call, arguments, effect));
      }
    }
    return found;
  }
}
