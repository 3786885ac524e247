package dev.fasynclens.project;

import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Directories that a search went through completely, so that nobody has to look again into the
 * files it passed by.
 */
public final class SearchedDirectories {
  private final Set<String> directories;
  private final Set<String> found = new HashSet<>();

  /**
   * What a search did.
   *
   * @param directories the paths of those in which no source was left out
   * @param found the files it took
   */
  SearchedDirectories(Set<String> directories, List<Path> found) {
    this.directories = directories;
    found.forEach(path -> this.found.add(path.toString()));
  }

  /** Whether a file, if there is one, is known to say nothing of fasync. */
  boolean passedBy(File file) {
    return directories.contains(file.getParent()) && !found.contains(file.getPath());
  }
}
