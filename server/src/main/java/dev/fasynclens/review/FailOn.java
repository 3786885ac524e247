package dev.fasynclens.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From which severity on a finding makes a run fail. */
public enum FailOn {
  /** Only errors. */
  ERROR(Severity.ERROR),
  /** Errors and warnings: what happens if nobody says anything. */
  WARNING(Severity.WARNING),
  /** Any finding. */
  INFO(Severity.INFO),
  /** Nothing. */
  NEVER(null);

  /** What can be written. */
  public static final List<String> LABELS = labels();

  private final @Nullable Severity least;

  FailOn(@Nullable Severity least) {
    this.least = least;
  }

  /** The threshold with this name, in small letters. */
  public static Optional<FailOn> of(String label) {
    int index = LABELS.indexOf(label);
    return index < 0 ? Optional.empty() : Optional.of(values()[index]);
  }

  /** Whether a finding of this severity makes the run fail. */
  public boolean failsAt(Severity severity) {
    return least != null && severity.atLeast(least);
  }

  private static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (FailOn value : values()) {
      labels.add(value.name().toLowerCase(Locale.ROOT));
    }
    return List.copyOf(labels);
  }
}
