package dev.fasynclens.review;

import dev.fasynclens.driver.Primitives;
import dev.fasynclens.json.Json;
import dev.fasynclens.json.JsonParser;
import dev.fasynclens.json.JsonSyntaxException;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code .fasync-lens.json}. A file with any mistake configures nothing: every mistake is
 * reported with its place instead.
 */
public final class ConfigurationFile {
  /** What the file is called. */
  public static final String NAME = ".fasync-lens.json";

  /** What a rule can be set to. */
  public static final List<String> RULE_SETTINGS = List.of("error", "warning", "info", "off");

  private static final List<String> KEYS =
      List.of("$schema", "kernel", "rules", "wrappers", "exclude", "failOn");
  private static final String NOTIFIES = "notifies";
  private static final String REGISTERS = "registers";
  private static final int MOST_PROBLEMS = 50;
  private static final int LONGEST_VERSION = 11;

  private final SourceText text;
  private final Collection<String> ruleIds;
  private final List<ConfigurationProblem> problems = new ArrayList<>();

  private TargetKernels target = TargetKernels.UNSET;
  private final Map<String, Optional<Severity>> severities = new LinkedHashMap<>();
  private final List<String> registering = new ArrayList<>();
  private final List<String> notifying = new ArrayList<>();
  private final Map<String, Primitives.Wrapper> wrappers = new LinkedHashMap<>();
  private final List<PathPattern> exclude = new ArrayList<>();
  private Optional<FailOn> failOn = Optional.empty();

  private ConfigurationFile(SourceText text, Collection<String> ruleIds) {
    this.text = text;
    this.ruleIds = ruleIds;
  }

  /**
   * What a file says.
   *
   * @param configuration {@link ProjectConfiguration#DEFAULT} if there are problems
   * @param problems in the order of the file
   */
  public record Reading(ProjectConfiguration configuration, List<ConfigurationProblem> problems) {}

  /**
   * Reads a file.
   *
   * @param ruleIds the rules there are
   */
  public static Reading read(SourceText text, Collection<String> ruleIds) {
    ConfigurationFile file = new ConfigurationFile(text, ruleIds);
    try {
      file.readTop(JsonParser.parse(text));
    } catch (JsonSyntaxException e) {
      file.problem(e.span(), e.reason());
    }
    if (!file.problems.isEmpty()) {
      return new Reading(ProjectConfiguration.DEFAULT, List.copyOf(file.problems));
    }
    Configuration configuration =
        new Configuration(
            file.target,
            Map.copyOf(file.severities),
            List.copyOf(file.registering),
            List.copyOf(file.notifying),
            Map.copyOf(file.wrappers));
    ProjectConfiguration.Exclusions exclusions =
        file.exclude.isEmpty()
            ? ProjectConfiguration.Exclusions.NONE
            : new ProjectConfiguration.Exclusions(file.exclude);
    return new Reading(new ProjectConfiguration(configuration, exclusions, file.failOn), List.of());
  }

  /** A file that does nothing but switch one rule off. */
  public static String switchingOff(String rule) {
    return "{\n  \"rules\": { \"" + rule + "\": \"off\" }\n}\n";
  }

