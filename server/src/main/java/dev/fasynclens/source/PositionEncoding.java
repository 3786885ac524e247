package dev.fasynclens.source;

/** The unit in which columns are counted, as language servers negotiate it. */
public enum PositionEncoding {
  /** Bytes of the UTF-8 form. */
  UTF_8 {
    @Override
    int unitsOf(int leadByte) {
      return Utf8.lengthOf(leadByte);
    }
  },
  /** UTF-16 code units; a character outside the basic plane counts two. */
  UTF_16 {
    @Override
    int unitsOf(int leadByte) {
      return Utf8.lengthOf(leadByte) == 4 ? 2 : 1;
    }
  },
  /** Unicode code points. */
  UTF_32 {
    @Override
    int unitsOf(int leadByte) {
      return 1;
    }
  };

  /** Code units of the character whose UTF-8 form starts with {@code leadByte}. */
  abstract int unitsOf(int leadByte);
}
