package dev.fasynclens.scenario;

import dev.fasynclens.json.Json;
import dev.fasynclens.json.JsonParser;
import dev.fasynclens.json.JsonSyntaxException;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.kernel.trace.TroubleKind;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads scenario files. Every mistake is reported with its place; a file with any mistake is no
 * scenario.
 */
public final class ScenarioFile {
  /** The newest release that the model tells from the one before. */
  public static final KernelVersion NEWEST =
      Arrays.stream(ChangePoint.values())
          .map(ChangePoint::release)
          .max(Comparator.naturalOrder())
          .orElseThrow();

  private static final int MOST_PROBLEMS = 50;
  private static final int MOST_STEPS = 1000;
  private static final int MOST_TIMES = 1000;
  private static final List<String> MEMBERS =
      List.of("title", "about", "kernels", "seen", "needs", "boot", "steps");
  private static final List<String> EXPECTATION = List.of("returns", "out", "events", "or");

  private final SourceText text;
  private final List<Problem> problems = new ArrayList<>();

  private ScenarioFile(SourceText text) {
    this.text = text;
  }

  /**
   * What is wrong with a file.
   *
   * @param message a sentence without a full stop
   */
  public record Problem(Place place, String message) {}

  /**
   * What a file says.
   *
   * @param scenario empty if there are problems
   * @param problems in the order in which they were found
   */
  public record Reading(Optional<Scenario> scenario, List<Problem> problems) {}

  /** Reads a file. */
  public static Reading read(SourceText text) {
    ScenarioFile file = new ScenarioFile(text);
    Scenario scenario = null;
    try {
      scenario = file.scenario(JsonParser.parse(text));
    } catch (JsonSyntaxException e) {
      file.problem(e.span(), e.reason());
    }
    return file.problems.isEmpty()
        ? new Reading(Optional.ofNullable(scenario), List.of())
        : new Reading(Optional.empty(), List.copyOf(file.problems));
  }

  private Scenario scenario(Json value) {
    Json.Dictionary members = dictionary(value, "a scenario", MEMBERS);
    String title = text(required(members, "title"));
    String about = text(required(members, "about"));
    KernelRange kernels = range(required(members, "kernels"));
    List<KernelVersion> seen = new ArrayList<>();
    for (Json each : sequence(member(members, "seen"))) {
      version(each).ifPresent(seen::add);
    }
    Set<Scenario.Need> needs = EnumSet.noneOf(Scenario.Need.class);
    for (Json each : sequence(member(members, "needs"))) {
      Scenario.Need.written(text(each))
          .ifPresentOrElse(
              needs::add,
              () -> problem(each.span(), "needs can be device, crash, root, perf and model"));
    }
    BootOptions boot = boot(member(members, "boot"));
    List<Step> steps = new ArrayList<>();
    for (Json each : sequence(required(members, "steps"))) {
      if (steps.size() == MOST_STEPS) {
        problem(each.span(), "a scenario has at most " + MOST_STEPS + " steps");
        break;
      }
      step(each).ifPresent(steps::add);
    }
    return new Scenario(title, about, kernels, List.copyOf(seen), needs, boot, List.copyOf(steps));
  }

  private BootOptions boot(@Nullable Json value) {
    BootOptions defaults = BootOptions.DEFAULT;
    if (value == null) {
      return defaults;
    }
    Json.Dictionary members = dictionary(value, "boot", List.of("panicOnOops", "cpus"));
    Json panic = member(members, "panicOnOops");
    Json processors = member(members, "cpus");
    return new BootOptions(
        panic == null ? defaults.panicOnOops() : truth(panic),
        processors == null ? defaults.processors() : number(processors, 1, 64),
        defaults.leastPid());
  }

