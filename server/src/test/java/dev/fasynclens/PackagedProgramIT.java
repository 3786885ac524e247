package dev.fasynclens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as it is shipped: starts anywhere, keeps its output clean, and holds what it should.
 */
final class PackagedProgramIT {
  private static final Path DIST = Path.of(System.getProperty("fasynclens.dist"));
  private static final Path JAR = DIST.resolve("lib/fasync-lens.jar");
  private static final boolean WINDOWS = OS.current() == OS.WINDOWS;

  @TempDir private Path temp;

  @Test
  void tellsItsVersion() throws Exception {
    assertThat(run(DIST, Map.of(), "--version"))
        .isEqualTo(new Result(0, "fasync-lens " + implementationVersion() + "\n", ""));
  }

  @Test
  void worksWhereverItIsMoved() throws Exception {
    Path moved = temp.resolve("other place").resolve("fasync lens");
    copy(DIST, moved);

    assertThat(run(moved, Map.of("FASYNC_LENS_JAVA_OPTS", "-XX:AOTMode=on"), "--version").code())
        .isZero();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void worksThroughSymbolicLinks() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("home/bin"));
    Files.createSymbolicLink(bin.resolve("hop"), DIST.resolve("bin/fasync-lens"));
    Files.createSymbolicLink(bin.resolve("fasync-lens"), Path.of("hop"));

    int code = run(temp.resolve("home"), Map.of(), "--version").code();
    Files.delete(bin.resolve("fasync-lens"));
    Files.delete(bin.resolve("hop")); // or JUnit warns of links that leave the temporary folder

    assertThat(code).isZero();
  }

  /** With AOTMode=on the JVM refuses to start when it cannot use the cache. */
  @Test
  void theAotCacheBelongsToTheJarAndIsUsed() throws Exception {
    List<String> caches;
    try (Stream<Path> files = Files.list(DIST.resolve("lib"))) {
      caches = files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".aot")).toList();
    }
    String launcher = Files.readString(DIST.resolve("bin/fasync-lens"), UTF_8);

    String build = sha256(JAR).substring(0, 16) + ".aot";
    assertThat(caches).containsExactlyInAnyOrder("cli-" + build, "lsp-" + build);
    assertThat(launcher).contains("$mode-" + build);
    assertThat(run(DIST, Map.of("FASYNC_LENS_JAVA_OPTS", "-XX:AOTMode=on"), "--version").code())
        .isZero();
  }

  /** What is linked late is made anew at each start, and no cache holds it. */
  @Test
  void switchesAndRecordsAreLinkedAhead() throws Exception {
    List<String> late = new ArrayList<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (JarEntry entry : jar.stream().filter(e -> isOurs(e.getName())).toList()) {
        ClassModel model = ClassFile.of().parse(jar.getInputStream(entry).readAllBytes());
        for (MethodModel method : model.methods()) {
          method.code().stream()
              .flatMap(CodeModel::elementStream)
              .filter(PackagedProgramIT::isLinkedLate)
              .forEach(_ -> late.add(entry.getName() + " " + method.methodName()));
        }
      }
    }

    assertThat(late).isEmpty();
  }

  private static boolean isOurs(String name) {
    return name.startsWith("dev/fasynclens/") && name.endsWith(".class");
  }

  private static boolean isLinkedLate(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && Set.of("typeSwitch", "equals", "hashCode").contains(call.name().stringValue());
  }

  @Test
  void resultsAreKeptForThisBuildAlone() throws Exception {
    for (String name : List.of("fasync-lens", "fasync-lens.cmd")) {
      assertThat(Files.readString(DIST.resolve("bin").resolve(name), UTF_8))
          .contains("-Dfasynclens.build=" + sha256(JAR).substring(0, 16) + " ");
    }
    Path source = Files.writeString(temp.resolve("x.c"), "int fasync;\n");
    Path kept = temp.resolve("kept");
    String[] lint = {"lint", "--cache-dir", kept.toString(), source.toString()};
    Result first = run(DIST, Map.of(), lint);

    assertThat(first.code()).isZero();
    assertThat(kept.resolve("reviews")).isDirectoryContaining("glob:**.review");
    assertThat(run(DIST, Map.of(), lint)).isEqualTo(first);
  }

  @Test
  void optionsForOtherJavaProgramsDoNoHarm() throws Exception {
    Map<String, String> hostile =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-XX:+UseG1GC -verbose:class",
            "JDK_JAVA_OPTIONS", "-showversion",
            "_JAVA_OPTIONS", "-Xlog:gc*",
            "CLASSPATH", "nowhere",
            "DEBUG", "1");

    assertThat(run(DIST, hostile, "--version")).isEqualTo(run(DIST, Map.of(), "--version"));
  }

  @Test
  void theJarIsUnsignedAndMayUseNativeCode() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();

      assertThat(jar.stream().map(e -> e.getName()))
          .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA|EC)"));
      assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.fasynclens.cli.Main");
      assertThat(manifest.getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(jar.getEntry("META-INF/THIRD-PARTY-NOTICES.txt")).isNotNull();
    }
  }

  @Test
  void theJarListsTheRulesItHolds() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> held =
          jar.stream()
              .map(e -> e.getName())
              .filter(name -> name.matches("rules/[^/]+/rule\\.json"))
              .map(name -> name.split("/")[1])
              .sorted()
              .toList();
      String index =
          new String(jar.getInputStream(jar.getEntry("rules/index.json")).readAllBytes(), UTF_8);
      Matcher ids = Pattern.compile("\"id\": \"(FA\\d+)\"").matcher(index);

      assertThat(ids.results().map(id -> id.group(1))).containsExactlyElementsOf(held);
    }
  }

  private static String implementationVersion() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
  }

  private record Result(int code, String out, String err) {}

  private Result run(Path dist, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(dist.resolve(WINDOWS ? "bin/fasync-lens.cmd" : "bin/fasync-lens").toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(temp, "out", "");
    Path err = Files.createTempFile(temp, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends: " + command).isTrue();
    return new Result(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, UTF_8).replace("\r\n", "\n");
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path each : (Iterable<Path>) tree::iterator) {
        Files.copy(
            each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
