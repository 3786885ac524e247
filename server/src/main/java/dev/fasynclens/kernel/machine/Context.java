package dev.fasynclens.kernel.machine;

import java.util.ArrayList;
import java.util.List;

/** Something that runs kernel code: a task in a system call, an interrupt, a worker. */
public final class Context {
  /** What kind of context it is. */
  public enum Kind {
    /** A task in a system call; it may sleep. */
    PROCESS,
    /** A kernel thread that runs queued work; it may sleep. */
    WORKER,
    /** Bottom half: does not sleep, can be interrupted. */
    SOFTIRQ,
    /** An interrupt handler: does not sleep, interrupts are off. */
    HARDIRQ
  }

  /** A lock that is held. */
  record Held(Lock lock, LockMode mode) {}

  private final Kind kind;
  private final String name;
  final List<Held> held = new ArrayList<>();
  private int interruptsOff;

  Context(Kind kind, String name) {
    this.kind = kind;
    this.name = name;
    this.interruptsOff = kind == Kind.HARDIRQ ? 1 : 0;
  }

  /** What kind of context it is. */
  public Kind kind() {
    return kind;
  }

  /** The name of the task, interrupt or worker. */
  public String name() {
    return name;
  }

  /** Whether interrupts are off on this processor. */
  public boolean interruptsOff() {
    return interruptsOff > 0;
  }

  void disableInterrupts() {
    interruptsOff++;
  }

  void enableInterrupts() {
    interruptsOff = Math.max(0, interruptsOff - 1); // an _irq unlock may have turned them on
  }

  /** Turns interrupts on whatever the caller wanted, as an {@code _irq} unlock does. */
  void forceInterruptsOn() {
    interruptsOff = 0;
  }

  /** Whether sleeping is not allowed here. */
  boolean isAtomic() {
    if (kind == Kind.SOFTIRQ || kind == Kind.HARDIRQ || interruptsOff > 0) {
      return true;
    }
    for (Held each : held) {
      if (each.lock().isSpinning()) {
        return true;
      }
    }
    return false;
  }
}