  private Optional<Step> step(Json value) {
    List<String> allowed = new ArrayList<>(List.of("do", "differs"));
    allowed.addAll(EXPECTATION);
    Json.Dictionary members = dictionary(value, "a step", allowed);
    Json what = required(members, "do");
    Command command;
    try {
      command = Command.parse(text(what));
    } catch (ScenarioException e) {
      problem(what.span(), e.reason());
      return Optional.empty();
    }
    List<Expectation.Elsewhere> elsewhere = new ArrayList<>();
    for (Json each : sequence(member(members, "differs"))) {
      List<String> keys = new ArrayList<>(EXPECTATION);
      keys.add("kernels");
      Json.Dictionary other = dictionary(each, "a difference", keys);
      elsewhere.add(
          new Expectation.Elsewhere(
              range(required(other, "kernels")), expectation(other, command)));
    }
    return Optional.of(
        new Step(text(what), command, expectation(members, command), List.copyOf(elsewhere)));
  }

  private Expectation expectation(Json.Dictionary members, Command command) {
    Json returns = member(members, "returns");
    Json out = member(members, "out");
    List<Expectation.Expected> events = new ArrayList<>();
    for (Json each : sequence(member(members, "events"))) {
      expected(each).ifPresent(events::add);
    }
    List<Expectation> alternatives = new ArrayList<>();
    for (Json each : sequence(member(members, "or"))) {
      alternatives.add(expectation(dictionary(each, "an alternative", EXPECTATION), command));
    }
    return new Expectation(
        returns == null ? Expectation.usual(command).returns() : result(returns),
        out == null ? Optional.empty() : Optional.of(text(out)),
        List.copyOf(events),
        List.copyOf(alternatives));
  }

  private String result(Json value) {
    return switch (value) {
      case Json.Numeral numeral -> numeral.digits();
      case Json.Text name -> name.value();
      default -> {
        problem(
            value.span(),
            "a result is a number, or the name of an error or end, not " + value.kind());
        yield "";
      }
    };
  }

  private static final List<String> EVENT_MEMBERS =
      List.of(
          "to",
          "via",
          "sig",
          "code",
          "band",
          "fd",
          "pid",
          "uid",
          "died",
          "core",
          "exited",
          "status",
          "stopped",
          "continued",
          "kernel",
          "in",
          "times");

  private Optional<Expectation.Expected> expected(Json value) {
    Json.Dictionary members = dictionary(value, "an event", EVENT_MEMBERS);
    Event event = event(members);
    if (event == null) {
      return Optional.empty();
    }
    Json times = member(members, "times");
    int[] bounds = times == null ? new int[] {1, 1} : bounds(times);
    return Optional.of(new Expectation.Expected(event, bounds[0], bounds[1]));
  }

  private @Nullable Event event(Json.Dictionary members) {
    if (member(members, "to") != null) {
      return delivered(members);
    }
    Json died = member(members, "died");
    if (died != null) {
      Json core = member(members, "core");
      return new Event.Died(
          text(died), text(required(members, "sig")), core != null && truth(core));
    }
    Json exited = member(members, "exited");
    if (exited != null) {
      return new Event.Exited(text(exited), number(required(members, "status"), 0, 255));
    }
    Json stopped = member(members, "stopped");
    if (stopped != null) {
      return new Event.Stopped(text(stopped), text(required(members, "sig")));
    }
    Json continued = member(members, "continued");
    if (continued != null) {
      return new Event.Continued(text(continued));
    }
    Json kernel = member(members, "kernel");
    if (kernel != null) {
      Optional<TroubleKind> kind = TroubleKind.written(text(kernel));
      if (kind.isEmpty()) {
        problem(kernel.span(), "the kernel does not complain of this");
      }
      Json in = member(members, "in");
      return kind.isEmpty()
          ? null
          : new Event.Complaint(kind.get(), in == null ? "" : text(in), "");
    }
    problem(members.span(), "an event has one of to, died, exited, stopped, continued and kernel");
    return null;
  }

  private Event delivered(Json.Dictionary members) {
    String to = text(required(members, "to"));
    String via = text(required(members, "via"));
    String sig = text(required(members, "sig"));
    Json code = member(members, "code");
    if (code == null) {
      return new Event.Delivered(to, via, sig, null);
    }
    Json pid = member(members, "pid");
    Event.Siginfo info =
        pid != null
            ? new Event.SenderInfo(
                text(code), text(pid), number(required(members, "uid"), 0, Integer.MAX_VALUE))
            : new Event.FileInfo(
                text(code),
                number(required(members, "band"), Integer.MIN_VALUE, Integer.MAX_VALUE),
                number(required(members, "fd"), Integer.MIN_VALUE, Integer.MAX_VALUE));
    return new Event.Delivered(to, via, sig, info);
  }

