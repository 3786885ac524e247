package dev.fasynclens.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The compile commands that count for a file: the nearest {@code compile_commands.json} upwards, in
 * a directory or in its {@code build}, as clangd finds them.
 */
public final class NearestCompileCommands implements Compilations {
  private static final List<String> PLACES =
      List.of(CompileCommands.NAME, "build/" + CompileCommands.NAME);

  private final BiConsumer<Path, String> complain;
  private final Map<Path, Compilations> byDirectory = new HashMap<>();
  private final Map<Path, Reading> read = new HashMap<>();

  /** A file as it was when it was read. */
  private record Reading(FileTime modified, long size, Compilations commands) {}

  /**
   * @param complain is told of files that cannot be used, and why
   */
  public NearestCompileCommands(BiConsumer<Path, String> complain) {
    this.complain = complain;
  }

  @Override
  public synchronized Optional<Compilation> of(Path file) {
    Path directory = file.getParent();
    return directory == null ? Optional.empty() : in(directory).of(file);
  }

  /** Looks at all places anew; what did not change is not read again. */
  public synchronized void forget() {
    byDirectory.clear();
  }

  private Compilations in(Path directory) {
    Compilations known = byDirectory.get(directory);
    if (known == null) {
      Optional<Compilations> here = Optional.empty();
      for (String place : PLACES) {
        here = here.or(() -> at(directory.resolve(place)));
      }
      Path above = directory.getParent();
      known = here.orElseGet(() -> above == null ? NONE : in(above));
      byDirectory.put(directory, known);
    }
    return known;
  }

  private Optional<Compilations> at(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      Reading known = read.get(file);
      if (known == null || !known.modified().equals(modified) || known.size() != size) {
        known = new Reading(modified, size, commands(file));
        read.put(file, known);
      }
      return Optional.of(known.commands());
    } catch (IOException e) {
      return Optional.empty(); // gone meanwhile
    }
  }

  private Compilations commands(Path file) {
    try {
      return CompileCommands.read(file);
    } catch (IOException e) {
      complain.accept(file, DiskFiles.reason(e));
      return NONE;
    }
  }
}
