package dev.fasynclens.source;

/**
 * Just enough UTF-8 to step through bytes. Files in other encodings occur in driver trees, so a
 * byte that starts no valid character counts as a character of its own.
 */
final class Utf8 {
  private Utf8() {}

  /** Bytes that a character starting with this byte claims to have; 1 for a stray byte. */
  static int lengthOf(int leadByte) {
    int b = leadByte & 0xFF;
    if (b < 0xC2) {
      return 1;
    }
    if (b < 0xE0) {
      return 2;
    }
    if (b < 0xF0) {
      return 3;
    }
    return b < 0xF5 ? 4 : 1;
  }

  /**
   * Bytes of the character at {@code at}: what its first byte claims if the rest is there, else 1.
   */
  static int lengthAt(byte[] bytes, int at, int limit) {
    int claimed = lengthOf(bytes[at]);
    if (at + claimed > limit) {
      return 1;
    }
    for (int i = 1; i < claimed; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 1;
      }
    }
    return claimed;
  }
}
