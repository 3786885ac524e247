package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the files in view do with a queue. A call through a wrapper counts where the wrapper is told
 * which queue it is; callers further up do not count again.
 *
 * @param registrations what puts files on it
 * @param removals what only takes files off
 */
record QueueUses(
    List<Registration> registrations,
    List<Registration> removals,
    List<Notification> notifications) {
  /** All that is done with a queue. */
  static QueueUses of(DriverModule module, Queue queue) {
    return of(module, Set.of(queue));
  }

  /** All that is done with any of some queues. */
  static QueueUses of(DriverModule module, Set<Queue> queues) {
    Facts facts = module.facts();
    List<Registration> registrations = new ArrayList<>();
    List<Registration> removals = new ArrayList<>();
    List<Notification> notifications = new ArrayList<>();
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        for (Effect effect : facts.effects(function)) {
          if (!isAbout(effect, queues) || !isWhereDecided(facts, effect)) {
            continue;
          }
          switch (effect) {
            case Registration r when r.onlyRemoves() -> removals.add(r);
            case Registration r -> registrations.add(r);
            case Notification n -> notifications.add(n);
          }
        }
      }
    }
    return new QueueUses(registrations, removals, notifications);
  }

  private static boolean isAbout(Effect effect, Set<Queue> queues) {
    for (Queue used : effect.queues()) {
      if (isKnown(used)) {
        for (Queue queue : queues) {
          if (isKnown(queue) && queue.mayBe(used)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether it is known which queue this is. */
  static boolean isKnown(Queue queue) {
    return !queue.isOpen() && !(queue instanceof Queue.Unknown);
  }

  /** Whether this is the call that says which queue is meant. */
  private static boolean isWhereDecided(Facts facts, Effect effect) {
    if (effect.isDirect()) {
      return true;
    }
    for (CFunction callee : facts.callees(effect.function(), effect.call())) {
      for (Effect inner : facts.effects(callee)) {
        if (inner.primitiveIn() == effect.primitiveIn()
            && inner.primitiveCall() == effect.primitiveCall()
            && (inner.isOpen() || removesHere(effect, inner))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it is this caller who says that the file is taken off. */
  private static boolean removesHere(Effect effect, Effect inner) {
    return effect instanceof Registration here
        && inner instanceof Registration there
        && here.onlyRemoves()
        && !there.onlyRemoves();
  }

  /** Whether nothing is done with it. */
  boolean isEmpty() {
    return registrations.isEmpty() && removals.isEmpty() && notifications.isEmpty();
  }

  /** The tables whose .fasync puts files on it. */
  List<OperationTable> tables(Facts facts) {
    Set<OperationTable> found = new LinkedHashSet<>();
    for (Registration each : registrations) {
      found.addAll(facts.tablesWith("fasync", each.function()));
    }
    return List.copyOf(found);
  }
}
