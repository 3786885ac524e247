package dev.fasynclens.driver;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.source.Place;

/**
 * What an expression may evaluate to.
 *
 * @param kind what sort of value
 * @param number the number, or for a parameter its position
 * @param spelling the name or text it came from
 * @param place the expression it came from
 */
public record Value(Kind kind, long number, String spelling, Place place) {
  /** A sort of value. */
  public enum Kind {
    /** One of {@link PollCode}. */
    POLL_CODE,
    /** Several {@link PollCode}s or-ed together, which is no code for both. */
    MIXED_CODES,
    /** A poll mask. */
    POLL_MASK,
    /** A signal, by its name. */
    SIGNAL,
    /** A plain number. */
    NUMBER,
    /** Whatever the caller passes. */
    PARAMETER,
    /** Anything. */
    UNKNOWN
  }

  /** Whether this is a plain zero. */
  public boolean isZero() {
    return kind == Kind.NUMBER && number == 0;
  }
}
