package dev.fasynclens.syntax;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The folder for what can be made again. What lies there is loaded or believed later, so nobody but
 * this user may write to it.
 */
public final class CacheFolder {
  private static final Path PROCESS = Path.of("/proc/self");

  private CacheFolder() {}

  /**
   * Where this system keeps such folders; empty for a user without a home.
   *
   * @param environment the value of a variable, or null
   */
  public static Optional<Path> usual(Function<String, @Nullable String> environment) {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home"));
    Path caches;
    if (os.startsWith("windows")) {
      caches = named(environment.apply("LOCALAPPDATA"), home.resolve("AppData/Local"));
    } else if (os.startsWith("mac")) {
      caches = home.resolve("Library/Caches");
    } else {
      caches = named(environment.apply("XDG_CACHE_HOME"), home.resolve(".cache"));
    }
    return caches.isAbsolute() ? Optional.of(caches.resolve("fasync-lens")) : Optional.empty();
  }

  /** The XDG specification has relative paths ignored. */
  private static Path named(@Nullable String value, Path otherwise) {
    try {
      return value != null && Path.of(value).isAbsolute() ? Path.of(value) : otherwise;
    } catch (InvalidPathException e) {
      return otherwise;
    }
  }

  /**
   * Creates a directory for this user alone, or checks that an existing one is such.
   *
   * @throws IOException if it is not, with the reason
   */
  public static void makePrivate(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      Files.createDirectory(directory, posix ? ownerOnly() : new FileAttribute<?>[0]);
    } catch (FileAlreadyExistsException e) {
      requirePrivate(directory, posix);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
    };
  }

  private static void requirePrivate(Path directory, boolean posix) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(directory + " is not a directory");
    }
    // On Windows the directory inherits the access rights of the user's profile.
    if (posix) {
      PosixFileAttributes attributes =
          Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Set<PosixFilePermission> permissions = attributes.permissions();
      if (permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IOException(directory + " can be written by other users");
      }
      if (!attributes.owner().equals(currentUser(directory))) {
        throw new IOException(directory + " belongs to " + attributes.owner().getName());
      }
    }
  }

  private static UserPrincipal currentUser(Path anyPath) throws IOException {
    // The user of a container often has no name, hence this first.
    if (Files.exists(PROCESS)) {
      return Files.getOwner(PROCESS);
    }
    return anyPath
        .getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(System.getProperty("user.name"));
  }
}
