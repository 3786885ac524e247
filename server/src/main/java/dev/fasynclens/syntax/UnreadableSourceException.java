package dev.fasynclens.syntax;

/**
 * A text that cannot be analysed; the message says why, as the end of a sentence about the file.
 */
public final class UnreadableSourceException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableSourceException(String message) {
    super(message);
  }
}
