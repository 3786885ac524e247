package dev.fasynclens.project;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.ConfigurationFile;
import dev.fasynclens.review.ConfigurationProblem;
import dev.fasynclens.review.ProjectConfiguration;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that counts for a file: the nearest {@code .fasync-lens.json} upwards, the
 * version of the kernel tree around it if that file names no kernels, and the command line over
 * both.
 */
public final class ConfigurationLookup {
  private static final int LARGEST = 1 << 20;

  private final FileNames names;
  private final Collection<String> ruleIds;
  private final Optional<TargetKernels> kernels;
  private final Map<String, Optional<Severity>> severities;
  private final Function<Path, Optional<SourceText>> unsaved;
  private Compilations compilations = Compilations.NONE;
  private final Map<Path, Settings> known = new HashMap<>();
  private final Map<String, Settings> compiled = new HashMap<>();
  private final List<Mistake> problems = new ArrayList<>();

  /**
   * A lookup without anything unsaved.
   *
   * @param kernels from the command line
   * @param severities from the command line
   */
  public ConfigurationLookup(
      FileNames names,
      Collection<String> ruleIds,
      Optional<TargetKernels> kernels,
      Map<String, Optional<Severity>> severities) {
    this(names, ruleIds, kernels, severities, _ -> Optional.empty());
  }

  /**
   * A lookup.
   *
   * @param kernels what the user asks for, over the files
   * @param severities what the user asks for, over the files
   * @param unsaved the text of a configuration file that is being edited
   */
  public ConfigurationLookup(
      FileNames names,
      Collection<String> ruleIds,
      Optional<TargetKernels> kernels,
      Map<String, Optional<Severity>> severities,
      Function<Path, Optional<SourceText>> unsaved) {
    this.names = names;
    this.ruleIds = ruleIds;
    this.kernels = kernels;
    this.severities = severities;
    this.unsaved = unsaved;
  }

  /** Makes files count as they are compiled. */
  public ConfigurationLookup compiledAs(Compilations how) {
    compilations = how;
    return this;
  }

  /**
   * What counts in a directory.
   *
   * @param base where the configuration file lies, or the root if there is none
   * @param written what the configuration file says
   * @param tree the version of the kernel tree around it
   * @param effective what counts, with the command line
   */
  public record Settings(
      Path base,
      ProjectConfiguration written,
      Optional<KernelVersion> tree,
      Configuration effective) {}

  /**
   * A mistake in a configuration file.
   *
   * @param file its name
   * @param place where in it, unless it could not be read at all
   * @param message what is wrong
   */
  public record Mistake(String file, Optional<Place> place, String message) {}

  /** What counts for the files of an absolute directory. */
  public synchronized Settings in(Path directory) {
    List<Path> unknown = new ArrayList<>();
    Settings settings = null;
    for (Path at = directory; at != null && settings == null; at = at.getParent()) {
      settings = known.get(at);
      if (settings == null) {
        unknown.add(at);
      }
    }
    for (Path at : unknown.reversed()) {
      settings = settings(at, settings);
      known.put(at, settings);
    }
    if (settings == null) {
      throw new IllegalArgumentException("not an absolute path: " + directory);
    }
    return settings;
  }

  /** What counts for a file, by its name in reports. */
  public synchronized Settings forFile(String name) {
    Settings known = compiled.get(name);
    if (known == null) {
      Path path = names.pathOf(name);
      Path directory = path.getParent();
      Settings around = in(directory == null ? path : directory);
      known = compilations.of(path).map(how -> compiled(around, how)).orElse(around);
      compiled.put(name, known);
    }
    return known;
  }

  private Settings compiled(Settings around, Compilation how) {
    Configuration effective = around.effective();
    TargetKernels target = effective.target();
    boolean asked = kernels.isPresent() || around.written().configuration().target().stated();
    if (!asked && how.kernel().isPresent()) {
      target = TargetKernels.of(how.kernel().get());
    }
    return new Settings(
        around.base(),
        around.written(),
        around.tree(),
        effective.compiledFor(target, how.definitions()));
  }

  /** Whether the configuration leaves a file or directory out, itself or with one above it. */
  public static boolean isExcluded(Path path, Settings settings) {
    return !settings.written().exclude().isEmpty()
        && !path.equals(settings.base())
        && settings.written().exclude().excludesWithin(FileNames.nameOf(path, settings.base()));
  }

  /** What is wrong in the configuration files met so far, each with its place. */
  public synchronized List<Mistake> problems() {
    return List.copyOf(problems);
  }

  private Settings settings(Path directory, @Nullable Settings above) {
    Path base = above == null ? directory : above.base();
    ProjectConfiguration written = above == null ? ProjectConfiguration.DEFAULT : above.written();
    Optional<KernelVersion> tree = KernelTree.versionOf(directory);
    boolean changes = above == null || tree.isPresent();
    if (tree.isEmpty() && above != null) {
      tree = above.tree();
    }
    Path file = directory.resolve(ConfigurationFile.NAME);
    if (Files.exists(file) || unsaved.apply(file).isPresent()) {
      written = read(file);
      base = directory;
      changes = true;
    }
    if (!changes && above != null) {
      return above;
    }
    return new Settings(base, written, tree, effective(written.configuration(), tree));
  }

  private Configuration effective(Configuration written, Optional<KernelVersion> tree) {
    TargetKernels target = written.target();
    if (kernels.isPresent()) {
      target = kernels.get();
    } else if (!target.stated() && tree.isPresent()) {
      target = TargetKernels.of(tree.get());
    }
    Map<String, Optional<Severity>> all = new HashMap<>(written.severities());
    all.putAll(severities);
    return new Configuration(
        target, Map.copyOf(all), written.registering(), written.notifying(), written.wrappers());
  }

  private ProjectConfiguration read(Path file) {
    String name = names.nameOf(file);
    Optional<SourceText> text = unsaved.apply(file);
    if (text.isEmpty()) {
      text = saved(file, name);
    }
    if (text.isEmpty()) {
      return ProjectConfiguration.DEFAULT;
    }
    ConfigurationFile.Reading reading = ConfigurationFile.read(text.get(), ruleIds);
    for (ConfigurationProblem problem : reading.problems()) {
      problems.add(new Mistake(name, Optional.of(problem.place()), problem.message()));
    }
    return reading.configuration();
  }

  private Optional<SourceText> saved(Path file, String name) {
    String complaint;
    try {
      if (!Files.isRegularFile(file)) {
        complaint = "is not a regular file";
      } else {
        try (InputStream in = Files.newInputStream(file)) {
          byte[] bytes = in.readNBytes(LARGEST + 1);
          if (bytes.length <= LARGEST) {
            return Optional.of(SourceText.of(name, bytes));
          }
          complaint = "too large for a configuration file";
        }
      }
    } catch (IOException e) {
      complaint = DiskFiles.reason(e);
    }
    problems.add(new Mistake(name, Optional.empty(), complaint));
    return Optional.empty();
  }
}
