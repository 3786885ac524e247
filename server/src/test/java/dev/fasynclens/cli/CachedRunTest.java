package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.Reviewer;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that find the results of earlier ones, with the real review, which is counted. */
final class CachedRunTest {
  private static final String DRIVER =
      """
      static struct fasync_struct *queue;
      static int x_fasync(int fd, struct file *f, int on)
      {
        return fasync_helper(fd, f, on, &queue);
      }
      static const struct file_operations x_fops = { .fasync = x_fasync };
      static void x_irq(void)
      {
        kill_fasync(&queue, SIGIO, POLLIN);
      }
      """;

  @TempDir private Path root;
  private final AtomicInteger reviews = new AtomicInteger();
  private boolean repeatable = true;

  @BeforeEach
  void driver() throws IOException {
    write("tree/x.c", DRIVER);
    write("tree/other.c", "int other;\n");
  }

  @Test
  void anUnchangedTreeIsReviewedOnceAndReportedTheSame() throws IOException {
    Outcome first = lint();
    assertThat(first.out()).contains("error[FA202]");
    Files.setLastModifiedTime(root.resolve("tree/x.c"), FileTime.from(Instant.EPOCH));

    assertThat(lint()).isEqualTo(first);
    assertThat(reviews).hasValue(1);
    assertThat(lint("--no-cache")).isEqualTo(first);
    assertThat(reviews).hasValue(2);
  }

  @Test
  void whateverCountsMakesAnotherReview() throws IOException {
    lint();
    expectReviews(1, "--kernel", "4.4");
    expectReviews(1, "--rule", "FA202=off");
    write("tree/.fasync-lens.json", "{\"kernel\": {\"oldest\": \"5.4\", \"newest\": \"6.1\"}}");
    expectReviews(1);
    write("tree/other.c", "int fasync_other;\n"); // now it belongs to the tree
    expectReviews(1);
    write("tree/x.c", DRIVER.replace("POLLIN", "POLL_IN"));
    expectReviews(1);
    assertThat(lint().code()).isZero();
    write("tree/x.c", DRIVER);
    expectReviews(0);
    assertThat(lint().code()).isEqualTo(1);
  }

  @Test
  void howFilesAreCompiledCounts() throws IOException {
    String guarded = DRIVER.replace(", POLLIN);", ", POLLIN);\n#endif");
    write("tree/x.c", guarded.replace("  kill_f", "#ifdef CONFIG_EVENTS\n  kill_f"));
    assertThat(lint().out()).contains("FA202");
    compileWith("");
    assertThat(lint().out()).contains("FA202");
    write("tree/generated/autoconf.h", "#define CONFIG_OTHER 1\n");
    expectReviews(1);
    assertThat(lint().out()).doesNotContain("FA202").contains("FA204");
    compileWith("-DCONFIG_EVENTS");
    expectReviews(1);
    assertThat(lint().out()).contains("FA202");
    assertThat(run("build", "check", "-Itree", "tree/x.c").err())
        .doesNotContain("FA202")
        .contains("FA204");
    assertThat(run("build", "check", "-Itree", "-DCONFIG_EVENTS", "tree/x.c").err())
        .contains("FA202");
  }

