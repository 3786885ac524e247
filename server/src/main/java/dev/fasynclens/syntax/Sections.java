package dev.fasynclens.syntax;

import java.util.Arrays;

/**
 * Cuts a masked text into sections: some declarations and the function that ends them. The cuts lie
 * where the grammar is done with everything before, so that a section can be parsed alone; in a
 * text without errors that makes no difference, in others an error stays within its section.
 *
 * <p>Braces alone decide, since a parenthesis that is missing is missing in one function. Where
 * they do not balance, because a text is being typed, a brace at the start of a line is taken for
 * the end of a function.
 */
final class Sections {
  /** A section without functions is cut at the end of a declaration when it gets longer. */
  private static final int LONG = 4096;

  private final byte[] text;
  private final boolean balanced;
  private int[] ends = new int[64];
  private int count;

  /** Offset after the last brace or other token that has been seen. */
  private byte previous;

  private int braces;
  private int parentheses;

  /** Whether the outermost open brace is that of a function. */
  private boolean inFunction;

  private Sections(byte[] text, boolean balanced) {
    this.text = text;
    this.balanced = balanced;
  }

  /** The offsets after each section of a text; the last one is the text's length. */
  static int[] endsIn(byte[] text) {
    Sections sections = new Sections(text, true);
    if (!sections.cut()) {
      sections = new Sections(text, false);
      sections.cut();
    }
    return sections.ends();
  }

  private int[] ends() {
    if (count == 0 || ends[count - 1] < text.length) {
      add(text.length);
    }
    return Arrays.copyOf(ends, count);
  }

  /** Returns whether the braces balance. */
  private boolean cut() {
    int at = 0;
    while (at < text.length) {
      byte c = text[at];
      int end = at + 1;
      switch (c) {
        case '"', '\'' -> end = Lexer.endOfString(text, at);
        case '(' -> parentheses++;
        case ')' -> parentheses--;
        case '{' -> open();
        case '}' -> {
          if (braces == 0 && balanced) {
            return false;
          }
          close(at);
        }
        case ';' -> semicolon(at);
        default -> {}
      }
      if (c > ' ' || c < 0) {
        previous = c;
      }
      at = end;
    }
    return braces == 0;
  }

  private void open() {
    if (braces == 0) {
      inFunction = previous == ')';
      parentheses = 0;
    }
    braces++;
  }

  private void close(int at) {
    if (!balanced && (braces == 0 || at == 0 || text[at - 1] == '\n')) {
      inFunction |= braces == 0;
      braces = 1;
    }
    braces--;
    if (braces == 0) {
      parentheses = 0;
      byte next = next(at + 1);
      if (inFunction && next != ';' && next != ',') {
        add(at + 1);
      }
    }
  }

  private void semicolon(int at) {
    int start = count == 0 ? 0 : ends[count - 1];
    if (braces == 0 && parentheses == 0 && at - start > LONG && next(at + 1) != '{') {
      add(at + 1);
    }
  }

  /** The first byte at or after an offset that is no blank; a blank at the end. */
  private byte next(int from) {
    int at = from;
    while (at < text.length && text[at] >= 0 && text[at] <= ' ') {
      at++;
    }
    return at < text.length ? text[at] : (byte) ' ';
  }

  private void add(int end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count++] = end;
  }
}
