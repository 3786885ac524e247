package dev.fasynclens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rule folders and samples of this repository, as tests find them. */
public final class RepositoryFiles {
  /** One folder a rule. */
  public static final Path RULES = Path.of("..", "rules");

  /** One folder a driver. */
  public static final Path DRIVERS = Path.of("..", "samples", "drivers");

  /** The sample programs, one file each. */
  public static final Path PROGRAMS = Path.of("..", "samples", "user");

  private static final Path SAMPLES = Path.of("..", "samples");

  /** One folder a family of scenarios. */
  public static final Path SCENARIOS = Path.of("..", "samples", "scenarios");

  private RepositoryFiles() {}

  /** All C files and headers of the rules and samples, sorted. */
  public static List<Path> sources() throws IOException {
    return Stream.concat(sourcesBelow(RULES).stream(), sourcesBelow(SAMPLES).stream()).toList();
  }

  /** The C files and headers below a folder, sorted. */
  public static List<Path> sourcesBelow(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(RepositoryFiles::isSource).sorted().toList();
    }
  }

  /** The folders in a folder, sorted. */
  public static List<Path> foldersIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** The name of a folder or file. */
  public static String nameOf(Path path) {
    return path.getFileName().toString();
  }

  /** A path with slashes, relative to the repository: how tests call a file. */
  public static String label(Path path) {
    return path.normalize().toString().replace('\\', '/').replace("../", "");
  }

  private static boolean isSource(Path path) {
    String name = nameOf(path);
    return Files.isRegularFile(path)
        && (name.endsWith(".c") || name.endsWith(".h"))
        && !name.endsWith(".mod.c");
  }
}
