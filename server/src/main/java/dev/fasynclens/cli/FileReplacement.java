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

/**
 * Replaces the contents of a file in one step, so that a crash or a full disk leaves the old file
 * or the new one, never half of either. Keeps permissions; a link stays a link.
 */
final class FileReplacement {
  private static final int ATTEMPTS = 100;

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

  /** An empty file beside another one: a move is atomic only within a file system. */
  private static Path create(Path beside) throws IOException {
    for (int i = 0; ; i++) {
      Path path = beside.resolveSibling("." + beside.getFileName() + ".fasync-lens-" + i + ".tmp");
      try {
        return Files.createFile(path);
      } catch (FileAlreadyExistsException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
      }
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
