package dev.fasynclens.review.repair;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.PollMask;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The wait queues behind a table: who sleeps on which, who wakes them, and for what. */
final class WaitQueues {
  private static final Set<String> SLEEPING =
      Set.of(
          "prepare_to_wait",
          "prepare_to_wait_event",
          "prepare_to_wait_exclusive",
          "add_wait_queue",
          "add_wait_queue_exclusive",
          "interruptible_sleep_on",
          "interruptible_sleep_on_timeout",
          "sleep_on",
          "sleep_on_timeout");

  private final DriverModule module;
  private final CFile file;
  private final Set<CFunction> reading;
  private final Set<CFunction> writing;
  private final Set<WaitQueue> readers;
  private final Set<WaitQueue> writers;
  private final Set<WaitQueue> polled;
  private final Set<PollCode> masks;

  /**
   * A wait queue.
   *
   * @param owner the struct that it is a member of, null if it is a variable at file level
   * @param name the member or variable
   */
  record WaitQueue(@Nullable StructType owner, String name) {}

  /**
   * A call that wakes those who wait.
   *
   * @param argument the node of the wait queue itself, without {@code &}
   */
  record WakeUp(CFunction function, int call, int argument, WaitQueue queue) {}

  WaitQueues(DriverModule module, OperationTable table) {
    this.module = module;
    this.file = table.file();
    this.reading = reachable(table, "read", "read_iter");
    this.writing = reachable(table, "write", "write_iter");
    this.readers = sleeping(reading);
    this.writers = sleeping(writing);
    Set<CFunction> polling = reachable(table, "poll");
    this.polled = new LinkedHashSet<>();
    this.masks = EnumSet.noneOf(PollCode.class);
    for (CFunction function : polling) {
      for (int call : function.calls()) {
        if (Expressions.callee(function.tree(), call).equals("poll_wait")) {
          argument(function, call, 1).flatMap(a -> queue(function, a)).ifPresent(polled::add);
        }
      }
      masks.addAll(codes(function.tree(), function.body()));
    }
  }

  /** All calls that wake somebody who reads, writes or polls through the table. */
  List<WakeUp> wakeUps() {
    List<WakeUp> found = new ArrayList<>();
    for (CFile each : module.files()) {
      for (CFunction function : each.allFunctions()) {
        for (int call : function.calls()) {
          boolean wakes = Expressions.callee(function.tree(), call).startsWith("wake_up");
          Optional<Integer> argument = wakes ? argument(function, call, 0) : Optional.empty();
          argument
              .flatMap(a -> queue(function, a))
              .filter(q -> readers.contains(q) || writers.contains(q) || polled.contains(q))
              .ifPresent(q -> found.add(new WakeUp(function, call, argument.get(), q)));
        }
      }
    }
    return found;
  }

  /** Whether a wake-up says that there is something to read, or room to write; none if unclear. */
  Optional<PollCode> band(WakeUp wakeUp) {
    SyntaxTree tree = wakeUp.function().tree();
    List<Integer> arguments = Expressions.arguments(tree, wakeUp.call());
    Set<PollCode> said =
        arguments.size() > 1 ? codes(tree, arguments.getLast()) : EnumSet.noneOf(PollCode.class);
    if (said.size() == 1) {
      return said.stream().findFirst();
    }
    WaitQueue queue = wakeUp.queue();
    boolean forReaders = readers.contains(queue);
    boolean forWriters = writers.contains(queue);
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
  private Optional<PollCode> bandOfPoll(WaitQueue queue) {
    EnumSet<PollCode> open = EnumSet.noneOf(PollCode.class);
    open.addAll(masks);
    for (WaitQueue other : polled) {
      if (!other.equals(queue) && readers.contains(other) != writers.contains(other)) {
        open.remove(readers.contains(other) ? PollCode.POLL_IN : PollCode.POLL_OUT);
      }
    }
    return open.size() == 1 ? open.stream().findFirst() : Optional.empty();
  }

  private boolean isOnlyOneToPoll(WaitQueue queue) {
    return polled.equals(Set.of(queue));
  }

  /** The directions that the masks below a node name. */
  private static Set<PollCode> codes(SyntaxTree tree, int node) {
    Set<PollCode> found = EnumSet.noneOf(PollCode.class);
    for (int name : Expressions.below(tree, node, Kind.IDENTIFIER)) {
      PollMask.named(tree.name(name))
          .flatMap(mask -> PollMask.codeOf(mask.bit()))
          .filter(code -> code == PollCode.POLL_IN || code == PollCode.POLL_OUT)
          .ifPresent(found::add);
    }
    return found;
  }

  private Set<WaitQueue> sleeping(Set<CFunction> functions) {
    Set<WaitQueue> found = new HashSet<>();
    for (CFunction function : functions) {
      for (int call : function.calls()) {
        String callee = Expressions.callee(function.tree(), call);
        if (callee.startsWith("wait_event") || SLEEPING.contains(callee)) {
          argument(function, call, 0).flatMap(a -> queue(function, a)).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** The methods of a table and what they call. */
  private Set<CFunction> reachable(OperationTable table, String... members) {
    Set<CFunction> seen = new LinkedHashSet<>();
    Deque<CFunction> open = new ArrayDeque<>();
    for (String member : members) {
      open.addAll(module.facts().methods(table, member));
    }
    while (!open.isEmpty()) {
      CFunction function = open.remove();
      if (seen.add(function)) {
        function.calls().forEach(call -> open.addAll(module.facts().callees(function, call)));
      }
    }
    return seen;
  }

  /** The wait queue that an argument names: itself, its address, or a variable that holds that. */
  private Optional<Integer> argument(CFunction function, int call, int position) {
    SyntaxTree tree = function.tree();
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (position >= arguments.size()) {
      return Optional.empty();
    }
    int node = Expressions.bare(tree, arguments.get(position));
    if (tree.kind(node) == Kind.IDENTIFIER && function.isLocal(tree.name(node))) {
      Variable local = function.variable(tree.name(node)).orElseThrow();
      List<Integer> values = function.valuesGivenTo(local);
      node = values.size() == 1 ? Expressions.bare(tree, values.getFirst()) : node;
    }
    return Optional.of(Expressions.addressed(tree, node).orElse(node));
  }

  private Optional<WaitQueue> queue(CFunction function, int node) {
    Set<Queue> named = module.facts().queuesNamed(function, node);
    if (named.size() != 1) {
      return Optional.empty();
    }
    return switch (named.iterator().next()) {
      case Queue.Member(String _, @Nullable StructType owner, String member) when owner != null ->
          Optional.of(new WaitQueue(owner, member));
      case Queue.Global global when function.file().equals(file) ->
          Optional.of(new WaitQueue(null, global.name()));
      default -> Optional.empty();
    };
  }
}