  /** The edit that switches a rule off in a file; empty if the file is malformed there. */
  public static Optional<TextEdit> switchOff(SourceText text, String rule) {
    Json top;
    try {
      top = JsonParser.parse(text);
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
    if (!(top instanceof Json.Dictionary dictionary)) {
      return Optional.empty();
    }
    Optional<Json> rules = member(dictionary, "rules");
    String setting = "\"" + rule + "\": \"off\"";
    if (rules.isEmpty()) {
      return Optional.of(insertion(dictionary, "\n  \"rules\": { " + setting + " }", "\n"));
    }
    if (!(rules.get() instanceof Json.Dictionary settings)) {
      return Optional.empty();
    }
    Optional<Json> present = member(settings, rule);
    return Optional.of(
        present.isPresent()
            ? new TextEdit(present.get().span(), "\"off\"")
            : insertion(settings, " " + setting, " "));
  }

  /** Puts a member in front of all others. */
  private static TextEdit insertion(Json.Dictionary into, String member, String afterLast) {
    int at = into.span().start() + 1;
    return new TextEdit(new Span(at, at), member + (into.members().isEmpty() ? afterLast : ","));
  }

  private static Optional<Json> member(Json.Dictionary dictionary, String key) {
    for (Json.Member member : dictionary.members()) {
      if (member.key().value().equals(key)) {
        return Optional.of(member.value());
      }
    }
    return Optional.empty();
  }

  private void readTop(Json top) {
    if (!(top instanceof Json.Dictionary dictionary)) {
      problem(top.span(), "expected an object, found " + top.kind());
      return;
    }
    for (Json.Member member : known(dictionary, KEYS)) {
      Json value = member.value();
      switch (member.key().value()) {
        case "kernel" -> readKernel(value);
        case "rules" -> readRules(value);
        case "wrappers" -> readWrappers(value);
        case "exclude" -> readExclude(value);
        case "failOn" -> readFailOn(value);
        default -> string(value); // "$schema" is for editors
      }
    }
  }

  private void readKernel(Json value) {
    if (!(value instanceof Json.Dictionary dictionary)) {
      problem(
          value.span(),
          "expected {\"oldest\": \"4.4\", \"newest\": \"6.1\"}, found " + value.kind());
      return;
    }
    Optional<KernelVersion> oldest = Optional.empty();
    Optional<KernelVersion> newest = Optional.empty();
    Span placeOfOldest = value.span();
    int before = problems.size();
    for (Json.Member member : known(dictionary, List.of("oldest", "newest"))) {
      Optional<KernelVersion> version = version(member.value());
      if (member.key().value().equals("oldest")) {
        oldest = version;
        placeOfOldest = member.value().span();
      } else {
        newest = version;
      }
    }
    if (problems.size() > before || (oldest.isEmpty() && newest.isEmpty())) {
      return;
    }
    if (oldest.isPresent()
        && newest.isPresent()
        && newest.get().release().compareTo(oldest.get().release()) < 0) {
      problem(
          placeOfOldest,
          "the range is reversed: oldest "
              + oldest.get()
              + " is newer than newest "
              + newest.get());
      return;
    }
    target = TargetKernels.of(range(oldest, newest));
  }

  /** An end that is not given is where it is if nobody says anything. */
  private static KernelRange range(Optional<KernelVersion> oldest, Optional<KernelVersion> newest) {
    KernelRange unset = TargetKernels.UNSET.range();
    KernelVersion from = oldest.orElse(unset.oldest());
    KernelVersion to = newest.orElse(unset.newest());
    if (to.release().compareTo(from.release()) < 0) {
      return oldest.isPresent() ? new KernelRange(from, from) : new KernelRange(to, to);
    }
    return new KernelRange(from, to);
  }

  private Optional<KernelVersion> version(Json value) {
    if (value instanceof Json.Numeral numeral) {
      problem(value.span(), "write the version in quotes: \"" + brief(numeral.digits()) + "\"");
      return Optional.empty();
    }
    Optional<String> written = string(value);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<KernelVersion> version =
        isVersion(written.get()) ? KernelVersion.parse(written.get()) : Optional.empty();
    if (version.isEmpty()) {
      problem(
          value.span(),
          "\"" + brief(written.get()) + "\" is not a kernel version; write it like 4.4 or 2.6.32");
    }
    return version;
  }

  private void readRules(Json value) {
    if (!(value instanceof Json.Dictionary dictionary)) {
      problem(value.span(), "expected {\"FA202\": \"warning\"}, found " + value.kind());
      return;
    }
    Set<String> seen = new HashSet<>();
    for (Json.Member member : dictionary.members()) {
      String id = member.key().value();
      if (isRepeated(member, seen)) {
        continue;
      }
      if (!ruleIds.contains(id)) {
        problem(
            member.key().span(),
            "unknown rule \""
                + brief(id)
                + "\""
                + Spelling.hint(id, ruleIds)
                + "; fasync-lens rules lists them");
        continue;
      }
      word(member.value(), RULE_SETTINGS)
          .ifPresent(setting -> severities.put(id, Severity.of(setting)));
    }
  }

  private void readWrappers(Json value) {
    if (!(value instanceof Json.Dictionary dictionary)) {
      problem(
          value.span(),
          "expected {\"register\": [\"name\"], \"notify\": [\"name\"]}, found " + value.kind());
      return;
    }
    List<Json.Member> lists = new ArrayList<>();
    Set<String> functions = new HashSet<>();
    for (Json.Member member : dictionary.members()) {
      if (member.value() instanceof Json.Dictionary roles) {
        if (!isRepeated(member, functions)) {
          readWrapper(member.key(), roles);
        }
      } else {
        lists.add(member);
      }
    }
    Json.Dictionary rest = new Json.Dictionary(dictionary.span(), lists);
    for (Json.Member member : known(rest, List.of("register", "notify"))) {
      List<String> names = member.key().value().equals("notify") ? notifying : registering;
      for (Json.Text name : strings(member.value())) {
        if (isIdentifier(name.value())) {
          names.add(name.value());
        } else {
          problem(
              name.span(),
              "\"" + brief(name.value()) + "\" is not the name of a C function or macro");
        }
      }
    }
  }

  /** {@code "my_notify": {"notifies": 0, "band": 1}}: which argument is what. */
  private void readWrapper(Json.Text name, Json.Dictionary roles) {
    if (!isIdentifier(name.value())) {
      problem(
          name.span(), "\"" + brief(name.value()) + "\" is not the name of a C function or macro");
      return;
    }
    boolean notifies = member(roles, NOTIFIES).isPresent();
    if (notifies == member(roles, REGISTERS).isPresent()) {
      problem(
          roles.span(),
          "say which argument is the queue: {\"notifies\": 0} or {\"registers\": 0}, and not both");
      return;
    }
    int before = problems.size();
    Map<String, Integer> positions = new LinkedHashMap<>();
    List<String> allowed =
        notifies ? List.of(NOTIFIES, "signal", "band") : List.of(REGISTERS, "file", "on");
    for (Json.Member role : known(roles, allowed)) {
      int position = position(role.value());
      if (positions.containsValue(position) && position >= 0) {
        problem(role.value().span(), "two roles for argument " + position);
      }
      positions.put(role.key().value(), position);
    }
    if (problems.size() > before) {
      return;
    }
    wrappers.put(
        name.value(),
        notifies
            ? new Primitives.Notifying(
                positions.getOrDefault(NOTIFIES, -1),
                positions.getOrDefault("signal", -1),
                positions.getOrDefault("band", -1),
                false,
                Primitives.ANY)
            : new Primitives.Registering(
                positions.getOrDefault("file", -1),
                positions.getOrDefault(REGISTERS, -1),
                positions.getOrDefault("on", -1),
                Primitives.ANY,
                true,
                true));
  }

  private int position(Json value) {
    if (value instanceof Json.Numeral numeral && numeral.digits().matches("[0-9]|[12][0-9]")) {
      return Integer.parseInt(numeral.digits());
    }
    problem(
        value.span(),
        "expected the position of an argument, counted from 0 and at most 29, found "
            + (value instanceof Json.Numeral numeral ? brief(numeral.digits()) : value.kind()));
    return -1;
  }

  private void readExclude(Json value) {
    for (Json.Text pattern : strings(value)) {
      Optional<String> complaint = PathPattern.complaint(pattern.value());
      if (complaint.isPresent()) {
        problem(pattern.span(), complaint.get());
      } else {
        exclude.add(PathPattern.of(pattern.value()));
      }
    }
  }

  private void readFailOn(Json value) {
    failOn = word(value, FailOn.LABELS).flatMap(FailOn::of);
  }

  /** The members with a known key; of a key that is there twice, the first. */
  private List<Json.Member> known(Json.Dictionary dictionary, List<String> allowed) {
    List<Json.Member> members = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Json.Member member : dictionary.members()) {
      String key = member.key().value();
      if (isRepeated(member, seen)) {
        continue;
      }
      if (allowed.contains(key)) {
        members.add(member);
      } else {
        problem(
            member.key().span(),
            "unknown key \""
                + brief(key)
                + "\""
                + Spelling.hint(key, allowed)
                + "; allowed here: "
                + String.join(", ", allowed));
      }
    }
    return members;
  }

