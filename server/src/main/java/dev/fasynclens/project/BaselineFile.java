package dev.fasynclens.project;

import dev.fasynclens.review.Baseline;
import dev.fasynclens.review.Finding;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A baseline on disk. It calls files by their path from its own directory, so that it counts
 * wherever the program is started.
 */
public final class BaselineFile {
  private static final int LARGEST = 64 << 20;

  private final Path path;
  private final FileNames names;
  private final Baseline baseline;

  private BaselineFile(Path path, FileNames names, Baseline baseline) {
    this.path = path;
    this.names = names;
    this.baseline = baseline;
  }

  /** A baseline cannot be used. */
  public static final class UnusableBaselineException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Place> place;

    private UnusableBaselineException(Optional<Place> place, String message) {
      super(message, null, false, false);
      this.place = place;
    }

    /** Where in the file the mistake is, if it could be read. */
    public Optional<Place> place() {
      return place;
    }

    /** What is wrong. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }

  /** Reads a baseline. */
  public static BaselineFile read(Path given, FileNames names) throws UnusableBaselineException {
    Path path = names.resolve(given);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new UnusableBaselineException(Optional.empty(), "too large for a baseline");
      }
      SourceText text = SourceText.of(names.nameOf(path), bytes);
      return new BaselineFile(path, names, Baseline.read(text));
    } catch (IOException e) {
      throw new UnusableBaselineException(Optional.empty(), DiskFiles.reason(e));
    } catch (Baseline.FormatException e) {
      throw new UnusableBaselineException(Optional.of(e.place()), e.reason());
    }
  }

  /** The baseline of some findings, to be written. */
  public static BaselineFile of(Path given, List<Finding> findings, FileNames names) {
    Path path = names.resolve(given);
    return new BaselineFile(
        path, names, Baseline.of(findings, name -> nameFrom(path, name, names)));
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  /** What is to be written there. */
  public String toJson() {
    return baseline.toJson();
  }

  /** Takes the known findings out. */
  public Baseline.Comparison compare(List<Finding> findings) {
    return baseline.compare(findings, name -> nameFrom(path, name, names));
  }

  /**
   * The same without the entries that none of the findings meets any more.
   *
   * @param looked whether all findings of an absolute path are among these
   */
  public BaselineFile pruned(List<Finding> findings, Predicate<Path> looked) {
    Path directory = path.getParent() == null ? path : path.getParent();
    return new BaselineFile(
        path,
        names,
        baseline.without(
            findings,
            name -> nameFrom(path, name, names),
            entry -> looked.test(directory.resolve(entry).normalize())));
  }

  /** How many findings it knows. */
  public int size() {
    return baseline.size();
  }

  /** {@code 3 findings to ci/baseline.json}. */
  public String describe() {
    return baseline.size()
        + (baseline.size() == 1 ? " finding to " : " findings to ")
        + names.nameOf(path);
  }

  private static String nameFrom(Path baseline, String name, FileNames names) {
    Path file = names.pathOf(name);
    Path directory = baseline.getParent();
    if (directory == null || !file.getRoot().equals(directory.getRoot())) {
      return name;
    }
    return directory.relativize(file).toString().replace(File.separatorChar, '/');
  }
}
