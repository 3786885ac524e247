package dev.fasynclens.explain;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Which releases of a range behave alike. */
final class Behaviours {
  /** The kernels that the model knows. */
  private static final KernelRange MODELLED = KernelRange.from(ChangePoint.HISTORY_STARTS);

  private Behaviours() {}

  /** Releases that behave alike. */
  record Span<T>(KernelRange range, T behaviour) {}

  /**
   * The behaviours of the kernels in a target, the oldest first. A version is asked only where a
   * change lies between it and the one before.
   *
   * @param ask what a version does; results that are equal are one behaviour
   */
  static <T> List<Span<T>> of(TargetKernels target, Function<KernelVersion, T> ask) {
    return of(target.range(), ask);
  }

  static <T> List<Span<T>> of(KernelRange asked, Function<KernelVersion, T> ask) {
    List<Span<T>> spans = new ArrayList<>();
    KernelRange range = asked.intersect(MODELLED).orElse(null);
    if (range == null) {
      return spans;
    }
    Set<ChangePoint> known = Set.of();
    for (KernelVersion release : range.releases()) {
      Set<ChangePoint> has = changesIn(release);
      Span<T> last = spans.isEmpty() ? null : spans.getLast();
      if (last != null && has.equals(known)) {
        spans.set(spans.size() - 1, until(last, release));
        continue;
      }
      known = has;
      T behaviour = ask.apply(release);
      if (last != null && last.behaviour.equals(behaviour)) {
        spans.set(spans.size() - 1, until(last, release));
      } else {
        spans.add(new Span<>(new KernelRange(release, release), behaviour));
      }
    }
    return spans;
  }

  private static <T> Span<T> until(Span<T> span, KernelVersion release) {
    return new Span<>(new KernelRange(span.range.oldest(), release), span.behaviour);
  }

  private static Set<ChangePoint> changesIn(KernelVersion version) {
    Set<ChangePoint> has = EnumSet.noneOf(ChangePoint.class);
    for (ChangePoint each : ChangePoint.values()) {
      if (version.has(each)) {
        has.add(each);
      }
    }
    return has;
  }
}
