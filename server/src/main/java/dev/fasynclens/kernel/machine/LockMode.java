package dev.fasynclens.kernel.machine;

/** How a lock is taken: shared or not, and what happens to interrupts meanwhile. */
public enum LockMode {
  /** Exclusive, interrupts as they are. */
  SPIN("spin_lock", false, Interrupts.AS_THEY_ARE),
  /** Exclusive, interrupts off, on again afterwards whatever they were. */
  SPIN_IRQ("spin_lock_irq", false, Interrupts.OFF_THEN_ON),
  /** Exclusive, interrupts off, afterwards as before. */
  SPIN_IRQSAVE("spin_lock_irqsave", false, Interrupts.OFF_THEN_RESTORED),
  /** Shared, interrupts as they are. */
  READ("read_lock", true, Interrupts.AS_THEY_ARE),
  /** Shared, interrupts off, on again afterwards whatever they were. */
  READ_IRQ("read_lock_irq", true, Interrupts.OFF_THEN_ON),
  /** Shared, interrupts off, afterwards as before. */
  READ_IRQSAVE("read_lock_irqsave", true, Interrupts.OFF_THEN_RESTORED),
  /** The writer of a read-write lock, interrupts off, on again afterwards whatever they were. */
  WRITE_IRQ("write_lock_irq", false, Interrupts.OFF_THEN_ON),
  /** A read-side section of RCU, which excludes nobody. */
  RCU("rcu_read_lock", true, Interrupts.AS_THEY_ARE),
  /** The big kernel lock, which is given back while sleeping. */
  BKL("lock_kernel", false, Interrupts.AS_THEY_ARE),
  /** A mutex, whose holder may sleep. */
  MUTEX("mutex_lock", false, Interrupts.AS_THEY_ARE);

  enum Interrupts {
    AS_THEY_ARE,
    OFF_THEN_ON,
    OFF_THEN_RESTORED
  }

  private final String operation;
  private final boolean shared;
  final Interrupts interrupts;

  LockMode(String operation, boolean shared, Interrupts interrupts) {
    this.operation = operation;
    this.shared = shared;
    this.interrupts = interrupts;
  }

  /** What the kernel calls taking a lock like this. */
  public String operation() {
    return operation;
  }

  /** Whether several may hold the lock at once. */
  public boolean shared() {
    return shared;
  }
}
