package dev.fasynclens.project;

import dev.fasynclens.kernel.KernelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which kernel a driver is compiled for from the directories that its headers come from. */
public final class KernelHeaders {
  private static final int LARGEST_HEADER = 4096;
  private static final Pattern VERSION_CODE =
      Pattern.compile(
          "^\\s*#\\s*define\\s+LINUX_VERSION_CODE\\s+(\\d{1,8})\\s*$", Pattern.MULTILINE);

  /** The header that kbuild writes, as seen from a directory of headers. */
  private static final List<String> PLACES =
      List.of("linux/version.h", "generated/uapi/linux/version.h");

  private KernelHeaders() {}

  /**
   * The version of the kernel.
   *
   * @param directories the compiler's, in order
   */
  public static Optional<KernelVersion> version(Collection<String> directories, FileNames names) {
    for (String directory : directories) {
      for (String place : PLACES) {
        Optional<KernelVersion> version = version(directory, place, names);
        if (version.isPresent()) {
          return version;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<KernelVersion> version(String directory, String place, FileNames names) {
    try {
      Path header = names.resolve(Path.of(directory)).resolve(place);
      if (!Files.isRegularFile(header)) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(header)) {
        String text = new String(in.readNBytes(LARGEST_HEADER), StandardCharsets.ISO_8859_1);
        Matcher code = VERSION_CODE.matcher(text);
        return code.find()
            ? Optional.of(KernelVersion.ofCode(Integer.parseInt(code.group(1))))
            : Optional.empty();
      }
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
