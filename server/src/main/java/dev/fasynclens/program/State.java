package dev.fasynclens.program;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is known at one point of a run; changes as the run goes on. */
final class State {
  private final Map<String, Known> variables;
  private final Set<Mark> surely;
  private final Set<Mark> maybe;
  private boolean ended;

  private State(Map<String, Known> variables, Set<Mark> surely, Set<Mark> maybe, boolean ended) {
    this.variables = variables;
    this.surely = surely;
    this.maybe = maybe;
    this.ended = ended;
  }

  static State initial() {
    return new State(new HashMap<>(), new HashSet<>(), new HashSet<>(), false);
  }

  State copy() {
    return new State(new HashMap<>(variables), new HashSet<>(surely), new HashSet<>(maybe), ended);
  }

  /** A state that no way leads to. */
  static State unreachable() {
    State state = initial();
    state.ended = true;
    return state;
  }

  boolean isEnded() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** From here on a way from another point may have led here as well. */
  void merge(State other) {
    if (other.ended) {
      return;
    }
    if (ended) {
      become(other);
      return;
    }
    surely.retainAll(other.surely);
    maybe.addAll(other.maybe);
    // What only one of them knows stays as a name, so that no member counts as zero with its whole.
    other.variables.keySet().forEach(name -> variables.putIfAbsent(name, Known.NOTHING));
    variables.replaceAll((name, known) -> known.merged(other.known(name)));
  }

  /** What may have been done on another way may have been done on this one. */
  void mayBe(State other) {
    maybe.addAll(other.maybe);
  }

  /** Takes over another state. */
  void become(State other) {
    variables.clear();
    variables.putAll(other.variables);
    surely.clear();
    surely.addAll(other.surely);
    maybe.clear();
    maybe.addAll(other.maybe);
    ended = other.ended;
  }

  Known known(String variable) {
    return variables.getOrDefault(variable, Known.NOTHING);
  }

  boolean knows(String variable) {
    return variables.containsKey(variable);
  }

  void set(String variable, Known known) {
    variables.put(variable, known);
  }

  /** Forgets a variable, its members and its elements. */
  void forget(String variable) {
    variables
        .keySet()
        .removeIf(
            name ->
                name.equals(variable)
                    || name.startsWith(variable + ".")
                    || name.startsWith(variable + "[")
                    || name.startsWith(variable + "->"));
  }

  void mark(Mark.Kind kind, String subject) {
    Mark mark = new Mark(kind, subject);
    if (!subject.equals(Mark.ANY)) {
      surely.add(mark);
    }
    maybe.add(mark);
  }

  void markMaybe(Mark.Kind kind, String subject) {
    maybe.add(new Mark(kind, subject));
  }

  /** From here on it is not sure any more. */
  void unmark(Mark.Kind kind, String subject) {
    surely.remove(new Mark(kind, subject));
  }

  /** From here on it has not been done. */
  void undo(Mark.Kind kind, String subject) {
    unmark(kind, subject);
    maybe.remove(new Mark(kind, subject));
  }

  Before before() {
    return new Before(Set.copyOf(surely), Set.copyOf(maybe));
  }
}
