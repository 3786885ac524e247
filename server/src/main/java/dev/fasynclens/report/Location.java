package dev.fasynclens.report;

import dev.fasynclens.source.Place;
import dev.fasynclens.source.Position;
import dev.fasynclens.source.PositionEncoding;

/**
 * A place as reports tell it: lines and columns from 1, columns in code points, the end exclusive.
 */
record Location(String file, int line, int column, int endLine, int endColumn) {
  static Location of(Place place) {
    Position start = place.text().positionAt(place.span().start(), PositionEncoding.UTF_32);
    Position end = place.text().positionAt(place.span().end(), PositionEncoding.UTF_32);
    return new Location(
        place.text().name(),
        start.line() + 1,
        start.column() + 1,
        end.line() + 1,
        end.column() + 1);
  }

  /** {@code file:line:column}, fit for a terminal. */
  String shown() {
    return PrintableText.of(file) + ":" + line + ":" + column;
  }
}
