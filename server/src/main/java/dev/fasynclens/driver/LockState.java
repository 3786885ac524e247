package dev.fasynclens.driver;

import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sections in which sleeping is forbidden, followed along a path. */
public final class LockState {
  private static final Map<String, String> ENTERING =
      Map.ofEntries(
          Map.entry("spin_lock", "spin"),
          Map.entry("spin_lock_bh", "spin"),
          Map.entry("spin_lock_irq", "spin"),
          Map.entry("spin_lock_irqsave", "spin"),
          Map.entry("spin_lock_nested", "spin"),
          Map.entry("spin_lock_irqsave_nested", "spin"),
          Map.entry("raw_spin_lock", "spin"),
          Map.entry("raw_spin_lock_irq", "spin"),
          Map.entry("raw_spin_lock_irqsave", "spin"),
          Map.entry("read_lock", "rw"),
          Map.entry("read_lock_bh", "rw"),
          Map.entry("read_lock_irq", "rw"),
          Map.entry("read_lock_irqsave", "rw"),
          Map.entry("write_lock", "rw"),
          Map.entry("write_lock_bh", "rw"),
          Map.entry("write_lock_irq", "rw"),
          Map.entry("write_lock_irqsave", "rw"),
          Map.entry("rcu_read_lock", "rcu"),
          Map.entry("rcu_read_lock_bh", "rcu"),
          Map.entry("preempt_disable", "preemption"),
          Map.entry("get_cpu", "preemption"),
          Map.entry("cli", "interrupts"),
          Map.entry("local_bh_disable", "bottom halves"),
          Map.entry("local_irq_disable", "interrupts"),
          Map.entry("local_irq_save", "interrupts"));

  private static final Set<String> TRYING =
      Set.of(
          "spin_trylock",
          "spin_trylock_bh",
          "spin_trylock_irq",
          "spin_trylock_irqsave",
          "raw_spin_trylock",
          "read_trylock",
          "write_trylock");

  private static final Map<String, String> LEAVING =
      Map.ofEntries(
          Map.entry("spin_unlock", "spin"),
          Map.entry("spin_unlock_bh", "spin"),
          Map.entry("spin_unlock_irq", "spin"),
          Map.entry("spin_unlock_irqrestore", "spin"),
          Map.entry("raw_spin_unlock", "spin"),
          Map.entry("raw_spin_unlock_irq", "spin"),
          Map.entry("raw_spin_unlock_irqrestore", "spin"),
          Map.entry("read_unlock", "rw"),
          Map.entry("read_unlock_bh", "rw"),
          Map.entry("read_unlock_irq", "rw"),
          Map.entry("read_unlock_irqrestore", "rw"),
          Map.entry("write_unlock", "rw"),
          Map.entry("write_unlock_bh", "rw"),
          Map.entry("write_unlock_irq", "rw"),
          Map.entry("write_unlock_irqrestore", "rw"),
          Map.entry("rcu_read_unlock", "rcu"),
          Map.entry("rcu_read_unlock_bh", "rcu"),
          Map.entry("preempt_enable", "preemption"),
          Map.entry("put_cpu", "preemption"),
          Map.entry("sti", "interrupts"),
          Map.entry("restore_flags", "interrupts"),
          Map.entry("local_bh_enable", "bottom halves"),
          Map.entry("local_irq_enable", "interrupts"),
          Map.entry("local_irq_restore", "interrupts"));

  private static final String GUARD = "guard";

  private final SyntaxTree tree;
  private final Map<String, Integer> held = new LinkedHashMap<>();

  /** Nothing held. */
  LockState(SyntaxTree tree) {
    this.tree = tree;
  }

  /** What is held already, as {@link #held} told. */
  LockState(SyntaxTree tree, Map<String, Integer> held) {
    this(tree);
    this.held.putAll(held);
  }

  /** What is held, and the calls that took it, the last one last. */
  Map<String, Integer> held() {
    return Collections.unmodifiableMap(held);
  }

  /** Whether a call begins such a section, or tries to. */
  public static boolean begins(SyntaxTree tree, int call) {
    String callee = Expressions.callee(tree, call);
    return ENTERING.containsKey(callee) || TRYING.contains(callee) || isGuard(tree, call);
  }

  /** Whether a function of this name leaves such a section. */
  public static boolean leaves(String callee) {
    return LEAVING.containsKey(callee);
  }

  /**
   * A call on a path.
   *
   * @param section the call that began the innermost section it is in
   */
  public record Reached(int call, Optional<Integer> section) {}

