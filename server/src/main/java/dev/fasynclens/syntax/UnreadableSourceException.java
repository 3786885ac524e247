package dev.fasynclens.syntax;

/**
 * A text that cannot be analysed; the message says why, as the end of a sentence about the file.
 */
public final class UnreadableSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean forGood;

  /** A text that no run can analyse. */
  UnreadableSourceException(String message) {
    this(message, true);
  }

  private UnreadableSourceException(String message, boolean forGood) {
    super(message);
    this.forGood = forGood;
  }

  /** A text that took more time or memory than this run had for it. */
  static UnreadableSourceException forNow(String message) {
    return new UnreadableSourceException(message, false);
  }

  /** Whether the text alone is the reason, so that another run would not fare better. */
  public boolean isForGood() {
    return forGood;
  }
}
