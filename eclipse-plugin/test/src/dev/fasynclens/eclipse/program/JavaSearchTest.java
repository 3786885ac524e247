package dev.fasynclens.eclipse.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fasynclens.eclipse.program.JavaSearch.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JavaSearchTest {
  private final Described machine = new Described();
  private final JavaSearch search = new JavaSearch(machine);

  @Test
  void theJavaOfEclipseWillDoIfItIsNewEnough() {
    machine.jdk("/eclipse/jre", "25.0.1").running("/eclipse/jre").jdk("/usr/lib/jvm/b", "26");
    assertEquals(found("/eclipse/jre", 25), search.search(""));
  }

  @Test
  void otherwiseTheEnvironmentIsAskedAndThenTheUsualPlaces() {
    machine.jdk("/eclipse/jre", "21.0.4").running("/eclipse/jre");
    machine.jdk("/usr/lib/jvm/temurin-25", "25").jdk("/usr/lib/jvm/java-17", "17.0.2");
    assertEquals(found("/usr/lib/jvm/temurin-25", 25), search.search(""));
    machine.jdk("/opt/tools/jdk", "27-ea").variable("PATH", "/usr/bin:/opt/tools/jdk/bin");
    assertEquals(found("/opt/tools/jdk", 27), search.search(""));
    machine.jdk("/home/me/jdk", "25.0.2").variable("JAVA_HOME", "/home/me/jdk");
    assertEquals(found("/home/me/jdk", 25), search.search(""));
  }

  @Test
  void theFolderThatTheUserSetIsTheOnlyOneTried() {
    machine.jdk("/eclipse/jre", "25").running("/eclipse/jre").jdk("/old", "1.8.0_392");
    assertEquals(new Result.TooOld(Path.of("/old/bin/java"), 8), search.search("/old"));
    assertEquals(new Result.NoneThere("/none"), search.search("/none"));
    machine.jdk("/new", "25");
    assertEquals(found("/new", 25), search.search(" /new "));
    assertEquals(found("/new", 25), search.search("/new/bin"));
    assertEquals(found("/new", 25), search.search("/new/bin/java"));
  }

  @Test
  void theNewestOfThoseThatAreTooOldIsNamed() {
    machine.jdk("/eclipse/jre", "21").running("/eclipse/jre").jdk("/usr/lib/jvm/a", "24.0.1");
    assertEquals(new Result.TooOld(Path.of("/usr/lib/jvm/a/bin/java"), 24), search.search(""));
  }

  @Test
  void thereMayBeNone() {
    assertEquals(new Result.None(), search.search(""));
  }

  @Test
  void aJavaWithoutReleaseFileIsAsked() {
    machine.file("/distro/bin/java").running("/distro");
    machine.said("/distro/bin/java", "openjdk version \"25.0.1\" 2025-10-21\nOpenJDK Runtime");
    assertEquals(found("/distro", 25), search.search(""));
  }

  @Test
  void versionsAreReadInEveryForm() {
    assertEquals(8, JavaSearch.major("1.8.0_392"));
    assertEquals(25, JavaSearch.major("25"));
    assertEquals(25, JavaSearch.major("25-ea"));
    assertEquals(25, JavaSearch.major("25.0.1+9"));
    assertEquals(0, JavaSearch.major("unknown"));
    assertEquals(0, JavaSearch.major("99999999999999999999"));
  }

  private static Result found(String home, int version) {
    return new Result.Found(Path.of(home, "bin", "java"), version);
  }

  /** A machine as a test describes it. */
  private static final class Described implements Machine {
    private final Map<Path, String> files = new HashMap<>();
    private final Map<Path, String> answers = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private Path running = Path.of("/nowhere");

    Described jdk(String home, String version) {
      files.put(Path.of(home, "bin", "java"), "");
      files.put(Path.of(home, "release"), "A=\"b\"\nJAVA_VERSION=\"" + version + "\"\n");
      return this;
    }

    Described file(String path) {
      files.put(Path.of(path), "");
      return this;
    }

    Described running(String home) {
      running = Path.of(home);
      return this;
    }

    Described variable(String name, String value) {
      variables.put(name, value);
      return this;
    }

    void said(String java, String answer) {
      answers.put(Path.of(java), answer);
    }

    @Override
    public boolean isWindows() {
      return false;
    }

    @Override
    public boolean isFile(Path path) {
      return files.containsKey(path);
    }

    @Override
    public List<Path> list(Path folder) {
      List<Path> inside = new ArrayList<>();
      for (Path file : files.keySet()) {
        if (file.startsWith(folder) && file.getNameCount() > folder.getNameCount()) {
          Path entry = folder.resolve(file.getName(folder.getNameCount()));
          if (!inside.contains(entry)) {
            inside.add(entry);
          }
        }
      }
      return inside.stream().sorted().toList();
    }

    @Override
    public Optional<String> read(Path file) {
      return Optional.ofNullable(files.get(file));
    }

    @Override
    public Path real(Path path) {
      return path;
    }

    @Override
    public Optional<String> ask(Path java) {
      return Optional.ofNullable(answers.get(java));
    }

    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(variables.get(name));
    }

    @Override
    public Path running() {
      return running;
    }

    @Override
    public Path home() {
      return Path.of("/home/me");
    }
  }
}
