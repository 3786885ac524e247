package dev.fasynclens.cli;

import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the contents of a file in one step, so that a crash or a full disk leaves the old file
 * or the new one, never half of either. Keeps permissions; a link stays a link.
 */
final class FileReplacement {
  private static final int ATTEMPTS = 100;
  private static final String MARK = ".fasync-lens-";
  private static final String SUFFIX = ".tmp";
  private static final Pattern LEFTOVER =
      Pattern.compile("\\..+\\.fasync-lens-(\\d{1,18})-\\d{1,3}\\.tmp");

  /** A machine or container that shares the directory needs no longer to write a file. */
  private static final Duration WRITTEN_ELSEWHERE = Duration.ofMinutes(1);

  private FileReplacement() {}

  /**
   * Replaces a file that is still what was read.
   *
   * @throws IOException also if the file changed in the meantime
   */
  static void replace(Path file, SourceText expected, byte[] contents) throws IOException {
    Path real = file.toRealPath();
    if (!SourceText.of(expected.name(), Files.readAllBytes(real)).equals(expected)) {
      throw new IOException("the file changed while it was checked");
    }
    Path fresh = create(real);
    try {
      Files.write(fresh, contents, StandardOpenOption.WRITE);
      copyAttributes(real, fresh);
      Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  /** Writes to an open file. */
  interface Contents {
    /** Writes them. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file that may be there already. What cannot be replaced, such as a pipe or a file in a
   * directory where nothing can be created, is written where it is.
   */
  static void write(Path file, Contents contents) throws IOException {
    boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (exists && !Files.isRegularFile(file)) {
      writeInPlace(file, contents);
      return;
    }
    Path real = exists ? file.toRealPath() : file;
    Path fresh;
    try {
      fresh = create(real);
    } catch (AccessDeniedException e) {
      writeInPlace(file, contents);
      return;
    }
    try {
      writeInPlace(fresh, contents);
      if (exists) {
        copyAttributes(real, fresh);
      }
      Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  private static void writeInPlace(Path file, Contents contents) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      contents.writeTo(out);
    }
  }

  /**
   * An empty file beside another one: a move is atomic only within a file system. Its name has the
   * number of the process, so that what a killed one left can be told from what is being written.
   */
  private static Path create(Path beside) throws IOException {
    deleteLeftovers(beside);
    String prefix = "." + beside.getFileName() + MARK + ProcessHandle.current().pid() + "-";
    for (int i = 0; ; i++) {
      Path path = beside.resolveSibling(prefix + i + SUFFIX);
      try {
        return Files.createFile(path);
      } catch (FileAlreadyExistsException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** What runs that were killed left in the same directory. */
  private static void deleteLeftovers(Path beside) {
    Path directory = beside.toAbsolutePath().getParent();
    String[] names = directory == null ? null : directory.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      Matcher leftover = LEFTOVER.matcher(name);
      if (leftover.matches()) {
        try {
          deleteLeftover(beside.resolveSibling(name), Long.parseLong(leftover.group(1)));
        } catch (IOException e) {
          // It stays; a file of another name is written.
        }
      }
    }
  }

  /** Deletes a file if nobody writes it: its process is gone, unless it is one of elsewhere. */
  private static void deleteLeftover(Path file, long process) throws IOException {
    Instant latest = Instant.now().minus(WRITTEN_ELSEWHERE);
    if (ProcessHandle.of(process).isEmpty()
        && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isBefore(latest)) {
      Files.deleteIfExists(file);
    }
  }

  private static void copyAttributes(Path from, Path to) throws IOException {
    PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (source == null || target == null) {
      return; // Windows: the directory's rules apply
    }
    PosixFileAttributes attributes = source.readAttributes();
    PosixFileAttributes made = target.readAttributes();
    if (!made.owner().equals(attributes.owner()) || !made.group().equals(attributes.group())) {
      try {
        target.setGroup(attributes.group());
        target.setOwner(attributes.owner());
      } catch (IOException e) {
        // Only root may give files away; the contents and permissions are what counts.
      }
    }
    target.setPermissions(attributes.permissions());
  }
}
