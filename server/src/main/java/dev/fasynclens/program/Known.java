package dev.fasynclens.program;

/**
 * What is known of the value of an expression.
 *
 * @param name the variable, constant or function it is, empty if it is none
 * @param word its flags
 */
public record Known(String name, FlagWord word) {
  static final Known NOTHING = new Known("", FlagWord.UNKNOWN);

  static Known of(FlagWord word) {
    return new Known("", word);
  }

  Known merged(Known other) {
    return new Known(name.equals(other.name) ? name : "", word.merged(other.word));
  }
}
