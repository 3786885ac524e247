package dev.fasynclens.explain;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function calls on the way of a signal, on one version.
 *
 * @param start the function
 * @param nesting the locks that are held where most are held, the outermost first
 */
public record CallChain(KernelVersion version, Call start, List<LockUse> nesting) {
  /**
   * A function with what it does.
   *
   * @param locks that it takes itself, in order
   * @param calls what it calls, in order
   */
  public record Call(KernelFunction function, List<LockUse> locks, List<Call> calls) {}

  /**
   * A lock and how it is taken.
   *
   * @param how the kernel's name of the operation, such as {@code read_lock_irqsave}
   */
  public record LockUse(String lock, String how) {
    @Override
    public String toString() {
      return lock + " (" + how + ")";
    }
  }

  /** The names of the functions on the longest way from here to the innermost one. */
  public List<String> spine() {
    List<String> result = new ArrayList<>();
    Call call = start;
    while (true) {
      result.add(call.function().nameIn(version));
      if (call.calls().isEmpty()) {
        return result;
      }
      Call deepest = call.calls().getFirst();
      for (Call each : call.calls()) {
        deepest = depth(each) > depth(deepest) ? each : deepest;
      }
      call = deepest;
    }
  }

  private static int depth(Call call) {
    int most = 0;
    for (Call each : call.calls()) {
      most = Math.max(most, depth(each));
    }
    return most + 1;
  }

  /** The chain as nested lists of Markdown. */
  public String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("### `").append(start.function().nameIn(version)).append("` on Linux ");
    out.append(version).append("\n\n");
    markdown(start, 0, out);
    if (!nesting.isEmpty()) {
      out.append("\nLocks, the outermost first: ");
      out.append(
          String.join(" > ", nesting.stream().map(each -> "`" + each.lock() + "`").toList()));
      out.append("\n");
    }
    return out.toString();
  }

  private void markdown(Call call, int depth, StringBuilder out) {
    out.append("  ".repeat(depth)).append("- `").append(call.function().nameIn(version));
    out.append("` (").append(call.function().file()).append("): ");
    out.append(call.function().sentence()).append('.');
    for (LockUse lock : call.locks()) {
      out.append(" Takes `").append(lock.lock()).append("` with `").append(lock.how()).append("`.");
    }
    out.append('\n');
    for (Call each : call.calls()) {
      markdown(each, depth + 1, out);
    }
  }
}
