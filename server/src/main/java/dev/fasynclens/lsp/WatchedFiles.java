package dev.fasynclens.lsp;

import dev.fasynclens.project.CompileCommands;
import dev.fasynclens.review.ConfigurationFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RelativePattern;
import org.eclipse.lsp4j.Unregistration;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/**
 * The files that the client is asked to watch: sources, configurations and compile commands from
 * the beginning, and baselines where the settings say they are.
 */
final class WatchedFiles {
  private static final String METHOD = "workspace/didChangeWatchedFiles";
  private static final String BASELINES = "watched-baselines";

  private final Client client;
  private boolean begun;
  private Set<Path> baselines = Set.of();
  private Set<Path> registered = Set.of();

  WatchedFiles(Client client) {
    this.client = client;
  }

  /** The client may be asked for something from now on. */
  synchronized void begin() {
    begun = client.watchesFiles();
    if (begun) {
      List<FileSystemWatcher> watchers = new ArrayList<>();
      for (String pattern :
          List.of("**/*.{c,h}", "**/" + ConfigurationFile.NAME, "**/" + CompileCommands.NAME)) {
        watchers.add(new FileSystemWatcher(Either.forLeft(pattern)));
      }
      register("watched-files", watchers);
      follow(baselines);
    }
  }

  /** Baselines are in these places now. */
  synchronized void follow(Set<Path> paths) {
    baselines = Set.copyOf(paths);
    if (!begun || baselines.equals(registered)) {
      return;
    }
    if (!registered.isEmpty()) {
      client.unregister(new Unregistration(BASELINES, METHOD));
    }
    if (!baselines.isEmpty()) {
      register(BASELINES, baselines.stream().map(this::watcher).toList());
    }
    registered = baselines;
  }

  private void register(String id, List<FileSystemWatcher> watchers) {
    client.register(
        new Registration(id, METHOD, new DidChangeWatchedFilesRegistrationOptions(watchers)));
  }

  private FileSystemWatcher watcher(Path file) {
    String name = String.valueOf(file.getFileName()).replaceAll("[*?{}\\[\\],!]", "?");
    Path folder = file.getParent();
    if (folder == null || !client.watchesRelativePatterns()) {
      return new FileSystemWatcher(Either.forLeft("**/" + name));
    }
    String uri = DocumentUris.uriOf(folder.toString().replace('\\', '/'));
    return new FileSystemWatcher(Either.forRight(new RelativePattern(Either.forRight(uri), name)));
  }
}