  @Test
  void compileCommandsThatAreAskedForMustBeThere() throws IOException {
    write("other/compile_commands.json", "[");
    Outcome none = run("build", "lint", "--compile-commands", "none", "tree");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).isEqualTo("fasync-lens: cannot read none: no such file or directory\n");
    Outcome broken = run("build", "lint", "-p", "other", "tree");
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.err())
        .isEqualTo(
            "fasync-lens: cannot read other/compile_commands.json: these are no compile commands\n");
  }

  private void compileWith(String option) throws IOException {
    write(
        "tree/compile_commands.json",
        "[{\"directory\": \".\", \"file\": \"x.c\", \"command\": \"gcc -I. " + option + " x.c\"}]");
  }

  @Test
  void neighboursOfASingleFileCount() throws IOException {
    String file = root.resolve("tree/x.c").toString();
    expectReviews(1, file);
    expectReviews(0, file);
    write("tree/other.c", "int other; /* fasync */\n");
    expectReviews(1, file);
    write("tree/third.c", "int third;\n");
    expectReviews(1, file);
    expectReviews(0, file);
  }

  @Test
  void anotherBuildOfTheProgramDecidesForItself() {
    lint();
    assertThat(run("another build", "lint", "--cache-dir", cache(), "tree").code()).isEqualTo(1);
    assertThat(reviews).hasValue(2);
  }

  @Test
  void reportsAreTheSameInEveryFormatAndFixesToo() throws IOException {
    for (String format : List.of("text", "json", "sarif", "gitlab", "rdjsonl", "github")) {
      Outcome fresh = lint("--no-cache", "--format", format);
      lint("--format", format);
      assertThat(lint("--format", format)).as(format).isEqualTo(fresh);
    }
    Outcome diff = lint("--no-cache", "--diff");
    assertThat(diff.out()).contains("+  kill_fasync(&queue, SIGIO, POLL_IN);");
    assertThat(lint("--diff")).isEqualTo(diff);
    assertThat(lint("--fix").code()).isZero();
    assertThat(Files.readString(root.resolve("tree/x.c"))).contains("POLL_IN");
  }

  @Test
  void whatAnotherRunMightDoBetterIsNotKept() {
    repeatable = false;
    lint();
    lint();
    assertThat(reviews).hasValue(2);
  }

  @Test
  void damagedEntriesAreMadeAnew() throws IOException {
    Outcome first = lint();
    Path entry = onlyEntry();
    byte[] whole = Files.readAllBytes(entry);
    for (byte[] damaged :
        List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), new byte[whole.length])) {
      Files.write(entry, damaged);
      int before = reviews.get();
      assertThat(lint()).isEqualTo(first);
      assertThat(reviews).hasValue(before + 1);
      assertThat(onlyEntry()).hasBinaryContent(whole);
    }
  }

  @Test
  void aFolderThatCannotBeUsedIsToldOnceAndTheRunGoesOn() throws IOException {
    Outcome without = lint("--no-cache", "--format", "gcc");
    Files.writeString(root.resolve("file"), "");

    Outcome with =
        run(
            "build",
            "lint",
            "--cache-dir",
            root.resolve("file").toString(),
            "--format",
            "gcc",
            "tree");

    assertThat(with.out()).isEqualTo(without.out());
    assertThat(with.code()).isEqualTo(without.code());
    assertThat(with.err()).startsWith("fasync-lens: the cache in ").containsOnlyOnce("the cache");
    Outcome quiet =
        run("build", "lint", "-q", "--cache-dir", root.resolve("file").toString(), "tree");
    assertThat(quiet.err()).isEmpty();
  }

  @Test
  void manyRunsAtOnceAgree() throws Exception {
    Outcome expected = lint("--no-cache");
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        outcomes.add(pool.submit(() -> lint()));
      }
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get()).isEqualTo(expected);
      }
    }
    assertThat(onlyEntry()).exists();
  }

  @Test
  void theTwoOptionsContradictEachOther() {
    Outcome outcome = run("build", "lint", "--no-cache", "--cache-dir", "c");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--cache-dir and --no-cache cannot be used together");
  }

  private void expectReviews(int expected, String... arguments) {
    int before = reviews.get();
    lint(arguments);
    assertThat(reviews.get() - before).isEqualTo(expected);
  }

  private Path onlyEntry() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(cache(), "reviews"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private String cache() {
    return root.resolve("cache").toString();
  }

  private record Outcome(int code, String out, String err) {}

  private Outcome lint(String... arguments) {
    List<String> all = new ArrayList<>(List.of("lint"));
    all.addAll(List.of(arguments));
    if (!all.contains("--no-cache")) {
      all.addAll(List.of("--cache-dir", cache()));
    }
    if (all.stream().noneMatch(each -> each.endsWith("x.c"))) {
      all.add("tree");
    }
    return run("build", all.toArray(String[]::new));
  }

  private Outcome run(String build, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            root,
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            _ -> null,
            false,
            false);
    int code = new Program(console, this::review, Optional.of(build)).run(arguments);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private ReviewResult review(
      RuleCatalog catalog,
      SourceFiles files,
      Function<String, Configuration> configurationOf,
      int jobs,
      List<SourceText> texts,
      List<SourceText> beside) {
    reviews.incrementAndGet();
    ReviewResult result =
        new Reviewer(catalog, files, configurationOf, jobs).reviewModule(texts, beside).result();
    return new ReviewResult(
        result.findings(),
        result.suppressed(),
        result.problems(),
        result.examined(),
        result.unread(),
        repeatable);
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
