package dev.fasynclens.review;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.IncludePaths;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Include;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the files a module is made of: those beside the given ones that mention fasync, the headers
 * they include, and those that call their wrappers without ever naming fasync.
 */
final class Surroundings {
  private static final int MOST_FILES = 1_000;
  private static final int HIGHEST_PARENT = 24;

  private final SourceFiles files;
  private final Set<String> known = new HashSet<>();
  private int added;
  private boolean cut;
  private final Set<String> listed = new HashSet<>();
  private final Set<String> searchedFor = new HashSet<>();

  /**
   * Surroundings of the given files, which are not asked for again, even if they cannot be read.
   */
  Surroundings(SourceFiles files, List<SourceText> given) {
    this.files = files;
    given.forEach(text -> known.add(text.name()));
  }

  /** Whether there were more files than are looked at. */
  boolean isCut() {
    return cut;
  }

  /** Texts to add to these files; empty when nothing is missing any more. */
  List<SourceText> around(List<CFile> module) {
    module.forEach(file -> known.add(file.name()));
    Set<String> wanted = new LinkedHashSet<>();
    for (CFile file : module) {
      addNeighbours(file, wanted);
      addHeaders(file, wanted);
      addCallersOfWrappers(file, wanted);
    }
    List<SourceText> texts = new ArrayList<>();
    for (String path : wanted) {
      if (added >= MOST_FILES) {
        cut = true;
      } else if (known.add(path)) {
        added++;
        files.read(path).ifPresent(texts::add);
      }
    }
    return texts;
  }

  private void addNeighbours(CFile file, Set<String> wanted) {
    String directory = file.directory();
    if (!listed.add(directory)) {
      return;
    }
    for (String name : files.list(directory)) {
      String path = IncludePaths.resolve(directory, name);
      if (!known.contains(path) && files.mentionsFasync(path)) {
        wanted.add(path);
      }
    }
  }

  private void addHeaders(CFile file, Set<String> wanted) {
    for (Include include : file.tree().includes()) {
      if (include.path().startsWith("/")) {
        continue; // no source says where in the machine of its readers to look
      }
      Optional<String> path = locate(file.directory(), include);
      if (path.isPresent() && !known.contains(path.get()) && files.mentionsFasync(path.get())) {
        wanted.add(path.get());
      }
    }
  }

  /** The file's own folder for quotes, then the include folders of the trees above it. */
  private Optional<String> locate(String directory, Include include) {
    if (include.quoted()) {
      String beside = IncludePaths.resolve(directory, include.path());
      if (files.mentionsFasync(beside)) {
        return Optional.of(beside);
      }
    }
    String at = directory;
    for (int i = 0; i < HIGHEST_PARENT; i++) {
      String path = IncludePaths.resolve(at, "include/" + include.path());
      if (files.mentionsFasync(path)) {
        return Optional.of(path);
      }
      int slash = at.lastIndexOf('/');
      if (slash <= 0) {
        return Optional.empty();
      }
      at = at.substring(0, slash);
    }
    return Optional.empty();
  }

  /** A wrapper passes on what its caller says; the caller need not mention fasync at all. */
  private void addCallersOfWrappers(CFile file, Set<String> wanted) {
    List<String> names = new ArrayList<>();
    for (CFunction function : file.allFunctions()) {
      boolean callable = !function.isStatic() && !function.isMacro();
      if (callable && !function.name().contains("fasync") && passesOn(function)) {
        names.add(function.name());
      }
    }
    if (names.isEmpty() || !searchedFor.add(file.name())) {
      return;
    }
    for (String name : files.list(file.directory())) {
      String path = IncludePaths.resolve(file.directory(), name);
      if (known.contains(path)) {
        continue;
      }
      Optional<SourceText> text = files.read(path);
      if (text.isPresent() && names.stream().anyMatch(n -> text.get().indexOf(n, 0) >= 0)) {
        wanted.add(path);
      }
    }
  }

  /** Whether a function hands an argument of its own on to the kernel's functions. */
  private static boolean passesOn(CFunction function) {
    SyntaxTree tree = function.tree();
    for (int call : function.calls()) {
      String callee = Expressions.callee(tree, call);
      if (callee.equals("kill_fasync") || callee.equals("fasync_helper")) {
        for (int argument : Expressions.arguments(tree, call)) {
          if (function.parameterAt(argument) >= 0) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
