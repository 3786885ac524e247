package dev.fasynclens.lsp;

import dev.fasynclens.source.Place;
import dev.fasynclens.source.Position;
import dev.fasynclens.source.PositionEncoding;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.eclipse.lsp4j.PositionEncodingKind;
import org.eclipse.lsp4j.Range;
import org.jspecify.annotations.Nullable;

/** Turns offsets into the positions of this client and back. */
final class Positions {
  private final PositionEncoding encoding;

  private Positions(PositionEncoding encoding) {
    this.encoding = encoding;
  }

  /** The encoding that the client likes best of those it offers; without an offer it is UTF-16. */
  static Positions negotiated(@Nullable List<String> offered) {
    if (offered != null) {
      for (String kind : offered) {
        for (PositionEncoding encoding : PositionEncoding.values()) {
          if (kindOf(encoding).equals(kind)) {
            return new Positions(encoding);
          }
        }
      }
    }
    return new Positions(PositionEncoding.UTF_16);
  }

  /** What the protocol calls the encoding. */
  String kind() {
    return kindOf(encoding);
  }

  private static String kindOf(PositionEncoding encoding) {
    return switch (encoding) {
      case UTF_8 -> PositionEncodingKind.UTF8;
      case UTF_16 -> PositionEncodingKind.UTF16;
      case UTF_32 -> PositionEncodingKind.UTF32;
    };
  }

  /** The range of a place. */
  Range range(Place place) {
    return range(place.text(), place.span());
  }

  /** The range of a span. */
  Range range(SourceText text, Span span) {
    return new Range(position(text, span.start()), position(text, span.end()));
  }

  /** The position of an offset. */
  org.eclipse.lsp4j.Position position(SourceText text, int offset) {
    Position position = text.positionAt(offset, encoding);
    return new org.eclipse.lsp4j.Position(position.line(), position.column());
  }

  /** The offset of a position that somebody points at; empty if it is on no line of the text. */
  OptionalInt pointed(SourceText text, org.eclipse.lsp4j.@Nullable Position position) {
    if (position == null
        || position.getLine() < 0
        || position.getLine() >= text.lineCount()
        || position.getCharacter() < 0) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(offset(text, position));
  }

  /** A range without which there is no answer. */
  static Range required(@Nullable Range range) {
    Range given = Objects.requireNonNull(range);
    Objects.requireNonNull(given.getStart());
    Objects.requireNonNull(given.getEnd());
    return given;
  }

  /** The span of a range; what lies outside is pulled back, what is reversed turned round. */
  Span span(SourceText text, Range range) {
    int start = offset(text, range.getStart());
    int end = offset(text, range.getEnd());
    return new Span(Math.min(start, end), Math.max(start, end));
  }

  /** The offset of a position; what lies outside is pulled back. */
  int offset(SourceText text, org.eclipse.lsp4j.Position position) {
    return text.offsetOf(new Position(position.getLine(), position.getCharacter()), encoding);
  }
}
