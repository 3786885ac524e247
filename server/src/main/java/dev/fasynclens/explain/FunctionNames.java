package dev.fasynclens.explain;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a function is called on which kernels. */
final class FunctionNames {
  private FunctionNames() {}

  /** Which functions take part in a plain notification; found out when first asked for. */
  private static final class Presence {
    static final List<Behaviours.Span<Set<KernelFunction>>> ON =
        List.copyOf(
            Behaviours.of(
                KernelRange.ALL, version -> Trial.plain(version, Signal.SIGIO.name()).functions()));
  }

  /**
   * The names of a function on the kernels of a range, the oldest first. Kernels on which a
   * notification goes down without it are left out, since it may not exist there.
   */
  static List<Behaviours.Span<String>> of(KernelFunction function, KernelRange range) {
    List<Behaviours.Span<String>> named = new ArrayList<>();
    boolean takesPart = false;
    for (Behaviours.Span<Set<KernelFunction>> each : Presence.ON) {
      boolean here = each.behaviour().contains(function);
      takesPart |= here;
      if (here) {
        each.range().intersect(range).ifPresent(part -> add(function, part, named));
      }
    }
    return takesPart ? named : Behaviours.of(range, function::nameIn);
  }

  private static void add(
      KernelFunction function, KernelRange part, List<Behaviours.Span<String>> named) {
    for (Behaviours.Span<String> each : Behaviours.of(part, function::nameIn)) {
      Behaviours.Span<String> last = named.isEmpty() ? null : named.getLast();
      if (last != null && last.behaviour().equals(each.behaviour())) {
        KernelRange joined = new KernelRange(last.range().oldest(), each.range().newest());
        named.set(named.size() - 1, new Behaviours.Span<>(joined, each.behaviour()));
      } else {
        named.add(each);
      }
    }
  }
}
