package dev.fasynclens;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One bad file among good ones: it is named, the others are checked, and it does not take long. */
@Timeout(120)
final class BadFilesIT {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("fasynclens.dist"))
          .resolve(OS.current() == OS.WINDOWS ? "bin/fasync-lens.cmd" : "bin/fasync-lens");
  private static final String MISTAKE =
      "static struct fasync_struct *q;\n"
          + "static void f(void) { kill_fasync(&q, SIGIO, POLLIN); }\n"
          + "static int h(int fd, struct file *filp, int on)"
          + " { return fasync_helper(fd, filp, on, &q); }\n"
          + "static const struct file_operations o = { .fasync = h, .release = elsewhere };\n";

  @TempDir private Path folder;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void oneGoodFile() throws IOException {
    write("good.c", MISTAKE);
  }

  @Test
  void aBinaryFileIsNamed() throws Exception {
    write("bad.c", "fasync\0\1\2".repeat(100));

    assertNamed(lint(), "bad.c: not a text file");
  }

  @Test
  void aHugeFileIsNamed() throws Exception {
    write("bad.c", "int x; /* fasync */\n".repeat(2_600_000));

    assertNamed(lint(), "bad.c: too large to analyse");
  }

  @Test
  void bracketsInEachOtherAreNamed() throws Exception {
    write("bad.c", "/* fasync */ int x = " + "(".repeat(1_000_000) + ")".repeat(1_000_000) + ";");

    assertNamed(lint(), "bad.c: brackets nest more than 600 deep");
  }

  @Test
  void anEndlessLineIsNamed() throws Exception {
    write("bad.c", "/* fasync */ int x = 1" + "+1".repeat(3_000_000) + ";");

    assertNamed(lint(), "bad.c: has more than 1000000 tokens");
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    assertNamed(lint(".", "nowhere.c"), "nowhere.c: no such file");
  }

  @Test
  void whatIsNotUtf8IsReadAllTheSame() throws Exception {
    write(
        "other.c",
        "/* \u00ff\u00fe \u0081 */ " + MISTAKE.replace("static void f", "static void g"));

    Result result = lint();
    assertThat(result.code()).as(result.err()).isEqualTo(1);
    assertThat(result.out()).contains("good.c:2:").contains("other.c:2:");
    assertThat(result.err()).isEmpty();
  }

  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(ISO_8859_1));
  }

  private static void assertNamed(Result result, String what) {
    assertThat(result.err()).contains("fasync-lens: " + what).doesNotContain("Exception");
    assertThat(result.out()).contains("good.c:2:").contains("[FA202]");
    assertThat(result.code()).isEqualTo(2);
  }

  private Result lint(String... paths) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> command =
        new ArrayList<>(
            List.of(LAUNCHER.toAbsolutePath().toString(), "lint", "--no-cache", "--format", "gcc"));
    command.addAll(List.of(paths));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    return new Result(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
