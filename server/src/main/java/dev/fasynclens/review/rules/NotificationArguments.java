package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Value;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The signal and band arguments of a module's notifications. An argument is looked at where the
 * source names the value: at kill_fasync() itself, or at the call that hands it to a wrapper.
 */
final class NotificationArguments {
  /**
   * What is passed at one place.
   *
   * @param notification the notification
   * @param place the argument
   * @param values what it may be
   */
  record Argument(Notification notification, Place place, List<Value> values) {
    /** Whether every value is of one of these kinds. */
    boolean all(Value.Kind... kinds) {
      return values.stream().allMatch(v -> List.of(kinds).contains(v.kind()));
    }

    /** The first value of a kind. */
    Optional<Value> first(Value.Kind kind) {
      return values.stream().filter(v -> v.kind() == kind).findFirst();
    }

    /** Whether a value stands in the call itself, and is not one that a variable has. */
    boolean isWritten(Value value) {
      SyntaxTree tree = notification.function().tree();
      return value.place().text().equals(tree.source())
          && Expressions.arguments(tree, notification.call()).stream()
              .anyMatch(node -> tree.place(node).span().contains(value.place().span()));
    }

    /** The argument as the source writes it. */
    String text() {
      return place.text().slice(place.span());
    }
  }

  private NotificationArguments() {}

  /** Every place that says which signal to send. */
  static void signals(DriverModule module, Consumer<Argument> action) {
    each(module, true, action);
  }

  /** Every place that says which band to report. */
  static void bands(DriverModule module, Consumer<Argument> action) {
    each(module, false, action);
  }

  private static void each(DriverModule module, boolean signal, Consumer<Argument> action) {
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        for (Notification notification : module.facts().notifications(function)) {
          argument(notification, signal).ifPresent(action);
        }
      }
    }
  }

  private static Optional<Argument> argument(Notification notification, boolean signal) {
    List<Value> values = signal ? notification.signal() : notification.band();
    CFunction function = notification.function();
    List<Integer> arguments = Expressions.arguments(function.tree(), notification.call());
    if (notification.isDirect()) {
      int position = signal ? notification.primitive().signal() : notification.primitive().band();
      return 0 <= position && position < arguments.size()
          ? Optional.of(
              new Argument(notification, function.tree().place(arguments.get(position)), values))
          : Optional.empty();
    }
    // Through a wrapper: only what this function says itself.
    Place body = function.tree().place(function.node());
    List<Value> own = new ArrayList<>();
    for (Value value : values) {
      Place place = value.place();
      if (place.text().equals(body.text()) && body.span().contains(place.span())) {
        own.add(value);
      }
    }
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Argument(notification, whole(function, own.get(0).place(), arguments), own));
  }

  /** The argument that a value is part of, or the value's own place. */
  private static Place whole(CFunction function, Place value, List<Integer> arguments) {
    for (int argument : arguments) {
      Place place = function.tree().place(argument);
      if (place.span().contains(value.span())) {
        return place;
      }
    }
    return value;
  }
}
