package dev.fasynclens.source;

/**
 * A span of a certain text.
 *
 * @param text the file
 * @param span the bytes meant
 */
public record Place(SourceText text, Span span) implements Comparable<Place> {
  /** A place from two byte offsets. */
  public static Place of(SourceText text, int start, int end) {
    return new Place(text, new Span(start, end));
  }

  /** The line number as people count, from 1. */
  public int lineNumber() {
    return text.lineAt(span.start()) + 1;
  }

  @Override
  public int compareTo(Place other) {
    int byName = text.name().compareTo(other.text.name());
    return byName != 0 ? byName : span.compareTo(other.span);
  }
}
