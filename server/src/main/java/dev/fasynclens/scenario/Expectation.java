package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step should do.
 *
 * @param returns see {@link Outcome#returns}
 * @param out what the operation should print, if that matters
 * @param events what should be seen
 * @param alternatives what is right, too
 */
public record Expectation(
    String returns, Optional<String> out, List<Expected> events, List<Expectation> alternatives) {
  /**
   * An event that should occur.
   *
   * @param least how often in a row, at least
   * @param most and at most
   */
  public record Expected(Event event, int least, int most) {}

  /** What is expected on some kernels instead. */
  public record Elsewhere(KernelRange kernels, Expectation expected) {}

  private static final String SETTLE = "settle";

  /** What is expected of a command if nothing is said: success, and nothing to be seen. */
  public static Expectation usual(Command command) {
    String returns = command.background() ? "started" : "0";
    if (command.actor().equals(Command.CONTROL) && command.operation().equals(SETTLE)) {
      returns = "";
    }
    return new Expectation(returns, Optional.empty(), List.of(), List.of());
  }

  /** Expects what was done, once more; what the kernel said in detail is nothing to expect. */
  public static Expectation of(Outcome outcome) {
    return new Expectation(
        outcome.returns(),
        outcome.out().isEmpty() ? Optional.empty() : Optional.of(outcome.out()),
        outcome.events().stream().map(each -> new Expected(withoutMessage(each), 1, 1)).toList(),
        List.of());
  }

  private static Event withoutMessage(Event event) {
    return event instanceof Event.Complaint complaint
        ? new Event.Complaint(complaint.kind(), complaint.in(), "")
        : event;
  }

  /**
   * Compares with what was done.
   *
   * @return what differs, in words; empty if nothing does
   */
  public Optional<String> differenceFrom(Outcome outcome) {
    Optional<String> own = difference(outcome);
    for (Expectation alternative : alternatives) {
      if (own.isEmpty() || alternative.differenceFrom(outcome).isEmpty()) {
        return Optional.empty();
      }
    }
    return own;
  }

  private Optional<String> difference(Outcome outcome) {
    if (!returns.equals(outcome.returns())) {
      return Optional.of("returns " + outcome.returns() + " instead of " + returns);
    }
    if (out.isPresent() && !out.get().equals(outcome.out())) {
      return Optional.of("prints " + outcome.out() + " instead of " + out.get());
    }
    List<Event> seen = new ArrayList<>(outcome.events());
    for (Expected expected : events) {
      int count = 0;
      while (count < expected.most() && !seen.isEmpty() && same(expected.event(), seen.get(0))) {
        seen.remove(0);
        count++;
      }
      if (count < expected.least()) {
        return Optional.of(
            "expected: "
                + EventWords.of(expected.event())
                + (seen.isEmpty()
                    ? "; nothing more happened"
                    : "; got: " + EventWords.of(seen.get(0))));
      }
    }
    return seen.isEmpty()
        ? Optional.empty()
        : Optional.of("unexpected: " + EventWords.of(seen.get(0)));
  }

  /** Whether an event is the expected one, as far as the expectation says. */
  private static boolean same(Event expected, Event seen) {
    return switch (expected) {
      case Event.Complaint complaint ->
          seen instanceof Event.Complaint other
              && complaint.kind() == other.kind()
              && (complaint.in().isEmpty() || complaint.in().equals(other.in()));
      case Event.Died died ->
          seen instanceof Event.Died other
              && died.actor().equals(other.actor())
              && died.sig().equals(other.sig())
              && (!died.core() || other.core());
      default -> expected.equals(seen);
    };
  }
}
