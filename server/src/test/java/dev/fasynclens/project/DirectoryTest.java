package dev.fasynclens.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.project.FasyncScanner.Mention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class DirectoryTest {
  /** How much the native library reads at once. */
  private static final int PIECE = 128 << 10;

  @TempDir Path root;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksToFilesAreFilesAndOtherLinksAreNothing() throws Exception {
    Files.createDirectory(root.resolve("sub"));
    write("a.c", "");
    write(".hidden", "");
    Files.createSymbolicLink(root.resolve("file.c"), Path.of("a.c"));
    Files.createSymbolicLink(root.resolve("folder.c"), Path.of("sub"));
    Files.createSymbolicLink(root.resolve("broken.c"), Path.of("nowhere"));
    assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe.c").toString()).start().waitFor())
        .isZero();

    assertThat(directory().entries().orElseThrow())
        .containsExactlyInAnyOrder(
            new Directory.Entry("sub", Directory.Kind.DIRECTORY),
            new Directory.Entry("a.c", Directory.Kind.FILE),
            new Directory.Entry(".hidden", Directory.Kind.FILE),
            new Directory.Entry("file.c", Directory.Kind.FILE),
            new Directory.Entry("folder.c", Directory.Kind.OTHER),
            new Directory.Entry("broken.c", Directory.Kind.OTHER),
            new Directory.Entry("pipe.c", Directory.Kind.OTHER));
  }

  @Test
  void namesMayHaveAnyLetters() throws Exception {
    write("käse 日本.c", "fasync");

    assertThat(directory().entries().orElseThrow()).hasSize(1);
    assertThat(mentions("käse 日本.c")).containsExactly(Mention.FASYNC);
  }

  @Test
  void whatCannotBeReadHasNoAnswer() throws Exception {
    Directory gone = new Directory(root.resolve("gone").toFile());

    assertThat(gone.entries()).isEqualTo(Optional.empty());
    assertThat(gone.mentions(List.of("a.c"), new FasyncScanner())).containsOnlyNulls();
    write("a.c", "");
    assertThat(mentions("b.c", "a.c")).containsExactly(null, Mention.NOTHING);
    assertThat(mentions()).isEmpty();
  }

  /** The native library must not find more or less than the rest of the program. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fasync", "kill_fasync(", "FASYNC", "O_ASYNC", "FIOASYNC", "OASYNC", "_ASYNC", "fASYNC",
        "Fasync", "fasyn", "asyncio", "FIOASYN", "fasfasync", "yn", "YN", "fasync_helper"
      })
  void saysOfEachWordWhatTheScannerSays(String word) throws Exception {
    for (int start :
        new int[] {0, 1, 55, 60, 63, 64, 100, PIECE - 9, PIECE - 5, PIECE, PIECE + 1}) {
      for (int more : new int[] {0, 1, 70}) {
        String text = "-".repeat(start) + word + "-".repeat(more);
        write("a.c", text);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(mentions("a.c"))
            .as("%s at %d of %d", word, start, bytes.length)
            .containsExactly(FasyncScanner.mention(bytes, bytes.length));
      }
    }
  }

  private Directory directory() {
    return new Directory(root.toFile());
  }

  private List<Mention> mentions(String... names) {
    return directory().mentions(List.of(names), new FasyncScanner());
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(root.resolve(name), content);
  }
}
