package dev.fasynclens.review;

/**
 * Something that kept a file from being examined as it should.
 *
 * @param file its path
 * @param message what happened
 * @param kind how much is missing
 */
public record Problem(String file, String message, Kind kind) {
  /** How much is missing. */
  public enum Kind {
    /** The file was not examined. */
    NOT_EXAMINED,
    /** Parts of it could not be read; the rest was examined. */
    PARTLY_READ,
    /** A defect of this program. */
    INTERNAL
  }
}
