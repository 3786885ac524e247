package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.object.ProvocationDevice.Variant;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The device of the model that treats a queue most as a driver does.
 *
 * @param variant of the device
 * @param why what of the driver it stands for, plain text
 */
record DeviceVariant(Variant variant, String why) {
  private static final int SWITCH = 2;

  /** A handler with the table that names it. */
  private record Wired(OperationTable table, CFunction handler) {}

  /** What the files in view do with some queues. */
  static DeviceVariant of(DriverModule module, Set<Queue> queues) {
    if (queues.stream().noneMatch(QueueUses::isKnown)) {
      return new DeviceVariant(
          Variant.GOOD, "Which queue it is, the files in view do not tell; taken for a right one");
    }
    List<Wired> wired = new ArrayList<>();
    Wired other = null;
    for (CFile file : module.files()) {
      for (OperationTable table : module.facts().tables(file)) {
        for (CFunction handler : module.facts().methods(table, HandlerHover.MEMBER)) {
          Wired each = new Wired(table, handler);
          if (!on(queues, module.facts().registrations(handler)).isEmpty()) {
            wired.add(each);
          }
          other = each;
        }
      }
    }
    if (!wired.isEmpty()) {
      return of(module.facts(), queues, wired.getFirst());
    }
    boolean registered = !QueueUses.of(module, queues).registrations().isEmpty();
    if (registered) {
      return new DeviceVariant(
          Variant.NOTWIRED,
          "The function that puts files on the queue is not the .fasync of any table in view");
    }
    return new DeviceVariant(
        other == null ? Variant.NOTWIRED : Variant.NOOP,
        "Nothing in view puts a file on this queue");
  }

  private static DeviceVariant of(Facts facts, Set<Queue> queues, Wired wired) {
    CFunction handler = wired.handler();
    String name = handler.name() + "()";
    List<Registration> all = on(queues, facts.registrations(handler));
    if (all.stream().allMatch(Registration::onlyRemoves)) {
      return new DeviceVariant(Variant.NOOP, name + " only ever takes files off");
    }
    if (all.stream().anyMatch(each -> isTurnedRound(handler, each))) {
      return new DeviceVariant(Variant.INVERTED, name + " does the opposite of what it is told");
    }
    String on = handler.parameters().size() > SWITCH ? handler.parameters().get(SWITCH).name() : "";
    boolean adds = false;
    boolean removes = false;
    for (Path path : facts.possiblePaths(handler)) {
      if (!on.isEmpty() && path.agreesWith(handler.tree(), on, 0)) {
        for (Registration each : on(queues, facts.registrationsOn(handler, path))) {
          adds |= each.onlyAdds();
          removes |= !each.onlyAdds();
        }
      }
    }
    if (adds && !removes) {
      return new DeviceVariant(
          Variant.IGNOREON, name + " puts the file on the queue even when told to take it off");
    }
    if (!adds && !removes) {
      return new DeviceVariant(
          Variant.ONLYON, name + " does nothing when it is told to take the file off");
    }
    return mayRemove(facts, queues, wired)
        ? new DeviceVariant(
            Variant.GOOD, name + " registers, takes off, and the release takes off, too")
        : new DeviceVariant(
            Variant.NORELEASE, name + " is right, but the release does not take the file off");
  }

  private static List<Registration> on(Set<Queue> queues, List<Registration> registrations) {
    return registrations.stream()
        .filter(
            each ->
                each.queues().stream()
                    .anyMatch(used -> queues.stream().anyMatch(queue -> queue.mayBe(used))))
        .toList();
  }

  /** {@code !on} where {@code on} belongs. */
  private static boolean isTurnedRound(CFunction handler, Registration registration) {
    SyntaxTree tree = handler.tree();
    int position = registration.primitive().on();
    List<Integer> given = Expressions.arguments(tree, registration.call());
    if (!registration.isDirect() || position < 0 || position >= given.size()) {
      return false;
    }
    String text = tree.text(given.get(position)).replace(" ", "");
    return handler.parameters().size() > SWITCH
        && text.equals("!" + handler.parameters().get(SWITCH).name());
  }

  /** Whether the release takes the file off, or is not in view. */
  private static boolean mayRemove(Facts facts, Set<Queue> queues, Wired wired) {
    OperationTable table = wired.table();
    List<CFunction> releases = facts.methods(table, "release");
    if (releases.isEmpty()) {
      return table.isOpaque() || table.entry("release").isPresent();
    }
    for (CFunction release : releases) {
      for (Registration each : on(queues, facts.registrations(release))) {
        for (Value value : each.on()) {
          if (value.isZero()
              || value.kind() == Value.Kind.UNKNOWN
              || value.kind() == Value.Kind.PARAMETER) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
