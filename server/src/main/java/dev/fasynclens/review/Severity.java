package dev.fasynclens.review;

import java.util.Locale;
import java.util.Optional;

/** How bad a finding is, worst first. */
public enum Severity {
  /** Wrong on some targeted kernel, whenever the code runs. */
  ERROR,
  /** Wrong under conditions that can be reached. */
  WARNING,
  /** Worth knowing; nothing breaks on the kernels that matter. */
  INFO;

  /** The name users write: {@code error}, {@code warning}, {@code info}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The severity with this name, in small letters. */
  public static Optional<Severity> of(String label) {
    for (Severity severity : values()) {
      if (severity.label().equals(label)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }

  /** Whether this is as bad as {@code other}, or worse. */
  public boolean atLeast(Severity other) {
    return compareTo(other) <= 0;
  }
}
