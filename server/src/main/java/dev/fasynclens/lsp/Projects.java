package dev.fasynclens.lsp;

import dev.fasynclens.project.BaselineFile;
import dev.fasynclens.project.ConfigurationLookup;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.project.NearestCompileCommands;
import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.ConfigurationFile;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.lsp4j.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * What counts for a file: the settings of its folder, the configuration file above it, the kernel
 * tree around it, the baseline. Found as {@code lint} finds it; forgotten when any of it changes.
 */
final class Projects {
  /** For clients that do not say when a configuration file changes. */
  private static final long TRUSTED_NANOS = 5_000_000_000L;

  private final RuleCatalog catalog;
  private final FileNames names;
  private final Documents documents;
  private final Client client;

  private Settings window = Settings.DEFAULT;
  private final List<Folder> folders = new ArrayList<>();
  private @Nullable Scope outside;
  private long known;
  private final NearestCompileCommands compileCommands;

  /** The last text without a mistake of each configuration file that is being edited. */
  private final Map<Path, SourceText> sound = new HashMap<>();

  Projects(RuleCatalog catalog, FileNames names, Documents documents, Client client) {
    this.catalog = catalog;
    this.names = names;
    this.documents = documents;
    this.client = client;
    this.compileCommands =
        new NearestCompileCommands(
            (file, reason) -> client.log(MessageType.Warning, file + " is not used: " + reason));
  }

  /** A folder of the workspace. */
  private static final class Folder {
    private final Path path;
    private final String uri;
    private @Nullable Settings settings;
    private @Nullable Scope scope;

    Folder(Path path, String uri) {
      this.path = path;
      this.uri = uri;
    }
  }

  /**
   * Files for which the same settings count.
   *
   * @param folder the folder of the workspace, if they are in one
   */
  record Scope(
      Optional<Path> folder,
      Settings settings,
      ConfigurationLookup configurations,
      Optional<BaselineFile> baseline) {}

  synchronized void add(String uri) {
    DocumentUris.pathOf(DocumentUris.nameOf(uri))
        .filter(path -> folders.stream().noneMatch(f -> f.path.equals(path)))
        .ifPresent(path -> folders.add(new Folder(path, uri)));
    forget();
  }

  synchronized void remove(String uri) {
    String name = DocumentUris.nameOf(uri);
    folders.removeIf(folder -> folder.path.equals(DocumentUris.pathOf(name).orElse(null)));
    forget();
  }

  /** The folders, as the client calls them. */
  synchronized List<String> folderUris() {
    return folders.stream().map(folder -> folder.uri).toList();
  }

  synchronized List<Path> folders() {
    return folders.stream().map(folder -> folder.path).toList();
  }

  /** Settings for everything that has none of its own. */
  synchronized void set(Settings settings) {
    window = settings;
    forget();
  }

  /** Settings of a folder. */
  synchronized void set(String folderUri, Settings settings) {
    for (Folder folder : folders) {
      if (folder.uri.equals(folderUri)) {
        folder.settings = settings;
      }
    }
    forget();
  }

  /** Looks at all files anew. */
  synchronized void forget() {
    folders.forEach(folder -> folder.scope = null);
    outside = null;
    compileCommands.forget();
  }

  /** Where the settings say that baselines are. */
  synchronized Set<Path> baselines() {
    Set<Path> paths = new TreeSet<>();
    for (Folder folder : folders) {
      Settings settings = folder.settings == null ? window : folder.settings;
      settings
          .baseline()
          .flatMap(text -> baselinePath(Optional.of(folder.path), text))
          .ifPresent(paths::add);
    }
    window.baseline().flatMap(text -> baselinePath(Optional.empty(), text)).ifPresent(paths::add);
    return paths;
  }

