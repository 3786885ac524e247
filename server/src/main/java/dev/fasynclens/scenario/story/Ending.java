package dev.fasynclens.scenario.story;

import dev.fasynclens.kernel.trace.TroubleKind;
import dev.fasynclens.scenario.Event;
import dev.fasynclens.scenario.EventWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run comes down to.
 *
 * @param sentence one sentence without a full stop
 * @param bad whether the kernel did what it never should
 */
public record Ending(String sentence, boolean bad) {
  private static final int MOST_EVENTS = 2;

  /** A kernel's complaint counts more than anything; else what the last step with events gave. */
  static Ending of(List<Panel> panels) {
    Optional<Event.Complaint> first = Optional.empty();
    boolean panic = false;
    for (Panel panel : panels) {
      panic |= panel.outcome().returns().equals("PANIC");
      for (Event event : panel.outcome().events()) {
        if (event instanceof Event.Complaint complaint) {
          first = first.isPresent() ? first : Optional.of(complaint);
        }
      }
    }
    if (first.isPresent()) {
      boolean more = panic && first.get().kind() != TroubleKind.PANIC;
      return new Ending(
          EventWords.of(first.get()) + (more ? ", and the machine is down" : ""), true);
    }
    for (Panel panel : panels.reversed()) {
      if (!panel.outcome().events().isEmpty()) {
        return new Ending(sentence(panel), false);
      }
    }
    return new Ending("Nobody gets a signal", false);
  }

  private static String sentence(Panel panel) {
    List<String> clauses = new ArrayList<>();
    List<Event> events = panel.outcome().events();
    for (Event event : events.subList(0, Math.min(MOST_EVENTS, events.size()))) {
      clauses.add(EventWords.of(event));
    }
    int more = events.size() - clauses.size();
    if (more > 0) {
      clauses.add("and " + more + " more");
    }
    return String.join("; ", clauses);
  }
}
