package dev.fasynclens.eclipse.markdown;

import java.util.List;
import java.util.Optional;

/**
 * Text to show, and how.
 *
 * @param spans may lie in each other, the outer first
 */
public record StyledDocument(String text, List<Span> spans) {
  /** What a stretch of text is. */
  public enum Kind {
    /** A title, the larger the smaller its level. */
    HEADING,
    STRONG,
    EMPHASIS,
    /** Code within a line. */
    CODE,
    /** Lines of code, or a table. */
    BLOCK,
    LINK
  }

  /**
   * A stretch of text.
   *
   * @param detail the target of a link, the level of a heading, otherwise empty
   */
  public record Span(int start, int length, Kind kind, String detail) {
    /** Where it ends. */
    public int end() {
      return start + length;
    }
  }

  /** The target of the link at an offset. */
  public Optional<String> linkAt(int offset) {
    return spans.stream()
        .filter(span -> span.kind() == Kind.LINK)
        .filter(span -> span.start() <= offset && offset < span.end())
        .map(Span::detail)
        .findFirst();
  }
}
