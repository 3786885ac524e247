package dev.fasynclens.json;

import dev.fasynclens.source.Span;

/** A text is not JSON. */
public final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int start;
  private final int end;

  /** Says what is wrong where, in a sentence without a full stop. */
  public JsonSyntaxException(Span span, String message) {
    super(message, null, false, false);
    this.start = span.start();
    this.end = span.end();
  }

  /** Where it is wrong. */
  public Span span() {
    return new Span(start, end);
  }

  /** What is wrong. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
