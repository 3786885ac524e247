package dev.fasynclens.review;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells code from comments and blanks around a place, from the bytes alone: suppressions have to
 * work in files that no parser understands.
 */
final class CodeLines {
  /** No statement worth suppressing something in is longer; a bound for hostile files. */
  private static final int FARTHEST = 4096;

  private final SourceText text;
  private final List<Span> comments;
  private int firstCode = -1;

  CodeLines(SourceText text, List<Span> comments) {
    this.text = text;
    this.comments = comments;
  }

  /** The line on which the statement, member or initializer around an offset begins. */
  int firstLineOfStatement(int offset) {
    int comma = -1;
    int depth = 0;
    int at = offset - 1;
    int limit = Math.max(0, offset - FARTHEST);
    int boundary = limit - 1;
    while (at >= limit) {
      Span comment = commentAround(at);
      if (comment != null) {
        at = comment.start() - 1;
        continue;
      }
      int c = text.byteAt(at);
      if (c == ')') {
        depth++;
      } else if (c == '(' && depth > 0) {
        depth--;
      } else if (c == '(') {
        comma = -1; // it separates arguments, and the call goes on to the left
      } else if (c == ',' && depth == 0 && comma < 0) {
        comma = at;
      } else if ((isEnd(c) && depth == 0) || (c == '\n' && isDirectiveLine(at))) {
        boundary = at;
        break;
      }
      at--;
    }
    int start = skipBlanks(Math.max(boundary, comma) + 1);
    return text.lineAt(Math.min(start, offset));
  }

  /** The line on which the statement, member or initializer around an offset ends. */
  int lastLineOfStatement(int offset) {
    int comma = -1;
    int depth = 0;
    int at = offset;
    int limit = Math.min(text.length(), offset + FARTHEST);
    while (at < limit) {
      Span comment = commentAround(at);
      if (comment != null) {
        at = comment.end();
        continue;
      }
      int c = text.byteAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')' && depth > 0) {
        depth--;
      } else if (c == ')') {
        comma = -1;
      } else if (c == ',' && depth == 0 && comma < 0) {
        comma = at;
      } else if (isEnd(c) && depth == 0) {
        break;
      }
      at++;
    }
    return text.lineAt(comma >= 0 ? comma : Math.min(at, text.length()));
  }

  /** Whether only blanks and comments stand between the start of the line and an offset. */
  boolean startsLine(int offset) {
    int at = offset - 1;
    int limit = Math.max(0, offset - FARTHEST);
    while (at >= limit) {
      Span comment = commentAround(at);
      if (comment != null) {
        at = comment.start() - 1;
        continue;
      }
      int c = text.byteAt(at);
      if (c == '\n' || c == '\r') {
        return true;
      }
      if (!isBlank(c)) {
        return false;
      }
      at--;
    }
    return at < 0;
  }

  /** Whether only blanks and comments stand above an offset. */
  boolean isAboveCode(int offset) {
    if (firstCode < 0) {
      firstCode = skipBlanks(text.byteOrderMarkLength());
    }
    return firstCode >= offset;
  }

  /**
   * The line of the code that follows an offset on its line or directly below, with nothing but
   * comments between; -1 if there is none, or a blank line comes first.
   */
  int lineOfNextCode(int offset) {
    int at = offset;
    int lineEnds = 0;
    int limit = Math.min(text.length(), offset + FARTHEST);
    while (at < limit) {
      Span comment = commentAround(at);
      if (comment != null) {
        at = comment.end();
        lineEnds = 0;
        continue;
      }
      int c = text.byteAt(at);
      if (c == '\n') {
        lineEnds++;
        if (lineEnds > 1) {
          return -1;
        }
      } else if (!isBlank(c) && c != '\r') {
        return text.lineAt(at);
      }
      at++;
    }
    return -1;
  }

  private int skipBlanks(int offset) {
    int at = offset;
    while (at < text.length()) {
      Span comment = commentAround(at);
      if (comment != null) {
        at = comment.end();
        continue;
      }
      int c = text.byteAt(at);
      if (!isBlank(c) && c != '\n' && c != '\r') {
        return at;
      }
      at++;
    }
    return at;
  }

  /** The comment that an offset lies in. */
  private @Nullable Span commentAround(int offset) {
    int low = 0;
    int high = comments.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (comments.get(middle).end() <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean inside = low < comments.size() && comments.get(low).start() <= offset;
    return inside ? comments.get(low) : null;
  }

  /** Whether the line that ends at an offset is a preprocessor directive. */
  private boolean isDirectiveLine(int lineEnd) {
    int at = text.lineSpan(text.lineAt(lineEnd)).start();
    while (at < lineEnd && isBlank(text.byteAt(at))) {
      at++;
    }
    return text.byteAt(at) == '#';
  }

  private static boolean isEnd(int c) {
    return c == ';' || c == '{' || c == '}';
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\f' || c == 0x0B;
  }
}
