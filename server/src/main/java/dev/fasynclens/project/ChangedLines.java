package dev.fasynclens.project;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Problem;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lines of sources on disk that a patch made. */
public final class ChangedLines {
  private final Map<String, Patch.FileChange> changes = new TreeMap<>();
  private final List<Path> sources = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private ChangedLines() {}

  /**
   * Finds the files of a patch. They are sought from the working directory and from the top of its
   * repository, with and without the first component that git puts before them.
   */
  public static ChangedLines of(Patch patch, FileNames names) {
    ChangedLines lines = new ChangedLines();
    for (Patch.FileChange change : patch.files()) {
      if (DiskFiles.isSource(change.name())) {
        lines.add(change, names);
      }
    }
    return lines;
  }

  /** The changed sources. */
  public List<Path> sources() {
    return List.copyOf(sources);
  }

  /** The files that are not what the patch makes of them. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Those of the findings that are on changed lines. */
  public List<Finding> only(List<Finding> findings) {
    return findings.stream().filter(this::touch).toList();
  }

  private boolean touch(Finding finding) {
    SourceText text = finding.place().text();
    Patch.FileChange change = changes.get(text.name());
    if (change == null) {
      return false;
    }
    Span span = finding.place().span();
    int first = text.lineAt(span.start()) + 1;
    int last = text.lineAt(Math.max(span.start(), span.end() - 1)) + 1;
    Integer added = change.added().ceilingKey(first);
    Integer beside = change.besideRemoved().ceiling(first);
    return (added != null && added <= last) || (beside != null && beside <= last);
  }

  private void add(Patch.FileChange change, FileNames names) {
    boolean exists = false;
    for (Path candidate : candidates(change.name(), names)) {
      if (!Files.isRegularFile(candidate)) {
        continue;
      }
      exists = true;
      if (fits(change, candidate)) {
        sources.add(candidate);
        changes.put(names.nameOf(candidate), change);
        return;
      }
    }
    String reason =
        exists
            ? "is not what the patch makes of it; was the patch applied?"
            : "the patch names it, but there is no such file";
    problems.add(new Problem(change.name(), reason, Problem.Kind.NOT_EXAMINED));
  }

  private static List<Path> candidates(String name, FileNames names) {
    List<Path> roots = new ArrayList<>(List.of(names.workingDirectory()));
    repository(names.workingDirectory()).ifPresent(roots::add);
    int slash = name.indexOf('/');
    List<Path> candidates = new ArrayList<>();
    for (Path root : roots) {
      try {
        if (slash > 0) {
          candidates.add(root.resolve(name.substring(slash + 1)).normalize());
        }
        candidates.add(root.resolve(name).normalize());
      } catch (InvalidPathException e) {
        return List.of(); // nothing here can be called that
      }
    }
    return candidates;
  }

  private static Optional<Path> repository(Path directory) {
    for (Path at = directory; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Patch.FileChange change, Path file) {
    String[] lines;
    try {
      if (Files.size(file) > DiskFiles.LARGEST) {
        return true; // who reads it says that it is too large
      }
      lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
    } catch (IOException e) {
      return true; // who reads it says why it cannot be read
    }
    for (Map.Entry<Integer, String> added : change.added().entrySet()) {
      int index = added.getKey() - 1;
      if (index < 0 || index >= lines.length) {
        return false;
      }
      String line = lines[index];
      String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (!text.equals(added.getValue())) {
        return false;
      }
    }
    return true;
  }
}
