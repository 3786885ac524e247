package dev.fasynclens.driver;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.PollMask;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The wait queues behind an operation table, those left out that cannot be told from others.
 *
 * @param readers what its read methods wait on
 * @param writers what its write methods wait on
 * @param polled what its poll method names
 */
public record Waiters(Set<Queue> readers, Set<Queue> writers, Set<Queue> polled) {
  /** The methods that read. */
  public static final List<String> READ = List.of("read", "read_iter", "aio_read");

  /** The methods that write. */
  public static final List<String> WRITE = List.of("write", "write_iter", "aio_write");

  /** The method that tells whether one can read or write. */
  public static final String POLL = "poll";

  static Waiters of(Facts facts, OperationTable table) {
    return new Waiters(
        waitedOn(facts, table, READ),
        waitedOn(facts, table, WRITE),
        waitedOn(facts, table, List.of(POLL)));
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

  /** What the poll masks that are named at or below a node tell. */
  public static Set<PollCode> told(SyntaxTree tree, int node) {
    Set<PollCode> told = EnumSet.noneOf(PollCode.class);
    for (int name : Expressions.below(tree, node, Kind.IDENTIFIER)) {
      PollMask.named(tree.name(name)).flatMap(m -> PollMask.codeOf(m.bit())).ifPresent(told::add);
    }
    return told;
  }

  /** Whether readers wait, and writers, so that a wake-up can be for one of the two. */
  public boolean tellsThemApart() {
    return !readers.isEmpty() && !writers.isEmpty();
  }

  /** Whether nobody but readers wait on a wait queue. */
  public boolean isForReadersOnly(Queue head) {
    return readers.contains(head) && !writers.contains(head);
  }

  /** Whether nobody but writers wait on a wait queue. */
  public boolean isForWritersOnly(Queue head) {
    return writers.contains(head) && !readers.contains(head);
  }

  /** All that somebody waits on. */
  public Set<Queue> heads() {
    Set<Queue> all = new HashSet<>(readers);
    all.addAll(writers);
    all.addAll(polled);
    return all;
  }
}
