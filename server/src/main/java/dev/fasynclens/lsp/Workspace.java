package dev.fasynclens.lsp;

import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.io.File;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of all folders: what is open in the editor first, then what is on disk. What was read
 * is kept as long as the file seems unchanged, and looked at again after a moment, because not
 * every client says when a file changes.
 */
final class Workspace implements SourceFiles {
  private static final long TRUSTED_NANOS = 1_000_000_000L;
  private static final int MOST_REMEMBERED = 100_000;

  /** What files mention that matter. */
  static final String WORD = "fasync";

  private final Documents documents;
  private final DiskFiles disk;
  private final Map<String, Known> files = new ConcurrentHashMap<>();
  private final Map<String, Listing> listings = new ConcurrentHashMap<>();

  /**
   * What is known of a file.
   *
   * @param modified 0 if there is no such file
   * @param text null if it cannot be read
   */
  private record Known(
      long checked,
      long modified,
      long size,
      boolean mentions,
      @Nullable SoftReference<SourceText> text) {
    Known at(long now) {
      return new Known(now, modified, size, mentions, text);
    }
  }

  private record Listing(long checked, long modified, List<String> names) {}

  Workspace(Documents documents, FileNames names) {
    this.documents = documents;
    this.disk = new DiskFiles(names);
  }

  /** Looks at a file again the next time it is asked for; at all of them if there is no name. */
  void forget(String name) {
    files.remove(name);
    listings.clear();
  }

  /** Whether any file or folder that was looked at is not as it was; those are looked at again. */
  boolean changedOnDisk() {
    boolean changed = false;
    for (Map.Entry<String, Known> each : List.copyOf(files.entrySet())) {
      Known known = each.getValue();
      File file = new File(each.getKey());
      long modified = file.lastModified();
      if (modified != known.modified() || (modified != 0 && file.length() != known.size())) {
        changed |= documents.named(each.getKey()).isEmpty();
        files.remove(each.getKey());
      }
    }
    for (Map.Entry<String, Listing> each : List.copyOf(listings.entrySet())) {
      if (new File(each.getKey()).lastModified() != each.getValue().modified()) {
        changed = true;
        listings.remove(each.getKey());
      }
    }
    return changed;
  }

  @Override
  public Optional<SourceText> read(String path) {
    Optional<Documents.Document> open = documents.named(path);
    if (open.isPresent()) {
      return Optional.of(open.get().text());
    }
    Known known = known(path);
    SourceText text = known.text() == null ? null : known.text().get();
    if (text == null && known.text() != null) {
      files.remove(path); // it was given up for want of memory
      known = known(path);
      text = known.text() == null ? null : known.text().get();
    }
    return Optional.ofNullable(text);
  }

  @Override
  public List<String> list(String directory) {
    if (DocumentUris.pathOf(directory).isEmpty()) {
      return List.of();
    }
    long now = System.nanoTime();
    Listing known = listings.get(directory);
    if (known == null || now - known.checked() > TRUSTED_NANOS) {
      long modified = new File(directory).lastModified();
      List<String> names =
          known != null && known.modified() == modified ? known.names() : disk.list(directory);
      known = new Listing(now, modified, names);
      listings.put(directory, known);
    }
    return withOpenOnes(directory, known.names());
  }

  /** A file may be open in the editor before it is on disk. */
  private List<String> withOpenOnes(String directory, List<String> names) {
    TreeSet<String> all = null;
    for (Documents.Document document : documents.all()) {
      String name = document.name();
      int slash = name.lastIndexOf('/');
      String base = name.substring(slash + 1);
      if (slash == directory.length()
          && name.startsWith(directory)
          && DiskFiles.isSource(base)
          && !names.contains(base)) {
        all = all == null ? new TreeSet<>(names) : all;
        all.add(base);
      }
    }
    return all == null ? names : List.copyOf(all);
  }

  @Override
  public boolean mentionsFasync(String path) {
    Optional<Documents.Document> open = documents.named(path);
    return open.isPresent() ? open.get().text().indexOf(WORD, 0) >= 0 : known(path).mentions();
  }

  private Known known(String name) {
    long now = System.nanoTime();
    Known known = files.get(name);
    if (known != null && now - known.checked() <= TRUSTED_NANOS) {
      return known;
    }
    Optional<Path> path = DocumentUris.pathOf(name);
    if (path.isEmpty()) {
      return new Known(now, 0, 0, false, null);
    }
    File file = path.get().toFile();
    long modified = file.lastModified();
    long size = modified == 0 ? 0 : file.length();
    if (known != null && known.modified() == modified && known.size() == size) {
      known = known.at(now);
    } else {
      known = look(now, modified, size, path.get(), name);
    }
    if (files.size() > MOST_REMEMBERED) {
      files.clear();
    }
    files.put(name, known);
    return known;
  }

  private Known look(long now, long modified, long size, Path path, String name) {
    if (modified == 0) {
      return new Known(now, 0, 0, false, null);
    }
    try {
      SourceText text = disk.load(path, name);
      boolean mentions = text.indexOf(WORD, 0) >= 0;
      return new Known(now, modified, size, mentions, new SoftReference<>(text));
    } catch (DiskFiles.UnusableFileException e) {
      return new Known(now, modified, size, false, null);
    }
  }
}
