package dev.fasynclens.scenario;

import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.signal.SignalNumbers;

/** How scenarios write numbers and signals. */
final class Names {
  private static final String RTMIN = "RTMIN";

  private Names() {}

  /**
   * Reads a number, decimal or 0x, possibly negative.
   *
   * @throws ScenarioException if it is none, or does not fit into an int
   */
  static int number(String text) {
    try {
      return Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new ScenarioException(text + " is no number");
    }
  }

  /**
   * Reads a signal: SIGIO, RTMIN+2, RT32, or a number, which may be no signal.
   *
   * @throws ScenarioException if it is neither
   */
  static int signal(String text) {
    if (text.equals(RTMIN)) {
      return SignalNumbers.RTMIN;
    }
    if (text.startsWith(RTMIN + "+")) {
      return SignalNumbers.RTMIN + number(text.substring(RTMIN.length() + 1));
    }
    if (text.startsWith("RT") && !text.startsWith(RTMIN)) {
      return number(text.substring(2));
    }
    return Signal.named(text).map(Signal::number).orElseGet(() -> number(text));
  }
}
