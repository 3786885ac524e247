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
import java.util.Optional;
import java.util.Set;

/**
 * The device of the model that treats a queue most as a driver does.
 *
 * @param variant of the device
 * @param why what of the driver it stands for, plain text
 * @param notModelled what else the driver does that this device does not, plain text
 */
record DeviceVariant(Variant variant, String why, List<String> notModelled) {
  private static final Set<String> OWNING = Set.of("f_setown", "__f_setown");
  private static final int SWITCH = 2;

  /** A handler with the table that names it. */
  private record Wired(OperationTable table, CFunction handler) {}

  private static DeviceVariant only(Variant variant, String why) {
    return new DeviceVariant(variant, why, List.of());
  }

  /** What the files in view do with some queues. */
  static DeviceVariant of(DriverModule module, Set<Queue> queues) {
    if (queues.stream().noneMatch(QueueUses::isKnown)) {
      return only(
          Variant.GOOD, "Which queue it is, the files in view do not tell; taken for a right one");
    }
    Facts facts = module.facts();
    List<Wired> wired = new ArrayList<>();
    boolean handled = false;
    Optional<CFunction> opening = Optional.empty();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        for (CFunction handler : facts.methods(table, HandlerHover.MEMBER)) {
          handled = true;
          if (!on(queues, facts.registrations(handler)).isEmpty()) {
            wired.add(new Wired(table, handler));
          }
        }
        opening =
            opening.or(
                () ->
                    facts.methods(table, "open").stream()
                        .filter(open -> adds(queues, facts.registrations(open)))
                        .findFirst());
      }
    }
    Optional<String> registers =
        opening.map(open -> open.name() + "() puts the file on the queue as soon as it is opened");
    if (!wired.isEmpty()) {
      return of(facts, queues, wired.getFirst(), registers);
    }
    if (registers.isPresent()) {
      return handled
          ? new DeviceVariant(
              Variant.OPENREG, registers.get(), List.of("The .fasync that leaves this queue alone"))
          : only(Variant.OPENREG_NW, registers.get() + ", and no table in view has a .fasync");
    }
    if (!QueueUses.of(module, queues).registrations().isEmpty()) {
      return only(
          Variant.NOTWIRED,
          "The function that puts files on the queue is not the .fasync of any table in view");
    }
    return only(
        handled ? Variant.NOOP : Variant.NOTWIRED, "Nothing in view puts a file on this queue");
  }

  private static boolean adds(Set<Queue> queues, List<Registration> registrations) {
    return on(queues, registrations).stream().anyMatch(each -> !each.onlyRemoves());
  }

  /** The device for a handler, and what else the driver does. */
  private static DeviceVariant of(
      Facts facts, Set<Queue> queues, Wired wired, Optional<String> registers) {
    CFunction handler = wired.handler();
    String name = handler.name() + "()";
    DeviceVariant device = ofHandler(facts, queues, handler);
    List<String> more = new ArrayList<>();
    Optional<String> owning =
        handler.calls().stream()
            .map(call -> Expressions.callee(handler.tree(), call))
            .filter(OWNING::contains)
            .findFirst();
    if (device.variant() == Variant.GOOD && owning.isPresent()) {
      boolean allocates =
          handler.calls().stream()
              .anyMatch(
                  call -> Expressions.callee(handler.tree(), call).equals("file_f_owner_allocate"));
      device =
          only(
              allocates ? Variant.AUTOOWN2 : Variant.AUTOOWN,
              name + " makes the caller the owner by " + owning.get() + "()");
    } else if (device.variant() == Variant.GOOD && registers.isPresent()) {
      device = only(Variant.OPENREG, registers.get());
      registers = Optional.empty();
    } else if (owning.isPresent()) {
      more.add("The owner that " + name + " sets by " + owning.get() + "()");
    }
    registers.ifPresent(text -> more.add("What is done on open: " + text));
    if (device.variant() == Variant.GOOD) {
      device =
          mayRemove(facts, queues, wired)
              ? device
              : only(
                  Variant.NORELEASE,
                  name + " is right, but the release does not take the file off");
    } else {
      removedOnClose(facts, queues, wired)
          .ifPresent(release -> more.add("The removal in " + release.name() + "()"));
    }
    return new DeviceVariant(device.variant(), device.why(), List.copyOf(more));
  }

  private static DeviceVariant ofHandler(Facts facts, Set<Queue> queues, CFunction handler) {
    String name = handler.name() + "()";
    List<Registration> all = on(queues, facts.registrations(handler));
    if (all.stream().allMatch(Registration::onlyRemoves)) {
      return only(Variant.NOOP, name + " only ever takes files off");
    }
    if (all.stream().anyMatch(each -> isTurnedRound(handler, each))) {
      return only(Variant.INVERTED, name + " does the opposite of what it is told");
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
      return only(
          Variant.IGNOREON, name + " puts the file on the queue even when told to take it off");
    }
    if (!adds && !removes) {
      return only(Variant.ONLYON, name + " does nothing when it is told to take the file off");
    }
    return only(Variant.GOOD, name + " registers, takes off, and the release takes off, too");
  }

  /** The release that takes the file off without the help of the handler. */
  private static Optional<CFunction> removedOnClose(Facts facts, Set<Queue> queues, Wired wired) {
    return facts.methods(wired.table(), "release").stream()
        .filter(
            release ->
                on(queues, facts.registrations(release)).stream()
                    .anyMatch(each -> each.onlyRemoves() && each.primitiveIn() != wired.handler()))
        .findFirst();
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
