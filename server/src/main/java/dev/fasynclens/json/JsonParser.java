package dev.fasynclens.json;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON as RFC 8259 has it, and nothing more, keeping the place of every value. Input may be
 * hostile: depth is limited, numbers are not converted, and every error has a place.
 */
public final class JsonParser {
  /** Deeper than any file of ours, and far from the end of the stack. */
  private static final int DEEPEST = 64;

  private final SourceText text;
  private int at;

  private JsonParser(SourceText text) {
    this.text = text;
  }

  /**
   * Reads a whole text.
   *
   * @throws JsonSyntaxException if it is not JSON, with the place
   */
  public static Json parse(SourceText text) throws JsonSyntaxException {
    JsonParser parser = new JsonParser(text);
    parser.at = text.byteOrderMarkLength();
    parser.skipSpace();
    if (parser.at == text.length()) {
      throw parser.error("the file is empty");
    }
    Json value = parser.value(0);
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.unexpected("the end of the file");
    }
    return value;
  }

  private Json value(int depth) throws JsonSyntaxException {
    if (depth > DEEPEST) {
      throw error("nested more than " + DEEPEST + " deep");
    }
    int next = peek();
    return switch (next) {
      case '{' -> dictionary(depth);
      case '[' -> sequence(depth);
      case '"' -> string();
      default -> next == '-' || (next >= '0' && next <= '9') ? numeral() : word();
    };
  }

  private Json word() throws JsonSyntaxException {
    for (String word : List.of("true", "false", "null")) {
      int end = at + word.length();
      if (end <= text.length() && text.matches(at, end, word)) {
        Span span = new Span(at, end);
        at = end;
        return new Json.Word(span, word);
      }
    }
    throw unexpected("a value");
  }

  private Json dictionary(int depth) throws JsonSyntaxException {
    int start = at++;
    List<Json.Member> members = new ArrayList<>();
    skipSpace();
    if (peek() == '}') {
      at++;
      return new Json.Dictionary(new Span(start, at), List.of());
    }
    while (true) {
      skipSpace();
      if (peek() == '}') {
        throw error("a comma before } is not allowed in JSON");
      }
      if (peek() != '"') {
        throw unexpected("a key in double quotes");
      }
      Json.Text key = string();
      skipSpace();
      if (peek() != ':') {
        throw unexpected("':' after the key");
      }
      at++;
      skipSpace();
      members.add(new Json.Member(key, value(depth + 1)));
      skipSpace();
      int next = peek();
      if (next == '}') {
        at++;
        return new Json.Dictionary(new Span(start, at), members);
      }
      if (next != ',') {
        throw unexpected("',' or '}'");
      }
      at++;
    }
  }

  private Json sequence(int depth) throws JsonSyntaxException {
    int start = at++;
    List<Json> items = new ArrayList<>();
    skipSpace();
    if (peek() == ']') {
      at++;
      return new Json.Sequence(new Span(start, at), List.of());
    }
    while (true) {
      skipSpace();
      if (peek() == ']') {
        throw error("a comma before ] is not allowed in JSON");
      }
      items.add(value(depth + 1));
      skipSpace();
      int next = peek();
      if (next == ']') {
        at++;
        return new Json.Sequence(new Span(start, at), items);
      }
      if (next != ',') {
        throw unexpected("',' or ']'");
      }
      at++;
    }
  }

  private Json.Text string() throws JsonSyntaxException {
    int start = at++;
    StringBuilder value = new StringBuilder();
    int plain = at;
    while (true) {
      int next = peek();
      if (next == '"') {
        value.append(text.slice(plain, at));
        at++;
        return new Json.Text(new Span(start, at), value.toString());
      }
      if (next < 0) {
        throw new JsonSyntaxException(new Span(start, start + 1), "the string does not end");
      }
      if (next == '\n' || next == '\r') {
        throw new JsonSyntaxException(new Span(start, at), "the string does not end on its line");
      }
      if (next < ' ') {
        throw unexpected("a character of the string");
      }
      if (next == '\\') {
        value.append(text.slice(plain, at));
        value.append(escape());
        plain = at;
      } else {
        at++;
      }
    }
  }

  private char escape() throws JsonSyntaxException {
    int start = at++;
    int kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> (char) kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode(start);
      default ->
          throw new JsonSyntaxException(
              new Span(start, Math.min(text.length(), at)),
              "not an escape that JSON has; write \\\\ for a backslash");
    };
  }

  private char unicode(int start) throws JsonSyntaxException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw new JsonSyntaxException(new Span(start, at), "\\u needs four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private Json numeral() throws JsonSyntaxException {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    boolean zero = peek() == '0';
    int whole = digits();
    if (whole == 0 || (zero && whole > 1)) {
      throw new JsonSyntaxException(new Span(start, at), "not a number that JSON has");
    }
    if (peek() == '.') {
      at++;
      if (digits() == 0) {
        throw new JsonSyntaxException(new Span(start, at), "not a number that JSON has");
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      if (digits() == 0) {
        throw new JsonSyntaxException(new Span(start, at), "not a number that JSON has");
      }
    }
    return new Json.Numeral(new Span(start, at), text.slice(start, at));
  }

  private int digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at - start;
  }

  private void skipSpace() throws JsonSyntaxException {
    while (true) {
      int next = peek();
      if (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
        at++;
      } else if (next == '/') {
        throw error("JSON has no comments");
      } else {
        return;
      }
    }
  }

  /** The next byte, or -1 at the end. */
  private int peek() {
    return at < text.length() ? text.byteAt(at) : -1;
  }

  private JsonSyntaxException error(String message) {
    return new JsonSyntaxException(new Span(at, Math.min(text.length(), at + 1)), message);
  }

  private JsonSyntaxException unexpected(String wanted) {
    int next = peek();
    String found;
    if (next < 0) {
      found = "the end of the file";
    } else if (next > ' ' && next < 0x7F) {
      found = "'" + (char) next + "'";
    } else if (next < ' ' || next == 0x7F) {
      found = String.format("the control character U+%04X", next);
    } else {
      found = "this";
    }
    return error("expected " + wanted + ", found " + found);
  }
}
