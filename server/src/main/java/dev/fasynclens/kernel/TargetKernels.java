package dev.fasynclens.kernel;

import java.util.Optional;

/**
 * The kernels a driver is meant for.
 *
 * @param range the releases
 * @param stated whether somebody said so; if not, the range is a wide guess
 */
public record TargetKernels(KernelRange range, boolean stated) {
  /** Nobody said what is targeted: every kernel of the git history. */
  public static final TargetKernels UNSET =
      new TargetKernels(KernelRange.from(ChangePoint.HISTORY_STARTS), false);

  /** These releases, as configured; those not known count as the nearest that is. */
  public static TargetKernels of(KernelRange range) {
    return new TargetKernels(
        new KernelRange(nearestKnown(range.oldest()), nearestKnown(range.newest())), true);
  }

  private static KernelVersion nearestKnown(KernelVersion version) {
    if (version.compareTo(KernelRange.ALL.oldest()) < 0) {
      return KernelRange.ALL.oldest();
    }
    return version.compareTo(KernelRange.ALL.newest()) > 0 ? KernelRange.ALL.newest() : version;
  }

  /**
   * What people write: {@code 6.1} or {@code 4.4..7.1}.
   *
   * @throws IllegalArgumentException with a message that goes on after the name of the option
   */
  public static TargetKernels parse(String text) {
    int dots = text.indexOf("..");
    Optional<KernelVersion> oldest = KernelVersion.parse(dots < 0 ? text : text.substring(0, dots));
    Optional<KernelVersion> newest =
        KernelVersion.parse(dots < 0 ? text : text.substring(dots + 2));
    if (oldest.isEmpty() || newest.isEmpty()) {
      throw new IllegalArgumentException(
          " takes a version such as 6.1 or a range such as 4.4..7.1, not " + text);
    }
    if (newest.get().release().compareTo(oldest.get().release()) < 0) {
      throw new IllegalArgumentException(
          ": the range is reversed, " + oldest.get() + " is newer than " + newest.get());
    }
    return of(new KernelRange(oldest.get(), newest.get()));
  }

  /** Whether some of these releases are older than a change. */
  public boolean reachBefore(ChangePoint change) {
    return KernelRange.before(change).intersect(range).isPresent();
  }

  /** One release. */
  public static TargetKernels of(KernelVersion version) {
    return of(new KernelRange(version, version));
  }
}
