package dev.fasynclens.review.rules;

import dev.fasynclens.kernel.PollCode;

/** What the kernel does with a band that nobody meant. */
final class TakenBand {
  /** The number is no code at all. */
  static final String BUG =
      "BUG() in kill_fasync() as soon as a program has used F_SETSIG on the file";

  private TakenBand() {}

  /** The number happens to be a code. */
  static String effect(PollCode code) {
    return "taken for %s: a program that used F_SETSIG is told of %s"
        .formatted(code.name(), code.meaning());
  }
}