  private int[] bounds(Json value) {
    String[] ends = text(value).split("\\.\\.", -1);
    try {
      int least = Integer.parseInt(ends[0]);
      int most = Integer.parseInt(ends[ends.length - 1]);
      if (ends.length <= 2 && least >= 0 && least <= most && most <= MOST_TIMES) {
        return new int[] {least, most};
      }
    } catch (NumberFormatException e) {
      // told below
    }
    problem(value.span(), "times is written 1..20, up to " + MOST_TIMES);
    return new int[] {1, 1};
  }

  private KernelRange range(Json value) {
    String written = text(value);
    int dots = written.indexOf("..");
    String from = dots < 0 ? written : written.substring(0, dots);
    String to = dots < 0 ? written : written.substring(dots + 2);
    Optional<KernelVersion> oldest =
        dots >= 0 && from.isEmpty()
            ? Optional.of(ChangePoint.HISTORY_STARTS.release())
            : KernelVersion.parse(from);
    Optional<KernelVersion> newest =
        dots >= 0 && to.isEmpty() ? Optional.of(NEWEST) : KernelVersion.parse(to);
    if (oldest.isEmpty() || newest.isEmpty() || newest.get().compareTo(oldest.get()) < 0) {
      problem(value.span(), "kernels are written 2.6.28..7.1, 2.6.28.., ..7.1 or 6.1");
      return KernelRange.ALL;
    }
    return new KernelRange(oldest.get(), newest.get());
  }

  private Optional<KernelVersion> version(Json value) {
    Optional<KernelVersion> result = KernelVersion.parse(text(value));
    if (result.isEmpty()) {
      problem(value.span(), "a version is written 6.1.192");
    }
    return result;
  }

  // JSON

  private Json.Dictionary dictionary(Json value, String what, List<String> allowed) {
    if (!(value instanceof Json.Dictionary dictionary)) {
      problem(value.span(), what + " is an object, not " + value.kind());
      return new Json.Dictionary(value.span(), List.of());
    }
    Set<String> seen = new HashSet<>();
    for (Json.Member each : dictionary.members()) {
      String key = each.key().value();
      if (!allowed.contains(key)) {
        problem(
            each.key().span(), what + " has no " + key + ", only " + String.join(", ", allowed));
      } else if (!seen.add(key)) {
        problem(each.key().span(), key + " is there twice");
      }
    }
    return dictionary;
  }

  private static @Nullable Json member(Json.Dictionary members, String key) {
    for (Json.Member each : members.members()) {
      if (each.key().value().equals(key)) {
        return each.value();
      }
    }
    return null;
  }

  private Json required(Json.Dictionary members, String key) {
    Json result = member(members, key);
    if (result == null) {
      problem(members.span(), key + " is missing");
      return new Json.Text(members.span(), "");
    }
    return result;
  }

  private List<Json> sequence(@Nullable Json value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof Json.Sequence sequence) {
      return sequence.items();
    }
    if (!(value instanceof Json.Text missing && missing.value().isEmpty())) {
      problem(value.span(), "a list is needed, not " + value.kind());
    }
    return List.of();
  }

  private String text(Json value) {
    if (value instanceof Json.Text string) {
      return string.value();
    }
    problem(value.span(), "a string is needed, not " + value.kind());
    return "";
  }

  private boolean truth(Json value) {
    if (value instanceof Json.Word word && !word.word().equals("null")) {
      return word.word().equals("true");
    }
    problem(value.span(), "true or false is needed, not " + value.kind());
    return false;
  }

  private int number(Json value, int least, int most) {
    if (value instanceof Json.Numeral numeral) {
      try {
        int result = Integer.parseInt(numeral.digits());
        if (result >= least && result <= most) {
          return result;
        }
      } catch (NumberFormatException e) {
        // told below
      }
      problem(value.span(), "a whole number from " + least + " to " + most + " is needed");
    } else {
      problem(value.span(), "a number is needed, not " + value.kind());
    }
    return least;
  }

  private void problem(Span span, String message) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem(new Place(text, span), message));
    }
  }
}
