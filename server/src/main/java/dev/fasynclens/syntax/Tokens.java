package dev.fasynclens.syntax;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The tokens of a C text, without comments and preprocessor lines, as parallel arrays. */
final class Tokens {
  /** What a token is. */
  enum Type {
    WORD,
    NUMBER,
    STRING,
    PUNCTUATION
  }

  private final byte[] text;
  private Type[] types = new Type[1024];
  private int[] starts = new int[1024];
  private int[] ends = new int[1024];
  private int count;
  private boolean full;

  /** The words met last, by a hash of their bytes. */
  private final @Nullable String[] spellings = new String[4096];

  Tokens(byte[] text) {
    this.text = text;
  }

  /** The largest hand-written driver has a tenth of this. */
  static final int MOST = 1_000_000;

  /** Whether a token had no place any more; what follows it is missing. */
  boolean isFull() {
    return full;
  }

  void add(Type type, int start, int end) {
    if (count == MOST) {
      full = true;
      return;
    }
    if (count == types.length) {
      types = Arrays.copyOf(types, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    types[count] = type;
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  int count() {
    return count;
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return ends[token];
  }

  boolean isWord(int token) {
    return token >= 0 && token < count && types[token] == Type.WORD;
  }

  boolean isString(int token) {
    return token >= 0 && token < count && types[token] == Type.STRING;
  }

  /** The single character of a punctuation token, 0 for anything else. */
  char punctuation(int token) {
    return token >= 0 && token < count && types[token] == Type.PUNCTUATION
        ? (char) text[starts[token]]
        : 0;
  }

  boolean is(int token, String spelling) {
    if (token < 0 || token >= count || ends[token] - starts[token] != spelling.length()) {
      return false;
    }
    for (int i = 0; i < spelling.length(); i++) {
      if (text[starts[token] + i] != spelling.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The spelling of a token. A word that comes again is mostly the same object. */
  String spelling(int token) {
    int hash = 0;
    for (int i = starts[token]; i < ends[token]; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = (hash ^ hash >>> 16) & (spellings.length - 1);
    String known = spellings[slot];
    if (known != null && is(token, known)) {
      return known;
    }
    String spelling =
        new String(text, starts[token], ends[token] - starts[token], StandardCharsets.ISO_8859_1);
    spellings[slot] = spelling;
    return spelling;
  }

  /** The first token that starts at or after an offset; {@link #count()} if there is none. */
  int firstFrom(int offset) {
    int found = Arrays.binarySearch(starts, 0, count, offset);
    return found >= 0 ? found : -found - 1;
  }
}
