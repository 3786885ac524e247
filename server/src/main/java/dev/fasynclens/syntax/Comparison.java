package dev.fasynclens.syntax;

/** The operators of C that compare. */
public final class Comparison {
  private Comparison() {}

  /** The operator that says the same with the sides exchanged: {@code 0 < on} is {@code on > 0}. */
  public static String turned(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }
}
