package dev.fasynclens.source;

/**
 * A half-open range of byte offsets in one text.
 *
 * @param start offset of the first byte, from 0
 * @param end offset after the last byte, at least {@code start}
 */
public record Span(int start, int end) implements Comparable<Span> {
  /**
   * @throws IllegalArgumentException if the range is negative or reversed
   */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a span: " + start + ".." + end);
    }
  }

  /** The number of bytes covered. */
  public int length() {
    return end - start;
  }

  /** Whether {@code offset} lies inside. */
  public boolean contains(int offset) {
    return start <= offset && offset < end;
  }

  /** Whether {@code other} lies wholly inside. */
  public boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }

  @Override
  public int compareTo(Span other) {
    int byStart = Integer.compare(start, other.start);
    return byStart != 0 ? byStart : Integer.compare(end, other.end);
  }
}
