package dev.fasynclens.kernel.file;

import dev.fasynclens.kernel.machine.Lock;
import dev.fasynclens.kernel.machine.LockClass;
import dev.fasynclens.kernel.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** An open file: {@code struct file}. All descriptors that were duplicated share it. */
public final class OpenFile {
  private final String name;
  private final FileOperations operations;
  private final FileMemory memory;
  private final Lock lock;
  private final boolean readable;
  private final boolean writable;
  private boolean nonblocking = true;
  private boolean fasync;
  private boolean pathOnly;
  private int references;
  @Nullable FileOwner owner;

  OpenFile(
      String name,
      FileOperations operations,
      FileMemory memory,
      LockClass lockClass,
      boolean readable,
      boolean writable) {
    this.name = name;
    this.operations = operations;
    this.memory = memory;
    this.lock = new Lock(lockClass);
    this.readable = readable;
    this.writable = writable;
  }

  /** What the story calls it. */
  public String name() {
    return name;
  }

  /** What it does. */
  public FileOperations operations() {
    return operations;
  }

  /** Where it lives. */
  public FileMemory memory() {
    return memory;
  }

  /** {@code f_lock}. */
  Lock lock() {
    return lock;
  }

  /** Whether it was opened for reading. */
  public boolean readable() {
    return readable;
  }

  /** Whether it was opened for writing. */
  public boolean writable() {
    return writable;
  }

  /** O_NONBLOCK. */
  public boolean nonblocking() {
    return nonblocking;
  }

  /** Sets or clears O_NONBLOCK. */
  public void setNonblocking(boolean isNonblocking) {
    nonblocking = isNonblocking;
  }

  /** FASYNC in {@code f_flags}, which programs see as O_ASYNC. */
  public boolean fasync() {
    return fasync;
  }

  void setFasync(boolean on, Tracer trace) {
    if (fasync != on && trace.on()) {
      trace.change("FASYNC in f_flags of " + name, fasync ? 1 : 0, on ? 1 : 0);
    }
    fasync = on;
  }

  /** O_PATH: the descriptor names the file and does nothing else. */
  public boolean pathOnly() {
    return pathOnly;
  }

  void setPathOnly() {
    pathOnly = true;
  }

  /** The owner; null if it has no place for one yet. */
  public @Nullable FileOwner owner() {
    return owner;
  }

  /** Takes a reference. */
  public void get() {
    references++;
  }

  /** Gives a reference back. Returns whether it was the last. */
  boolean put() {
    references--;
    return references == 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
