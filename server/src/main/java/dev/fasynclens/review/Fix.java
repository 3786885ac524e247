package dev.fasynclens.review;

import dev.fasynclens.source.Place;
import java.util.List;

/**
 * A mechanical repair. All edits belong together and do not overlap.
 *
 * @param title what it does, in the imperative
 * @param edits what changes
 * @param safety whether it may be made without somebody looking at it
 */
public record Fix(String title, List<Edit> edits, Safety safety) {
  /**
   * The replacement of one place; an empty span inserts.
   *
   * @param place what goes
   * @param replacement what comes
   */
  public record Edit(Place place, String replacement) {}

  /** Whether a repair needs judgement. */
  public enum Safety {
    /** It is right wherever it is offered. */
    SAFE,
    /** It may not be what was meant. */
    UNSAFE
  }

  /** A safe repair. */
  public Fix(String title, List<Edit> edits) {
    this(title, edits, Safety.SAFE);
  }

  /** A safe repair in one place. */
  public static Fix replacing(String title, Place place, String replacement) {
    return new Fix(title, List.of(new Edit(place, replacement)));
  }

  /** The same, for somebody to look at before it is made. */
  public Fix toBeJudged() {
    return new Fix(title, edits, Safety.UNSAFE);
  }

  /** Whether it may be made without somebody looking at it. */
  public boolean isSafe() {
    return safety == Safety.SAFE;
  }
}
