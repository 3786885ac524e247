package dev.fasynclens.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a file: it is run, or there is a message with a place. Nothing else happens. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ScenarioRobustnessTest {
  private static final KernelVersion VERSION = new KernelVersion(6, 12, 0);
  private static final int CUT = 7;
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1e9",
          "99999999999999999999",
          "2147483648",
          "\"\"",
          "\"x\"",
          "[]",
          "[1]",
          "[[]]",
          "{}",
          "{\"a\": 1}",
          "\"m\"",
          "\"1..2\"");
  private static final List<String> WORDS =
      List.of(
          "m",
          "c1",
          "t1",
          "r",
          "w",
          "s",
          "d",
          "77",
          "-1",
          "0",
          "1",
          "4096",
          "2147483647",
          "-2147483648",
          "99999999999",
          "0x",
          "SIGIO",
          "RTMIN+99",
          "RTMIN+",
          "RT",
          "all",
          "on",
          "off",
          "pid:m",
          "tid:",
          "pgrp:nobody",
          ":",
          "none",
          "intmin",
          "/",
          "..",
          "",
          "\\x",
          "rw",
          "path",
          "stream",
          "reuse:m",
          "thread",
          "container",
          "segv",
          "POLL_IN",
          "irq");

  static List<Path> files() throws IOException {
    return ScenarioFilesTest.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void tellsWhereAFileIsCutOff(Path file) throws IOException {
    byte[] whole = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length += CUT) {
      ScenarioFile.Reading reading = read(Arrays.copyOf(whole, length));

      assertThat(reading.scenario()).isEmpty();
      assertThat(reading.problems()).isNotEmpty();
      checkPlaces(reading, length);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void survivesOtherBytes(Path file) throws IOException {
    byte[] original = Files.readAllBytes(file);
    Random random = new Random(file.getFileName().toString().hashCode());
    for (int i = 0; i < 60; i++) {
      byte[] bytes = original.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(bytes.length);
        bytes[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : digitOrSign(random));
      }
      tryOut(bytes);
    }
  }

  private static int digitOrSign(Random random) {
    String likely = "0123456789-+ :,\"{}[]abcmrwtx&";
    return likely.charAt(random.nextInt(likely.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "setsig/b19-setsig-29-ignored-then-plain.json",
        "basics/a07-pipe-each-write-signals.json",
        "crash/x21-uaf-ignoreon-close.json",
        "queueing/c19-handler-during-masked.json"
      })
  void survivesOtherValues(String name) throws IOException {
    String text = Files.readString(RepositoryFiles.SCENARIOS.resolve(name));
    Matcher value = Pattern.compile("(?<=: )(\"[^\"]*\"|[0-9]+|true|false)").matcher(text);
    while (value.find()) {
      for (String other : VALUES) {
        tryOut(
            (text.substring(0, value.start()) + other + text.substring(value.end()))
                .getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void tellsOfTooMuch() {
    String step = "{\"do\": \"m pending\"}";
    assertThat(messages(steps(String.join(",", Collections.nCopies(5000, step)))))
        .containsExactly("a scenario has at most 1000 steps");
    assertThat(messages(steps("[".repeat(100_000)))).hasSize(1);
    assertThat(messages("[".repeat(100_000))).hasSize(1);
    String alternatives = "{\"or\": [".repeat(5000);
    assertThat(messages(steps("{\"do\": \"m pending\", \"or\": [" + alternatives))).hasSize(1);
    assertThat(messages(steps(String.join(",", Collections.nCopies(900, "1"))))).hasSize(50);
  }

  @Test
  void runsAsManyStepsAsThereMayBe() {
    List<String> steps = new ArrayList<>(List.of("m pipe r w", "m handler RTMIN", "m block all"));
    steps.addAll(List.of("m setown r pid:m", "m setsig r RTMIN", "m async r on"));
    while (steps.size() < 999) {
      steps.add("m burst w 100");
    }
    steps.add("m unblock all");

    assertThat(run(steps)).isEmpty();
  }

  /** Each operation with all kinds of arguments, on a machine where some of them mean something. */
  @Test
  void everyOperationSurvivesEveryArgument() {
    Random random = new Random(1);
    for (String operation : new Operations().names()) {
      for (int i = 0; i < 300; i++) {
        Interpreter interpreter = new Interpreter(VERSION, BootOptions.DEFAULT, null);
        for (String each :
            List.of(
                "m pipe r w",
                "m socketpair s s2",
                "m fork c1",
                "m thread t1",
                "m open d /dev/fz_good rw",
                "m setown d pid:m",
                "m async d on")) {
          perform(interpreter, each);
        }
        StringBuilder step = new StringBuilder(WORDS.get(random.nextInt(3))).append(' ');
        step.append(operation);
        for (int arguments = random.nextInt(5); arguments > 0; arguments--) {
          step.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
        }
        perform(interpreter, step.toString());
        perform(interpreter, "m write w 1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody pending",
        "m nonsense",
        "ctl nonsense",
        "ctl kill",
        "ctl kill m",
        "ctl kill nobody SIGIO",
        "ctl wait nobody",
        "ctl busy",
        "m& nonsense",
        "ctl& settle 1",
        "m fork m",
        "m fork ctl",
        "m thread",
        "m setown",
        "m write w 99999999999",
        "m write w -1",
        "m burst w 2147483647",
        "m openmany x 2147483647 SIGIO",
        "m kf d SIGIO 1 2147483647",
        "m fault 2147483647",
        "m rlimit_sigpending -5",
        "m kill pid:nobody SIGIO"
      })
  void namesTheStepThatMakesNoSense(String step) {
    assertThat(run(List.of("m pipe r w", "m open d /dev/fz_good rw", step)))
        .startsWith("in step 3, " + step + ": ");
  }

  /** Does a step, which may make no sense. */
  private static void perform(Interpreter interpreter, String step) {
    try {
      interpreter.perform(Command.parse(step));
    } catch (ScenarioException e) {
      assertThat(e.reason()).isNotBlank();
    }
  }

  /** What is wrong with steps; empty if nothing is. */
  private static String run(List<String> steps) {
    String list =
        String.join(",", steps.stream().map(each -> "{\"do\": \"" + each + "\"}").toList());
    return tryOut(steps(list).getBytes(StandardCharsets.UTF_8));
  }

  private static String steps(String steps) {
    return "{\"title\": \"t\", \"about\": \"a\", \"kernels\": \"6.1\", \"steps\": [" + steps + "]}";
  }

  private static List<String> messages(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8)).problems().stream()
        .map(ScenarioFile.Problem::message)
        .toList();
  }

  private static ScenarioFile.Reading read(byte[] bytes) {
    return ScenarioFile.read(SourceText.of("hostile.json", bytes));
  }

  /** Reads, and runs what can be read. Returns what is wrong with the run. */
  private static String tryOut(byte[] bytes) {
    ScenarioFile.Reading reading = read(bytes);
    checkPlaces(reading, bytes.length);
    if (reading.scenario().isEmpty()) {
      assertThat(reading.problems()).isNotEmpty();
      return "";
    }
    try {
      ScenarioRunner.run(reading.scenario().get(), VERSION, false);
      return "";
    } catch (ScenarioException e) {
      assertThat(e.reason()).startsWith("in step ");
      return e.reason();
    }
  }

  private static void checkPlaces(ScenarioFile.Reading reading, int length) {
    for (ScenarioFile.Problem problem : reading.problems()) {
      assertThat(problem.message()).isNotBlank();
      assertThat(problem.place().span().start()).isBetween(0, length);
      assertThat(problem.place().span().end()).isBetween(problem.place().span().start(), length);
    }
  }
}
