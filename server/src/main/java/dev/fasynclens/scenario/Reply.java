package dev.fasynclens.scenario;

/**
 * What an operation returns.
 *
 * @param result 0, a count, or a negative error number
 * @param out text the operation prints; empty for most
 * @param blocks whether it has to wait; then nothing else counts and it will be tried again
 */
record Reply(int result, String out, boolean blocks) {
  /** Nothing to tell. */
  static final Reply OK = new Reply(0, "", false);

  /** It has to wait for something. */
  static final Reply BLOCKS = new Reply(0, "", true);

  /** A result and nothing else. */
  static Reply of(int result) {
    return new Reply(result, "", false);
  }

  /** Success, and a text. */
  static Reply say(String out) {
    return new Reply(0, out, false);
  }
}
