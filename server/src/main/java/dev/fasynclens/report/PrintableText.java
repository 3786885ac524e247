package dev.fasynclens.report;

/**
 * Text for a terminal. Source text, file names and messages can hold control characters, which
 * could move the cursor, set the window's title or, as bidirectional marks, show code in another
 * order than it has: each is replaced by a visible sign. Counts the cells that the text takes.
 */
public final class PrintableText {
  private static final int TAB = 8;
  private static final char UNPRINTABLE = '\uFFFD';

  /** Pairs of first and last code point of the characters that take two cells. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0,
    0x23F3, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F,
    0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5,
    0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5,
    0x26FA, 0x26FA, 0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728,
    0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
    0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
    0x2E80, 0x303E, 0x3041, 0x3247, 0x3250, 0x4DBF, 0x4E00, 0xA4C6, 0xA960, 0xA97C,
    0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60,
    0xFFE0, 0xFFE6, 0x16FE0, 0x18CFF, 0x1AFF0, 0x1B2FF, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF,
    0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C,
    0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4,
    0x1F3F8, 0x1F43E, 0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E,
    0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F,
    0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6D7, 0x1F6DC, 0x1F6DF,
    0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7EB, 0x1F7F0, 0x1F7F0, 0x1F90C, 0x1F93A,
    0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD,
  };

  private final StringBuilder shown = new StringBuilder();
  private int cells;

  /** A text on one line: line ends and tabs become blanks. */
  public static String of(String text) {
    if (isPlain(text)) {
      return text;
    }
    PrintableText printable = new PrintableText();
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      printable.append(c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
      at += Character.charCount(c);
    }
    return printable.toString();
  }

  /** Adds text in which tabs go to the next multiple of eight cells. */
  void append(String text) {
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      append(c);
      at += Character.charCount(c);
    }
  }

  private void append(int c) {
    if (c >= ' ' && c < 0x7F) {
      shown.append((char) c);
      cells++;
    } else if (c == '\t') {
      int blanks = TAB - cells % TAB;
      shown.repeat(' ', blanks);
      cells += blanks;
    } else if (c < ' ') {
      shown.append((char) (0x2400 + c)); // the picture of the control character
      cells++;
    } else if (c == 0x7F) {
      shown.append('\u2421');
      cells++;
    } else {
      appendForeign(c);
    }
  }

  private void appendForeign(int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> {
        shown.append(UNPRINTABLE);
        cells++;
      }
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> shown.appendCodePoint(c);
      default -> {
        shown.appendCodePoint(c);
        cells += isWide(c) ? 2 : 1;
      }
    }
  }

  /** The cells that a text takes that is printable already. */
  static int cells(String text) {
    if (isPlain(text)) {
      return text.length();
    }
    PrintableText printable = new PrintableText();
    printable.append(text);
    return printable.cells;
  }

  /** The cells taken so far. */
  int cells() {
    return cells;
  }

  @Override
  public String toString() {
    return shown.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWide(int c) {
    int low = 0;
    int high = WIDE.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (WIDE[middle * 2 + 1] < c) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < WIDE.length / 2 && WIDE[low * 2] <= c;
  }
}
