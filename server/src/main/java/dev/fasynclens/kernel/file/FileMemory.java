package dev.fasynclens.kernel.file;

import org.jspecify.annotations.Nullable;

/** Memory in which a {@code struct file} lives. It is used again for others. */
public final class FileMemory {
  @Nullable OpenFile occupant;
  boolean free;

  FileMemory() {}

  /** Who lives in it now; null if nobody does any more. */
  public @Nullable OpenFile occupant() {
    return free ? null : occupant;
  }
}
