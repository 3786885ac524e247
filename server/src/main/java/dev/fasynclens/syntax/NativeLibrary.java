package dev.fasynclens.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Finds and loads the native library.
 *
 * <p>A distribution ships the library as a file and names it in the system property {@value
 * #FILE_PROPERTY}. Without the property it is unpacked from the jar into the user's cache
 * directory, where later runs find it again.
 */
public final class NativeLibrary {
  static final String FILE_PROPERTY = "fasynclens.native";

  private static final Path PROCESS = Path.of("/proc/self");
  private static final int CACHE_NAME_LENGTH = 16;

  private static @Nullable Path loaded;

  private NativeLibrary() {}

  /**
   * Loads the library unless that has happened before.
   *
   * @return the file it was loaded from
   * @throws NativeLibraryException if there is no library for this platform or it does not load
   */
  @SuppressWarnings("restricted")
  public static synchronized Path load() {
    Path file = loaded;
    if (file == null) {
      file = locate();
      try {
        System.load(file.toString());
      } catch (UnsatisfiedLinkError e) {
        throw new NativeLibraryException(
            "cannot load the native library "
                + file
                + " on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + ": "
                + e.getMessage(),
            e);
      }
      loaded = file;
    }
    return file;
  }

  private static Path locate() {
    String configured = System.getProperty(FILE_PROPERTY);
    if (configured != null) {
      Path file = Path.of(configured).toAbsolutePath();
      if (!Files.isRegularFile(file)) {
        throw new NativeLibraryException(
            "the native library " + file + " (system property " + FILE_PROPERTY + ") is missing");
      }
      return file;
    }
    Platform platform = Platform.current();
    Packaged library = Packaged.find(platform);
    Optional<Path> cache = CacheFolder.usual(System::getenv);
    return cache.isPresent()
        ? unpack(library, cache.get())
        : unpackTemporarily(library, new IOException("there is no home directory"));
  }

  /** Operating system and processor, as in the names of the directories in the jar. */
  record Platform(String os, String arch) {
    static Platform current() {
      return of(System.getProperty("os.name"), System.getProperty("os.arch"), usesMusl());
    }

    /**
     * Translates what Java calls the platform.
     *
     * @param musl whether the C library, if this is Linux, is musl
     */
    static Platform of(String osName, String osArch, boolean musl) {
      String arch =
          switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> "x64";
            case "aarch64", "arm64" -> "arm64";
            default -> throw unsupported(osName, osArch);
          };
      String name = osName.toLowerCase(Locale.ROOT);
      if (name.startsWith("linux")) {
        return new Platform(musl ? "linux-musl" : "linux", arch);
      } else if (name.startsWith("mac")) {
        return new Platform("macos", arch);
      } else if (name.startsWith("windows")) {
        return new Platform("windows", arch);
      }
      throw unsupported(osName, osArch);
    }

    String resource() {
      return os + "-" + arch + "/" + fileName();
    }

    String fileName() {
      return switch (os) {
        case "windows" -> "fasynclens.dll";
        case "macos" -> "libfasynclens.dylib";
        default -> "libfasynclens.so";
      };
    }

    NativeLibraryException unsupported() {
      return unsupported(os, arch);
    }

    private static NativeLibraryException unsupported(String osName, String osArch) {
      return new NativeLibraryException(
          "no native library for "
              + osName
              + " "
              + osArch
              + ": build one and name it in the system property "
              + FILE_PROPERTY);
    }

    private static boolean usesMusl() {
      if (!Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
          && !Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"))) {
        return false;
      }
      // Musl may be installed next to glibc: what counts is what runs this process.
      try {
        return Files.readString(PROCESS.resolve("maps")).contains("/ld-musl-");
      } catch (IOException e) {
        return true;
      }
    }
  }

  /**
   * A library within the jar.
   *
   * @param sha256 names the directory it is unpacked to
   * @param crc32 tells whether an unpacked file is intact. A better hash would cost a cold JVM 35
   *     ms and gain nothing: whoever can write to the user's private directory can do worse.
   */
  record Packaged(Platform platform, String sha256, String crc32) {
    static Packaged find(Platform platform) {
      return new Packaged(platform, sum(platform, "SHA256SUMS"), sum(platform, "CRC32SUMS"));
    }

    byte[] content() {
      return resource(platform, platform.resource());
    }

    /** Looks the library up in a file with lines as sha256sum writes them. */
    private static String sum(Platform platform, String file) {
      String sums = new String(resource(platform, file), StandardCharsets.US_ASCII);
      int path = sums.indexOf("  ".concat(platform.resource()));
      if (path < 0) {
        throw platform.unsupported();
      }
      return sums.substring(sums.lastIndexOf('\n', path) + 1, path);
    }

    private static byte[] resource(Platform platform, String name) {
      try (InputStream in = NativeLibrary.class.getResourceAsStream("/native/".concat(name))) {
        if (in == null) {
          throw platform.unsupported();
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new NativeLibraryException("cannot read native/" + name + " from the jar", e);
      }
    }
  }

  /**
   * Returns the library as a file: the one in the cache directory if it is intact, else a new one
   * there or, if the directory cannot be used or trusted, in a fresh temporary directory.
   */
  static Path unpack(Packaged library, Path cache) {
    try {
      Files.createDirectories(cache.toAbsolutePath().getParent());
      Path directory = cache.resolve(library.sha256().substring(0, CACHE_NAME_LENGTH));
      CacheFolder.makePrivate(cache);
      CacheFolder.makePrivate(directory);
      Path file = directory.resolve(library.platform().fileName());
      if (!isIntact(file, library.crc32())) {
        write(library, file);
      }
      return file;
    } catch (IOException e) {
      return unpackTemporarily(library, e);
    }
  }

  private static Path unpackTemporarily(Packaged library, IOException cacheFailure) {
    try {
      Path directory = Files.createTempDirectory("fasync-lens-");
      Path file = directory.resolve(library.platform().fileName());
      // In this order, because the last one registered is deleted first.
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      write(library, file);
      return file;
    } catch (IOException e) {
      e.addSuppressed(cacheFailure);
      throw new NativeLibraryException(
          "cannot unpack the native library for "
              + library.platform().os()
              + " "
              + library.platform().arch()
              + " into "
              + System.getProperty("java.io.tmpdir"),
          e);
    }
  }

  private static void write(Packaged library, Path file) throws IOException {
    // Another process may load the file at any moment: it must never see half of it.
    Path partial = Files.createTempFile(file.toAbsolutePath().getParent(), "unpacking", null);
    try {
      Files.write(partial, library.content(), StandardOpenOption.TRUNCATE_EXISTING);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static boolean isIntact(Path file, String crc32) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(file));
    return crc.getValue() == Long.parseLong(crc32, 16);
  }
}
