package dev.fasynclens.review;

import dev.fasynclens.source.Place;
import java.util.List;

/**
 * A mechanical repair. All edits belong together and do not overlap.
 *
 * @param title what it does, in the imperative
 * @param edits what changes
 */
public record Fix(String title, List<Edit> edits) {
  /**
   * The replacement of one place; an empty span inserts.
   *
   * @param place what goes
   * @param replacement what comes
   */
  public record Edit(Place place, String replacement) {}

  /** A repair in one place. */
  public static Fix replacing(String title, Place place, String replacement) {
    return new Fix(title, List.of(new Edit(place, replacement)));
  }
}
