package dev.fasynclens.review;

import dev.fasynclens.source.Span;

/** A text is not JSON. */
final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int start;
  private final int end;

  JsonSyntaxException(Span span, String message) {
    super(message, null, false, false);
    this.start = span.start();
    this.end = span.end();
  }

  Span span() {
    return new Span(start, end);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
