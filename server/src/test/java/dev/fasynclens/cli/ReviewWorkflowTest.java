package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changed lines, parts of a tree and the build of the kernel, with a review that reports every
 * {@code ERROR} and {@code INFO}.
 */
final class ReviewWorkflowTest {
  private static final String PATCH =
      """
      --- a/x.c
      +++ b/x.c
      @@ -1,2 +1,3 @@
       fasync ERROR
      +new ERROR
       old ERROR
      """;

  @TempDir Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> reviewed = new ArrayList<>();
  private final List<String> kernels = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private String input = "";

  @BeforeEach
  void sources() throws IOException {
    write("x.c", "fasync ERROR\nnew ERROR\nold ERROR\n");
    write("y.c", "fasync ERROR\n");
  }

  @Test
  void aPatchLimitsTheFindingsAndTheFiles() {
    input = PATCH;

    assertThat(run("lint", "--patch", "-", "--format", "gcc")).isEqualTo(1);
    assertThat(output()).isEqualTo("x.c:2:5: error: A message. [FA202]\n");
    assertThat(reviewed).containsExactly("x.c");
  }

  @Test
  void aPatchInAFileGoesWithPaths() throws IOException {
    write("p.diff", PATCH);

    assertThat(run("lint", "--patch", "p.diff", "--format", "gcc", ".")).isEqualTo(1);
    assertThat(output()).isEqualTo("x.c:2:5: error: A message. [FA202]\n");
    assertThat(reviewed).containsExactly("x.c", "y.c");
  }

  @Test
  void namesOfAPatchStartAtTheTopOfTheRepository() throws IOException {
    Files.createDirectories(root.resolve(".git"));
    write("sub/z.c", "fasync\n");
    input = PATCH;

    assertThat(runIn(root.resolve("sub"), "lint", "--patch", "-", "--format", "terse"))
        .isEqualTo(1);
    assertThat(output()).endsWith("x.c:2: ERROR: FA202: A message.\n").hasLineCount(1);
  }

