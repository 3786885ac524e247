package dev.fasynclens.review.repair;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.driver.Waiters;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who wakes those who wait behind a table, and for what. */
final class WaitQueues {
  private static final Set<PollCode> DIRECTIONS = EnumSet.of(PollCode.POLL_IN, PollCode.POLL_OUT);

  private final DriverModule module;
  private final Facts facts;
  private final CFile file;
  private final Waiters waiters;
  private final Set<CFunction> reading;
  private final Set<CFunction> writing;
  private final Set<PollCode> masks;

  /**
   * A call that wakes those who wait.
   *
   * @param argument the node of the wait queue itself, without {@code &}
   * @param queue the wait queue
   * @param owner the struct that it is a member of, null if it is a variable at file level
   * @param name the member or variable
   */
  record WakeUp(
      CFunction function,
      int call,
      int argument,
      Queue queue,
      @Nullable StructType owner,
      String name) {}

  WaitQueues(DriverModule module, OperationTable table) {
    this.module = module;
    this.facts = module.facts();
    this.file = table.file();
    this.waiters = facts.waiters(table);
    this.reading = facts.reachable(table, Waiters.READ);
    this.writing = facts.reachable(table, Waiters.WRITE);
    this.masks = EnumSet.noneOf(PollCode.class);
    for (CFunction function : facts.reachable(table, List.of(Waiters.POLL))) {
      masks.addAll(directions(function.tree(), function.body()));
    }
  }

  /** All calls that wake somebody who reads, writes or polls through the table. */
  List<WakeUp> wakeUps() {
    Set<Queue> heads = waiters.heads();
    List<WakeUp> found = new ArrayList<>();
    for (CFile each : module.files()) {
      for (CFunction function : each.allFunctions()) {
        for (WaitEffect effect : facts.waits(function)) {
          boolean wakes = effect instanceof WaitEffect.Wakeup && effect.isDirect();
          if (wakes && effect.heads().size() == 1 && heads.containsAll(effect.heads())) {
            wakeUp(effect).ifPresent(found::add);
          }
        }
      }
    }
    return found;
  }

  private Optional<WakeUp> wakeUp(WaitEffect effect) {
    CFunction function = effect.function();
    int call = effect.call();
    int argument = argument(function, call);
    Queue queue = effect.heads().iterator().next();
    return switch (queue) {
      case Queue.Member(String _, @Nullable StructType owner, String member) when owner != null ->
          Optional.of(new WakeUp(function, call, argument, queue, owner, member));
      case Queue.Global global when function.file().equals(file) ->
          Optional.of(new WakeUp(function, call, argument, queue, null, global.name()));
      default -> Optional.empty();
    };
  }

  /** The wait queue that a wake-up names: itself, its address, or a variable that holds that. */
  private static int argument(CFunction function, int call) {
    SyntaxTree tree = function.tree();
    int node = Expressions.bare(tree, Expressions.arguments(tree, call).getFirst());
    if (tree.kind(node) == Kind.IDENTIFIER && function.isLocal(tree.name(node))) {
      Variable local = function.variable(tree.name(node)).orElseThrow();
      List<Integer> values = function.valuesGivenTo(local);
      node = values.size() == 1 ? Expressions.bare(tree, values.getFirst()) : node;
    }
    return Expressions.addressed(tree, node).orElse(node);
  }

  /** Whether a wake-up says that there is something to read, or room to write; none if unclear. */
  Optional<PollCode> band(WakeUp wakeUp) {
    SyntaxTree tree = wakeUp.function().tree();
    List<Integer> arguments = Expressions.arguments(tree, wakeUp.call());
    Set<PollCode> said = arguments.size() > 1 ? directions(tree, arguments.getLast()) : Set.of();
    if (said.size() == 1) {
      return said.stream().findFirst();
    }
    Queue queue = wakeUp.queue();
    boolean forReaders = waiters.readers().contains(queue);
    boolean forWriters = waiters.writers().contains(queue);
    boolean shared = (forReaders && forWriters) || (isOnlyOneToPoll(queue) && masks.size() == 2);
    if (shared) {
      boolean inRead = reading.contains(wakeUp.function());
      boolean inWrite = writing.contains(wakeUp.function());
      if (inRead != inWrite) {
        return Optional.of(inRead ? PollCode.POLL_OUT : PollCode.POLL_IN);
      }
    }
    if (forReaders != forWriters) {
      return Optional.of(forReaders ? PollCode.POLL_IN : PollCode.POLL_OUT);
    }
    return forReaders ? Optional.empty() : bandOfPoll(queue);
  }

  /** What a wait queue is for that only poll waits on. */
  private Optional<PollCode> bandOfPoll(Queue queue) {
    EnumSet<PollCode> open = EnumSet.noneOf(PollCode.class);
    open.addAll(masks);
    for (Queue other : waiters.polled()) {
      if (!other.equals(queue)) {
        if (waiters.isForReadersOnly(other)) {
          open.remove(PollCode.POLL_IN);
        } else if (waiters.isForWritersOnly(other)) {
          open.remove(PollCode.POLL_OUT);
        }
      }
    }
    return open.size() == 1 ? open.stream().findFirst() : Optional.empty();
  }

  private boolean isOnlyOneToPoll(Queue queue) {
    return waiters.polled().equals(Set.of(queue));
  }

  /** The directions that the masks at or below a node name. */
  private static Set<PollCode> directions(SyntaxTree tree, int node) {
    Set<PollCode> told = Waiters.told(tree, node);
    told.retainAll(DIRECTIONS);
    return told;
  }
}
