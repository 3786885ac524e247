package dev.fasynclens.cli;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.review.Spelling;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

  /** The path that an option names. */
  Optional<Path> path(String option) throws UsageException {
    Optional<String> text = text(option);
    return text.isPresent() ? Optional.of(pathOf(text.get())) : Optional.empty();
  }

  /** A path that was given on the command line. */
  static Path pathOf(String text) throws UsageException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(text + " cannot be the name of a file");
    }
  }

  /** One or two versions, as in {@code 5.4,6.1}; empty if the option is not given. */
  List<KernelVersion> versions(String option) throws UsageException {
    Optional<String> text = text(option);
    if (text.isEmpty()) {
      return List.of();
    }
    List<KernelVersion> result = new ArrayList<>();
    for (String each : text.get().split(",", -1)) {
      Optional<KernelVersion> version = KernelVersion.parse(each);
      if (version.isEmpty() || result.size() == 2) {
        throw new UsageException(
            option + " takes a version such as 6.1, or two such as 5.4,6.1, not " + text.get());
      }
      if (!result.contains(version.get())) {
        result.add(version.get());
      }
    }
    return result;
  }

  /** The constant that an option names in small letters. */
  <E extends Enum<E>> E choice(String option, E[] choices, E otherwise) throws UsageException {
    Optional<String> value = text(option);
    return value.isEmpty() ? otherwise : choiceOf(option, value.get(), choices);
  }

  /** The constant that a value of an option names in small letters. */
  static <E extends Enum<E>> E choiceOf(String option, String value, E[] choices)
      throws UsageException {
    List<String> labels = new ArrayList<>();
    for (E choice : choices) {
      String label = choice.name().toLowerCase(Locale.ROOT);
      if (label.equals(value)) {
        return choice;
      }
      labels.add(label);
    }
    throw notPossible(option, value, labels);
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
