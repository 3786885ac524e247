package dev.fasynclens.scenario.story;

import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What happened in the kernel: a call with all that happened inside it, or a single event. */
public sealed interface Happening {
  /**
   * A function that was called.
   *
   * @param result empty if it never returned; the empty text for a void function
   */
  record Call(TraceEvent.Enter entered, Optional<String> result, List<Happening> inside)
      implements Happening {}

  /** Anything but entering and leaving a function. */
  record Note(TraceEvent event) implements Happening {}

  /** Nests a flat trace. */
  static List<Happening> of(List<TraceEvent> trace) {
    return new Nesting().nest(trace);
  }

  /** Shows each happening to somebody, what is around another one first. */
  static void walk(List<Happening> happenings, Consumer<Happening> visitor) {
    for (Happening each : happenings) {
      visitor.accept(each);
      if (each instanceof Call call) {
        walk(call.inside, visitor);
      }
    }
  }
}
