package dev.fasynclens.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationLookupTest {
  private static final String MAKEFILE =
      """
      # SPDX-License-Identifier: GPL-2.0
      VERSION = 6
      PATCHLEVEL = 1
      SUBLEVEL = 153
      EXTRAVERSION =
      """;

  @TempDir Path root;
  private Optional<TargetKernels> kernels = Optional.empty();
  private Map<String, Optional<Severity>> severities = Map.of();

  @Test
  void theNearestFileUpwardsCounts() throws IOException {
    write(".fasync-lens.json", "{\"rules\": {\"FA202\": \"info\"}, \"failOn\": \"error\"}");
    write("a/.fasync-lens.json", "{\"kernel\": {\"oldest\": \"4.4\", \"newest\": \"5.4\"}}");
    ConfigurationLookup lookup = lookup();

    Configuration above = lookup.forFile("x.c").effective();
    assertThat(above.severities()).containsEntry("FA202", Optional.of(Severity.INFO));
    assertThat(above.target()).isEqualTo(TargetKernels.UNSET);
    Configuration below = lookup.forFile("a/b/c/x.c").effective();
    assertThat(below.severities()).isEmpty();
    assertThat(below.target().range()).hasToString("4.4..5.4");
    assertThat(lookup.forFile("a/b/c/x.c").base()).isEqualTo(root.resolve("a"));
    assertThat(lookup.problems()).isEmpty();
  }

  @Test
  void theCommandLineStandsAboveFiles() throws IOException {
    write(
        ".fasync-lens.json",
        "{\"kernel\": {\"oldest\": \"4.4\"}, \"rules\": {\"FA202\": \"info\", \"FA301\":"
            + " \"off\"}}");
    kernels = Optional.of(TargetKernels.of(new KernelVersion(6, 6, 0)));
    severities = Map.of("FA202", Optional.empty());

    Configuration configuration = lookup().forFile("x.c").effective();
    assertThat(configuration.target().range()).hasToString("6.6");
    assertThat(configuration.severities())
        .containsEntry("FA202", Optional.empty())
        .containsEntry("FA301", Optional.empty());
  }

  @Test
  void aKernelTreeGivesItsVersion() throws IOException {
    kernelTree("linux", MAKEFILE);

    TargetKernels target = lookup().forFile("linux/drivers/char/x.c").effective().target();
    assertThat(target).isEqualTo(TargetKernels.of(new KernelVersion(6, 1, 153)));
    assertThat(target.range()).hasToString("6.1");
    assertThat(lookup().forFile("x.c").effective().target()).isEqualTo(TargetKernels.UNSET);
  }

  @Test
  void aFileWithKernelsStandsAboveTheTree() throws IOException {
    kernelTree("linux", MAKEFILE);
    write("linux/drivers/.fasync-lens.json", "{\"rules\": {\"FA202\": \"info\"}}");
    write("linux/sound/.fasync-lens.json", "{\"kernel\": {\"oldest\": \"5.4\"}}");
    ConfigurationLookup lookup = lookup();

    assertThat(lookup.forFile("linux/drivers/x.c").effective().target().range()).hasToString("6.1");
    assertThat(lookup.forFile("linux/sound/x.c").effective().target().range().oldest())
        .isEqualTo(new KernelVersion(5, 4, 0));
  }

  @Test
  void oldTreesHaveThreeNumbers() throws IOException {
    kernelTree("linux", "VERSION = 2\nPATCHLEVEL = 6\nSUBLEVEL = 27\n");
    Files.delete(root.resolve("linux/Kbuild"));
    Files.createDirectories(root.resolve("linux/include/linux"));

    assertThat(lookup().forFile("linux/x.c").effective().target().range()).hasToString("2.6.27");
  }

  @Test
  void otherProjectsWithMakefilesAreNoKernels() throws IOException {
    kernelTree("u-boot", "VERSION = 2024\nPATCHLEVEL = 01\n");
    kernelTree("other", "VERSION = 1\nPATCHLEVEL = 36\n");
    kernelTree("empty", "all:\n\ttrue\n");
    kernelTree("half", "VERSION = 6\n");
    kernelTree("hundred", "VERSION = 100\nPATCHLEVEL = 0\n");
    kernelTree("long", "VERSION = 6\nPATCHLEVEL = 10000\n");
    kernelTree("text", "VERSION = six\nPATCHLEVEL = 1\n");
    kernelTree("headers", MAKEFILE);
    Files.delete(root.resolve("headers/MAINTAINERS"));
    ConfigurationLookup lookup = lookup();

    for (String directory :
        List.of("u-boot", "other", "empty", "half", "hundred", "long", "text", "headers")) {
      assertThat(lookup.forFile(directory + "/x.c").effective().target())
          .as(directory)
          .isEqualTo(TargetKernels.UNSET);
    }
  }

  @Test
  void everyMistakeIsToldOnceWithItsPlace() throws IOException {
    write("a/.fasync-lens.json", "{\n  \"kernle\": 1,\n  \"failOn\": 2\n}");
    ConfigurationLookup lookup = lookup();
    lookup.forFile("a/x.c");
    lookup.forFile("a/b/y.c");

    assertThat(lookup.problems()).hasSize(2);
    ConfigurationLookup.Mistake first = lookup.problems().getFirst();
    assertThat(first.file()).isEqualTo("a/.fasync-lens.json");
    assertThat(first.place().orElseThrow().lineNumber()).isEqualTo(2);
    assertThat(first.message()).startsWith("unknown key \"kernle\", did you mean kernel?");
    assertThat(lookup.problems().getLast().message()).startsWith("expected");
  }

  @Test
  void whatCannotBeReadIsTold() throws IOException {
    Files.createDirectories(root.resolve("a/.fasync-lens.json"));
    write("b/.fasync-lens.json", " ".repeat((1 << 20) + 1));
    ConfigurationLookup lookup = lookup();
    lookup.forFile("a/x.c");
    lookup.forFile("b/x.c");

    assertThat(lookup.problems())
        .containsExactly(
            new ConfigurationLookup.Mistake(
                "a/.fasync-lens.json", Optional.empty(), "is not a regular file"),
            new ConfigurationLookup.Mistake(
                "b/.fasync-lens.json", Optional.empty(), "too large for a configuration file"));
  }

  @Test
  void whatIsBeingEditedStandsAboveTheDisk() throws IOException {
    write("a/.fasync-lens.json", "{\"rules\": {\"FA202\": \"info\"}}");
    Path edited = root.resolve("a/.fasync-lens.json");
    Path fresh = root.resolve("b/.fasync-lens.json");
    Map<Path, String> open =
        Map.of(edited, "{\"rules\": {\"FA202\": \"off\"}}", fresh, "{\"failOn\": \"error\"}");
    ConfigurationLookup lookup =
        new ConfigurationLookup(
            new FileNames(root),
            List.of("FA202", "FA301"),
            kernels,
            severities,
            path -> Optional.ofNullable(open.get(path)).map(t -> SourceText.of("edited", t)));

    assertThat(lookup.forFile("a/x.c").effective().severities())
        .containsEntry("FA202", Optional.empty());
    assertThat(lookup.forFile("b/x.c").written().failOn()).isPresent();
  }

  private void kernelTree(String name, String makefile) throws IOException {
    write(name + "/Makefile", makefile);
    write(name + "/Kbuild", "");
    write(name + "/MAINTAINERS", "");
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ConfigurationLookup lookup() {
    return new ConfigurationLookup(
        new FileNames(root), List.of("FA202", "FA301"), kernels, severities);
  }
}
