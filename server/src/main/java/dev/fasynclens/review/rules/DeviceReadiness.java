package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.driver.Waiters;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the users of a device learn that they can go on: what they wait on, and what poll tells them.
 *
 * @param table the operations of the device
 * @param joined the fasync queues its files join
 * @param waiters who waits on which wait queues
 * @param told what poll can answer; empty if that cannot be made out
 */
record DeviceReadiness(OperationTable table, Queues joined, Waiters waiters, Set<PollCode> told) {
  /** How users of a table's files learn of events, if the files join a queue. */
  static Optional<DeviceReadiness> of(Facts facts, OperationTable table) {
    Queues joined = Queues.joinedThrough(facts, table);
    return joined.isEmpty()
        ? Optional.empty()
        : Optional.of(new DeviceReadiness(table, joined, facts.waiters(table), told(facts, table)));
  }

  private static Set<PollCode> told(Facts facts, OperationTable table) {
    Set<PollCode> told = EnumSet.noneOf(PollCode.class);
    for (CFunction poll : facts.methods(table, Waiters.POLL)) {
      if (!asksOthers(facts, poll)) {
        told.addAll(Waiters.told(poll.tree(), poll.body()));
      } else {
        return Set.of();
      }
    }
    return told;
  }

  /** Whether another function may decide what poll answers. */
  private static boolean asksOthers(Facts facts, CFunction poll) {
    SyntaxTree tree = poll.tree();
    for (int call : poll.calls()) {
      boolean waits = facts.waitsOfCall(poll, call).stream().anyMatch(WaitEffect::isDirect);
      boolean answers =
          Expressions.isThroughPointer(tree, call)
              || !facts.callees(poll, call).isEmpty()
              || FileArgument.isHandedOn(poll, call);
      if (!waits && answers) {
        return true;
      }
    }
    return false;
  }

  /** Whether a function is one of these methods. */
  boolean isMethod(Facts facts, List<String> members, CFunction function) {
    return members.stream().anyMatch(member -> facts.methods(table, member).contains(function));
  }
}
