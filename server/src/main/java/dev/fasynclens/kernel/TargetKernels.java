package dev.fasynclens.kernel;

/**
 * The kernels a driver is meant for.
 *
 * @param range the releases
 * @param stated whether somebody said so; if not, the range is every known kernel
 */
public record TargetKernels(KernelRange range, boolean stated) {
  /** Nobody said what is targeted: every known kernel. */
  public static final TargetKernels UNSET = new TargetKernels(KernelRange.ALL, false);

  /** Exactly these releases, as configured. */
  public static TargetKernels of(KernelRange range) {
    return new TargetKernels(range, true);
  }

  /** One release. */
  public static TargetKernels of(KernelVersion version) {
    return of(new KernelRange(version, version));
  }
}
