package dev.fasynclens.project;

import java.io.File;
import java.nio.file.Path;

/** How files are called in reports: relative to the working directory if they are below it. */
public final class FileNames {
  private final Path workingDirectory;
  private final boolean shortened;

  /** Names seen from a directory. */
  public FileNames(Path workingDirectory) {
    this(workingDirectory, true);
  }

  private FileNames(Path workingDirectory, boolean shortened) {
    this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    this.shortened = shortened;
  }

  /** Names that are whole paths, for who talks about files from anywhere. */
  public static FileNames absolute(Path workingDirectory) {
    return new FileNames(workingDirectory, false);
  }

  /** Where relative names start. */
  public Path workingDirectory() {
    return workingDirectory;
  }

  /** An absolute path without {@code .} and {@code ..}. */
  public Path resolve(Path path) {
    return workingDirectory.resolve(path).normalize();
  }

  /** The file that a report calls by a name. */
  public Path pathOf(String name) {
    return resolve(Path.of(name));
  }

  /** What a report calls a file. */
  public String nameOf(Path path) {
    return shortened ? nameOf(path, workingDirectory) : withSlashes(path.toString());
  }

  /** The name of a file relative to a directory if it is below it. */
  static String nameOf(Path path, Path directory) {
    Path shown = path.startsWith(directory) ? directory.relativize(path) : path;
    String name = shown.toString();
    if (name.isEmpty()) {
      return ".";
    }
    return withSlashes(name);
  }

  private static String withSlashes(String name) {
    return File.separatorChar == '/' ? name : name.replace(File.separatorChar, '/');
  }
}
