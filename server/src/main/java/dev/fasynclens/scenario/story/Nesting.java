package dev.fasynclens.scenario.story;

import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Turns a flat trace into calls with what happened inside them. */
final class Nesting {
  private final List<Happening> outermost = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();

  /** A function that has not returned yet. */
  private record Open(TraceEvent.Enter entered, List<Happening> inside) {}

  List<Happening> nest(List<TraceEvent> trace) {
    for (TraceEvent event : trace) {
      closeDownTo(event);
      switch (event) {
        case TraceEvent.Enter entered -> open.push(new Open(entered, new ArrayList<>()));
        case TraceEvent.Return _ -> {}
        default -> add(new Happening.Note(event));
      }
    }
    while (!open.isEmpty()) {
      close(Optional.empty());
    }
    return List.copyOf(outermost);
  }

  /** What a BUG() cut short never returns, and only the depth of what follows tells so. */
  private void closeDownTo(TraceEvent event) {
    while (!open.isEmpty() && open.element().entered.depth() >= event.depth()) {
      boolean returns =
          event instanceof TraceEvent.Return && open.element().entered.depth() == event.depth();
      close(
          returns && event instanceof TraceEvent.Return back
              ? Optional.of(back.result())
              : Optional.empty());
    }
  }

  private void close(Optional<String> result) {
    Open last = open.pop();
    add(new Happening.Call(last.entered, result, List.copyOf(last.inside)));
  }

  private void add(Happening happening) {
    (open.isEmpty() ? outermost : open.element().inside).add(happening);
  }
}