  private boolean isRepeated(Json.Member member, Set<String> seen) {
    String key = member.key().value();
    if (seen.add(key)) {
      return false;
    }
    problem(member.key().span(), "the key \"" + brief(key) + "\" is there twice");
    return true;
  }

  private Optional<String> string(Json value) {
    if (value instanceof Json.Text found) {
      return Optional.of(found.value());
    }
    problem(value.span(), "expected a string, found " + value.kind());
    return Optional.empty();
  }

  private Optional<String> word(Json value, List<String> allowed) {
    Optional<String> found = string(value);
    if (found.isPresent() && !allowed.contains(found.get())) {
      problem(
          value.span(),
          "\""
              + brief(found.get())
              + "\" is not possible here"
              + Spelling.hint(found.get(), allowed)
              + "; allowed: "
              + String.join(", ", allowed));
      return Optional.empty();
    }
    return found;
  }

  private List<Json.Text> strings(Json value) {
    List<Json.Text> found = new ArrayList<>();
    if (!(value instanceof Json.Sequence sequence)) {
      problem(value.span(), "expected a list of strings, found " + value.kind());
      return found;
    }
    for (Json item : sequence.items()) {
      if (item instanceof Json.Text name) {
        found.add(name);
      } else {
        problem(item.span(), "expected a string, found " + item.kind());
      }
    }
    return found;
  }

  private void problem(Span span, String message) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new ConfigurationProblem(new Place(text, span), message));
    }
  }

  /** As in the schema: two or three numbers, without what distributions add. */
  private static boolean isVersion(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return text.length() <= LONGEST_VERSION && dots <= 2 && !text.endsWith(".");
  }

  private static boolean isIdentifier(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Foreign text in a message is kept short. */
  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
