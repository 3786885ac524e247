package dev.fasynclens.project;

import dev.fasynclens.kernel.KernelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Recognises the top directory of a kernel source tree, and its version. */
final class KernelTree {
  /** The version stands in the first lines. */
  private static final int MAKEFILE_PREFIX = 4096;

  /** Boot loaders share the kernel's build files, but count their versions by years. */
  private static final int LARGEST_MAJOR = 99;

  private KernelTree() {}

  /** The version of the kernel whose top directory this is; empty if it is no such directory. */
  static Optional<KernelVersion> versionOf(Path directory) {
    boolean looksLikeTree =
        Files.isRegularFile(directory.resolve("Makefile"))
            && Files.exists(directory.resolve("MAINTAINERS"))
            && (Files.exists(directory.resolve("Kbuild"))
                || Files.isDirectory(directory.resolve("include/linux")));
    if (!looksLikeTree) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(directory.resolve("Makefile"))) {
      return version(new String(in.readNBytes(MAKEFILE_PREFIX), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<KernelVersion> version(String makefile) {
    int major = number(makefile, "VERSION");
    int minor = number(makefile, "PATCHLEVEL");
    int patch = number(makefile, "SUBLEVEL");
    if (major < 2 || major > LARGEST_MAJOR || minor < 0) {
      return Optional.empty();
    }
    return Optional.of(new KernelVersion(major, minor, Math.max(0, patch)));
  }

  /** The number that a line {@code VARIABLE = number} gives; -1 if there is none. */
  private static int number(String makefile, String variable) {
    for (String line : makefile.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.substring(0, equals).strip().equals(variable)) {
        String value = line.substring(equals + 1).strip();
        try {
          return value.length() > 4 ? -1 : Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
          return -1;
        }
      }
    }
    return -1;
  }
}
