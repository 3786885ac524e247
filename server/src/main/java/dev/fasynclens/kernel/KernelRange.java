package dev.fasynclens.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A range of kernel releases, both ends included. Stable updates belong to their release: 4.13.16
 * lies in 2.6.12..4.13.
 *
 * @param oldest the first release in it
 * @param newest the last release in it
 */
public record KernelRange(KernelVersion oldest, KernelVersion newest) {
  /** Every kernel this program knows. */
  public static final KernelRange ALL =
      new KernelRange(ChangePoint.FIRST_KNOWN.release(), ChangePoint.NEWEST_KNOWN.release());

  /**
   * @throws IllegalArgumentException if the newest release is older than the oldest
   */
  public KernelRange {
    oldest = oldest.release();
    newest = newest.release();
    if (newest.compareTo(oldest) < 0) {
      throw new IllegalArgumentException(oldest + " is newer than " + newest);
    }
  }

  /** The known kernels that lack a change. */
  public static KernelRange before(ChangePoint change) {
    return new KernelRange(ALL.oldest, change.release().predecessor());
  }

  /** The known kernels that have a change. */
  public static KernelRange from(ChangePoint change) {
    return new KernelRange(change.release(), ALL.newest);
  }

  /** The kernels that have the first change and lack the second. */
  public static KernelRange between(ChangePoint first, ChangePoint second) {
    return new KernelRange(first.release(), second.release().predecessor());
  }

  /** Whether a release, or a stable update of it, lies in the range. */
  public boolean contains(KernelVersion version) {
    KernelVersion release = version.release();
    return oldest.compareTo(release) <= 0 && release.compareTo(newest) <= 0;
  }

  /** Its releases, the oldest first. */
  public List<KernelVersion> releases() {
    List<KernelVersion> result = new ArrayList<>();
    KernelVersion release = newest;
    while (release.compareTo(oldest) > 0) {
      result.add(release);
      release = release.predecessor();
    }
    result.add(oldest);
    return result.reversed();
  }

  /** The releases in both, if any. */
  public Optional<KernelRange> intersect(KernelRange other) {
    KernelVersion from = oldest.compareTo(other.oldest) >= 0 ? oldest : other.oldest;
    KernelVersion to = newest.compareTo(other.newest) <= 0 ? newest : other.newest;
    return to.compareTo(from) < 0 ? Optional.empty() : Optional.of(new KernelRange(from, to));
  }

  /**
   * The releases between two versions, if any.
   *
   * @param from the first one; a stable update stands for its release
   * @param below the first one that is too new
   */
  public Optional<KernelRange> within(KernelVersion from, KernelVersion below) {
    KernelVersion last = newest;
    if (below.compareTo(newest) <= 0) {
      if (below.compareTo(oldest) <= 0) {
        return Optional.empty();
      }
      // Up to 4.4.3 still means 4.4, up to 4.4 does not.
      last = below.release().compareTo(below) < 0 ? below.release() : below.predecessor();
    }
    KernelVersion first = from.compareTo(oldest) < 0 ? oldest : from.release();
    return last.compareTo(first) < 0 ? Optional.empty() : Optional.of(new KernelRange(first, last));
  }

  /** {@code 2.6.12..4.13}, or {@code 6.1} if it is a single release. */
  @Override
  public String toString() {
    return oldest.equals(newest) ? oldest.toString() : oldest + ".." + newest;
  }
}
