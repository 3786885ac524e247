package dev.fasynclens.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.syntax.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompileCommandsTest {
  @TempDir private Path root;
  private final List<String> complaints = new ArrayList<>();

  @BeforeEach
  void headers() throws IOException {
    write("kernel/include/generated/uapi/linux/version.h", "#define LINUX_VERSION_CODE 332032\n");
    write(
        "kernel/include/generated/autoconf.h",
        "/* made */\n#define CONFIG_A 1\n#define CONFIG_NAME \"a b\"\n#define OTHER 1\n");
  }

  @Test
  void tellWhichKernelAFileIsCompiledFor() throws IOException {
    database(
        "compile_commands.json",
        entry("drv/x.c", "gcc -I./include -I ./include/generated/uapi -DMODULE '-DN=\"q\"' -UZ"));

    Compilation compiled = nearest().of(root.resolve("drv/x.c")).orElseThrow();

    assertThat(compiled.kernel()).contains(new KernelVersion(5, 17, 0));
    assertThat(compiled.definitions())
        .isEqualTo(
            Definitions.of(
                Map.of("CONFIG_A", "1", "CONFIG_NAME", "\"a b\"", "MODULE", "1", "N", "\"q\""),
                Set.of("Z"),
                true));
    assertThat(nearest().of(root.resolve("drv/y.c"))).isEmpty();
  }

  @Test
  void aHeaderIsForTheKernelOfItsNeighboursWithAllBranches() throws IOException {
    database("compile_commands.json", entry("drv/x.c", "gcc -Iinclude/generated/uapi -DA"));

    assertThat(nearest().of(root.resolve("drv/x.h")))
        .contains(new Compilation(Optional.of(new KernelVersion(5, 17, 0)), Definitions.NONE));
    assertThat(nearest().of(root.resolve("x.h"))).isEmpty();
  }

  @Test
  void wordsMayComeApart() throws IOException {
    database(
        "build/compile_commands.json",
        "{\"file\": \"../drv/x.c\", \"output\": \"x.o\", \"directory\": \""
            + json(root.resolve("kernel"))
            + "\", \"arguments\": [\"cc\", \"-include\", \"include/generated/autoconf.h\","
            + " \"-D\", \"KBUILD_MODNAME=x\", \"-D\", \"D=\", \"x.c\"]}");

    Compilation compiled = nearest().of(root.resolve("drv/x.c")).orElseThrow();

    assertThat(compiled.kernel()).isEmpty();
    assertThat(compiled.definitions())
        .isEqualTo(
            Definitions.of(
                Map.of("CONFIG_A", "1", "CONFIG_NAME", "\"a b\"", "D", ""), Set.of(), true));
  }

  @Test
  void theKernelIsTheTargetUnlessOneIsConfigured() throws IOException {
    database("compile_commands.json", entry("drv/x.c", "gcc -Iinclude/generated/uapi"));
    String name = root.resolve("drv/x.c").toString();

    assertThat(lookup(Optional.empty()).forFile(name).effective().target())
        .isEqualTo(TargetKernels.of(new KernelVersion(5, 17, 0)));
    assertThat(lookup(Optional.of(TargetKernels.parse("4.4"))).forFile(name).effective().target())
        .isEqualTo(TargetKernels.parse("4.4"));
    write("drv/.fasync-lens.json", "{\"kernel\": {\"oldest\": \"5.4\", \"newest\": \"6.1\"}}");
    assertThat(lookup(Optional.empty()).forFile(name).effective().target())
        .isEqualTo(TargetKernels.parse("5.4..6.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[1]", "[{\"file\": {}}]", "[{\"file\": \"x\"}", "[{\"arguments\": 1}]"})
  void whatIsNoneIsToldOnceAndNotUsed(String content) throws IOException {
    write("compile_commands.json", content);
    NearestCompileCommands nearest = nearest();

    assertThat(nearest.of(root.resolve("x.c"))).isEmpty();
    assertThat(nearest.of(root.resolve("drv/x.c"))).isEmpty();
    assertThat(complaints).containsExactly("these are no compile commands");
    assertThatThrownBy(() -> CompileCommands.read(root.resolve("compile_commands.json")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void thereAreLimits() throws IOException {
    String padding = "x".repeat(1 << 19);
    write("long.json", "[{\"file\": \"" + padding + padding + padding + "\"}]");
    assertThatThrownBy(() -> CompileCommands.read(root.resolve("long.json")))
        .hasMessage("a command is too long");
    StringBuilder different = new StringBuilder("[{}");
    StringBuilder alike = new StringBuilder("[{}");
    for (int i = 0; i < 40; i++) {
      String head = ",{\"file\": \"" + i + ".c\", \"command\": \"cc -D";
      different.append(head).append(i).append('=').append(padding).append("\"}");
      alike.append(head).append("X=").append(padding).append("\"}");
    }
    write("different.json", different.append(']').toString());
    assertThatThrownBy(() -> CompileCommands.read(root.resolve("different.json")))
        .hasMessage("too many compile commands");
    write("alike.json", alike.append(']').toString());
    assertThat(CompileCommands.read(root.resolve("alike.json")).of(root.resolve("39.c")))
        .isPresent();
  }

  @Test
  void changesAreSeenWhenItIsTimeToLook() throws IOException {
    NearestCompileCommands nearest = nearest();
    Path file = root.resolve("drv/x.c");
    assertThat(nearest.of(file)).isEmpty();
    database("compile_commands.json", entry("drv/x.c", "gcc -DA"));
    assertThat(nearest.of(file)).isEmpty();
    nearest.forget();
    assertThat(nearest.of(file).orElseThrow().definitions())
        .isEqualTo(Definitions.of(Map.of("A", "1"), Set.of(), false));
    database("compile_commands.json", entry("drv/x.c", "gcc -DB"));
    Files.setLastModifiedTime(root.resolve("compile_commands.json"), FileTime.from(Instant.EPOCH));
    nearest.forget();
    assertThat(nearest.of(file).orElseThrow().definitions())
        .isEqualTo(Definitions.of(Map.of("B", "1"), Set.of(), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a  b | a,b",
        "a 'b c' | a,b c",
        "-DX='\"y z\"' | -DX=\"y z\"",
        "\"a \\\" b\" | a \" b",
        "\"a\\n\" | a\\n",
        "a\\ b | a b",
        "'' | ``",
        "'open | open",
        "a;$(b) | a;$(b)",
      })
  void commandsAreReadAsAShellWould(String line, String words) {
    assertThat(CompileCommands.words(line)).containsExactly(words.split(",", -1));
  }

  private NearestCompileCommands nearest() {
    return new NearestCompileCommands((_, reason) -> complaints.add(reason));
  }

  private ConfigurationLookup lookup(Optional<TargetKernels> kernels) {
    return new ConfigurationLookup(new FileNames(root), List.of(), kernels, Map.of())
        .compiledAs(nearest());
  }

  private String entry(String file, String command) {
    return "{\"directory\": \""
        + json(root.resolve("kernel"))
        + "\", \"command\": \""
        + command.replace("\\", "\\\\").replace("\"", "\\\"")
        + "\", \"file\": \""
        + json(root.resolve(file))
        + "\"}";
  }

  private static String json(Path path) {
    return path.toString().replace("\\", "\\\\");
  }

  private void database(String name, String entry) throws IOException {
    write(name, "[" + entry + "]");
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
