package dev.fasynclens.kernel.signal;

import org.jspecify.annotations.Nullable;

/** A pid namespace. Who is in it is seen in it and in those around it, and nowhere else. */
public final class PidNamespace {
  private final @Nullable PidNamespace parent;

  /** A namespace inside another one; null for the first. */
  public PidNamespace(@Nullable PidNamespace parent) {
    this.parent = parent;
  }

  /** Whether somebody who lives in another namespace has a number in this one. */
  boolean sees(PidNamespace other) {
    for (PidNamespace each = other; each != null; each = each.parent) {
      if (each == this) {
        return true;
      }
    }
    return false;
  }
}
