package dev.fasynclens.kernel;

import java.util.Optional;

/**
 * The {@code POLL_*} codes: what {@code kill_fasync} takes as its band, and what a receiver that
 * chose its signal with F_SETSIG finds in {@code si_code}.
 */
public enum PollCode {
  /** Data can be read. */
  POLL_IN(1, "data to read"),
  /** Data can be written. */
  POLL_OUT(2, "room to write"),
  /** A message can be read. */
  POLL_MSG(3, "a message to read"),
  /** An error. */
  POLL_ERR(4, "an error"),
  /** Urgent data can be read. */
  POLL_PRI(5, "urgent data to read"),
  /** The device is gone. */
  POLL_HUP(6, "a hang-up");

  private final int number;
  private final String meaning;

  PollCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /**
   * The plain value, as user space and kernels with {@link ChangePoint#POLL_CODES_PLAIN} see it.
   */
  public int number() {
    return number;
  }

  /** What it tells the receiver, a noun phrase. */
  public String meaning() {
    return meaning;
  }

  /** The code with this plain value. */
  public static Optional<PollCode> of(long number) {
    for (PollCode code : values()) {
      if (code.number == number) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** The code with this name. */
  public static Optional<PollCode> named(String name) {
    for (PollCode code : values()) {
      if (code.name().equals(name)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