  /** The calls on a path, in order. */
  public static List<Reached> along(SyntaxTree tree, Path path) {
    List<Reached> reached = new ArrayList<>();
    LockState locks = new LockState(tree);
    for (Path.Step step : path.steps()) {
      if (step instanceof Path.Test test) {
        locks.test(test.node(), test.holds());
      }
      for (int call : Path.calls(tree, step)) {
        locks.call(call);
        reached.add(new Reached(call, locks.sectionAt(call)));
      }
    }
    return reached;
  }

  /** Takes note of a test: a lock that was tried for is held where that succeeded. */
  void test(int condition, boolean holds) {
    int call = Expressions.unwrapped(tree, condition);
    String callee = tree.kind(call) == Kind.CALL_EXPRESSION ? Expressions.callee(tree, call) : "";
    if (holds && TRYING.contains(callee)) {
      held.putIfAbsent(
          key(callee.startsWith("spin") || callee.startsWith("raw") ? "spin" : "rw", call), call);
    }
  }

  /** Takes note of a call. */
  void call(int call) {
    String callee = Expressions.callee(tree, call);
    String entered = ENTERING.get(callee);
    if (entered != null) {
      held.putIfAbsent(key(entered, call), call);
      return;
    }
    String left = LEAVING.get(callee);
    if (left != null && held.remove(key(left, call)) == null) {
      // The lock goes by another name here: whichever of its kind was taken last.
      held.keySet().stream()
          .filter(key -> key.startsWith(left))
          .reduce((first, second) -> second)
          .ifPresent(held::remove);
    }
    guard(call);
  }

  /** Where a {@code scoped_guard()} around a node begins, if sleeping is forbidden inside. */
  public static Optional<Place> scopeAround(SyntaxTree tree, int node) {
    for (int at = tree.parent(node); at >= 0; at = tree.parent(at)) {
      if (Expressions.isScopedGuard(tree, at)) {
        int condition = tree.firstNamed(at);
        int kind =
            Expressions.below(tree, condition, Kind.IDENTIFIER).stream().findFirst().orElse(-1);
        if (kind >= 0 && isAtomic(tree.name(kind))) {
          return Optional.of(tree.place(condition));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isAtomic(String kind) {
    return kind.startsWith("spinlock")
        || kind.startsWith("raw_spinlock")
        || kind.startsWith("read_lock")
        || kind.startsWith("write_lock")
        || kind.equals("rcu")
        || kind.equals("irq")
        || kind.equals("irqsave")
        || kind.equals("preempt");
  }

  /** {@code guard(spinlock)(&lock);}. */
  private void guard(int call) {
    if (isGuard(tree, call)) {
      held.putIfAbsent(GUARD + call, call);
    }
  }

  private static boolean isGuard(SyntaxTree tree, int call) {
    int function = Expressions.unwrapped(tree, call + 1);
    if (tree.kind(function) != Kind.CALL_EXPRESSION
        || !Expressions.callee(tree, function).equals(GUARD)) {
      return false;
    }
    List<Integer> kinds = Expressions.arguments(tree, function);
    return !kinds.isEmpty() && isAtomic(tree.name(kinds.get(0)));
  }

  private String key(String kind, int call) {
    List<Integer> arguments = Expressions.arguments(tree, call);
    boolean named = (kind.equals("spin") || kind.equals("rw")) && !arguments.isEmpty();
    return named ? kind + tree.text(arguments.get(0)) : kind;
  }

  /** The call that entered the innermost section that is open at a call, if any. */
  Optional<Integer> sectionAt(int call) {
    return sectionsAt(call).stream().reduce((first, second) -> second);
  }

  /** The calls that entered the sections that are open at a call, the innermost last. */
  List<Integer> sectionsAt(int call) {
    return held.entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith(GUARD) || isInScope(entry.getValue(), call))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** A guard holds until the end of the block it stands in. */
  private boolean isInScope(int guard, int call) {
    int block = tree.enclosing(guard, Kind.COMPOUND_STATEMENT);
    return block >= 0 && block < call && call < tree.subtreeEnd(block);
  }

  /** The name of the function that entered a section. */
  public static String nameOf(SyntaxTree tree, int section) {
    String name = Expressions.callee(tree, section);
    return name.isEmpty() ? GUARD : name;
  }

  /** Whether a section may have been left before a call, on a condition. */
  public static boolean mayHaveLeft(CFunction function, int section, int call) {
    SyntaxTree tree = function.tree();
    for (int between : function.calls()) {
      boolean leaves = leaves(Expressions.callee(tree, between));
      if (leaves && section < between && between < call) {
        int condition = tree.enclosing(between, Kind.IF_STATEMENT);
        boolean jumps =
            condition > section
                && !Expressions.below(tree, condition, Kind.RETURN_STATEMENT).isEmpty();
        if (condition > section && !jumps) {
          return true;
        }
      }
    }
    return false;
  }
}
