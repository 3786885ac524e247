package dev.fasynclens.driver;

import java.util.OptionalLong;

/** The spelling of numbers in C. */
final class NumberLiteral {
  private NumberLiteral() {}

  /** The value of a decimal, octal or hexadecimal literal; empty for any other. */
  static OptionalLong parsed(String text) {
    String digits = text.replace("'", "");
    int end = digits.length();
    boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
    while (end > 0 && "uUlL".indexOf(digits.charAt(end - 1)) >= 0) {
      end--;
    }
    digits = digits.substring(0, end);
    try {
      if (hex) {
        return OptionalLong.of(Long.parseUnsignedLong(digits.substring(2), 16));
      }
      boolean octal = digits.length() > 1 && digits.charAt(0) == '0';
      return OptionalLong.of(octal ? Long.parseLong(digits, 8) : Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
