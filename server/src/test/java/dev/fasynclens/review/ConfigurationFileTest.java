package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.Position;
import dev.fasynclens.source.PositionEncoding;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationFileTest {
  private static final List<String> RULES = List.of("FA202", "FA301");

  @Test
  void readsEveryKey() {
    ConfigurationFile.Reading reading =
        read(
            """
            {
              "$schema": "schema.json",
              "kernel": {"oldest": "4.4", "newest": "6.1.7"},
              "rules": {"FA202": "info", "FA301": "off"},
              "wrappers": {"register": ["my_fasync"], "notify": ["my_kill", "MY_KILL2"]},
              "exclude": ["third_party/**", "*.mod.c"],
              "failOn": "error"
            }
            """);

    assertThat(reading.problems()).isEmpty();
    ProjectConfiguration project = reading.configuration();
    Configuration configuration = project.configuration();
    assertThat(configuration.target().range()).hasToString("4.4..6.1");
    assertThat(configuration.target().stated()).isTrue();
    assertThat(configuration.severities())
        .containsEntry("FA202", Optional.of(Severity.INFO))
        .containsEntry("FA301", Optional.empty());
    assertThat(configuration.registering()).containsExactly("my_fasync");
    assertThat(configuration.notifying()).containsExactly("my_kill", "MY_KILL2");
    assertThat(project.exclude().excludes("a/b/x.mod.c")).isTrue();
    assertThat(project.exclude().excludes("a/b/x.c")).isFalse();
    assertThat(project.failOn()).contains(FailOn.ERROR);
  }

  @Test
  void aWrapperSaysWhichArgumentIsWhat() {
    ConfigurationFile.Reading reading =
        read(
            """
            {"wrappers": {
              "my_notify": {"notifies": 1, "signal": 0, "band": 2},
              "my_wake": {"notifies": 0},
              "my_listen": {"registers": 0, "file": 1, "on": 2},
              "my_kill": {"notifies": 0},
              "notify": ["plain_kill"]
            }}
            """);

    assertThat(reading.problems()).isEmpty();
    Configuration configuration = reading.configuration().configuration();
    assertThat(configuration.notifying()).containsExactly("plain_kill");
    assertThat(configuration.wrappers())
        .containsEntry("my_notify", new Primitives.Notifying(1, 0, 2, false, Primitives.ANY))
        .containsEntry("my_wake", new Primitives.Notifying(0, -1, -1, false, Primitives.ANY))
        .containsEntry(
            "my_listen", new Primitives.Registering(1, 0, 2, Primitives.ANY, true, true));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{} | say which argument is the queue: {\"notifies\": 0} or {\"registers\": 0}, and not both",
        "{\"notifies\": 0, \"registers\": 1} | say which argument is the queue: {\"notifies\": 0} or {\"registers\": 0}, and not both",
        "{\"notifies\": -1} | expected the position of an argument, counted from 0 and at most 29, found -1",
        "{\"notifies\": 1.5} | expected the position of an argument, counted from 0 and at most 29, found 1.5",
        "{\"notifies\": 30} | expected the position of an argument, counted from 0 and at most 29, found 30",
        "{\"notifies\": \"0\"} | expected the position of an argument, counted from 0 and at most 29, found a string",
        "{\"notifies\": 0, \"band\": 0} | two roles for argument 0",
        "{\"notifies\": 0, \"on\": 1} | unknown key \"on\"; allowed here: notifies, signal, band",
        "{\"registers\": 0, \"registers\": 1} | the key \"registers\" is there twice",
      })
  void aWrapperThatIsUnclearIsAMistake(String wrapper, String message) {
    ConfigurationFile.Reading reading = read("{\"wrappers\": {\"my_wake\": " + wrapper + "}}");

    assertThat(reading.configuration()).isEqualTo(ProjectConfiguration.DEFAULT);
    assertThat(reading.problems())
        .extracting(ConfigurationProblem::message)
        .containsExactly(message);
  }

  @Test
  void nothingIsRequired() {
    for (String json :
        List.of(
            "{}",
            " {\t}\r\n",
            "\uFEFF{ \"kernel\" : { } }",
            "{\"exclude\":[ ],\"wrappers\":{\"notify\":[]}}")) {
      assertThat(read(json).problems()).as(json).isEmpty();
      assertThat(read(json).configuration().configuration()).isEqualTo(Configuration.DEFAULT);
    }
  }

  @Test
  void escapesAreUnderstood() {
    String json =
        """
        {"\\u0066ailOn": "\\u0065rror", "exclude": ["\\u65E5\\/x\\u005f1.c"],
         "wrappers": {"notify": ["_aZ09", "Az"]}}
        """;
    ProjectConfiguration project = read(json).configuration();

    assertThat(read(json).problems()).isEmpty();
    assertThat(project.failOn()).contains(FailOn.ERROR);
    assertThat(project.exclude().excludes("日/x_1.c")).isTrue();
    assertThat(project.configuration().notifying()).containsExactly("_aZ09", "Az");
  }

  @Test
  void anEndOfTheRangeThatIsMissingIsWhereItIsIfNothingIsSaid() {
    KernelRange unset = TargetKernels.UNSET.range();
    assertThat(range("{\"kernel\": {\"oldest\": \"5.4\"}}")).hasToString("5.4.." + unset.newest());
    assertThat(range("{\"kernel\": {\"newest\": \"5.4\"}}")).hasToString(unset.oldest() + "..5.4");
    assertThat(range("{\"kernel\": {\"oldest\": \"99.0\"}}")).hasToString("" + unset.newest());
    assertThat(range("{\"kernel\": {\"newest\": \"2.4.37\"}}")).hasToString("2.4.37");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        // keys
        "{\"kernl\": {}}                          | 1:2  | unknown key \"kernl\", did you mean"
            + " kernel?; allowed here: $schema, kernel, rules, wrappers, exclude, failOn",
        "{\"kernel\": {\"newst\": \"6.1\"}}       | 1:13 | unknown key \"newst\", did you mean"
            + " newest?; allowed here: oldest, newest",
        "{\"wrappers\": {\"signal\": []}}         | 1:15 | unknown key \"signal\"; allowed here:"
            + " register, notify",
        "{\"failOn\": \"info\", \"failOn\": 1}    | 1:20 | the key \"failOn\" is there twice",
        "{\"rules\": {\"FA202\": \"off\", \"FA202\": \"off\"}} | 1:28 | the key \"FA202\" is there"
            + " twice",
        // values
        "[]                                       | 1:1  | expected an object, found a list",
        "{\"$schema\": 1}                         | 1:13 | expected a string, found a number",
        "{\"kernel\": \"6.1\"}                    | 1:12 | expected {\"oldest\": \"4.4\","
            + " \"newest\": \"6.1\"}, found a string",
        "{\"kernel\": {\"oldest\": 6.10}}         | 1:23 | write the version in quotes: \"6.10\"",
        "{\"kernel\": {\"oldest\": \"four\"}}     | 1:23 | \"four\" is not a kernel version; write"
            + " it like 4.4 or 2.6.32",
        "{\"kernel\": {\"oldest\": \"v4.4\"}}   | 1:23 | \"v4.4\" is not a kernel version; write it"
            + " like 4.4 or 2.6.32",
        "{\"kernel\": {\"oldest\": \"4.4-rc1\"}} | 1:23 | \"4.4-rc1\" is not a kernel version;"
            + " write it like 4.4 or 2.6.32",
        "{\"kernel\": {\"oldest\": \"4.4.\"}}   | 1:23 | \"4.4.\" is not a kernel version; write it"
            + " like 4.4 or 2.6.32",
        "{\"kernel\": {\"oldest\": \"1.2.3.4\"}} | 1:23 | \"1.2.3.4\" is not a kernel version;"
            + " write it like 4.4 or 2.6.32",
        "{\"kernel\": {\"newest\": \"4.4\", \"oldest\": \"6.1\"}} | 1:40 | the range is reversed:"
            + " oldest 6.1 is newer than newest 4.4",
        "{\"rules\": {\"FA203\": \"off\"}}        | 1:12 | unknown rule \"FA203\", did you mean"
            + " FA202?; fasync-lens rules lists them",
        "{\"rules\": {\"FA202\": \"warn\"}}       | 1:21 | \"warn\" is not possible here, did you"
            + " mean warning?; allowed: error, warning, info, off",
        "{\"rules\": {\"FA202\": null}}           | 1:21 | expected a string, found null",
        "{\"failOn\": true}                       | 1:12 | expected a string, found true",
        "{\"failOn\": \"always\"}                 | 1:12 | \"always\" is not possible here;"
            + " allowed: error, warning, info, never",
        "{\"exclude\": \"a\"}                     | 1:13 | expected a list of strings, found a"
            + " string",
        "{\"exclude\": [\"a\", []]}               | 1:19 | expected a string, found a list",
        "{\"exclude\": [\"!a\"]}                  | 1:14 | a pattern cannot be negated with !",
        "{\"exclude\": [\"a[0-9].c\"]}            | 1:14 | a pattern knows *, ? and ** only;"
            + " directories are separated by /",
        "{\"exclude\": [\"../a\"]}                | 1:14 | a pattern cannot leave the directory of"
            + " its configuration file",
        "{\"exclude\": [\"\"]}                    | 1:14 | the pattern is empty",
        "{\"wrappers\": {\"notify\": [\"a b\"]}}  | 1:26 | \"a b\" is not the name of a C function"
            + " or macro",
        "{\"wrappers\": []}                      | 1:14 | expected {\"register\": [\"name\"],"
            + " \"notify\": [\"name\"]}, found a list",
        "{\"rules\": []}                         | 1:11 | expected {\"FA202\": \"warning\"}, found"
            + " a list",
        "{\"wrappers\": {\"notify\": [\"\"]}}     | 1:26 | \"\" is not the name of a C function or"
            + " macro",
        "{\"wrappers\": {\"notify\": [\"9a\"]}}   | 1:26 | \"9a\" is not the name of a C function"
            + " or macro",
        "{\"wrappers\": {\"notify\": [\"a-b\"]}}  | 1:26 | \"a-b\" is not the name of a C function"
            + " or macro",
        // syntax
        "{\"rules\": {}                           | 1:13 | expected ',' or '}', found the end of"
            + " the file",
        "{\"exclude\": [\"a\",]}                  | 1:18 | a comma before ] is not allowed in JSON",
        "{\"rules\": {},}                         | 1:14 | a comma before } is not allowed in JSON",
        "{} {}                                    | 1:4  | expected the end of the file, found '{'",
        "{rules: {}}                              | 1:2  | expected a key in double quotes, found"
            + " 'r'",
        "{\"rules\" {}}                           | 1:10 | expected ':' after the key, found '{'",
        "{ // note                                | 1:3  | JSON has no comments",
        "{\"failOn\": nope}                       | 1:12 | expected a value, found 'n'",
        "{\"failOn\": 1.}                         | 1:12 | not a number that JSON has",
        "{\"failOn\": -}                          | 1:12 | not a number that JSON has",
        "{\"failOn\": 1e+}                        | 1:12 | not a number that JSON has",
        "{\"failOn\": -1.5E-3}                    | 1:12 | expected a string, found a number",
        "{\"failOn\": é}                          | 1:12 | expected a value, found this",
        "{\"failOn\": \"\\                         | 1:13 | not an escape that JSON has; write \\\\"
            + " for a backslash",
        "{\"failOn\": \"\\u12                      | 1:13 | \\u needs four hexadecimal digits",
        "{\"failOn\": 01}                         | 1:12 | not a number that JSON has",
        "{\"failOn\": \"err                       | 1:12 | the string does not end",
        "{\"failOn\": \"C:\\dir\"}                | 1:15 | not an escape that JSON has; write \\\\"
            + " for a backslash",
        "{\"failOn\": \"\\u12g4\"}                | 1:13 | \\u needs four hexadecimal digits",
      })
  void saysWhatIsWrongAndWhere(String json, String place, String message) {
    assertThat(problems(json)).containsExactly(place + " " + message);
  }

  @Test
  void columnsCountCharacters() {
    assertThat(problems("{\"$schema\": \"日本𝄞\", \"x\": 1}").getFirst())
        .startsWith("1:20 unknown key");
    assertThat(problems("{\n\n  \"x\": 1}").getFirst()).startsWith("3:3 unknown key");
  }

  @Test
  void everyMistakeIsTold() {
    assertThat(problems("{\"failOn\": 1, \"exclude\": 2, \"rules\": 3, \"x\": 4}")).hasSize(4);
  }

  @Test
  void aFileWithAMistakeConfiguresNothing() {
    assertThat(read("{\"failOn\": \"never\", \"x\": 1}").configuration())
        .isEqualTo(ProjectConfiguration.DEFAULT);
  }

  @Test
  void hostileFilesGetAMessage() {
    assertThat(problems("[".repeat(1 << 20))).containsExactly("1:66 nested more than 64 deep");
    assertThat(problems("{\"a\":".repeat(1 << 18)))
        .containsExactly("1:326 nested more than 64 deep");
    assertThat(problems("{\"failOn\": " + "9".repeat(1 << 20) + "}"))
        .containsExactly("1:12 expected a string, found a number");
    assertThat(problems("{\"kernel\": {\"oldest\": 1e999999999}}"))
        .containsExactly("1:23 write the version in quotes: \"1e999999999\"");
    assertThat(problems("{\"failOn\": \"a\u0000b\"}"))
        .containsExactly(
            "1:14 expected a character of the string, found the control character U+0000");
    assertThat(problems("\u0000"))
        .containsExactly("1:1 expected a value, found the control character U+0000");
    assertThat(problems("")).containsExactly("1:1 the file is empty");
    assertThat(problems("{\"" + "x".repeat(1 << 20) + "\": 1}").getFirst().length())
        .isLessThan(200);
    assertThat(problems("{" + "\"x\": 1, ".repeat(1000) + "\"y\": 1}")).hasSize(50);
  }

  /** The examples of the rule about configurations are judged as its page says. */
  @Test
  void theExamplesOfTheRulePage() throws IOException {
    Set<String> expected = new TreeSet<>();
    Set<String> files = new TreeSet<>(List.of("good.json", "good-empty.json", "good-kernel.json"));
    for (JsonElement element : JsonParser.parseString(resource("expected.json")).getAsJsonArray()) {
      JsonObject entry = element.getAsJsonObject();
      String file = entry.get("file").getAsString();
      files.add(file);
      expected.add(file + ":" + entry.get("line") + ":" + entry.get("column"));
    }
    Set<String> found = new TreeSet<>();
    for (String file : files) {
      for (String problem : problems(resource(file))) {
        found.add(file + ":" + problem.substring(0, problem.indexOf(' ')));
      }
    }
    assertThat(expected).isNotEmpty();
    assertThat(found).isEqualTo(expected);
  }

  private static String resource(String file) throws IOException {
    ClassLoader loader = ConfigurationFileTest.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream("rules/FA902/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static KernelRange range(String json) {
    return read(json).configuration().configuration().target().range();
  }

  private static ConfigurationFile.Reading read(String json) {
    return ConfigurationFile.read(SourceText.of(ConfigurationFile.NAME, json), RULES);
  }

  private static List<String> problems(String json) {
    List<String> problems = new ArrayList<>();
    for (ConfigurationProblem problem : read(json).problems()) {
      Position position =
          problem
              .place()
              .text()
              .positionAt(problem.place().span().start(), PositionEncoding.UTF_32);
      problems.add((position.line() + 1) + ":" + (position.column() + 1) + " " + problem.message());
    }
    return problems;
  }
}
