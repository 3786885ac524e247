package dev.fasynclens.eclipse.program;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a Java for the server: the one that the user set and no other, or else the one that runs
 * Eclipse, those that the environment names, and those in the usual places.
 */
public final class JavaSearch {
  /** The oldest Java that the server runs on. */
  public static final int OLDEST = 25;

  private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+))?");
  private static final Pattern RELEASE =
      Pattern.compile("^JAVA_VERSION=\"([^\"]+)\"", Pattern.MULTILINE);
  private static final Pattern SAID = Pattern.compile("version \"([^\"]+)\"");

  private final Machine machine;

  /** Searches a machine. */
  public JavaSearch(Machine machine) {
    this.machine = machine;
  }

  /** What a search ends with. */
  public sealed interface Result {
    /** A Java that is new enough. */
    record Found(Path java, int version) implements Result {}

    /** The folder that the user set has no Java. */
    record NoneThere(String folder) implements Result {}

    /** There is one, or there are several, and none is new enough; this is the newest. */
    record TooOld(Path java, int version) implements Result {}

    /** There is none. */
    record None() implements Result {}
  }

  /**
   * Searches.
   *
   * @param chosen the folder that the user set; blank if none
   */
  public Result search(String chosen) {
    if (!chosen.isBlank()) {
      return named(chosen.strip()).map(this::judged).orElseGet(() -> new Result.NoneThere(chosen));
    }
    Result newest = new Result.None();
    int newestVersion = -1;
    for (Path java : usual()) {
      int version = versionOf(java);
      if (version >= OLDEST) {
        return new Result.Found(java, version);
      }
      if (version > newestVersion) {
        newest = new Result.TooOld(java, version);
        newestVersion = version;
      }
    }
    return newest;
  }

  private Result judged(Path java) {
    int version = versionOf(java);
    return version >= OLDEST ? new Result.Found(java, version) : new Result.TooOld(java, version);
  }

  /** The Java in a folder that somebody named: a JDK, its {@code bin}, or the program itself. */
  private Optional<Path> named(String text) {
    Path folder;
    try {
      folder = Path.of(text);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    List<Path> tries = new ArrayList<>(homes(folder));
    tries.add(folder);
    tries.add(folder.resolve(program()));
    return tries.stream().filter(machine::isFile).findFirst();
  }

  private Set<Path> usual() {
    Set<Path> found = new LinkedHashSet<>();
    add(found, machine.running());
    for (String name : List.of("JAVA_HOME", "JDK_HOME", "JAVA25_HOME")) {
      machine.variable(name).flatMap(JavaSearch::path).ifPresent(home -> add(found, home));
    }
    String separator = machine.isWindows() ? ";" : ":";
    for (String folder : machine.variable("PATH").orElse("").split(separator, -1)) {
      path(folder)
          .filter(path -> !folder.isBlank())
          .map(path -> path.resolve(program()))
          .filter(machine::isFile)
          .ifPresent(found::add);
    }
    for (Path folder : folders()) {
      List<Path> homes = new ArrayList<>(machine.list(folder));
      for (Path home : homes.reversed()) {
        add(found, home);
      }
    }
    return found;
  }

  private void add(Set<Path> found, Path home) {
    homes(home).stream().filter(machine::isFile).forEach(found::add);
  }

  /** Where the program is if a folder is a JDK; on macOS it is deeper. */
  private List<Path> homes(Path home) {
    return List.of(
        home.resolve("bin").resolve(program()),
        home.resolve("Contents").resolve("Home").resolve("bin").resolve(program()));
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    if (machine.isWindows()) {
      String programs = machine.variable("ProgramFiles").orElse("C:\\Program Files");
      for (String vendor : List.of("Java", "Eclipse Adoptium", "Microsoft", "Zulu")) {
        path(programs).ifPresent(path -> folders.add(path.resolve(vendor)));
      }
    } else {
      for (String folder :
          List.of(
              "/usr/lib/jvm",
              "/usr/lib64/jvm",
              "/usr/java",
              "/opt/java",
              "/opt",
              "/Library/Java/JavaVirtualMachines")) {
        folders.add(Path.of(folder));
      }
    }
    folders.add(machine.home().resolve(".sdkman").resolve("candidates").resolve("java"));
    folders.add(machine.home().resolve(".jdks"));
    return folders;
  }

  private String program() {
    return machine.isWindows() ? "java.exe" : "java";
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** From the file {@code release} beside it, or by asking it; 0 if nobody knows. */
  private int versionOf(Path java) {
    Path bin = machine.real(java).getParent();
    Optional<String> release =
        Optional.ofNullable(bin)
            .map(Path::getParent)
            .map(home -> home.resolve("release"))
            .flatMap(machine::read);
    return release
        .flatMap(text -> first(RELEASE, text))
        .or(() -> machine.ask(java).flatMap(text -> first(SAID, text)))
        .map(JavaSearch::major)
        .orElse(0);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** 25 in {@code 25.0.1} and {@code 25-ea}, 8 in {@code 1.8.0_392}. */
  static int major(String version) {
    Matcher matcher = VERSION.matcher(version.strip());
    if (!matcher.lookingAt() || matcher.group(1).length() > 6) {
      return 0;
    }
    int first = Integer.parseInt(matcher.group(1));
    return first == 1 && matcher.group(2) != null && matcher.group(2).length() <= 6
        ? Integer.parseInt(matcher.group(2))
        : first;
  }
}
