package dev.fasynclens.cli;

import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.syntax.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A folder of files that any number of runs read and write at once without locks: each is written
 * under another name and then gets its own, and a file that somebody deletes stays whole for who
 * reads it. What was not used for longest goes when there is too much.
 */
final class ReviewCache {
  /** The folder within the folder of all caches. */
  private static final String FOLDER = "reviews";

  private static final String SUFFIX = ".review";
  private static final int LARGEST = 16 << 20;
  private static final Duration NOTED = Duration.ofHours(1);

  private final Path folder;
  private final Limits limits;

  /**
   * How much is kept.
   *
   * @param bytes in all files together
   * @param files how many
   */
  record Limits(long bytes, int files) {
    static final Limits DEFAULT = new Limits(64L << 20, 4096);
  }

  /**
   * @param caches the folder of all caches; need not exist
   */
  ReviewCache(Path caches, Limits limits) {
    this.folder = caches.resolve(FOLDER);
    this.limits = limits;
  }

  /** What was written under a name; empty if there is nothing, or nothing that can be read. */
  Optional<byte[]> read(String key) {
    Path file = folder.resolve(key + SUFFIX);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      CacheFolder.makePrivate(folder);
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LARGEST + 1);
      }
      touch(file);
      return bytes.length > LARGEST ? Optional.empty() : Optional.of(bytes);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Notes that a file was used; an hour more or less does not matter, a write each time does. */
  private static void touch(Path file) {
    try {
      Instant now = Instant.now();
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(NOTED))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException e) {
      // It will be taken for older than it is.
    }
  }

  /**
   * Keeps something under a name.
   *
   * @throws IOException if it cannot be kept; the folder is as before
   */
  void write(String key, byte[] bytes) throws IOException {
    if (bytes.length > LARGEST) {
      return;
    }
    Path caches = folder.getParent();
    if (caches != null) {
      Files.createDirectories(caches);
    }
    CacheFolder.makePrivate(folder);
    FileReplacement.write(folder.resolve(key + SUFFIX), out -> out.write(bytes));
    makeRoom();
  }

  private record Entry(Path file, long size, FileTime used) {}

  private void makeRoom() throws IOException {
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Optional<Entry> entry = entry(file);
        if (entry.isPresent() && file.toString().endsWith(SUFFIX)) {
          entries.add(entry.get());
          bytes += entry.get().size();
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (bytes <= limits.bytes() && entries.size() <= limits.files()) {
      return;
    }
    // A quarter at once, so that not every run has to.
    entries.sort(Comparator.comparing(Entry::used));
    int left = entries.size();
    for (Entry oldest : entries) {
      if (bytes <= limits.bytes() / 4 * 3 && left <= limits.files() / 4 * 3) {
        break;
      }
      Files.deleteIfExists(oldest.file());
      bytes -= oldest.size();
      left--;
    }
  }

  /** A file, unless somebody deleted it meanwhile. */
  private static Optional<Entry> entry(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(new Entry(file, attributes.size(), attributes.lastModifiedTime()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Why something could not be kept, in words. */
  String complaint(IOException e) {
    return "the cache in " + folder + " is not used: " + DiskFiles.reason(e);
  }
}
