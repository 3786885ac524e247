package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Path;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks behind one notification for a store to what its receivers look at. */
final class StoreAfterNotification {
  private static final List<String> PROCESS_METHODS =
      List.of("write", "write_iter", "aio_write", "unlocked_ioctl", "ioctl");

  private final Facts facts;
  private final Devices devices;
  private final Notification notification;
  private final CFunction function;
  private final SyntaxTree tree;
  private final Stores stores;
  private final PublishedState state;
  private final Findings findings;

  StoreAfterNotification(
      Facts facts,
      Devices devices,
      Notification notification,
      PublishedState state,
      Findings findings) {
    this.facts = facts;
    this.devices = devices;
    this.notification = notification;
    this.function = notification.function();
    this.tree = function.tree();
    this.stores = new Stores(facts, function);
    this.state = state;
    this.findings = findings;
  }

  void check() {
    if (state.isEmpty() || !facts.paths(function).complete()) {
      return;
    }
    for (Path path : facts.possiblePaths(function)) {
      Optional<Stores.Store> late = follow(path);
      if (late.isPresent()) {
        report(late.get());
        return;
      }
    }
  }

  /** The first store behind the notification, if none of the kind came before it. */
  private Optional<Stores.Store> follow(Path path) {
    HeldLocks locks = new HeldLocks(tree);
    Set<String> guarding = Set.of();
    boolean notified = false;
    for (Path.Step step : path.steps()) {
      if (step instanceof Path.Case || step instanceof Path.End) {
        continue;
      }
      for (int call : Path.calls(tree, step)) {
        locks.call(call);
        guarding = notified ? both(guarding, locks.names()) : guarding;
        if (call == notification.call()) {
          notified = true;
          guarding = locks.names();
        } else if (notified && othersNotify(call)) {
          return Optional.empty(); // who missed the first is told again
        }
      }
      for (Stores.Store store : stores.in(step.node())) {
        if (!state.looksAt(store.to())) {
          continue;
        }
        if (!notified) {
          return Optional.empty(); // what is announced may be this
        }
        if (store.publishes()) {
          boolean hidden = state.isHiddenBy(guarding, store.to());
          return hidden ? Optional.empty() : Optional.of(store);
        }
      }
    }
    return Optional.empty();
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    Set<String> both = new HashSet<>(some);
    both.retainAll(others);
    return both;
  }

  private boolean othersNotify(int call) {
    return facts.effectsOfCall(function, call).stream()
        .anyMatch(e -> e instanceof Notification n && n.queues().equals(notification.queues()));
  }

  private void report(Stores.Store store) {
    findings
        .at(
            notification.place(),
            "Files are notified before %s is set, by which read and poll see that there is something."
                .formatted(store.to().iterator().next().describe()))
        .always(
            isMethod() ? Severity.ERROR : Severity.INFO,
            "a handler that runs at once, on another processor or before this task goes on, reads"
                + " nothing, and is not told again")
        .after(tree.place(store.node()), "it is set here")
        .report();
  }

  /** Whether a process calls it, so that the receiver is another one and may run at any time. */
  private boolean isMethod() {
    Set<CFunction> candidates = new HashSet<>();
    facts.callers(function).forEach(site -> candidates.add(site.function()));
    candidates.add(function);
    return devices.on(notification.queues().iterator().next()).stream()
        .anyMatch(
            device ->
                candidates.stream().anyMatch(c -> device.isMethod(facts, PROCESS_METHODS, c)));
  }
}
