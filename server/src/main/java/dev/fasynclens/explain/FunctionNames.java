package dev.fasynclens.explain;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.List;

/** What a function is called on which kernels. */
final class FunctionNames {
  private FunctionNames() {}

  /**
   * The names of a function on the kernels of a range, the oldest first. Kernels on which a
   * notification goes down without it are left out, since it may not exist there.
   */
  static List<Behaviours.Span<String>> of(KernelFunction function, KernelRange range) {
    List<Behaviours.Span<String>> seen = Behaviours.of(range, version -> seen(function, version));
    List<Behaviours.Span<String>> named =
        seen.stream().filter(each -> !each.behaviour().isEmpty()).toList();
    return named.isEmpty() ? Behaviours.of(range, function::nameIn) : named;
  }

  private static String seen(KernelFunction function, KernelVersion version) {
    boolean entered = Trial.plain(version, Signal.SIGIO.name()).functions().contains(function);
    return entered ? function.nameIn(version) : "";
  }
}
