package dev.fasynclens.scenario.story;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.scenario.Command;
import dev.fasynclens.scenario.Expectation;
import dev.fasynclens.scenario.Scenario;
import dev.fasynclens.scenario.ScenarioRunner;
import dev.fasynclens.scenario.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Storyboards of small runs. */
public final class TestStories {
  /** What makes a mess wherever text is not taken for text. */
  public static final String HOSTILE =
      "</script><img src=x onerror=alert(1)>\"'&amp;`*_|#;%%{end}[x](http://x)\u001B[31m\u202E\nx";

  /** Up to the event: a pipe whose reader asked for SIGIO. */
  public static final List<String> READER =
      List.of("m pipe r w", "m handler SIGIO", "m setown r pid:m", "m async r on");

  /** A driver that notifies with a band that is none, of a program that used F_SETSIG. */
  public static final List<String> WRONG_BAND =
      List.of(
          "m open d /dev/fz_good rw",
          "m handler RTMIN",
          "m setown d pid:m",
          "m setsig d RTMIN",
          "m async d on",
          "m kf d SIGIO 0 1 work");

  private TestStories() {}

  /** The story of some commands, of which nothing is expected. */
  public static Storyboard story(String title, String version, List<String> commands) {
    Expectation nothing = new Expectation("0", Optional.empty(), List.of(), List.of());
    List<Step> steps =
        commands.stream()
            .map(each -> new Step(each, Command.parse(each), nothing, List.of()))
            .toList();
    Scenario scenario =
        new Scenario(
            title,
            title,
            new KernelRange(version("2.6.32"), version("7.1")),
            List.of(),
            Set.of(),
            BootOptions.DEFAULT,
            steps);
    return Storyboard.of(ScenarioRunner.run(scenario, version(version), true));
  }

  /** A version. */
  public static KernelVersion version(String text) {
    return KernelVersion.parse(text).orElseThrow();
  }

  /** The commands, and one more. */
  public static List<String> and(List<String> commands, String... more) {
    return Stream.concat(commands.stream(), Stream.of(more)).toList();
  }
}
