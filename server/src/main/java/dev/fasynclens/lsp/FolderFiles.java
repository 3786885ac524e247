package dev.fasynclens.lsp;

import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FasyncScanner;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.project.SourceSearch;
import dev.fasynclens.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The files of the workspace's folders that mention fasync: what {@code lint FOLDER} looks at. Of a
 * small folder all of them are looked at with each of its documents, as soon as they are found;
 * nobody waits for that.
 */
final class FolderFiles implements AutoCloseable {
  private static final int JOBS = 2;

  /** Folders with more are not small. */
  private static final int MOST_FILES = 200;

  private static final int MOST_SEARCHED = 20_000;
  private static final int MOST_BYTES = 2 << 20;

  /** Not every client says when a file changes. */
  private static final long TRUSTED_NANOS = 30_000_000_000L;

  private final FileNames names;
  private final Documents documents;
  private final Workspace workspace;
  private final Projects projects;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("folders").factory());

  /** What each folder's files on disk were found to be, until the client says they changed. */
  private final Map<Path, Found> searched = new ConcurrentHashMap<>();

  /** The same of small folders; what was found before counts until it is found anew. */
  private final Map<Path, Found> small = new ConcurrentHashMap<>();

  private final Set<Path> searching = ConcurrentHashMap.newKeySet();

  private record Found(long when, Set<String> files) {
    boolean isOld() {
      return System.nanoTime() - when > TRUSTED_NANOS;
    }
  }

  FolderFiles(FileNames names, Documents documents, Workspace workspace, Projects projects) {
    this.names = names;
    this.documents = documents;
    this.workspace = workspace;
    this.projects = projects;
  }

  /** Files on disk, or what decides which of them count, changed. */
  void forget() {
    searched.clear();
    small.replaceAll((_, found) -> new Found(found.when() - TRUSTED_NANOS - 1, found.files()));
  }

  /**
   * All files of a folder, those that are open included.
   *
   * @param begun told of a search that may take time, to cancel it
   */
  Set<String> of(Path folder, Projects.Scope scope, Consumer<SourceSearch> begun)
      throws InterruptedException {
    Found known = searched.get(folder);
    if (known == null || known.isOld()) {
      SourceSearch search = new SourceSearch(names, scope.configurations(), JOBS);
      begun.accept(search);
      known = new Found(System.nanoTime(), found(search, folder));
      searched.put(folder, known);
    }
    return withOpenOnes(folder, known.files());
  }

  /** What was found may be less than there is. */
  void forget(Path folder) {
    searched.remove(folder);
  }

  private static Set<String> found(SourceSearch search, Path folder) throws InterruptedException {
    return Set.copyOf(search.search(List.of(folder)).files().keySet());
  }

  private Set<String> withOpenOnes(Path folder, Set<String> onDisk) {
    String name = names.nameOf(folder);
    Set<String> found = new TreeSet<>(onDisk);
    for (Documents.Document document : documents.all()) {
      if (document.name().startsWith(name + "/")) {
        boolean counts =
            DiskFiles.isSource(document.name())
                && FasyncScanner.isSought(document.text())
                && projects.isWanted(document.name());
        if (counts) {
          found.add(document.name());
        } else {
          found.remove(document.name());
        }
      }
    }
    return found;
  }

  /**
   * The other files that {@code lint} of a document's folder would look at together with it; none
   * while they are not known, or if there are too many.
   *
   * @param found called if others are found later
   */
  List<SourceText> beside(String document, Runnable found) {
    Projects.Scope scope = projects.scopeOf(document);
    Optional<Path> folder = scope.folder();
    if (folder.isEmpty() || !scope.settings().enabled()) {
      return List.of();
    }
    Found known = small.get(folder.get());
    if ((known == null || known.isOld()) && searching.add(folder.get())) {
      thread.execute(() -> search(folder.get(), scope, found));
    }
    if (known == null || known.files().isEmpty()) {
      return List.of();
    }
    Set<String> all = withOpenOnes(folder.get(), known.files());
    return all.size() <= MOST_FILES && all.remove(document) ? texts(all) : List.of();
  }

  private List<SourceText> texts(Set<String> all) {
    List<SourceText> texts = new ArrayList<>();
    long bytes = 0;
    for (String each : all) {
      Optional<SourceText> text = workspace.read(each);
      bytes += text.map(SourceText::length).orElse(0);
      if (bytes > MOST_BYTES) {
        return List.of();
      }
      text.ifPresent(texts::add);
    }
    return texts;
  }

  private void search(Path folder, Projects.Scope scope, Runnable changed) {
    try {
      SourceSearch search =
          new SourceSearch(names, scope.configurations(), 1).within(MOST_FILES, MOST_SEARCHED);
      Set<String> files = found(search, folder);
      Found now = new Found(System.nanoTime(), search.isCut() ? Set.of() : files);
      Found before = small.put(folder, now);
      if (before == null ? !now.files().isEmpty() : !now.files().equals(before.files())) {
        changed.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      searching.remove(folder);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
