package dev.fasynclens.project;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.syntax.Definitions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells from the arguments of a compiler which kernel a file is compiled for, and how that kernel
 * is configured. Headers are read once.
 */
public final class KernelBuild {
  private static final int LARGEST_VERSION = 4096;
  private static final int LARGEST_CONFIGURATION = 8 << 20;
  private static final Pattern VERSION_CODE =
      Pattern.compile(
          "^\\s*#\\s*define\\s+LINUX_VERSION_CODE\\s+(\\d{1,8})\\s*$", Pattern.MULTILINE);
  private static final Pattern OPTION =
      Pattern.compile("^#define (CONFIG_\\w+) ?(.*)$", Pattern.MULTILINE);

  /** The headers that kbuild writes, as seen from a directory of headers. */
  private static final List<String> VERSIONS =
      List.of("linux/version.h", "generated/uapi/linux/version.h");

  private static final List<String> CONFIGURATIONS =
      List.of("generated/autoconf.h", "linux/autoconf.h");

  private final Map<Path, Optional<KernelVersion>> versions = new HashMap<>();
  private final Map<Path, Map<String, String>> configurations = new HashMap<>();
  private final Map<Definitions, Definitions> known = new HashMap<>();

  /** What the arguments tell; relative paths in them start at a directory. */
  public synchronized Compilation compilation(CompilerArguments compiler, Path directory) {
    List<Path> includes = new ArrayList<>();
    for (String include : compiler.includes()) {
      path(include, directory).ifPresent(includes::add);
    }
    return new Compilation(kernel(includes), definitions(compiler, includes, directory));
  }

  private Optional<KernelVersion> kernel(List<Path> includes) {
    for (Path include : includes) {
      for (String place : VERSIONS) {
        Optional<KernelVersion> version =
            versions.computeIfAbsent(include.resolve(place), KernelBuild::version);
        if (version.isPresent()) {
          return version;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<KernelVersion> version(Path header) {
    Matcher code = VERSION_CODE.matcher(start(header, LARGEST_VERSION));
    return code.find()
        ? Optional.of(KernelVersion.ofCode(Integer.parseInt(code.group(1))))
        : Optional.empty();
  }

  private Definitions definitions(CompilerArguments compiler, List<Path> includes, Path directory) {
    Map<String, String> configuration = configuration(compiler, includes, directory);
    Map<String, String> values = new HashMap<>(configuration);
    compiler.undefined().forEach(values::remove);
    values.putAll(compiler.defined());
    Set<String> undefined = new HashSet<>(compiler.undefined());
    Definitions definitions = Definitions.of(values, undefined, !configuration.isEmpty());
    return known.computeIfAbsent(definitions, same -> same);
  }

  /** All options of the kernel; empty if its configuration is not found. */
  private Map<String, String> configuration(
      CompilerArguments compiler, List<Path> includes, Path directory) {
    List<Path> candidates = new ArrayList<>();
    for (String first : compiler.first()) {
      if (first.endsWith("autoconf.h")) {
        path(first, directory).ifPresent(candidates::add);
      }
    }
    for (Path include : includes) {
      CONFIGURATIONS.forEach(place -> candidates.add(include.resolve(place)));
    }
    for (Path candidate : candidates) {
      Map<String, String> options = configurations.computeIfAbsent(candidate, KernelBuild::options);
      if (!options.isEmpty()) {
        return options;
      }
    }
    return Map.of();
  }

  private static Map<String, String> options(Path header) {
    Map<String, String> options = new HashMap<>();
    Matcher option = OPTION.matcher(start(header, LARGEST_CONFIGURATION));
    while (option.find()) {
      options.put(option.group(1), option.group(2).strip());
    }
    return Map.copyOf(options);
  }

  private static Optional<Path> path(String text, Path directory) {
    try {
      return Optional.of(directory.resolve(text).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The beginning of a header; nothing if there is none. */
  private static String start(Path header, int length) {
    if (!Files.isRegularFile(header)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(header)) {
      return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
