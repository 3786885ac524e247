package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** FA212: a handler keeps in one place whether files are asynchronous, and notifies by that. */
public final class OneSwitchForAllFiles implements Rule {
  /** What shows that only one file can be open at a time. */
  private static final List<String> EXCLUSIVE =
      List.of("EBUSY", "test_and_set_bit", "atomic_cmpxchg", "atomic_dec_and_test", "try_wait");

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    List<Notification> notifications =
        facts.allNotifications().stream().filter(Notification::isDirect).toList();
    for (DeviceReadiness device : module.view(Devices.class, Devices::new).all()) {
      boolean exclusive =
          facts.methods(device.table(), "open").stream()
              .anyMatch(open -> EXCLUSIVE.stream().anyMatch(open::mentions));
      if (!exclusive) {
        for (CFunction handler : facts.methods(device.table(), Handlers.MEMBER)) {
          check(facts, handler, device.joined(), notifications, findings);
        }
      }
    }
  }

  private static void check(
      Facts facts,
      CFunction handler,
      Queues joined,
      List<Notification> notifications,
      Findings findings) {
    SyntaxTree tree = handler.tree();
    String on = Handlers.onParameter(handler);
    for (int assignment : on.isEmpty() ? List.<Integer>of() : handler.assignments()) {
      int target = Expressions.unwrapped(tree, tree.part(assignment, Field.LEFT));
      Optional<Queue> shared = shared(facts, handler, target);
      if (shared.isEmpty()
          || joined.all().contains(shared.get())
          || !follows(tree, assignment, on)) {
        continue;
      }
      notifications.stream()
          .filter(n -> joined.all().containsAll(n.queues()))
          .flatMap(n -> guard(facts, n, shared.get()).stream())
          .findFirst()
          .ifPresent(guard -> report(tree.place(assignment), shared.get(), guard, findings));
    }
  }

  /** A variable at file level, or a member of one: there is only one of it. */
  private static Optional<Queue> shared(Facts facts, CFunction handler, int target) {
    SyntaxTree tree = handler.tree();
    int base = target;
    while (tree.kind(base) == Kind.FIELD_EXPRESSION) {
      if (!Expressions.isOperator(tree, base, ".")) {
        return Optional.empty();
      }
      base = Expressions.unwrapped(tree, tree.part(base, Field.ARGUMENT));
    }
    boolean global =
        tree.kind(base) == Kind.IDENTIFIER
            && handler.variable(tree.name(base)).isEmpty()
            && facts.queuesNamed(handler, base).stream().allMatch(Queue.Global.class::isInstance);
    return global
        ? facts.queuesNamed(handler, target).stream()
            .filter(q -> q instanceof Queue.Global || q instanceof Queue.Member)
            .findFirst()
        : Optional.empty();
  }

  /** Whether what is stored, or whether it is stored, depends on the switch. */
  private static boolean follows(SyntaxTree tree, int assignment, String on) {
    if (Expressions.mentions(tree, tree.part(assignment, Field.RIGHT), on)) {
      return true;
    }
    int branch = tree.enclosing(assignment, Kind.IF_STATEMENT);
    return branch >= 0 && Expressions.mentions(tree, tree.part(branch, Field.CONDITION), on);
  }

  /** The test of the shared variable that a notification stands under. */
  private static Optional<Place> guard(Facts facts, Notification notification, Queue shared) {
    CFunction function = notification.function();
    SyntaxTree tree = function.tree();
    for (int at = tree.enclosing(notification.call(), Kind.IF_STATEMENT);
        at > function.body();
        at = tree.enclosing(tree.parent(at), Kind.IF_STATEMENT)) {
      int condition = tree.part(at, Field.CONDITION);
      if (PublishedState.namedIn(facts, function, condition).contains(shared)) {
        return Optional.of(tree.place(condition));
      }
    }
    return Optional.empty();
  }

  private static void report(Place store, Queue shared, Place guard, Findings findings) {
    findings
        .at(
            store,
            "All files share %s, so the last F_SETFL decides for all of them."
                .formatted(shared.describe()))
        .always(
            Severity.INFO,
            "one program that switches O_ASYNC off, or closes the device, silences the others")
        .after(guard, "notifications depend on it")
        .report();
  }
}
