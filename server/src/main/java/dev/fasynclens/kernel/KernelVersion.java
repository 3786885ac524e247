package dev.fasynclens.kernel;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel version such as 2.6.28 or 6.1.192. Of a 2.x kernel three numbers name the release; of
 * later ones two do, and the third is the stable update.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number, 0 if absent
 */
public record KernelVersion(int major, int minor, int patch) implements Comparable<KernelVersion> {
  private static final Pattern TEXT =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?:[.\\-+].*)?");
  private static final Comparator<KernelVersion> ORDER =
      Comparator.comparingInt(KernelVersion::major)
          .thenComparingInt(KernelVersion::minor)
          .thenComparingInt(KernelVersion::patch);

  /** Reads {@code 6.1}, {@code v2.6.28}, {@code 6.1.192} or {@code 6.1.0-40-amd64}. */
  public static Optional<KernelVersion> parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    int patch = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
    return Optional.of(
        new KernelVersion(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), patch));
  }

  /** The version with this {@code KERNEL_VERSION} number: a byte each for the three numbers. */
  public static KernelVersion ofCode(int code) {
    return new KernelVersion(code >>> 16, (code >>> 8) & 0xFF, code & 0xFF);
  }

  /**
   * Whether this version contains a change, be it because a stable update took it over. A version
   * without the number of an update stands for the newest update of its release.
   */
  public boolean has(ChangePoint change) {
    if (compareTo(change.release()) >= 0) {
      return true;
    }
    for (KernelVersion backport : change.backports()) {
      if (release().equals(backport.release()) && (patch == 0 || compareTo(backport) >= 0)) {
        return true;
      }
    }
    return false;
  }

  /** The release this version is, or is a stable update of. */
  public KernelVersion release() {
    return major > 2 && patch != 0 ? new KernelVersion(major, minor, 0) : this;
  }

  /**
   * The release before this one.
   *
   * @throws IllegalStateException for the first release of a series whose end is not known
   */
  KernelVersion predecessor() {
    KernelVersion release = release();
    if (release.major <= 2 && release.patch > 0) {
      return new KernelVersion(release.major, release.minor, release.patch - 1);
    }
    if (release.minor > 0) {
      return new KernelVersion(release.major, release.minor - 1, 0);
    }
    return switch (release.major) {
      case 3 -> new KernelVersion(2, 6, 39);
      case 4 -> new KernelVersion(3, 19, 0);
      case 5 -> new KernelVersion(4, 20, 0);
      case 6 -> new KernelVersion(5, 19, 0);
      case 7 -> new KernelVersion(6, 19, 0);
      default -> throw new IllegalStateException("no release is known before " + release);
    };
  }

  @Override
  public int compareTo(KernelVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + (patch == 0 ? "" : "." + patch);
  }
}
