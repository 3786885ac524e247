package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a file somebody types the first word of something, read off the brackets of the text,
 * since what is being typed is seldom something that a parser accepts.
 */
sealed interface TypedPlace {
  /** Between functions, where a declaration may begin. */
  record FileLevel() implements TypedPlace {}

  /**
   * In a function, where a statement may begin.
   *
   * @param name of the function
   * @param parameters as they are written, with their brackets
   */
  record InFunction(String name, String parameters) implements TypedPlace {
    private static final Pattern CLOSING =
        Pattern.compile(
            "\\(\\s*struct\\s+inode\\s*\\*\\s*\\w*\\s*,\\s*struct\\s+file\\s*\\*\\s*(\\w+)\\s*\\)");

    /** How a method that is told an inode and a file calls the file; empty if it is another. */
    String closedFile() {
      Matcher matcher = CLOSING.matcher(parameters);
      return matcher.find() ? matcher.group(1) : "";
    }
  }

  /**
   * In a table of file operations, where an entry may begin.
   *
   * @param span of what is in its braces so far
   */
  record InTable(Span span) implements TypedPlace {}

  /** Somewhere else. */
  record Elsewhere() implements TypedPlace {}

  /** The place of the word that begins at an offset. */
  static TypedPlace at(CFile file, int offset) {
    Scan scan = new Scan(file);
    scan.to(offset);
    return scan.place();
  }

  /** Goes through a text from its start, past comments, literals and directives. */
  final class Scan {
    private static final Pattern HEAD = Pattern.compile("(\\w+)\\s*(\\([^{}]*\\))[^(){}]*$");
    private static final Pattern TABLE = Pattern.compile("\\bfile_operations\\b[^;{}]*=\\s*$");
    private static final int LONGEST_HEAD = 1_000;

    private final SourceText text;
    private final Iterator<Span> comments;
    private Span comment;
    private final Deque<Integer> braces = new ArrayDeque<>();
    private int brackets;
    private int head;
    private int headOfOutermost;
    private int last = -1;

    Scan(CFile file) {
      text = file.source();
      comments = file.tree().comments().iterator();
      comment = next();
    }

    private Span next() {
      return comments.hasNext() ? comments.next() : new Span(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    void to(int offset) {
      boolean lineStarts = true;
      int at = 0;
      while (at < offset) {
        while (comment.end() <= at) {
          comment = next();
        }
        int c = text.byteAt(at);
        if (at >= comment.start()) {
          at = comment.end();
        } else if (c == '#' && lineStarts) {
          at = endOfDirective(at);
        } else if (c == '"' || c == '\'') {
          last = at;
          at = endOfLiteral(at, c);
        } else {
          lineStarts = c == '\n' || (lineStarts && c <= ' ');
          if (c > ' ') {
            take(at, c);
          }
          at++;
        }
      }
    }

    private void take(int at, int c) {
      last = at;
      switch (c) {
        case '{' -> {
          if (braces.isEmpty()) {
            headOfOutermost = head;
          }
          braces.push(at);
        }
        case '}' -> {
          braces.poll();
          head = braces.isEmpty() ? at + 1 : head;
        }
        case ';' -> head = braces.isEmpty() ? at + 1 : head;
        case '(', '[' -> brackets++;
        case ')', ']' -> brackets--;
        default -> {}
      }
      if (c == '{' || c == '}' || c == ';') {
        brackets = 0; // whatever is wrong in a statement ends with it
      }
    }

    private int endOfDirective(int start) {
      int line = text.lineAt(start);
      Span span = text.lineSpan(line);
      while (line + 1 < text.lineCount()
          && span.length() > 0
          && text.byteAt(span.end() - 1) == '\\') {
        line++;
        span = text.lineSpan(line);
      }
      return span.end();
    }

    private int endOfLiteral(int start, int quote) {
      int at = start + 1;
      while (at < text.length() && text.byteAt(at) != quote && text.byteAt(at) != '\n') {
        at += text.byteAt(at) == '\\' ? 2 : 1;
      }
      return at + 1;
    }

    TypedPlace place() {
      int before = last < 0 ? ';' : text.byteAt(last);
      if (brackets > 0) {
        return new Elsewhere();
      }
      if (braces.isEmpty()) {
        return before == ';' || before == '}' ? new FileLevel() : new Elsewhere();
      }
      int outermost = braces.peekLast();
      String opening = text.slice(Math.max(headOfOutermost, outermost - LONGEST_HEAD), outermost);
      boolean table = braces.size() == 1 && TABLE.matcher(opening).find();
      if (table) {
        boolean entry = before == '{' || before == ',' || before == '.';
        return entry ? new InTable(new Span(outermost + 1, last + 1)) : new Elsewhere();
      }
      Matcher function = HEAD.matcher(opening);
      boolean statement = "{};):".indexOf(before) >= 0;
      return statement && !opening.contains("=") && function.find()
          ? new InFunction(function.group(1), function.group(2))
          : new Elsewhere();
    }
  }
}
