package dev.fasynclens.kernel.signal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a number stands for: {@code struct pid}. It outlives the number. */
public final class Pid {
  private final int number;
  @Nullable Task task;
  final List<UserProcess> group = new ArrayList<>(1);
  final List<UserProcess> session = new ArrayList<>(1);

  Pid(int number) {
    this.number = number;
  }

  /** A number that means nobody, as old kernels keep it as an owner all the same. */
  public static Pid ofNobody(int number) {
    return new Pid(number);
  }

  /** The number. */
  public int number() {
    return number;
  }

  /** The thread with this number; null if there is none, or none any more. */
  public @Nullable Task task() {
    return task;
  }

  /** The process with this number; null if there is none, or none any more. */
  public @Nullable UserProcess process() {
    Task thread = task;
    return thread != null && thread.isLeader() ? thread.group() : null;
  }

  /** The members of the process group with this number, newest first as the kernel lists them. */
  public List<UserProcess> members() {
    return List.copyOf(group);
  }

  /** Whether nobody uses the number any more. */
  boolean isFree() {
    return task == null && group.isEmpty() && session.isEmpty();
  }
}
