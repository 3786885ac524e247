package dev.fasynclens.kernel.trace;

import java.util.Optional;

/** The ways in which a kernel shows that something is wrong. */
public enum TroubleKind {
  /** A test that must never fail has failed. */
  BUG("BUG"),
  /** A test that should not fail has failed; the kernel goes on. */
  WARN("WARN"),
  /** Memory was used that had been given back. */
  USE_AFTER_FREE("use after free"),
  /** An address was used that means nothing. */
  OOPS("oops"),
  /** The machine is down. */
  PANIC("panic"),
  /** Somebody waits for what never comes. */
  HANG("hang"),
  /** Something that may sleep was called where nobody may. */
  SLEEPING_IN_ATOMIC("sleeping in atomic context"),
  /** Locks were taken in an order or context that can deadlock. */
  POSSIBLE_DEADLOCK("possible deadlock"),
  /** An entry of a fasync list does not carry its magic number. */
  BAD_MAGIC("bad magic");

  private final String text;

  TroubleKind(String text) {
    this.text = text;
  }

  /** As written in scenarios and storyboards. */
  public String text() {
    return text;
  }

  /** The kind that is written like this. */
  public static Optional<TroubleKind> written(String text) {
    for (TroubleKind kind : values()) {
      if (kind.text.equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
