package dev.fasynclens.kernel.machine;

import java.util.ArrayList;
import java.util.List;

/**
 * All locks that play the same part, such as every {@code fa_lock}. Rules about the order of locks
 * and about interrupts are rules about classes, as in the kernel's own lock checker.
 */
public final class LockClass {
  private final String name;
  private final boolean spinning;
  final List<LockClass> takenInside = new ArrayList<>();
  boolean takenExclusively;
  boolean sharedInInterrupt;
  boolean exclusiveInInterrupt;
  boolean sharedWithInterruptsOn;
  boolean exclusiveWithInterruptsOn;

  /**
   * @param name as in the kernel or the driver
   * @param spinning whether its holder must not sleep
   */
  public LockClass(String name, boolean spinning) {
    this.name = name;
    this.spinning = spinning;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  boolean isSpinning() {
    return spinning;
  }

  /**
   * Whether a lock of the other class was ever taken, directly or not, while one of this was held.
   */
  boolean leadsTo(LockClass other) {
    return leadsTo(other, new ArrayList<>());
  }

  private boolean leadsTo(LockClass other, List<LockClass> seen) {
    if (seen.contains(this)) {
      return false;
    }
    seen.add(this);
    for (LockClass next : takenInside) {
      if (next == other || next.leadsTo(other, seen)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return name;
  }
}
