package dev.fasynclens.cli;

import dev.fasynclens.review.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Turns the values of options into what they stand for, or says what is possible. */
final class OptionReader {
  private final ParseResult parsed;

  OptionReader(ParseResult parsed) {
    this.parsed = parsed;
  }

  boolean isGiven(String option) {
    return parsed.hasMatchedOption(option);
  }

  Optional<String> text(String option) {
    @Nullable String value = parsed.matchedOptionValue(option, (String) null);
    return Optional.ofNullable(value);
  }

  List<String> texts(String option) {
    return parsed.matchedOptionValue(option, List.<String>of());
  }

  /** The constant that an option names in small letters. */
  <E extends Enum<E>> E choice(String option, E[] choices, E otherwise) throws UsageException {
    Optional<String> value = text(option);
    if (value.isEmpty()) {
      return otherwise;
    }
    List<String> labels = new ArrayList<>();
    for (E choice : choices) {
      String label = choice.name().toLowerCase(Locale.ROOT);
      if (label.equals(value.get())) {
        return choice;
      }
      labels.add(label);
    }
    throw notPossible(option, value.get(), labels);
  }

  /** A number within bounds. */
  int number(String option, int least, int most, int otherwise) throws UsageException {
    Optional<String> value = text(option);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new UsageException(
        option + " takes a number from " + least + " to " + most + ", not " + value.get());
  }

  static UsageException notPossible(String option, String value, List<String> possible) {
    return new UsageException(
        option
            + " cannot be "
            + value
            + Spelling.hint(value, possible)
            + " (possible: "
            + String.join(", ", possible)
            + ")");
  }
}