  /** Empty if no file can be called so. */
  private Optional<Path> baselinePath(Optional<Path> folder, String text) {
    try {
      Path path = Path.of(text);
      return Optional.of(names.resolve(folder.map(f -> f.resolve(path)).orElse(path)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** What counts where a file is: the innermost folder around it. */
  synchronized Scope scopeOf(String name) {
    long now = System.nanoTime();
    if (!client.watchesFiles() && now - known > TRUSTED_NANOS) {
      forget();
      known = now;
    }
    Optional<Path> path = DocumentUris.pathOf(name);
    Folder around = null;
    for (Folder folder : folders) {
      boolean inside = path.isEmpty() || path.get().startsWith(folder.path);
      if (inside && (around == null || folder.path.startsWith(around.path))) {
        around = folder;
      }
    }
    if (around == null) {
      if (outside == null) {
        outside = scope(Optional.empty(), window);
      }
      return outside;
    }
    if (around.scope == null) {
      Settings own = around.settings;
      around.scope = scope(Optional.of(around.path), own == null ? window : own);
    }
    return around.scope;
  }

  private Scope scope(Optional<Path> folder, Settings settings) {
    ConfigurationLookup lookup =
        new ConfigurationLookup(
                names, catalog.ids(), settings.kernels(), settings.severities(), this::edited)
            .compiledAs(compileCommands);
    Optional<BaselineFile> baseline =
        settings.baseline().flatMap(text -> baselinePath(folder, text)).flatMap(this::baseline);
    return new Scope(folder, settings, lookup, baseline);
  }

  private Optional<BaselineFile> baseline(Path path) {
    try {
      return Optional.of(BaselineFile.read(path, names));
    } catch (BaselineFile.UnusableBaselineException e) {
      client.log(MessageType.Error, "cannot read the baseline " + path + ": " + e.reason());
      return Optional.empty();
    }
  }

  /** An open configuration file; while it has a mistake, as it was before. */
  private synchronized Optional<SourceText> edited(Path file) {
    Optional<Documents.Document> open = documents.named(names.nameOf(file));
    if (open.isEmpty()) {
      sound.remove(file);
      return Optional.empty();
    }
    SourceText text = open.get().text();
    if (ConfigurationFile.read(text, catalog.ids()).problems().isEmpty()) {
      sound.put(file, text);
    }
    return Optional.ofNullable(sound.get(file));
  }

  /** What is configured where a file is. */
  ConfigurationLookup.Settings configured(String name) {
    Scope scope = scopeOf(name);
    Optional<Path> path = DocumentUris.pathOf(name);
    if (path.isPresent()) {
      return scope.configurations().forFile(name);
    }
    return scope.configurations().in(scope.folder().orElseGet(names::workingDirectory));
  }

  Configuration configurationOf(String name) {
    return configured(name).effective();
  }

  /** Whether somebody wants to hear about a file. */
  boolean isWanted(String name) {
    Optional<Path> path = DocumentUris.pathOf(name);
    return scopeOf(name).settings().enabled()
        && (path.isEmpty() || !ConfigurationLookup.isExcluded(path.get(), configured(name)));
  }

  /** Those of the findings that the baseline of their file knows. */
  Set<Finding> known(String name, List<Finding> findings) {
    Set<Finding> known = Collections.newSetFromMap(new IdentityHashMap<>());
    Optional<BaselineFile> baseline = scopeOf(name).baseline();
    if (baseline.isPresent() && DocumentUris.pathOf(name).isPresent()) {
      known.addAll(findings);
      baseline.get().compare(findings).fresh().forEach(known::remove);
    }
    return known;
  }

  /** The mistakes in the configuration files that were met so far. */
  synchronized List<ConfigurationLookup.Mistake> mistakes() {
    List<ConfigurationLookup.Mistake> mistakes = new ArrayList<>();
    if (outside != null) {
      mistakes.addAll(outside.configurations().problems());
    }
    for (Folder folder : folders) {
      if (folder.scope != null) {
        mistakes.addAll(folder.scope.configurations().problems());
      }
    }
    return mistakes;
  }

  /** The configuration file that counts for a file, or where it would be written. */
  Optional<Path> configurationFile(String name) {
    if (DocumentUris.pathOf(name).isEmpty()) {
      return Optional.empty();
    }
    Path nearest = configured(name).base().resolve(ConfigurationFile.NAME);
    if (documents.named(names.nameOf(nearest)).isPresent() || nearest.toFile().isFile()) {
      return Optional.of(nearest);
    }
    Optional<Path> folder = scopeOf(name).folder();
    return folder
        .or(() -> DocumentUris.pathOf(name).map(Path::getParent))
        .map(directory -> directory.resolve(ConfigurationFile.NAME));
  }
}
