package dev.fasynclens.review;

import dev.fasynclens.source.Place;

/**
 * Another place that explains a finding.
 *
 * @param place where
 * @param message what is there
 * @param order when it is reached
 */
public record Related(Place place, String message, Order order) {
  /** When a place is reached while the program runs, seen from the mistake. */
  public enum Order {
    /** Earlier, on the way to the mistake. */
    BEFORE,
    /** No matter when. */
    BESIDE,
    /** Later, where the mistake tells. */
    AFTER
  }

  /** A place that explains a finding, no matter when it is reached. */
  public Related(Place place, String message) {
    this(place, message, Order.BESIDE);
  }
}
