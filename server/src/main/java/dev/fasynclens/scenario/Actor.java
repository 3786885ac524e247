package dev.fasynclens.scenario;

import dev.fasynclens.kernel.signal.Task;
import org.jspecify.annotations.Nullable;

/** A process or thread of a scenario. */
final class Actor {
  private final String name;
  private final Task task;
  private final boolean thread;

  /** A call that waits; null if it does not wait in one. */
  @Nullable Call waiting;

  /** What a call that was not waited for has returned; null if there is none. */
  @Nullable Reply returned;

  /** Whether it will never do anything again although it is not dead. */
  boolean stuck;

  Actor(String name, Task task, boolean thread) {
    this.name = name;
    this.task = task;
    this.thread = thread;
  }

  String name() {
    return name;
  }

  Task task() {
    return task;
  }

  boolean isThread() {
    return thread;
  }
}
