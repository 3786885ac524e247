package dev.fasynclens.explain;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Annotations that sparse reads and compilers do not see. Sources: {@code
 * Documentation/dev-tools/sparse.rst} and {@code include/linux/compiler_types.h}.
 */
enum SparseAnnotation {
  __user("A pointer into the memory of a program.", "Only `copy_to_user` and the like follow it."),
  __kernel("A pointer into the memory of the kernel.", "What pointers are without annotation."),
  __iomem("A pointer to registers of a device.", "Only `readl`, `writel` and the like follow it."),
  __percpu("A pointer to a variable that each processor has.", "Followed with `this_cpu_ptr`."),
  __rcu("A pointer guarded by RCU.", "Followed with `rcu_dereference`."),
  __private("A member that only its own code may touch.", "Others need `ACCESS_PRIVATE`."),
  __force("Silences sparse for this cast.", "The author vouches for the mix of types."),
  __nocast("A type that is not mixed with others silently.", ""),
  __bitwise(
      "A number of a kind of its own.",
      "Mixing it with plain integers needs `__force`; a plain 0 is allowed."),
  __poll_t(
      "The type of poll masks, a kind of its own for sparse.",
      "`.poll` returns it. An `EPOLL*` passed as band of `kill_fasync` is a mix that sparse"
          + " reports."),
  __must_hold("The caller holds this lock, before and after."),
  __acquires("Takes this lock, and returns with it held."),
  __releases("Is called with this lock held, and gives it back."),
  __acquire("Tells sparse that this lock is held from here on.", "Takes nothing itself."),
  __release("Tells sparse that this lock is no longer held.", "Gives nothing back itself."),
  __cond_lock("Tells sparse that the lock is held if the condition is true.", "");

  /** What annotations of locks have in common here. */
  private static final String LOCKS =
      "A handler that must hold a spinlock cannot call `fasync_helper` to switch on, which may"
          + " sleep.";

  private final String what;
  private final String more;

  SparseAnnotation(String what) {
    this(what, null);
  }

  SparseAnnotation(String what, @Nullable String more) {
    this.what = what;
    this.more = more == null ? "locks" : more;
  }

  /** What it says, in a sentence. */
  String what() {
    return what;
  }

  /** What else there is to know; may be empty. */
  String more() {
    return more.equals("locks") ? LOCKS : more;
  }

  /** The annotation with this name. */
  static Optional<SparseAnnotation> named(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
  }
}
