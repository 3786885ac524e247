package dev.fasynclens.eclipse.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the search for a Java asks of the machine. Tests answer instead. */
public interface Machine {
  /** Whether programs end in {@code .exe}. */
  boolean isWindows();

  /** Whether a file is there. */
  boolean isFile(Path path);

  /** The folders in a folder, by name; none if it is no folder. */
  List<Path> list(Path folder);

  /** The content of a small file. */
  Optional<String> read(Path file);

  /** A path with its symbolic links followed. */
  Path real(Path path);

  /** What {@code java -version} says; empty if it cannot be run. */
  Optional<String> ask(Path java);

  /** A variable of the environment; empty if it is unset or blank. */
  Optional<String> variable(String name);

  /** The folder of the Java that runs Eclipse. */
  Path running();

  /** The folder of the user. */
  Path home();
}
