package dev.fasynclens.project;

import dev.fasynclens.program.UserHeaders;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Looks for the words {@code fasync}, {@code FASYNC}, {@code O_ASYNC} and {@code FIOASYNC} in
 * bytes, eight positions at a time. Has a buffer of its own that it uses for file after file: one
 * scanner a thread.
 */
public final class FasyncScanner {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** What makes a capital letter a small one, and leaves small ones alone. */
  private static final long SMALL = ONES * 0x20;

  // "yn" is the rarest pair of neighbours in "fasync".
  private static final long EVERY_Y = ONES * 'y';
  private static final long EVERY_N = ONES * 'n';
  private static final int PAIR_OFFSET = 3;
  private static final int LONGEST_WORD = 8;
  private static final byte[] DRIVER_WORD = bytes("fasync");
  private static final byte[] CAPITALS = bytes("ASYNC");
  private static final byte[] FLAG = bytes("O_");
  private static final byte[] OLD_FLAG = bytes("F");
  private static final byte[] COMMAND = bytes("FIO");
  private static final byte[] INCLUDE = bytes("include");

  /** Most files fit; and the runtime copies larger pieces through memory it maps anew each time. */
  private final byte[] buffer = new byte[1 << 16];

  /** What a file says that makes it worth reading. The native library knows the ordinals. */
  enum Mention {
    /** Nothing. */
    NOTHING,
    /** Only the flag by which a program asks for signals; drivers may mention that as well. */
    FLAG,
    /** {@code fasync}. */
    FASYNC
  }

  /** Opens a file, once more if need be. */
  interface Opening {
    /** The file from its beginning. */
    InputStream open() throws IOException;
  }

  /**
   * Whether a file is one to look at: it mentions fasync, or is a program that asks for signals.
   */
  boolean isSought(Opening file) throws IOException {
    Mention mention;
    try (InputStream in = file.open()) {
      mention = mention(in);
    }
    return isSought(mention, file);
  }

  /** The same for a file of which is known what it mentions. */
  boolean isSought(Mention mention, Opening file) throws IOException {
    if (mention != Mention.FLAG) {
      return mention == Mention.FASYNC;
    }
    try (InputStream in = file.open()) {
      int read = in.readNBytes(buffer, 0, buffer.length);
      return includesUserHeader(buffer, read);
    }
  }

  /** Whether a text is one to look at. */
  public static boolean isSought(SourceText text) {
    byte[] bytes = text.copyBytes();
    Mention mention = mention(bytes, bytes.length);
    return mention == Mention.FASYNC
        || (mention == Mention.FLAG && includesUserHeader(bytes, bytes.length));
  }

  /** Whether {@code fasync} occurs in what a stream has. */
  boolean mentionsFasync(InputStream in) throws IOException {
    return mention(in) == Mention.FASYNC;
  }

  /** What a stream has; reads no farther than it must. */
  Mention mention(InputStream in) throws IOException {
    Mention found = Mention.NOTHING;
    int kept = 0;
    while (true) {
      int read = in.read(buffer, kept, buffer.length - kept);
      if (read <= 0) {
        return found;
      }
      int end = kept + read;
      Mention here = mention(buffer, end);
      if (here == Mention.FASYNC) {
        return here;
      }
      found = here == Mention.FLAG ? here : found;
      kept = Math.min(end, LONGEST_WORD - 1); // a word may lie across two reads
      System.arraycopy(buffer, end - kept, buffer, 0, kept);
    }
  }

  /** What the first {@code end} bytes say. */
  static Mention mention(byte[] bytes, int end) {
    Mention found = Mention.NOTHING;
    int at = 0;
    for (int last = end - 9; at <= last; at += 8) {
      long notY = ((long) LONGS.get(bytes, at) | SMALL) ^ EVERY_Y;
      long notN = ((long) LONGS.get(bytes, at + 1) | SMALL) ^ EVERY_N;
      long notPair = notY | notN;
      // A byte of notPair is zero where the pair stands.
      if (((notPair - ONES) & ~notPair & HIGH_BITS) != 0) {
        found = better(found, near(bytes, at, at + 8, end));
        if (found == Mention.FASYNC) {
          return found;
        }
      }
    }
    return better(found, near(bytes, at, end, end));
  }

  private static Mention better(Mention one, Mention other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Mention near(byte[] bytes, int from, int to, int end) {
    Mention found = Mention.NOTHING;
    for (int at = from; at < to; at++) {
      if (bytes[at] == 'y' && isAt(bytes, at - PAIR_OFFSET, end, DRIVER_WORD)) {
        return Mention.FASYNC;
      }
      if (bytes[at] == 'Y' && isFlag(bytes, at - 2, end)) {
        found = Mention.FLAG;
      }
    }
    return found;
  }

  private static boolean isFlag(byte[] bytes, int at, int end) {
    return isAt(bytes, at, end, CAPITALS)
        && (isAt(bytes, at - 2, end, FLAG)
            || isAt(bytes, at - 1, end, OLD_FLAG)
            || isAt(bytes, at - 3, end, COMMAND));
  }

  /** Whether one of the headers is included that no kernel code includes. */
  static boolean includesUserHeader(byte[] bytes, int end) {
    for (int at = 0; at < end; at++) {
      if (bytes[at] != '#') {
        continue;
      }
      int word = skipBlanks(bytes, at + 1, end);
      int open = skipBlanks(bytes, word + INCLUDE.length, end);
      if (isAt(bytes, word, end, INCLUDE) && open < end && isOpening(bytes[open])) {
        int close = open + 1;
        while (close < end && bytes[close] != '>' && bytes[close] != '"' && bytes[close] != '\n') {
          close++;
        }
        String path = new String(bytes, open + 1, close - open - 1, StandardCharsets.ISO_8859_1);
        if (UserHeaders.contains(path)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOpening(byte b) {
    return b == '<' || b == '"';
  }

  private static int skipBlanks(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  private static boolean isAt(byte[] bytes, int at, int end, byte[] word) {
    if (at < 0 || at + word.length > end) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
