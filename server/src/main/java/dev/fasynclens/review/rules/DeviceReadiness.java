package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.PollMask;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the users of a device learn that they can go on: what they wait on, and what poll tells them.
 *
 * @param table the operations of the device
 * @param joined the fasync queues its files join
 * @param readers the wait queues that its read methods wait on
 * @param writers the wait queues that its write methods wait on
 * @param polled the wait queues that poll names
 * @param told what poll can answer; empty if that cannot be made out
 */
record DeviceReadiness(
    OperationTable table,
    Queues joined,
    Set<Queue> readers,
    Set<Queue> writers,
    Set<Queue> polled,
    Set<PollCode> told) {
  static final List<String> READ = List.of("read", "read_iter", "aio_read");
  static final List<String> WRITE = List.of("write", "write_iter", "aio_write");
  private static final String POLL = "poll";

  /** How users of a table's files learn of events, if the files join a queue. */
  static Optional<DeviceReadiness> of(Facts facts, OperationTable table) {
    Queues joined = Queues.joinedThrough(facts, table);
    return joined.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DeviceReadiness(
                table,
                joined,
                waitedOn(facts, table, READ),
                waitedOn(facts, table, WRITE),
                waitedOn(facts, table, List.of(POLL)),
                told(facts, table)));
  }

  private static Set<Queue> waitedOn(Facts facts, OperationTable table, List<String> members) {
    Set<Queue> heads = new LinkedHashSet<>();
    for (String member : members) {
      for (CFunction method : facts.methods(table, member)) {
        for (WaitEffect effect : facts.waits(method)) {
          if (effect instanceof WaitEffect.Waiting && effect.heads().size() == 1) {
            heads.addAll(effect.heads());
          }
        }
      }
    }
    heads.removeIf(head -> head.isOpen() || head instanceof Queue.Unknown);
    return heads;
  }

  private static Set<PollCode> told(Facts facts, OperationTable table) {
    Set<PollCode> told = EnumSet.noneOf(PollCode.class);
    for (CFunction poll : facts.methods(table, POLL)) {
      if (!asksOthers(facts, poll)) {
        told.addAll(told(poll));
      } else {
        return Set.of();
      }
    }
    return told;
  }

  private static Set<PollCode> told(CFunction poll) {
    Set<PollCode> told = EnumSet.noneOf(PollCode.class);
    SyntaxTree tree = poll.tree();
    for (int name : Expressions.below(tree, poll.body(), Kind.IDENTIFIER)) {
      PollMask.named(tree.name(name)).flatMap(m -> PollMask.codeOf(m.bit())).ifPresent(told::add);
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

  /** Whether readers wait, and writers, so that a wake-up can be for one of the two. */
  boolean tellsThemApart() {
    return !readers.isEmpty() && !writers.isEmpty();
  }

  /** Whether nobody but readers wait on a wait queue. */
  boolean isForReadersOnly(Queue head) {
    return readers.contains(head) && !writers.contains(head);
  }

  /** Whether nobody but writers wait on a wait queue. */
  boolean isForWritersOnly(Queue head) {
    return writers.contains(head) && !readers.contains(head);
  }

  /** All that somebody waits on. */
  Set<Queue> heads() {
    Set<Queue> all = new HashSet<>(readers);
    all.addAll(writers);
    all.addAll(polled);
    return all;
  }

  /** Whether a function is one of these methods. */
  boolean isMethod(Facts facts, List<String> members, CFunction function) {
    return members.stream().anyMatch(member -> facts.methods(table, member).contains(function));
  }
}
