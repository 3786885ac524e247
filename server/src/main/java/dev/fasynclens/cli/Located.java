package dev.fasynclens.cli;

import dev.fasynclens.project.ConfigurationLookup;
import dev.fasynclens.report.PrintableText;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.Position;
import dev.fasynclens.source.PositionEncoding;

/** Messages that start with their place. */
final class Located {
  private Located() {}

  /** A mistake in a configuration file. */
  static String message(ConfigurationLookup.Mistake mistake) {
    return mistake
        .place()
        .map(place -> message(place, mistake.message()))
        .orElseGet(() -> PrintableText.of(mistake.file()) + ": " + mistake.message());
  }

  /** {@code file:line:column: message}, fit for a terminal. */
  static String message(Place place, String message) {
    Position position = place.text().positionAt(place.span().start(), PositionEncoding.UTF_32);
    int line = position.line() + 1;
    int column = position.column() + 1;
    return PrintableText.of(place.text().name() + ":" + line + ":" + column + ": " + message);
  }
}
