package dev.fasynclens.project;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for the word {@code fasync} in bytes, eight positions at a time. Has a buffer of its own
 * that it uses for file after file: one scanner a thread.
 */
final class FasyncScanner {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  // "yn" is the rarest pair of neighbours in "fasync".
  private static final long EVERY_Y = ONES * 'y';
  private static final long EVERY_N = ONES * 'n';
  private static final int PAIR_OFFSET = 3;
  private static final int WORD = 6;

  /** Most files fit; and the runtime copies larger pieces through memory it maps anew each time. */
  private final byte[] buffer = new byte[1 << 16];

  /** Whether the word occurs in what a stream has; reads no farther than it must. */
  boolean mentionsFasync(InputStream in) throws IOException {
    int kept = 0;
    while (true) {
      int read = in.read(buffer, kept, buffer.length - kept);
      if (read <= 0) {
        return false;
      }
      int end = kept + read;
      if (mentionsFasync(buffer, end)) {
        return true;
      }
      kept = Math.min(end, WORD - 1); // the word may lie across two reads
      System.arraycopy(buffer, end - kept, buffer, 0, kept);
    }
  }

  /** Whether the word occurs in the first {@code end} bytes. */
  static boolean mentionsFasync(byte[] bytes, int end) {
    int at = 0;
    for (int last = end - 9; at <= last; at += 8) {
      long notY = (long) LONGS.get(bytes, at) ^ EVERY_Y;
      long notN = (long) LONGS.get(bytes, at + 1) ^ EVERY_N;
      long notPair = notY | notN;
      // A byte of notPair is zero where the pair stands.
      if (((notPair - ONES) & ~notPair & HIGH_BITS) != 0 && isWordNear(bytes, at, at + 8, end)) {
        return true;
      }
    }
    return isWordNear(bytes, at, end, end);
  }

  private static boolean isWordNear(byte[] bytes, int from, int to, int end) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == 'y' && isWord(bytes, at - PAIR_OFFSET, end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(byte[] bytes, int at, int end) {
    return at >= 0
        && at + WORD <= end
        && bytes[at] == 'f'
        && bytes[at + 1] == 'a'
        && bytes[at + 2] == 's'
        && bytes[at + 3] == 'y'
        && bytes[at + 4] == 'n'
        && bytes[at + 5] == 'c';
  }
}
