package dev.fasynclens.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies of drivers in a folder of their own, so that files can be changed on disk too. */
final class Workbench {
  private static final int MOST_NEIGHBOURS = 40;
  private static final List<String> SAMPLES =
      List.of("echobox", "twinport", "weathermast", "sonarbuoy", "ticketgate");

  private final Path root;
  private final Map<String, String> originals = new LinkedHashMap<>();
  private final Map<Path, byte[]> neighbours = new LinkedHashMap<>();

  private Workbench(Path root) {
    this.root = root;
  }

  /**
   * Some samples, the given files with what is beside them, and one file outside of all folders.
   */
  static Workbench make(Path repository, List<Path> files) throws IOException {
    Workbench bench = new Workbench(Files.createTempDirectory("fasync-lens-soak").toRealPath());
    for (String sample : SAMPLES) {
      Path from = repository.resolve("samples/drivers").resolve(sample);
      for (Path file : sources(from)) {
        bench.copy(file, bench.inside().resolve(sample), true);
      }
    }
    int number = 0;
    for (Path file : files) {
      Path to = bench.inside().resolve("given" + number++);
      List<Path> beside = sources(file.toAbsolutePath().getParent());
      if (beside.size() <= MOST_NEIGHBOURS) {
        for (Path neighbour : beside) {
          bench.copy(neighbour, to, false);
        }
      }
      bench.copy(file, to, true);
    }
    bench.copy(
        repository.resolve("samples/drivers/echobox/echobox.c"),
        bench.root.resolve("outside"),
        true);
    return bench;
  }

  Path inside() {
    return root.resolve("inside");
  }

  /** A folder that comes and goes. */
  Path sometimesInside() {
    return root.resolve("outside");
  }

  Path errors(String name) {
    return root.resolve(name + ".err");
  }

  Path hostile() {
    return root.resolve("hostile");
  }

  /** Texts as they were copied, by URI. */
  Map<String, String> originals() {
    return originals;
  }

  /** Files on disk that nobody opens, as they were. */
  Map<Path, byte[]> neighbours() {
    return neighbours;
  }

  /** The configuration of the folder, which is not there at first. */
  Path configuration() {
    return inside().resolve(".fasync-lens.json");
  }

  /** Makes the files on disk what they were. */
  void restore() throws IOException {
    Files.deleteIfExists(configuration());
    for (Map.Entry<Path, byte[]> file : neighbours.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  private static List<Path> sources(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().matches(".*\\.[ch]")).sorted().toList();
    }
  }

  private void copy(Path file, Path to, boolean opened) throws IOException {
    Path copy = Files.createDirectories(to).resolve(file.getFileName());
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    if (opened) {
      originals.put(
          copy.toUri().toString(), new String(Files.readAllBytes(copy), StandardCharsets.UTF_8));
      neighbours.remove(copy);
    } else {
      neighbours.put(copy, Files.readAllBytes(copy));
    }
  }

  void delete() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
