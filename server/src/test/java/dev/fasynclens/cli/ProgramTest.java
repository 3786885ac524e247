package dev.fasynclens.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Command lines from end to end, with a review that reports every {@code ERROR}, {@code WARNING}
 * and {@code INFO} in a file and repairs it by small letters.
 */
final class ProgramTest {
  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean terminal;
  private byte[] input = new byte[0];
  private Review review = (catalog, files, configurationOf, jobs, texts, _) -> review(texts);
  private OutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "ok,      warning, 0",
    "INFO,    warning, 0",
    "WARNING, warning, 1",
    "ERROR,   warning, 1",
    "INFO,    info,    1",
    "WARNING, error,   0",
    "ERROR,   error,   1",
    "ERROR,   never,   0",
  })
  void theExitCodeFollowsTheFindings(String code, String failOn, int expected) throws IOException {
    write("x.c", "fasync " + code);

    assertThat(run("lint", "--fail-on", failOn)).isEqualTo(expected);
    if (failOn.equals("warning")) {
      assertThat(run("lint")).isEqualTo(expected);
    }
  }

  @Test
  void theConfigurationSaysWhenToFailUnlessTheCommandLineDoes() throws IOException {
    write("x.c", "fasync WARNING");
    write(".fasync-lens.json", "{\"failOn\": \"error\"}");

    assertThat(run("lint")).isZero();
    assertThat(run("lint", "--fail-on=info")).isEqualTo(1);
    write("sub/.fasync-lens.json", "{}");
    write("sub/x.c", "fasync WARNING");
    assertThat(run("lint")).isEqualTo(1);
  }

  @Test
  void filesThatCannotBeCheckedAreNamedAndTheOthersChecked() throws IOException {
    write("a.c", "fasync ERROR");
    write("binary.c", "fasync\0ERROR");
    Files.write(root.resolve("large.c"), large());

    assertThat(run("lint", "--format=gcc", ".", "gone.c")).isEqualTo(2);
    assertThat(output()).isEqualTo("a.c:1:8: error: A message. [FA202]\n");
    assertThat(errors())
        .isEqualTo(
            """
            fasync-lens: gone.c: no such file or directory
            fasync-lens: binary.c: not a text file (it has NUL bytes)
            fasync-lens: large.c: too large to analyse (more than 8 MiB)
            """);
  }

  @Test
  void binaryFilesThatDoNotMentionFasyncAreNobodysBusiness() throws IOException {
    write("binary.c", "\0");

    assertThat(run("lint")).isZero();
    assertThat(run("lint", "binary.c")).isEqualTo(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pipesAreNotReadEvenIfNamed() throws Exception {
    new ProcessBuilder("mkfifo", root.resolve("pipe.c").toString()).start().waitFor();

    assertThat(run("lint", "pipe.c")).isEqualTo(2);
    assertThat(errors()).isEqualTo("fasync-lens: pipe.c: is not a regular file\n");
  }

  @Test
  void aMistakeInTheConfigurationStopsTheRun() throws IOException {
    write("x.c", "fasync ERROR");
    write(".fasync-lens.json", "{\"failOn\": \"nver\"}");

    assertThat(run("lint")).isEqualTo(2);
    assertThat(output()).isEmpty();
    assertThat(errors())
        .startsWith("fasync-lens: .fasync-lens.json:1:12: \"nver\" is not possible here")
        .contains("did you mean never?")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "lnt                         | unknown command lnt, did you mean lint?; see fasync-lens"
            + " --help",
        "--vresion                   | unknown option --vresion, did you mean --version?; see"
            + " fasync-lens --help",
        "lint --fromat text          | unknown option --fromat, did you mean --format?; see"
            + " fasync-lens lint --help",
        "lint --format jsn           | --format cannot be jsn, did you mean json? (possible: text,"
            + " json, sarif, github, gitlab, checkstyle, junit, rdjsonl, gcc, terse)",
        "lint --format gcc --format json | only one report can go to one place; --format"
            + " NAME=FILE writes one to a file",
        "lint --format gcc= | --format gcc= names no file",
        "lint --format gcc=a --output b | --output has no report to write; every --format names a"
            + " file",
        "lint --format               | missing required parameter for option '--format' (FORMAT[=FILE]);"
            + " see fasync-lens lint --help",
        "lint --jobs 0               | --jobs takes a number from 1 to 256, not 0",
        "lint --jobs many            | --jobs takes a number from 1 to 256, not many",
        "lint --kernel new           | --kernel takes a version such as 6.1 or a range such as"
            + " 4.4..7.1, not new",
        "lint --kernel 6.1..4.4      | --kernel: the range is reversed, 6.1 is newer than 4.4",
        "lint --rule FA202           | --rule takes a rule and a severity, such as FA202=off",
        "lint --rule FA2O2=off       | there is no rule FA2O2, did you mean FA202?; fasync-lens"
            + " rules lists them",
        "lint --rule FA202=no        | --rule FA202 cannot be no (possible: error, warning, info,"
            + " off)",
        "lint --fail-on warn         | --fail-on cannot be warn, did you mean warning? (possible:"
            + " error, warning, info, never)",
        "lint --unsafe               | --unsafe says which fixes --fix and --diff make, and needs one"
            + " of them",
        "lint --fix --diff           | --fix and --diff cannot be used together",
        "lint --diff --format json   | --diff prints no report, so --format cannot be used with it",
        "lint --stdin-filename a --fix | --fix cannot change standard input; --diff prints the"
            + " changes",
        "lint --stdin-filename a b   | --stdin-filename cannot be used together with paths",
        "lint --baseline none.json   | cannot read the baseline none.json: no such file or"
            + " directory",
        "explain FA2O2               | there is no rule FA2O2, did you mean FA202?; fasync-lens"
            + " rules lists them",
        "explain                     | missing required parameter: 'RULE'; see fasync-lens explain"
            + " --help",
        "rules --format gcc          | --format cannot be gcc (possible: text, json)",
        "rules more                  | unexpected argument more; see fasync-lens rules --help",
      })
  void usageErrorsAreOneLine(String line, String message) {
    assertThat(run(line.split(" ", -1))).isEqualTo(2);
    assertThat(errors()).isEqualTo("fasync-lens: " + message + "\n");
    assertThat(output()).isEmpty();
  }

  @Test
  void withoutCommandTheHelpIsAnError() {
    assertThat(run()).isEqualTo(2);
    assertThat(errors()).startsWith("Usage: fasync-lens");
    assertThat(output()).isEmpty();
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(output()).contains("lint", "explain", "rules");
    assertThat(run("lint", "--help")).isZero();
    assertThat(output()).contains("--write-baseline", "Exit codes");
    assertThat(run("--version")).isZero();
    assertThat(output()).matches("fasync-lens \\S+\n");
    assertThat(errors()).isEmpty();
  }

  @Test
  void pathsMayLookLikeOptionsOrArgumentFiles() throws IOException {
    write("-x.c", "fasync ERROR");
    write("@y.c", "fasync ERROR");

    assertThat(run("lint", "--format", "gcc", "--", "-x.c", "@y.c")).isEqualTo(1);
    assertThat(output()).contains("-x.c:1:8", "@y.c:1:8");
  }

  @Test
  void jsonNamesTheKernelsThatCounted() throws IOException {
    write("x.c", "fasync ERROR");
    write("y.c", "fasync");

    assertThat(run("lint", "--format=json", "--kernel=4.4..6.1")).isEqualTo(1);
    JsonObject json = JsonParser.parseString(output()).getAsJsonObject();
    assertThat(json.get("kernel")).hasToString("{\"oldest\":\"4.4\",\"newest\":\"6.1\"}");
    assertThat(json.get("files").getAsInt()).isEqualTo(2);
    JsonArray findings = json.getAsJsonArray("findings");
    assertThat(findings.get(0).getAsJsonObject().get("file").getAsString()).isEqualTo("x.c");

    write("tree/.fasync-lens.json", "{\"kernel\": {\"oldest\": \"5.4\", \"newest\": \"5.4\"}}");
    write("tree/x.c", "fasync");
    run("lint", "--format=json", "tree");
    assertThat(output()).contains("\"kernel\": {\"oldest\": \"5.4\", \"newest\": \"5.4\"}");
  }

  @Test
  void standardInputIsCheckedUnderItsName() throws IOException {
    input = "fasync ERROR".getBytes(StandardCharsets.UTF_8);
    write("sub/.fasync-lens.json", "{\"failOn\": \"never\"}");

    assertThat(run("lint", "--format=gcc", "--stdin-filename=sub/x.c")).isZero();
    assertThat(output()).isEqualTo("sub/x.c:1:8: error: A message. [FA202]\n");
    assertThat(run("lint", "--diff", "--stdin-filename=sub/x.c")).isZero();
    assertThat(output())
        .endsWith(
            "-fasync ERROR\n"
                + "\\ No newline at end of file\n"
                + "+fasync error\n"
                + "\\ No newline at end of file\n");
    input = new byte[20];
    assertThat(run("lint", "--stdin-filename=x.c")).isEqualTo(2);
  }

  @Test
  void theReviewIsToldWhatThereIs() throws IOException {
    write("sub/.fasync-lens.json", "{\"wrappers\": {\"notify\": [\"my_kill\"]}}");
    write("sub/x.c", "on disk");
    write("sub/fasync.h", "fasync");
    write("sub/other.h", "other");
    input = "fasync unsaved".getBytes(StandardCharsets.UTF_8);
    List<String> told = new ArrayList<>();
    review =
        (catalog, files, configurationOf, jobs, texts, beside) -> {
          told.add("texts " + texts);
          told.add("jobs " + jobs);
          told.add("notifying " + configurationOf.apply("sub/x.c").notifying());
          told.add("x.c " + files.read("sub/x.c").map(text -> text.slice(0, text.length())));
          told.add("x.c " + files.mentionsFasync("sub/x.c"));
          told.add("fasync.h " + files.mentionsFasync("sub/fasync.h"));
          told.add("other.h " + files.mentionsFasync("sub/other.h"));
          told.add("gone.h " + files.mentionsFasync("sub/gone.h") + files.read("sub/gone.h"));
          told.add("sub " + files.list("sub"));
          told.add("gone " + files.list("gone"));
          return new ReviewResult(List.of(), List.of(), List.of(), 1, 0, true);
        };

    assertThat(run("lint", "--stdin-filename", "sub/x.c", "--jobs", "5")).isZero();
    assertThat(told)
        .containsExactly(
            "texts [sub/x.c]",
            "jobs 5",
            "notifying [my_kill]",
            "x.c Optional[fasync unsaved]",
            "x.c true",
            "fasync.h true",
            "other.h false",
            "gone.h falseOptional.empty",
            "sub [fasync.h, other.h, x.c]",
            "gone []");
  }

  @Test
  void filesForDifferentKernelsAreReportedForThoseOfTheWorkingDirectory() throws IOException {
    write(".fasync-lens.json", "{\"kernel\": {\"oldest\": \"5.4\", \"newest\": \"5.4\"}}");
    write("a/.fasync-lens.json", "{\"kernel\": {\"oldest\": \"5.10\", \"newest\": \"5.10\"}}");
    write("a/x.c", "fasync");
    write("b/.fasync-lens.json", "{\"kernel\": {\"oldest\": \"6.1\", \"newest\": \"6.1\"}}");
    write("b/x.c", "fasync");

    run("lint", "--format=json", "a", "b");
    assertThat(output()).contains("\"kernel\": {\"oldest\": \"5.4\", \"newest\": \"5.4\"}");
    run("lint", "--format=json", "b");
    assertThat(output()).contains("\"kernel\": {\"oldest\": \"6.1\", \"newest\": \"6.1\"}");
  }

  @Test
  void aFileThatCannotBeFixedIsNamedAndStaysReported() throws IOException {
    write("x.c", "fasync ERROR\n");
    write("y.c", "fasync ERROR\n");
    review =
        (catalog, files, configurationOf, jobs, texts, beside) -> {
          ReviewResult result = review(texts);
          change("x.c", "fasync ERROR ERROR\n"); // somebody saves it right now
          return result;
        };

    assertThat(run("lint", "--fix", "--format=gcc")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo(
            """
            fasync-lens: x.c: cannot be fixed: the file changed while it was checked
            fasync-lens: fixed 1 finding
            """);
    assertThat(output())
        .isEqualTo("x.c:1:8: error: A message. [FA202]\nx.c:1:14: error: A message. [FA202]\n");
    assertThat(root.resolve("y.c")).hasContent("fasync error\n");
  }

  @Test
  void aReportCanGoToAFile() throws IOException {
    write("x.c", "fasync ERROR");

    assertThat(run("lint", "--output", "report.txt", "--format", "gcc")).isEqualTo(1);
    assertThat(output()).isEmpty();
    assertThat(root.resolve("report.txt")).hasContent("x.c:1:8: error: A message. [FA202]\n");
    assertThat(run("lint", "--output", "no/report.txt")).isEqualTo(2);
    assertThat(errors()).startsWith("fasync-lens: cannot write ").contains("no such file");
  }

  @Test
  void fixesAreMadeAndTheRestReported() throws IOException {
    write("x.c", "fasync ERROR WARNING KEEP_ERROR\n");
    write("y.c", "fasync\n");

    assertThat(run("lint", "--fix", "--format=gcc")).isEqualTo(1);
    assertThat(root.resolve("x.c")).hasContent("fasync error warning KEEP_ERROR\n");
    assertThat(output()).isEqualTo("x.c:1:27: error: A message. [FA202]\n");
    assertThat(errors()).isEqualTo("fasync-lens: fixed 2 findings\n");
  }

  @Test
  void aDiffChangesNothing() throws IOException {
    write("x.c", "fasync ERROR\n");

    assertThat(run("lint", "--diff")).isEqualTo(1);
    assertThat(output())
        .isEqualTo("--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-fasync ERROR\n+fasync error\n");
    assertThat(root.resolve("x.c")).hasContent("fasync ERROR\n");
  }

  @Test
  void aBaselineHidesWhatIsKnownFromAnyDirectory() throws IOException {
    write("sub/x.c", "fasync ERROR\n");

    assertThat(run("lint", "--write-baseline", "ci-baseline.json")).isZero();
    assertThat(errors()).isEqualTo("fasync-lens: wrote 1 finding to ci-baseline.json\n");
    assertThat(Files.readString(root.resolve("ci-baseline.json"))).contains("\"sub/x.c\"");
    write("sub/x.c", "\n\nfasync ERROR\n");
    assertThat(run("lint", "--baseline", "ci-baseline.json")).isZero();
    write("sub/y.c", "fasync ERROR\n");
    assertThat(run("lint", "--baseline", "ci-baseline.json")).isEqualTo(1);

    Path top = root;
    root = top.resolve("sub");
    assertThat(run("lint", "--baseline", "../ci-baseline.json", "--format=gcc")).isEqualTo(1);
    assertThat(output()).isEqualTo("y.c:1:8: error: A message. [FA202]\n");
    root = top;
  }

  @Test
  void aBaselineLosesWhatIsFoundNoMoreAndGainsNothing() throws IOException {
    write("sub/x.c", "fasync ERROR\n\nfasync WARNING\n");
    write("sub/gone.c", "fasync ERROR\n");
    write("other/y.c", "fasync ERROR\n");
    write("bad/z.c", "fasync ERROR\n");
    run("lint", "--write-baseline", "b.json");
    String whole = Files.readString(root.resolve("b.json"));
    write("sub/x.c", "fasync WARNING\n\nfasync INFO\n");
    Files.delete(root.resolve("sub/gone.c"));
    write("other/y.c", "");
    write("bad/z.c", "fasync\0");

    // Nobody looked at the other folders.
    assertThat(run("lint", "--baseline", "b.json", "--prune-baseline", "sub")).isEqualTo(1);
    assertThat(errors())
        .isEqualTo("fasync-lens: dropped 3 findings from b.json, which has 2 left\n");

    Files.writeString(root.resolve("b.json"), whole);
    assertThat(run("lint", "--baseline", "b.json", "--prune-baseline")).isEqualTo(2);
    assertThat(errors()).contains("dropped 4 findings from b.json, which has 1 left\n");
    assertThat(Files.readString(root.resolve("b.json"))).contains("\"bad/z.c\"").hasLineCount(3);
  }

  @Test
  void aBaselineThatIsUpToDateIsNotWritten() throws IOException {
    write("x.c", "fasync ERROR");
    run("lint", "--write-baseline", "b.json");
    String spaced = Files.readString(root.resolve("b.json")).replace("{", "{ ");
    Files.writeString(root.resolve("b.json"), spaced);

    assertThat(run("lint", "--baseline", "b.json", "--prune-baseline")).isZero();
    assertThat(errors())
        .isEqualTo("fasync-lens: dropped 0 findings from b.json, which has 1 left\n");
    assertThat(root.resolve("b.json")).hasContent(spaced);
    assertThat(run("lint", "--prune-baseline")).isEqualTo(2);
    assertThat(errors()).isEqualTo("fasync-lens: --prune-baseline needs the --baseline to prune\n");
  }

  @Test
  void fixesKeepEncodingAndLineEnds() throws IOException {
    byte[] before =
        "\u00ef\u00bb\u00bf/* \u00e9 */ fasync ERROR\r\nINFO\t \n\nWARNING".getBytes(ISO_8859_1);
    byte[] after =
        "\u00ef\u00bb\u00bf/* \u00e9 */ fasync error\r\ninfo\t \n\nwarning".getBytes(ISO_8859_1);
    Files.write(root.resolve("x.c"), before);

    assertThat(run("lint", "--fix")).isZero();

    assertThat(root.resolve("x.c")).hasBinaryContent(after);
  }

  @Test
  void fixesLeaveAloneWhatIsInTheBaseline() throws IOException {
    write("x.c", "fasync ERROR\n");
    run("lint", "--write-baseline", "b.json");
    write("y.c", "fasync ERROR\n");

    assertThat(run("lint", "--fix", "--baseline", "b.json")).isZero();
    assertThat(root.resolve("x.c")).hasContent("fasync ERROR\n");
    assertThat(root.resolve("y.c")).hasContent("fasync error\n");
  }

  @Test
  void statisticsGoToStandardError() throws IOException {
    write("x.c", "fasync ERROR\n");
    run("lint", "--write-baseline", "b.json");
    write("x.c", "fasync INFO\n");

    assertThat(run("lint", "--stats", "--baseline", "b.json", "--format=gcc")).isZero();
    assertThat(output()).isEqualTo("x.c:1:8: info: A message. [FA202]\n");
    assertThat(errors())
        .containsPattern("searched +1\n")
        .containsPattern("examined +1\n")
        .containsPattern("in the baseline +0\n")
        .containsPattern("stale in the baseline +1\n")
        .containsPattern("  info +1\n")
        .containsPattern("total +\\d+\\.\\d+ s\n");
  }

  @Test
  void quietLeavesOutEverythingElse() throws IOException {
    write("x.c", "fasync\n");
    problems.add(new Problem("x.c", "partly", Problem.Kind.PARTLY_READ));

    assertThat(run("lint", "--quiet", "--fix", "--write-baseline", "b.json")).isZero();
    assertThat(output()).isEmpty();
    assertThat(errors()).isEmpty();
    assertThat(run("lint")).isZero();
    assertThat(output()).isEqualTo("no findings in 1 file\n");
    assertThat(errors()).isEqualTo("fasync-lens: x.c: partly\n");
  }

  @Test
  void whatTheReviewCouldNotDoCounts() throws IOException {
    write("x.c", "fasync ERROR\n");
    problems.add(new Problem("x.c", "cannot be parsed", Problem.Kind.NOT_EXAMINED));
    assertThat(run("lint")).isEqualTo(2);
    problems.add(new Problem("FA202", "the rule failed", Problem.Kind.INTERNAL));
    assertThat(run("lint")).isEqualTo(3);
    assertThat(errors()).contains("fasync-lens: FA202: the rule failed\n");
    assertThat(output()).contains("1 error in 1 file");
  }

  @Test
  void coloursAreForTerminalsUnlessSomebodySaysOtherwise() throws IOException {
    write("x.c", "fasync ERROR\n");
    environment.put("TERM", "xterm");

    run("lint");
    assertThat(output()).doesNotContain("\u001B");
    run("lint", "--color=always");
    assertThat(output()).contains("\u001B[1;31m");
    terminal = true;
    run("lint");
    assertThat(output()).contains("\u001B[1;31m");
    run("lint", "--color=never");
    assertThat(output()).doesNotContain("\u001B");
    run("lint", "--output=r.txt");
    assertThat(Files.readString(root.resolve("r.txt"))).doesNotContain("\u001B");
    environment.put("NO_COLOR", "1");
    run("lint");
    assertThat(output()).doesNotContain("\u001B");
    environment.remove("NO_COLOR");
    environment.put("TERM", "dumb");
    run("lint");
    assertThat(output()).doesNotContain("\u001B");
  }

  @Test
  void rulesAreListedAndExplained() {
    assertThat(run("rules")).isZero();
    assertThat(output()).contains("FA202  poll-mask-as-band ");
    assertThat(run("rules", "--format=json")).isZero();
    JsonObject json = JsonParser.parseString(output()).getAsJsonObject();
    assertThat(json.get("version").getAsInt()).isEqualTo(1);
    assertThat(json.getAsJsonArray("rules").get(0).getAsJsonObject().keySet())
        .containsExactly(
            "id", "name", "title", "family", "summary", "severity", "fixable", "since", "tags");
    assertThat(run("explain", "poll-mask-as-band")).isZero();
    String byName = output();
    assertThat(run("explain", "fa202")).isZero();
    assertThat(output()).isEqualTo(byName).startsWith("FA202: ");
  }

  @Test
  void anInternalErrorIsOneLineUnlessItIsDebugged() throws IOException {
    write("x.c", "fasync CRASH\n");

    assertThat(run("lint")).isEqualTo(3);
    assertThat(errors())
        .startsWith("fasync-lens: internal error: java.lang.IllegalStateException: crash")
        .contains("please report it")
        .hasLineCount(1);
    environment.put("FASYNC_LENS_DEBUG", "1");
    assertThat(run("lint")).isEqualTo(3);
    assertThat(errors()).contains("\tat dev.fasynclens.cli.ProgramTest");
  }

  @Test
  void aReaderThatStopsReadingIsNoError() throws IOException {
    write("x.c", "fasync ERROR\n");
    out = failing("Broken pipe");
    assertThat(run("lint")).isEqualTo(1);
    assertThat(errors()).isEmpty();
    out = failing("No space left on device");
    assertThat(run("lint")).isEqualTo(2);
    assertThat(errors())
        .isEqualTo("fasync-lens: cannot write to standard output: No space left on device\n");
  }

  @Test
  void everyOptionOfTheHelpIsRead() throws IOException {
    write("x.c", "fasync ERROR\n");
    List<String> names = Commands.optionNames(Commands.lint());

    assertThat(names)
        .containsExactlyInAnyOrder(
            "--format",
            "--output",
            "--kernel",
            "--rule",
            "--fail-on",
            "--baseline",
            "--write-baseline",
            "--prune-baseline",
            "--compile-commands",
            "-p",
            "--cache-dir",
            "--no-cache",
            "--fix",
            "--unsafe",
            "--diff",
            "--patch",
            "--new-since",
            "--shard",
            "--stdin-filename",
            "--jobs",
            "-j",
            "--stats",
            "--quiet",
            "-q",
            "--color",
            "--help",
            "-h");
    assertThat(run("lint", "-q", "-j", "3", "--format", "gcc")).isEqualTo(1);
    assertThat(output()).isEqualTo("x.c:1:8: error: A message. [FA202]\n");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  private static byte[] large() {
    byte[] bytes = new byte[(8 << 20) + 1];
    Arrays.fill(bytes, (byte) ' ');
    byte[] word = "fasync".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(word, 0, bytes, 5 << 20, word.length);
    return bytes;
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void change(String name, String text) {
    try {
      write(name, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run(String... args) {
    err = new ByteArrayOutputStream();
    if (out instanceof ByteArrayOutputStream bytes) {
      bytes.reset();
    }
    Console console =
        new Console(
            root,
            new ByteArrayInputStream(input),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            environment::get,
            terminal,
            false);
    return new Program(console, review).run(args);
  }

  private String output() {
    return ((ByteArrayOutputStream) out).toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private ReviewResult review(List<SourceText> texts) {
    List<Finding> findings = new ArrayList<>();
    for (SourceText text : texts) {
      if (text.indexOf("CRASH", 0) >= 0) {
        throw new IllegalStateException("crash");
      }
      for (Severity severity : Severity.values()) {
        String word = severity.name();
        for (int at = text.indexOf(word, 0); at >= 0; at = text.indexOf(word, at + 1)) {
          Place place = Place.of(text, at, at + word.length());
          boolean kept = at > 0 && text.byteAt(at - 1) == '_';
          findings.add(
              kept
                  ? Findings.of("FA202", severity, place)
                  : Findings.of(
                      "FA202",
                      severity,
                      place,
                      Fix.replacing("Write it small", place, severity.label())));
        }
      }
    }
    return new ReviewResult(
        findings.stream().sorted().toList(),
        List.of(),
        List.copyOf(problems),
        texts.size(),
        0,
        true);
  }
}
