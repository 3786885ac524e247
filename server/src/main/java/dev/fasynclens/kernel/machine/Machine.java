package dev.fasynclens.kernel.machine;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.kernel.trace.Tracer;
import dev.fasynclens.kernel.trace.TroubleKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A machine that runs one version of the kernel. It knows who is running, which locks are held and
 * what went wrong; what the kernel does is in the packages beside it.
 *
 * <p>One thing happens at a time. An interrupt is a {@link #run} inside another one.
 */
public final class Machine {
  private final KernelVersion version;
  private final BootOptions options;
  private final Tracer trace;
  private final Set<ChangePoint> changes = EnumSet.noneOf(ChangePoint.class);
  private final LockChecker checker = new LockChecker();
  private final Deque<Context> contexts = new ArrayDeque<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private int lostProcessors;
  private boolean down;

  /**
   * Starts a machine.
   *
   * @param sink gets each event of the trace; null to run without
   */
  public Machine(KernelVersion version, BootOptions options, @Nullable Consumer<TraceEvent> sink) {
    this.version = version;
    this.options = options;
    this.trace = new Tracer(version, sink);
    for (ChangePoint change : ChangePoint.values()) {
      if (version.has(change)) {
        changes.add(change);
      }
    }
  }

  /** The version it runs. */
  public KernelVersion version() {
    return version;
  }

  /** How it was started. */
  public BootOptions options() {
    return options;
  }

  /** Whether its kernel contains a change. */
  public boolean has(ChangePoint change) {
    return changes.contains(change);
  }

  /** Where the model says what it does. */
  public Tracer trace() {
    return trace;
  }

  /** Whether it does not run any more. */
  public boolean isDown() {
    return down;
  }

  /** What went wrong so far, in order. */
  public List<Trouble> troubles() {
    return List.copyOf(troubles);
  }

  /** How a context ended. */
  public enum End {
    /** It did what it had to do. */
    DONE,
    /** The kernel killed it in the middle; its locks stay taken. */
    KILLED,
    /** It waits for ever; its locks stay taken. */
    STUCK,
    /** The whole machine stopped. */
    DOWN
  }

  /**
   * Runs kernel code in a context of its own.
   *
   * @param name of the task, interrupt or worker
   * @return how it ended
   */
  public End run(Context.Kind kind, String name, Runnable code) {
    if (down) {
      return End.DOWN;
    }
    Context context = new Context(kind, name);
    Context below = contexts.peek();
    int depth = trace.depth();
    contexts.push(context);
    trace.moveTo(name, below == null ? 0 : depth);
    try {
      code.run();
      return End.DONE;
    } catch (ContextEnds end) {
      if (below != null && takesOthersAlong(kind, end.reason)) {
        throw end;
      }
      return switch (end.reason) {
        case OOPS -> End.KILLED;
        case HANG -> End.STUCK;
        case PANIC -> End.DOWN;
      };
    } finally {
      contexts.pop();
      trace.moveTo(below == null ? "" : below.name(), depth);
    }
  }

  /** Whether what was interrupted does not go on either. */
  private static boolean takesOthersAlong(Context.Kind kind, ContextEnds.Reason reason) {
    return switch (reason) {
      case PANIC -> true;
      case HANG -> kind == Context.Kind.HARDIRQ || kind == Context.Kind.SOFTIRQ;
      case OOPS -> false;
    };
  }

  /** The context that is running, if any is. */
  public Optional<Context> context() {
    return Optional.ofNullable(contexts.peek());
  }

  /** Whether an interrupt or a bottom half is running. */
  public boolean inInterrupt() {
    Context now = contexts.peek();
    return now != null
        && (now.kind() == Context.Kind.HARDIRQ || now.kind() == Context.Kind.SOFTIRQ);
  }

  private Context now() {
    Context now = contexts.peek();
    if (now == null) {
      throw new IllegalStateException("kernel code runs in a context");
    }
    return now;
  }

  // Locks

  /** Takes a lock, or shows that it can never be had. */
  public void lock(Lock lock, LockMode mode) {
    Context now = now();
    trace.lock(lock.lockClass().name(), mode.operation());
    if (mode == LockMode.MUTEX) {
      mightSleep(mode.operation());
    }
    checkWaiting(now, lock, mode);
    checker
        .take(now, lock.lockClass(), mode)
        .ifPresent(message -> report(TroubleKind.POSSIBLE_DEADLOCK, mode.operation(), message));
    if (mode.interrupts != LockMode.Interrupts.AS_THEY_ARE) {
      now.disableInterrupts();
    }
    now.held.add(new Context.Held(lock, mode));
    lock.holders().add(now);
  }

  /** Gives a lock back that the running context took last in this way. */
  public void unlock(Lock lock) {
    Context now = now();
    for (int i = now.held.size() - 1; i >= 0; i--) {
      Context.Held held = now.held.get(i);
      if (held.lock() == lock) {
        now.held.remove(i);
        lock.holders().remove(now);
        switch (held.mode().interrupts) {
          case AS_THEY_ARE -> {}
          case OFF_THEN_RESTORED -> now.enableInterrupts();
          case OFF_THEN_ON -> now.forceInterruptsOn();
        }
        trace.unlock(lock.lockClass().name());
        if (held.mode().interrupts == LockMode.Interrupts.OFF_THEN_ON) {
          checker
              .turnOnInterrupts(now)
              .ifPresent(
                  message ->
                      report(TroubleKind.POSSIBLE_DEADLOCK, held.mode().operation(), message));
        }
        return;
      }
    }
    throw new IllegalStateException(lock + " is not held by " + now.name());
  }

  private void checkWaiting(Context now, Lock lock, LockMode mode) {
    if (mode == LockMode.RCU || mode == LockMode.BKL) {
      return; // excludes nobody, or may be taken again by its holder
    }
    for (int i = 0; i < lock.holders().size(); i++) {
      Context holder = lock.holders().get(i);
      for (Context.Held held : holder.held) {
        if (held.lock() == lock && !(held.mode().shared() && mode.shared())) {
          String who = holder == now ? "itself" : holder.name();
          hang(mode.operation(), now.name() + " waits for " + lock + ", held by " + who);
        }
      }
    }
  }

  /** Whether the running context holds the lock. */
  public boolean holds(Lock lock) {
    Context now = contexts.peek();
    if (now == null) {
      return false;
    }
    for (Context.Held each : now.held) {
      if (each.lock() == lock) {
        return true;
      }
    }
    return false;
  }

  /** Says that the running context may sleep here, which is a mistake where nobody may. */
  public void mightSleep(String function) {
    Context now = now();
    if (now.isAtomic()) {
      report(
          TroubleKind.SLEEPING_IN_ATOMIC, function, function + " may sleep, but " + whyAtomic(now));
    }
  }

  private static String whyAtomic(Context context) {
    if (context.kind() == Context.Kind.HARDIRQ) {
      return "an interrupt handler is running";
    }
    if (context.kind() == Context.Kind.SOFTIRQ) {
      return "a bottom half is running";
    }
    for (Context.Held held : context.held) {
      if (held.lock().isSpinning()) {
        return held.lock() + " is held";
      }
    }
    return "interrupts are off";
  }

  // What goes wrong

  /** Reports something after which the kernel goes on. */
  public void report(TroubleKind kind, String in, String message) {
    troubles.add(new Trouble(kind, in, contexts.isEmpty() ? "" : now().name(), message));
    trace.trouble(kind, in, message);
  }

  /** Reports something in a function after which the kernel goes on. */
  public void report(TroubleKind kind, KernelFunction in, String message) {
    report(kind, in.nameIn(version), message);
  }

  /** A test that must never fail has failed: the running context ends here. */
  public void bug(KernelFunction in, String message) {
    report(TroubleKind.BUG, in, message);
    die(in.nameIn(version));
  }

  /** An address was used that means nothing: the running context ends here. */
  public void oops(KernelFunction in, String message) {
    report(TroubleKind.OOPS, in, message);
    die(in.nameIn(version));
  }

  private void die(String in) {
    if (now().kind() == Context.Kind.HARDIRQ || now().kind() == Context.Kind.SOFTIRQ) {
      panic(in, "Fatal exception in interrupt");
    }
    if (options.panicOnOops()) {
      panic(in, "Fatal exception");
    }
    throw new ContextEnds(ContextEnds.Reason.OOPS);
  }

  /** The machine stops. */
  public void panic(String in, String message) {
    report(TroubleKind.PANIC, in, message);
    down = true;
    throw new ContextEnds(ContextEnds.Reason.PANIC);
  }

  /** The running context waits for ever. A spinning one takes its processor with it. */
  public void hang(String in, String message) {
    report(TroubleKind.HANG, in, message);
    if (now().isAtomic()) {
      lostProcessors++;
      if (lostProcessors >= options.processors()) {
        down = true;
      }
    }
    throw new ContextEnds(ContextEnds.Reason.HANG);
  }
}
