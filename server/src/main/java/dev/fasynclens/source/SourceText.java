package dev.fasynclens.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of one file, as bytes. Offsets are byte offsets everywhere; columns are computed on
 * demand. Immutable: an edit makes a new text.
 */
public final class SourceText {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final String name;
  private final byte[] bytes;
  private @Nullable LineIndex lines;

  private SourceText(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * Takes over an array; the caller must not change it afterwards.
   *
   * @param name how messages call the file: a path with {@code /}, or a URI
   */
  public static SourceText of(String name, byte[] bytes) {
    return new SourceText(name, bytes);
  }

  /** The text of a string, for tests and unsaved documents. */
  public static SourceText of(String name, String text) {
    return new SourceText(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** How messages call the file. */
  public String name() {
    return name;
  }

  /** Length in bytes. */
  public int length() {
    return bytes.length;
  }

  /** The byte at an offset, 0 to 255. */
  public int byteAt(int offset) {
    return bytes[offset] & 0xFF;
  }

  /** A copy of all bytes. */
  public byte[] copyBytes() {
    return bytes.clone();
  }

  /** How many bytes the UTF-8 byte order mark takes that some editors write first: 3 or 0. */
  public int byteOrderMarkLength() {
    boolean marked =
        bytes.length >= 3 && byteAt(0) == 0xEF && byteAt(1) == 0xBB && byteAt(2) == 0xBF;
    return marked ? 3 : 0;
  }

  /** The text of a span; bytes that are not UTF-8 become replacement characters. */
  public String slice(Span span) {
    return slice(span.start(), span.end());
  }

  /** The text between two offsets; bytes that are not UTF-8 become replacement characters. */
  public String slice(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** Whether the bytes between two offsets are exactly this ASCII word. */
  public boolean matches(int start, int end, String word) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Offset of the next occurrence of an ASCII word at or after {@code from}, or -1. */
  public int indexOf(String word, int from) {
    return indexOf(word, from, bytes.length);
  }

  /** Offset of the next occurrence of an ASCII word between two offsets, or -1. */
  public int indexOf(String word, int from, int to) {
    int last = Math.min(to, bytes.length) - word.length();
    int at = from;
    if (word.length() > 1) {
      long firsts = ONES * word.charAt(0);
      long seconds = ONES * word.charAt(1);
      for (; at <= last - 8; at += 8) {
        long differences =
            ((long) LONGS.get(bytes, at) ^ firsts) | ((long) LONGS.get(bytes, at + 1) ^ seconds);
        // One of these bytes is zero where the first two letters stand.
        if (((differences - ONES) & ~differences & HIGH_BITS) != 0) {
          int found = indexOf(word, at, at + 7, word.charAt(0));
          if (found >= 0) {
            return found;
          }
        }
      }
    }
    return indexOf(word, at, last, word.charAt(0));
  }

  private int indexOf(String word, int from, int last, char first) {
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first && matches(i, i + word.length(), word)) {
        return i;
      }
    }
    return -1;
  }

  /** Number of lines; an empty text has one. */
  public int lineCount() {
    return lines().lineCount();
  }

  /** The line (from 0) that holds an offset. */
  public int lineAt(int offset) {
    return lines().lineAt(offset);
  }

  /** The bytes of a line (from 0) without its line end. */
  public Span lineSpan(int line) {
    int start = lines().startOf(line);
    int end = line + 1 < lineCount() ? lines().startOf(line + 1) : bytes.length;
    while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    return new Span(start, end);
  }

  /**
   * Line and column of an offset.
   *
   * @throws IndexOutOfBoundsException if the offset lies outside the text
   */
  public Position positionAt(int offset, PositionEncoding encoding) {
    if (offset < 0 || offset > bytes.length) {
      throw new IndexOutOfBoundsException("offset " + offset + " in " + bytes.length + " bytes");
    }
    int line = lineAt(offset);
    int start = lines().startOf(line);
    if (encoding == PositionEncoding.UTF_8) {
      return new Position(line, offset - start);
    }
    int column = 0;
    int at = start;
    while (at < offset) {
      int length = Utf8.lengthAt(bytes, at, bytes.length);
      if (at + length > offset) {
        break; // inside a character: its start
      }
      column += length == 1 ? 1 : encoding.unitsOf(bytes[at]);
      at += length;
    }
    return new Position(line, column);
  }

  /**
   * The offset of a line and column. What lies beyond the text is pulled back to its nearest place,
   * as the language server protocol asks.
   */
  public int offsetOf(Position position, PositionEncoding encoding) {
    if (position.line() < 0) {
      return 0;
    }
    if (position.line() >= lineCount()) {
      return bytes.length;
    }
    Span line = lineSpan(position.line());
    int at = line.start();
    int left = position.column();
    while (at < line.end() && left > 0) {
      int length = Utf8.lengthAt(bytes, at, bytes.length);
      int units = length == 1 ? 1 : encoding.unitsOf(bytes[at]);
      if (units > left) {
        break;
      }
      left -= units;
      at += length;
    }
    return at;
  }

  /** A new text with one span replaced. */
  public SourceText with(TextEdit edit) {
    byte[] inserted = edit.replacement().getBytes(StandardCharsets.UTF_8);
    Span span = edit.span();
    byte[] result = new byte[bytes.length - span.length() + inserted.length];
    System.arraycopy(bytes, 0, result, 0, span.start());
    System.arraycopy(inserted, 0, result, span.start(), inserted.length);
    System.arraycopy(
        bytes, span.end(), result, span.start() + inserted.length, bytes.length - span.end());
    return new SourceText(name, result);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceText text
        && name.equals(text.name)
        && Arrays.equals(bytes, text.bytes);
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + bytes.length;
  }

  @Override
  public String toString() {
    return name;
  }

  private LineIndex lines() {
    LineIndex known = lines;
    if (known == null) {
      known = new LineIndex(bytes);
      lines = known;
    }
    return known;
  }
}
