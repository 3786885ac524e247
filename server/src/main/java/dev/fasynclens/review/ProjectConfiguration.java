package dev.fasynclens.review;

import java.util.List;
import java.util.Optional;

/**
 * All of a {@code .fasync-lens.json}.
 *
 * @param configuration what rules look at; without kernels its target is unset
 * @param exclude patterns of files and directories that are not looked at
 * @param failOn when a run fails, if the file says so
 */
public record ProjectConfiguration(
    Configuration configuration, Exclusions exclude, Optional<FailOn> failOn) {
  /** Nothing configured. */
  public static final ProjectConfiguration DEFAULT =
      new ProjectConfiguration(Configuration.DEFAULT, Exclusions.NONE, Optional.empty());

  /** The same with another configuration for the rules. */
  public ProjectConfiguration with(Configuration other) {
    return new ProjectConfiguration(other, exclude, failOn);
  }

  /** The patterns of files and directories that are not looked at. */
  public static final class Exclusions {
    /** Everything is looked at. */
    public static final Exclusions NONE = new Exclusions(List.of());

    private final List<PathPattern> patterns;

    Exclusions(List<PathPattern> patterns) {
      this.patterns = List.copyOf(patterns);
    }

    /** Whether there is no pattern. */
    public boolean isEmpty() {
      return patterns.isEmpty();
    }

    /**
     * Whether a file or directory is left out. What lies in an excluded directory is not asked for
     * here: who walks a tree does not enter it.
     *
     * @param path relative to the configuration file's directory, with {@code /}
     */
    public boolean excludes(String path) {
      for (PathPattern pattern : patterns) {
        if (pattern.matches(path)) {
          return true;
        }
      }
      return false;
    }

    /** Whether a file, or a directory above it, is left out. */
    public boolean excludesWithin(String path) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (excludes(path.substring(0, slash))) {
          return true;
        }
      }
      return excludes(path);
    }
  }
}
