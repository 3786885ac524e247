package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands simulate and trace. */
final class SimulateCommandTest {
  private static final String GOOD =
      """
      {"title": "Good", "about": "It is.", "kernels": "2.6.32..7.1", "steps": [
        {"do": "m pipe r w"}]}
      """;

  @TempDir Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            root,
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            Map.of("COLUMNS", "100")::get,
            false,
            false);
    Review none =
        (_, _, _, _, _, _) -> {
          throw new IllegalStateException("nothing is reviewed here");
        };
    return new Program(console, none).run(args);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void aScenarioThatComesTrueExitsWith0() throws IOException {
    write("good.json", GOOD);
    assertThat(run("simulate", "good.json")).isZero();
    assertThat(output())
        .isEqualTo(
            """
            Good
            Linux 7.1, as expected

            1  m pipe r w -> 0  r=3 w=4

            Nobody gets a signal.
            """);
    assertThat(errors()).isEmpty();
  }

  @Test
  void anExpectationThatIsNotMetExitsWith1() throws IOException {
    write(
        "bad.json",
        GOOD.replace("{\"do\": \"m pipe r w\"}", "{\"do\": \"m pipe r w\", \"out\": \"r=9\"}"));
    assertThat(run("simulate", "bad.json")).isEqualTo(1);
    assertThat(output()).contains("not as expected: prints r=3 w=4 instead of r=9");
    assertThat(run("simulate", "--quiet", "bad.json")).isEqualTo(1);
    assertThat(output())
        .isEqualTo(
            "not as expected  7.1      bad.json  Good\n"
                + "    step 1, m pipe r w: prints r=3 w=4 instead of r=9\n");
  }

  @Test
  void aBrokenFileIsNamedWithItsPlaceAndTheOthersRun() throws IOException {
    write("all/a.json", GOOD);
    write("all/b.json", GOOD.replace("\"steps\"", "\"stops\""));
    write("all/c/d.json", "{");
    write("all/.hidden/e.json", "{");
    write("all/notes.txt", "{");
    assertThat(run("simulate", "all")).isEqualTo(2);
    assertThat(errors())
        .contains("fasync-lens: all/b.json:1:", "fasync-lens: all/c/d.json:")
        .doesNotContain("hidden", "notes", "Exception");
    assertThat(output()).endsWith("1 scenario, 1 as expected, 2 could not be used\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "nothing.json; no such file or directory",
        "driver.c; drivers cannot be run yet, only scenario files",
        "odd.json; in step 1, m frobnicate: there is no operation frobnicate",
        "--kernel x good.json; --kernel takes a version such as 6.1, or two such as 5.4,6.1, not x",
        "--kernel 1.1,2.2,3.3 good.json; --kernel takes a version",
        "--format sarif good.json; --format cannot be sarif",
        "--format html good.json odd.json; --format html shows one scenario, and there are 2",
        "empty; has no .json file",
      })
  void whatCannotBeDoneExitsWith2(String arguments, String message) throws IOException {
    write("good.json", GOOD);
    write("odd.json", GOOD.replace("m pipe r w", "m frobnicate"));
    write("driver.c", "int fasync;");
    Files.createDirectories(root.resolve("empty"));
    assertThat(run(("simulate " + arguments).split(" "))).isEqualTo(2);
    assertThat(errors()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void aKernelOutsideTheRangeIsNotJudged() throws IOException {
    write("bad.json", GOOD.replace("m pipe r w", "m nothing").replace("nothing", "read 9 1"));
    assertThat(run("simulate", "--kernel", "2.6.12", "bad.json")).isZero();
    assertThat(output()).contains("Linux 2.6.12, not judged");
    assertThat(errors())
        .isEqualTo(
            "fasync-lens: bad.json: runs on 2.6.12, but is not judged: it is about"
                + " 2.6.32..7.1\n");
    assertThat(run("simulate", "--kernel", "6.1", "bad.json")).isEqualTo(1);
  }

  @Test
  void twoKernelsAreCompared() throws IOException {
    write("good.json", GOOD);
    assertThat(run("simulate", "--kernel", "5.4,6.1", "good.json")).isZero();
    assertThat(output()).contains("Linux 5.4  as expected\n", "Nothing differs.\n");
  }

  @ParameterizedTest
  @CsvSource({
    "json, '{\"version\": 1, \"tool\": \"fasync-lens\", \"runs\": ['",
    "markdown, '# Good'",
    "mermaid, sequenceDiagram",
    "html, <!DOCTYPE html>",
  })
  void everyFormatCanBeWrittenToAFile(String format, String start) throws IOException {
    write("good.json", GOOD);
    for (String kernels : new String[] {"6.1", "5.4,6.1"}) {
      assertThat(
              run(
                  "simulate",
                  "--format",
                  format,
                  "--kernel",
                  kernels,
                  "--output",
                  "o",
                  "good.json"))
          .isZero();
      assertThat(output()).isEmpty();
      assertThat(Files.readString(root.resolve("o"))).startsWith(start);
    }
  }

  // trace

  @Test
  void traceFollowsAFunctionDown() {
    assertThat(run("trace", "send_signal_locked")).isZero();
    assertThat(output())
        .startsWith("send_signal_locked on Linux 7.1\n\nsend_signal_locked  ")
        .contains("  __send_signal_locked ", "    sigqueue_alloc ", "kernel/signal.c\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "__send_signal; 7.1; __send_signal is called __send_signal_locked since 5.19",
        "sigqueue_alloc; 6.1; sigqueue_alloc is called __sigqueue_alloc before 6.13",
        "complete_signal; 2.6.12; complete_signal is called __group_complete_signal before 2.6.26",
      })
  void everyNameOfAFunctionWorksAndTheRightOneIsTold(String name, String kernel, String message) {
    assertThat(run("trace", "--kernel", kernel, name)).isZero();
    assertThat(errors()).isEqualTo("fasync-lens: " + message + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill_fasync", "kill_fasync()", "KILL_FASYNC"})
  void spellingsAreTakenAsTheyAreMeant(String name) {
    assertThat(run("trace", name)).isZero();
    assertThat(errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "kil_fasync; no function kil_fasync is known here, did you mean kill_fasync?",
        "--kernel 2.6.27 kill_fasync_rcu; it does from 2.6.35 on",
        "send_group_sig_info; send_group_sig_info takes no part in Linux 7.1; it did before 2.6.16",
        "--kernel 5.4,6.1; name a function to compare two kernels",
        "a b; unexpected argument b",
      })
  void aFunctionThatIsNotThereGetsAHelpfulMessage(String arguments, String message) {
    assertThat(run(("trace " + arguments).split(" "))).isEqualTo(2);
    assertThat(errors()).contains(message);
  }

  @Test
  void traceListsFunctionsByFile() {
    assertThat(run("trace", "--kernel", "2.6.12")).isZero();
    assertThat(output()).contains("fs/fcntl.c\n", "  __kill_fasync ", "  __group_complete_signal ");
    assertThat(run("trace", "--format", "json")).isZero();
    assertThat(output())
        .contains("{\"name\": \"kill_fasync\", \"file\": \"fs/fcntl.c\", \"does\": ");
  }

  @Test
  void traceComparesTwoKernels() {
    assertThat(run("trace", "--kernel", "2.6.34,2.6.35", "kill_fasync")).isZero();
    assertThat(output())
        .startsWith("kill_fasync on Linux 2.6.34 (-) and 2.6.35 (+)\n")
        .contains("\n-   __kill_fasync\n", "\n+   kill_fasync_rcu\n", "\n- fasync_lock > ");
  }

  @ParameterizedTest
  @CsvSource({
    "json, '{\"version\": 1, \"tool\": \"fasync-lens\", \"chains\": ['",
    "markdown, ### `"
  })
  void traceHasFormatsForPrograms(String format, String start) {
    assertThat(run("trace", "--format", format, "fasync_helper")).isZero();
    assertThat(output()).startsWith(start);
  }
}
