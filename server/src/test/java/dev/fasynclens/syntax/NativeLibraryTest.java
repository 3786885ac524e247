package dev.fasynclens.syntax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fasynclens.syntax.NativeLibrary.Packaged;
import dev.fasynclens.syntax.NativeLibrary.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
  private static final Packaged LIBRARY = Packaged.find(Platform.current());

  @TempDir private Path home;
  private Path cache;

  @BeforeEach
  void chooseCache() {
    cache = home.resolve("caches").resolve("fasync-lens");
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void unpacksForTheUserAlone() throws IOException {
    Path file = NativeLibrary.unpack(LIBRARY, cache);

    assertEquals(cache, file.getParent().getParent());
    assertArrayEquals(LIBRARY.content(), Files.readAllBytes(file));
    assertEquals("rwx------", permissions(cache));
    assertEquals("rwx------", permissions(file.getParent()));
    assertEquals("rw-------", permissions(file));
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    Path file = NativeLibrary.unpack(LIBRARY, cache);

    try (Stream<Path> files = Files.list(file.getParent())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void reusesAnIntactFile() throws IOException {
    Path file = NativeLibrary.unpack(LIBRARY, cache);
    Object identity = identity(file);

    assertEquals(file, NativeLibrary.unpack(LIBRARY, cache));
    assertEquals(identity, identity(file));
  }

  @Test
  void replacesATamperedFile() throws IOException {
    Path file = NativeLibrary.unpack(LIBRARY, cache);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);

    assertEquals(file, NativeLibrary.unpack(LIBRARY, cache));
    assertArrayEquals(LIBRARY.content(), Files.readAllBytes(file));
  }

  @Test
  void replacesATruncatedFile() throws IOException {
    Path file = NativeLibrary.unpack(LIBRARY, cache);
    Files.write(file, new byte[0]);

    assertEquals(file, NativeLibrary.unpack(LIBRARY, cache));
    assertArrayEquals(LIBRARY.content(), Files.readAllBytes(file));
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void replacesALinkInsteadOfTheFileBehindIt() throws IOException {
    Path file = NativeLibrary.unpack(LIBRARY, cache);
    Path elsewhere = home.resolve("elsewhere");
    Files.move(file, elsewhere);
    Files.createSymbolicLink(file, elsewhere);

    assertEquals(file, NativeLibrary.unpack(LIBRARY, cache));
    assertFalse(Files.isSymbolicLink(file));
    assertTrue(Files.exists(elsewhere));
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void refusesALinkedCacheDirectory() throws IOException {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Files.createDirectory(cache.getParent());
    Files.createSymbolicLink(cache, elsewhere);

    assertUnpackedOutside(cache);
    assertEmpty(elsewhere);
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void refusesALinkedLibraryDirectory() throws IOException {
    Path directory = NativeLibrary.unpack(LIBRARY, cache).getParent();
    Path elsewhere = home.resolve("elsewhere");
    Files.move(directory, elsewhere);
    Files.createSymbolicLink(directory, elsewhere);

    assertUnpackedOutside(cache);
  }

  @DisabledOnOs(OS.WINDOWS)
  @ParameterizedTest
  @CsvSource({"rwxrwx---", "rwx---rwx"})
  void refusesADirectoryOthersCanWriteTo(String permissions) throws IOException {
    Files.createDirectories(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(permissions));

    assertUnpackedOutside(cache);
    assertEmpty(cache);
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void acceptsADirectoryOthersCanRead() throws IOException {
    Files.createDirectories(cache);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertTrue(NativeLibrary.unpack(LIBRARY, cache).startsWith(cache));
  }

  @Test
  void unpacksElsewhereIfThereIsAFileInTheWay() throws IOException {
    Files.createFile(cache.getParent());

    assertUnpackedOutside(home);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, false, linux-x64/libfasynclens.so",
    "Linux, aarch64, false, linux-arm64/libfasynclens.so",
    "Linux, amd64, true, linux-musl-x64/libfasynclens.so",
    "Linux, aarch64, true, linux-musl-arm64/libfasynclens.so",
    "Mac OS X, x86_64, false, macos-x64/libfasynclens.dylib",
    "Mac OS X, aarch64, false, macos-arm64/libfasynclens.dylib",
    "Windows 11, amd64, false, windows-x64/fasynclens.dll",
    "Windows Server 2022, aarch64, false, windows-arm64/fasynclens.dll",
  })
  void everySupportedPlatformHasItsLibrary(String os, String arch, boolean musl, String resource) {
    Platform platform = Platform.of(os, arch, musl);

    assertEquals(resource, platform.resource());
    assertTrue(Packaged.find(platform).content().length > 100_000);
  }

  @ParameterizedTest
  @CsvSource({"FreeBSD, amd64", "Linux, riscv64", "SunOS, sparcv9"})
  void namesAnUnsupportedPlatform(String os, String arch) {
    NativeLibraryException e =
        assertThrows(NativeLibraryException.class, () -> Platform.of(os, arch, false));

    assertTrue(e.getMessage().startsWith("no native library for " + os + " " + arch + ":"));
    assertTrue(e.getMessage().contains(NativeLibrary.FILE_PROPERTY));
    assertFalse(e.getMessage().contains("\n"));
  }

  @Test
  void namesAPlatformTheJarHasNothingFor() {
    Platform platform = new Platform("plan9", "x64");

    NativeLibraryException e =
        assertThrows(NativeLibraryException.class, () -> Packaged.find(platform));
    assertTrue(e.getMessage().contains("plan9 x64"));
  }

  private void assertUnpackedOutside(Path refused) throws IOException {
    Path file = NativeLibrary.unpack(LIBRARY, cache);

    assertFalse(file.startsWith(refused), file::toString);
    assertArrayEquals(LIBRARY.content(), Files.readAllBytes(file));
    if (isPosix()) {
      assertEquals("rwx------", permissions(file.getParent()));
    }
  }

  private static void assertEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Changes when the file is replaced by another one. */
  private static Object identity(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return isPosix() ? attributes.fileKey() : attributes.creationTime();
  }

  private static boolean isPosix() {
    return Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
