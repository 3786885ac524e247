package dev.fasynclens.kernel.machine;

import java.util.ArrayList;
import java.util.List;

/** One lock. */
public final class Lock {
  private final LockClass lockClass;
  private final List<Context> holders = new ArrayList<>(1);

  /** A lock of a class. */
  public Lock(LockClass lockClass) {
    this.lockClass = lockClass;
  }

  /** The part it plays. */
  public LockClass lockClass() {
    return lockClass;
  }

  boolean isSpinning() {
    return lockClass.isSpinning();
  }

  List<Context> holders() {
    return holders;
  }

  @Override
  public String toString() {
    return lockClass.name();
  }
}
