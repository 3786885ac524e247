package dev.fasynclens.driver;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.SyntaxTree;

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

  /** A value that an expression stands for. */
  static Value of(Kind kind, long number, SyntaxTree tree, int node) {
    return new Value(kind, number, tree.text(node), tree.place(node));
  }

  /** What an expression may be of which nothing is known. */
  static Value unknown(SyntaxTree tree, int node) {
    return new Value(Kind.UNKNOWN, 0, "", tree.place(node));
  }

  /** The same value, where another expression stands for it. */
  Value seenAt(Place other) {
    return new Value(kind, number, spelling, other);
  }

  /** Whether its number is known. */
  boolean isNumeric() {
    return kind != Kind.UNKNOWN && kind != Kind.PARAMETER;
  }

  /** Whether this is a plain zero. */
  public boolean isZero() {
    return kind == Kind.NUMBER && number == 0;
  }
}
