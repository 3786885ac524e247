package dev.fasynclens.syntax;

/** What surrounds a token. */
enum Region {
  FILE,
  BLOCK,
  MEMBERS,
  ENUMERATORS,
  INITIALISER,
  ARGUMENTS,
  CONDITION,
  PARENTHESES;

  boolean isParenthesized() {
    return this == ARGUMENTS || this == CONDITION || this == PARENTHESES;
  }
}