  @Test
  void aPatchThatIsNotAppliedIsNoCleanRun() throws IOException {
    write("x.c", "fasync ERROR\nold ERROR\n");
    input = PATCH;

    assertThat(run("lint", "--patch", "-", "-q")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo(
            "fasync-lens: b/x.c: is not what the patch makes of it; was the patch applied?\n");
  }

  @Test
  void anEmptyPatchAsksForNothing() {
    assertThat(run("lint", "--patch", "-", "--format", "gcc")).isZero();
    assertThat(reviewed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fix", "--write-baseline=b.json", "--stdin-filename=x.c"})
  void changesAreNoBasisForWhatNeedsAllFindings(String option) {
    assertThat(run("lint", "--patch", "-", option)).isEqualTo(2);
    assertThat(errors()).contains("--patch cannot be used with --fix, --write-baseline,");
  }

  @Test
  void gitTellsWhatIsNew() throws Exception {
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "Start");
    write("y.c", "fasync ERROR\nmore ERROR\n");
    // Settings of the repository must not start programs.
    git("config", "diff.external", "touch " + root.resolve("external"));
    git("config", "core.fsmonitor", "touch " + root.resolve("monitor"));

    assertThat(run("lint", "--new-since", "HEAD", "--format", "gcc")).isEqualTo(1);
    assertThat(output()).isEqualTo("y.c:2:6: error: A message. [FA202]\n");
    assertThat(root.resolve("external")).doesNotExist();
    assertThat(root.resolve("monitor")).doesNotExist();
  }

  @Test
  void aRevisionIsNoOption() {
    assertThat(run("lint", "--new-since", "-Ostolen")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo("fasync-lens: --new-since takes a revision of git, not -Ostolen\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "sarif"})
  void partsMergeToWhatOneRunReports(String format) throws IOException {
    for (int i = 0; i < 20; i++) {
      write("d" + i % 3 + "/ f" + i + ".c", "fasync ERROR é INFO\n");
    }
    write("binary.c", "fasync\0");
    problems.add(new Problem("d1", "is odd", Problem.Kind.PARTLY_READ));
    List<String> merge = new ArrayList<>(List.of("merge", "--output", "merged"));
    run("lint", "--format", format + "=whole");
    reviewed.clear();
    for (int i = 7; i >= 1; i--) {
      run("lint", "--shard", i + "/7", "--format", format + "=" + i);
      merge.add(String.valueOf(i));
    }

    assertThat(run(merge.toArray(String[]::new))).isZero();
    assertThat(root.resolve("merged")).hasSameTextualContentAs(root.resolve("whole"));
    assertThat(reviewed).doesNotHaveDuplicates().hasSize(22);
  }

  @Test
  void aReportThatCannotBeWrittenDoesNotKeepTheOthers() {
    assertThat(run("lint", "--format", "sarif=none/x", "--format", "terse=y")).isEqualTo(2);
    assertThat(errors()).startsWith("fasync-lens: cannot write ").contains("none/x");
    assertThat(root.resolve("y")).content().startsWith("x.c:1: ERROR: FA202: A message.\n");
  }

  @Test
  void reportsOfOtherKindsDoNotMerge() throws IOException {
    run("lint", "--format", "json=a.json", "--format", "sarif=a.sarif");
    run("lint", "--format", "json=b.json", "--kernel", "5.4");
    write("c.json", "{\"findings\": [{}]}");

    assertThat(run("merge", "a.json", "a.sarif")).isEqualTo(2);
    assertThat(errors()).contains("reports go together only if");
    assertThat(run("merge", "a.json", "b.json")).isEqualTo(2);
    assertThat(run("merge", "a.json", "a.json")).isEqualTo(2);
    assertThat(errors()).isEqualTo("fasync-lens: a.json is named twice\n");
    assertThat(run("merge", "c.json")).isEqualTo(2);
    assertThat(errors()).isEqualTo("fasync-lens: c.json is no report of lint\n");
    assertThat(run("merge", "gone.json")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo("fasync-lens: cannot read gone.json: no such file or directory\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/7", "8/7", "1", "1/2/3", "a/b", "1/99999"})
  void partsAreCounted(String part) {
    assertThat(run("lint", "--shard", part)).isEqualTo(2);
    assertThat(errors()).contains("--shard takes a part and their number, such as 2/7");
  }

  @Test
  void kbuildGetsWhatACompilerWouldSay() throws IOException {
    write("include/generated/uapi/linux/version.h", "#define LINUX_VERSION_CODE 332032\n");

    assertThat(
            run(
                "check",
                "-nostdinc",
                "-I",
                "./other",
                "-I./include/generated/uapi",
                "-include",
                "y.c",
                "-DKBUILD_MODNAME=\"x\"",
                "-Wp,-MMD,.x.o.d",
                "--param=allow-store-data-races=0",
                "-o",
                "z.c",
                "x.c"))
        .isEqualTo(1);
    assertThat(output()).isEmpty();
    assertThat(errors()).startsWith("x.c:1:8: error: A message. [FA202]\n").hasLineCount(3);
    assertThat(reviewed).containsExactly("x.c");
    assertThat(kernels).containsExactly("5.17");
  }

  @ParameterizedTest
  @CsvSource({
    "fasync INFO,  '',              0",
    "fasync INFO,  --fail-on=info,  1",
    "fasync ERROR, --fail-on=never, 0",
    "fasync ERROR, '',              1",
  })
  void onlyErrorsStopABuildUnlessItIsSaid(String code, String option, int expected)
      throws IOException {
    write("x.c", code);

    assertThat(option.isEmpty() ? run("check", "x.c") : run("check", option, "x.c"))
        .isEqualTo(expected);
  }

  @Test
  void filesWithoutFasyncCostNothing() throws IOException {
    write("x.c", "ERROR");

    assertThat(run("check", "-O2", "x.c")).isZero();
    assertThat(errors()).isEmpty();
    assertThat(reviewed).isEmpty();
  }

  @Test
  void ownOptionsAreTakenOutOfTheCompilers() {
    assertThat(run("check", "--terse", "--kernel", "4.4..6.1", "-D", "x.c", "y.c")).isEqualTo(1);
    assertThat(errors()).isEqualTo("y.c:1: ERROR: FA202: A message.\n");
    assertThat(kernels).containsExactly("4.4..6.1");
  }

  @Test
  void checkNeedsASource() {
    assertThat(run("check", "-c", "-o", "x.c")).isEqualTo(2);
    assertThat(errors()).contains("check needs a C file");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).directory(root.toFile()).inheritIO().start().waitFor())
        .isZero();
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int run(String... arguments) {
    return runIn(root, arguments);
  }

  private int runIn(Path directory, String... arguments) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            directory,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            _ -> null,
            false,
            false);
    Review review =
        (_, _, configurationOf, _, texts, _) -> {
          List<Finding> findings = new ArrayList<>();
          for (SourceText text : texts) {
            reviewed.add(text.name());
            kernels.add(configurationOf.apply(text.name()).target().range().toString());
            for (Severity severity : List.of(Severity.ERROR, Severity.INFO)) {
              String word = severity.name();
              for (int at = text.indexOf(word, 0); at >= 0; at = text.indexOf(word, at + 1)) {
                findings.add(
                    Findings.of("FA202", severity, Place.of(text, at, at + word.length())));
              }
            }
          }
          return new ReviewResult(
              findings.stream().sorted().toList(), List.of(), problems, texts.size(), 0, true);
        };
    return new Program(console, review).run(arguments);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
