package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;

/**
 * The call around an offset, read off the text, since a call that is being typed is seldom one that
 * a parser accepts.
 *
 * @param function the name of what is called
 * @param index which argument the offset is in, from 0
 * @param word the part of a word that stands before the offset, with what follows it of that word
 */
record Arguments(String function, int index, Span word) {
  /** No call is longer; no need to look further back. */
  private static final int FARTHEST = 4_000;

  static Optional<Arguments> at(CFile file, int offset) {
    SyntaxTree tree = file.tree();
    SourceText text = file.source();
    if (offset < 0 || offset > text.length() || Cursor.isQuoted(tree, Math.max(0, offset - 1))) {
      return Optional.empty();
    }
    int depth = 0;
    int commas = 0;
    int at = offset;
    while (at > 0 && offset - at < FARTHEST) {
      at--;
      int before = beforeQuoted(tree, at);
      if (before < at) {
        at = before;
        continue;
      }
      switch (text.byteAt(at)) {
        case ')', ']' -> depth++;
        case '[' -> depth--;
        case '(' -> {
          if (depth == 0) {
            return named(text, at, commas, offset);
          }
          depth--;
        }
        case ',' -> commas += depth == 0 ? 1 : 0;
        case ';', '{', '}' -> {
          return Optional.empty();
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /** The start of the comment or literal that ends at an offset, or the offset itself. */
  private static int beforeQuoted(SyntaxTree tree, int at) {
    SourceText text = tree.source();
    char c = (char) text.byteAt(at);
    if (c == '/') {
      for (Span comment : tree.comments()) {
        if (comment.end() == at + 1) {
          return comment.start();
        }
      }
    } else if (c == '"' || c == '\'') {
      int start = at - 1;
      while (start > 0 && (text.byteAt(start) != c || text.byteAt(start - 1) == '\\')) {
        if (text.byteAt(start) == '\n') {
          return at;
        }
        start--;
      }
      return Math.max(start, 0);
    }
    return at;
  }

  private static Optional<Arguments> named(SourceText text, int bracket, int commas, int offset) {
    int end = bracket;
    while (end > 0 && text.byteAt(end - 1) <= ' ') {
      end--;
    }
    int start = end;
    while (start > 0 && Cursor.isWordPart(text.byteAt(start - 1))) {
      start--;
    }
    return start == end
        ? Optional.empty()
        : Optional.of(new Arguments(text.slice(start, end), commas, wordAt(text, offset)));
  }

  /** The word around an offset; empty if there is none. */
  static Span wordAt(SourceText text, int offset) {
    int start = offset;
    while (start > 0 && Cursor.isWordPart(text.byteAt(start - 1))) {
      start--;
    }
    int end = offset;
    while (end < text.length() && Cursor.isWordPart(text.byteAt(end))) {
      end++;
    }
    return new Span(start, end);
  }
}
