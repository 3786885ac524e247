package dev.fasynclens.program;

/**
 * Something that has been done so far.
 *
 * @param kind what
 * @param subject the descriptor or the signal; {@link #ANY} if it is not known
 */
public record Mark(Kind kind, String subject) {
  /** Stands for a subject that cannot be told. */
  public static final String ANY = "?";

  /** What has been done. */
  public enum Kind {
    /** O_ASYNC was switched on for a descriptor. */
    ASYNC,
    /** A descriptor got an owner. */
    OWNED,
    /** A signal got a handler, or is ignored. */
    HANDLED,
    /** A signal is blocked. */
    BLOCKED
  }
}
