package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileReplacementTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path root;

  @Test
  void replacesTheContentsAndNothingElse() throws IOException {
    Path file = Files.writeString(root.resolve("x.c"), "old");
    boolean posix = Files.getFileStore(file).supportsFileAttributeView("posix");
    if (posix) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    }

    FileReplacement.replace(file, SourceText.of("x.c", "old"), NEW);

    assertThat(file).hasContent("new");
    assertThat(entries()).containsExactly("x.c");
    if (posix) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rwxr-x--x");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(root.resolve("x.c"), "old");
    Path link = root.resolve("link.c");
    Files.createSymbolicLink(link, file);

    FileReplacement.replace(link, SourceText.of("link.c", "old"), NEW);

    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(file).hasContent("new");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void otherNamesOfTheFileKeepItAsItWas() throws IOException {
    Path file = Files.writeString(root.resolve("x.c"), "old");
    Path other = Files.createLink(root.resolve("other.c"), file);

    FileReplacement.replace(file, SourceText.of("x.c", "old"), NEW);

    assertThat(file).hasContent("new");
    assertThat(other).hasContent("old");
  }

  @Test
  void whatIsWrittenIsThereWholeOrNotAtAll() throws IOException {
    Path file = root.resolve("report");
    FileReplacement.write(file, out -> out.write(NEW));
    assertThat(file).hasContent("new");

    assertThatThrownBy(
            () ->
                FileReplacement.write(
                    file,
                    out -> {
                      out.write('h');
                      throw new IOException("no space left");
                    }))
        .hasMessage("no space left");
    assertThat(file).hasContent("new");
    assertThat(entries()).containsExactly("report");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatCannotBeReplacedIsWrittenWhereItIs() throws IOException {
    Path pipe = Files.createSymbolicLink(root.resolve("null"), Path.of("/dev/null"));
    Path dangling = Files.createSymbolicLink(root.resolve("link"), root.resolve("made"));

    FileReplacement.write(pipe, out -> out.write(NEW));
    FileReplacement.write(dangling, out -> out.write(NEW));

    assertThat(pipe).isSymbolicLink();
    assertThat(dangling).isSymbolicLink().hasContent("new");
    assertThat(entries()).containsExactlyInAnyOrder("null", "link", "made");
  }

  @Test
  void aFileThatChangedInTheMeantimeIsLeftAlone() throws IOException {
    Path file = Files.writeString(root.resolve("x.c"), "newer");

    assertThatThrownBy(() -> FileReplacement.replace(file, SourceText.of("x.c", "old"), NEW))
        .isInstanceOf(IOException.class)
        .hasMessage("the file changed while it was checked");
    assertThat(file).hasContent("newer");
    assertThat(entries()).containsExactly("x.c");
  }

  @Test
  void whatKilledRunsLeftGoesAndWhatOthersWriteStays() throws IOException {
    Path file = Files.writeString(root.resolve("x.c"), "old");
    String nobody = ".fasync-lens-999999999999-0.tmp";
    String living = ".fasync-lens-" + ProcessHandle.current().pid() + "-0.tmp";
    for (String name : List.of(".x.c" + nobody, ".y.c" + nobody, ".x.c" + living, ".x.c.tmp")) {
      Path leftover = Files.writeString(root.resolve(name), "half");
      Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minusSeconds(3600)));
    }
    Files.writeString(root.resolve(".z.c" + nobody), "of another machine, and just written");

    FileReplacement.replace(file, SourceText.of("x.c", "old"), NEW);

    assertThat(file).hasContent("new");
    assertThat(entries())
        .containsExactlyInAnyOrder("x.c", ".x.c" + living, ".x.c.tmp", ".z.c" + nobody);
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
