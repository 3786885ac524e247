package dev.fasynclens.scenario.story;

import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.scenario.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step of a storyboard.
 *
 * @param number counts from 1
 * @param text what is done, as the scenario says it: {@code m write w 1}
 * @param outcome what came back
 * @param happenings what the kernel did
 * @param trace the same, flat and in order
 * @param state what others can see afterwards, as far as it has ever changed: a noun phrase and its
 *     value, in the order of the first change
 * @param mismatch how it differs from what the scenario expects
 */
public record Panel(
    int number,
    String text,
    Outcome outcome,
    List<Happening> happenings,
    List<TraceEvent> trace,
    Map<String, String> state,
    Optional<String> mismatch) {

  /** Who does it: the first word, without the sign that nobody waits for it. */
  public String actor() {
    int end = text.indexOf(' ');
    String first = end < 0 ? text : text.substring(0, end);
    return first.endsWith("&") ? first.substring(0, first.length() - 1) : first;
  }

  /** What is done, without who does it. */
  public String operation() {
    int end = text.indexOf(' ');
    return end < 0 ? "" : text.substring(end + 1);
  }
}
