package dev.fasynclens.kernel;

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

  /** One release. */
  public static TargetKernels of(KernelVersion version) {
    return of(new KernelRange(version, version));
  }
}
