package dev.fasynclens.cli;

import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FileNames;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds scenario files: those that are named, and below a directory all that end in {@code .json}.
 * Hidden files and directories are left out, links to directories are not followed.
 */
final class ScenarioSearch extends SimpleFileVisitor<Path> {
  private static final String ENDING = ".json";

  private final FileNames names;
  private final Map<String, Path> files = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  ScenarioSearch(FileNames names) {
    this.names = names;
  }

  /** Searches files and directories. */
  void search(Collection<Path> paths) {
    for (Path given : paths) {
      Path path = names.resolve(given);
      if (!Files.isDirectory(path)) {
        files.put(names.nameOf(path), path);
        continue;
      }
      int before = files.size();
      try {
        Files.walkFileTree(path, this);
      } catch (IOException e) {
        problems.add(names.nameOf(path) + ": " + DiskFiles.reason(e));
      }
      if (files.size() == before) {
        problems.add(names.nameOf(path) + ": has no .json file");
      }
    }
  }

  /** The files that were found, by the names that reports call them. */
  Map<String, Path> files() {
    return Collections.unmodifiableMap(files);
  }

  /** What could not be searched. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (file.toString().endsWith(ENDING) && !isHidden(file) && Files.isRegularFile(file)) {
      files.put(names.nameOf(file), file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    problems.add(names.nameOf(file) + ": " + DiskFiles.reason(e));
    return FileVisitResult.CONTINUE;
  }

  private boolean isHidden(Path path) {
    Path name = path.getFileName();
    return name != null
        && name.toString().startsWith(".")
        && !path.equals(names.workingDirectory());
  }
}
