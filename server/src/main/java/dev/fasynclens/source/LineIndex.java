package dev.fasynclens.source;

import java.util.Arrays;

/**
 * Where the lines of a text start. A line ends with LF, CR LF or a lone CR, as editors see it; the
 * end belongs to its line.
 */
final class LineIndex {
  private final int[] starts;

  LineIndex(byte[] bytes) {
    int[] found = new int[Math.max(16, bytes.length / 24)];
    int count = 1;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      boolean ends = b == '\n' || (b == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n'));
      if (ends) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = i + 1;
      }
    }
    starts = Arrays.copyOf(found, count);
  }

  int lineCount() {
    return starts.length;
  }

  /** Offset of the first byte of a line (from 0). */
  int startOf(int line) {
    return starts[line];
  }

  /** The line (from 0) that holds an offset. */
  int lineAt(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 2;
  }
}
