package dev.fasynclens.review;

import dev.fasynclens.source.Place;
import java.util.List;

/**
 * Something that kept a file from being examined as it should.
 *
 * @param file its path
 * @param message what happened
 * @param kind how much is missing
 * @param places where in the file, as far as that can be told and was not too often
 */
public record Problem(String file, String message, Kind kind, List<Place> places) {
  /** A problem with a file as a whole. */
  public Problem(String file, String message, Kind kind) {
    this(file, message, kind, List.of());
  }

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
