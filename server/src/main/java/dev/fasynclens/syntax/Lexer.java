package dev.fasynclens.syntax;

import dev.fasynclens.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a C text into tokens, comments and preprocessor lines. Never fails: an unfinished string
 * ends with its line, an unfinished comment with the text.
 */
final class Lexer {
  private final byte[] text;
  private final Tokens tokens;
  private final List<Directive> directives = new ArrayList<>();
  private final List<Span> comments = new ArrayList<>();
  private int at;
  private boolean lineStart = true;

  Lexer(byte[] text) {
    this.text = text;
    this.tokens = new Tokens(text);
  }

  Tokens tokens() {
    return tokens;
  }

  List<Directive> directives() {
    return directives;
  }

  List<Span> comments() {
    return comments;
  }

  void run() {
    while (at < text.length && !tokens.isFull()) {
      int c = text[at] & 0xFF;
      if (c == '\n') {
        lineStart = true;
        at++;
      } else if (c <= ' ' || isContinuation(text, at)) {
        at++;
      } else if (c == '/' && next() == '*') {
        blockComment();
      } else if (c == '/' && next() == '/') {
        lineComment();
      } else if (c == '#' && lineStart) {
        directive();
      } else {
        lineStart = false;
        token(c);
      }
    }
  }

  private void token(int c) {
    int start = at;
    if (c == '"' || c == '\'') {
      at = endOfString(text, at);
      tokens.add(Tokens.Type.STRING, start, at);
    } else if (isWordStart(c)) {
      at = endOfWord(text, at);
      boolean prefixed =
          at < text.length && at - start <= 2 && text[at] == '"' && text[start] != '_';
      if (prefixed && (c == 'L' || c == 'u' || c == 'U')) {
        at = endOfString(text, at);
        tokens.add(Tokens.Type.STRING, start, at);
      } else {
        tokens.add(Tokens.Type.WORD, start, at);
      }
    } else if (isDigit(c) || (c == '.' && at + 1 < text.length && isDigit(text[at + 1]))) {
      at = endOfNumber(at);
      tokens.add(Tokens.Type.NUMBER, start, at);
    } else {
      at += lengthOfOperator();
      tokens.add(Tokens.Type.PUNCTUATION, start, at);
    }
  }

  /** Only operators whose parts would mislead the masking are kept whole. */
  private int lengthOfOperator() {
    byte c = text[at];
    if (c == '.' && at + 2 < text.length && text[at + 1] == '.' && text[at + 2] == '.') {
      return 3;
    }
    int n = next();
    boolean pair =
        (c == '-' && n == '>')
            || (n == '=' && (c == '=' || c == '!' || c == '<' || c == '>' || c == '+' || c == '-'))
            || (n == '=' && (c == '|' || c == '&' || c == '*' || c == '/' || c == '^' || c == '%'))
            || (c == n && (c == '&' || c == '|' || c == '+' || c == '-' || c == '<' || c == '>'))
            || (c == n && (c == '#' || c == ':'));
    return pair ? 2 : 1;
  }

  private int next() {
    return at + 1 < text.length ? text[at + 1] : 0;
  }

  private void blockComment() {
    int start = at;
    at = endOfBlockComment(at);
    comments.add(new Span(start, at));
  }

  private int endOfBlockComment(int from) {
    int i = from + 2;
    while (i + 1 < text.length && !(text[i] == '*' && text[i + 1] == '/')) {
      i++;
    }
    return Math.min(text.length, i + 2);
  }

  private void lineComment() {
    int start = at;
    at = endOfLogicalLine(at);
    comments.add(new Span(start, at));
  }

  private int endOfLogicalLine(int from) {
    int i = from;
    while (i < text.length && text[i] != '\n') {
      i = isContinuation(text, i) ? afterContinuation(text, i) : i + 1;
    }
    return i;
  }

  private void directive() {
    int start = at;
    int i = at + 1;
    while (i < text.length && (text[i] == ' ' || text[i] == '\t')) {
      i++;
    }
    int wordStart = i;
    while (i < text.length && isWordPart(text[i])) {
      i++;
    }
    String keyword = new String(text, wordStart, i - wordStart, StandardCharsets.ISO_8859_1);
    while (i < text.length && (text[i] == ' ' || text[i] == '\t')) {
      i++;
    }
    int argument = i;
    while (i < text.length && text[i] != '\n') {
      if (isContinuation(text, i)) {
        i = afterContinuation(text, i);
      } else if (text[i] == '/' && i + 1 < text.length && text[i + 1] == '*') {
        int end = endOfBlockComment(i);
        comments.add(new Span(i, end));
        i = end;
      } else if (text[i] == '/' && i + 1 < text.length && text[i + 1] == '/') {
        int end = endOfLogicalLine(i);
        comments.add(new Span(i, end));
        i = end;
      } else if (text[i] == '"') {
        i = endOfString(text, i);
      } else {
        i++;
      }
    }
    directives.add(new Directive(keyword, start, Math.min(argument, i), i));
    at = i;
  }

  /**
   * Where a string or character ends that begins at an offset: behind its quote, or with its line.
   */
  static int endOfString(byte[] text, int from) {
    byte quote = text[from];
    int i = from + 1;
    while (i < text.length && text[i] != '\n') {
      if (text[i] == '\\' && i + 1 < text.length) {
        i = isContinuation(text, i) ? afterContinuation(text, i) : i + 2;
      } else if (text[i] == quote) {
        return i + 1;
      } else {
        i++;
      }
    }
    return Math.min(i, text.length);
  }

  private int endOfNumber(int from) {
    int i = from + 1;
    while (i < text.length && (isWordPart(text[i]) || isFraction(i))) {
      i++;
    }
    return i;
  }

  /** A decimal point, but not the first dot of the range {@code 0...9}. */
  private boolean isFraction(int i) {
    return text[i] == '.' && !(i + 1 < text.length && text[i + 1] == '.') && text[i - 1] != '.';
  }

  private static boolean isContinuation(byte[] text, int i) {
    return text[i] == '\\'
        && (i + 1 == text.length
            || text[i + 1] == '\n'
            || (text[i + 1] == '\r' && i + 2 < text.length && text[i + 2] == '\n'));
  }

  private static int afterContinuation(byte[] text, int i) {
    return Math.min(text.length, i + (i + 1 < text.length && text[i + 1] == '\r' ? 3 : 2));
  }

  static int endOfWord(byte[] text, int from) {
    int i = from;
    while (i < text.length && isWordPart(text[i])) {
      i++;
    }
    return i;
  }

  static boolean isWordStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  }

  static boolean isWordPart(int c) {
    return isWordStart(c) || isDigit(c);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
