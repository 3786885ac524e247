package dev.fasynclens.review;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All rules, as the folders under {@code rules/} describe them. A rule is a folder and a class, and
 * nothing lists them by hand: the build joins what they say in {@code rules/index.json}, and the
 * class is found by the rule's name.
 */
public final class RuleCatalog {
  /** The family whose findings this program makes about itself, without a class. */
  public static final String TOOL_FAMILY = "the tool itself";

  /** Where this program lives on the web. */
  public static final String HOME = "https://github.com/fasync-lens/fasync-lens";

  private static final String INDEX = "rules/index.json";
  private static final String CLASS_PREFIX = "dev.fasynclens.review.rules.";

  private final Resources resources;
  private final Map<String, RuleInfo> byId;

  private RuleCatalog(Resources resources, Map<String, RuleInfo> byId) {
    this.resources = resources;
    this.byId = byId;
  }

  /** Where the files of {@code rules/} come from. */
  interface Resources {
    /** Opens a file; null if there is none. */
    @Nullable InputStream open(String path);
  }

  /**
   * The rules of this program.
   *
   * @throws IllegalStateException if the program was packaged without them, or one is malformed
   */
  public static RuleCatalog load() {
    ClassLoader loader = RuleCatalog.class.getClassLoader();
    return load(loader::getResourceAsStream);
  }

  static RuleCatalog load(Resources resources) {
    Map<String, RuleInfo> byId = new TreeMap<>();
    JsonReader in = new JsonReader(new StringReader(read(resources, INDEX)));
    try {
      while (hasMore(in)) {
        RuleInfo info = new Fields(in).read();
        if (byId.put(info.id(), info) != null) {
          throw new IllegalStateException(INDEX + " has " + info.id() + " twice");
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(INDEX + ": " + e.getMessage(), e);
    }
    return new RuleCatalog(resources, byId);
  }

  /** Whether another rule follows: what is strict else takes one object only. */
  private static boolean hasMore(JsonReader in) throws IOException {
    Strictness within = in.getStrictness();
    in.setStrictness(Strictness.LENIENT);
    boolean more = in.peek() != JsonToken.END_DOCUMENT;
    in.setStrictness(within);
    return more;
  }

  /** All rules, by id. */
  public List<RuleInfo> infos() {
    return List.copyOf(byId.values());
  }

  /** All ids, sorted. */
  public Collection<String> ids() {
    return byId.keySet();
  }

  /** The rule with an id. */
  public Optional<RuleInfo> info(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The rule with an id or a name, however its letters are written. */
  public Optional<RuleInfo> find(String idOrName) {
    for (RuleInfo info : byId.values()) {
      if (info.id().equalsIgnoreCase(idOrName) || info.name().equalsIgnoreCase(idOrName)) {
        return Optional.of(info);
      }
    }
    return Optional.empty();
  }

  /**
   * A new instance of the class that checks a rule; empty if the program itself makes its findings.
   *
   * @throws IllegalStateException if there ought to be a class and is none
   */
  public Optional<Rule> rule(RuleInfo info) {
    if (info.family().equals(TOOL_FAMILY)) {
      return Optional.empty();
    }
    String name = CLASS_PREFIX + className(info.name());
    try {
      Class<? extends Rule> type = Class.forName(name).asSubclass(Rule.class);
      return Optional.of(type.getConstructor().newInstance());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException(info.id() + " has no usable class " + name, e);
    }
  }

  /** The page of a rule, in Markdown. */
  public String page(RuleInfo info) {
    return read(resources, "rules/" + info.id() + "/README.md");
  }

  /** Where the page of a rule is on the web. */
  public String pageUri(RuleInfo info) {
    return HOME + "/blob/HEAD/rules/" + info.id() + "/README.md";
  }

  /** {@code HandlerNotWired} for {@code handler-not-wired}. */
  static String className(String ruleName) {
    StringBuilder name = new StringBuilder();
    boolean upper = true;
    for (int i = 0; i < ruleName.length(); i++) {
      char c = ruleName.charAt(i);
      if (c == '-') {
        upper = true;
      } else {
        name.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return name.toString();
  }

  private static String read(Resources resources, String path) {
    try (InputStream in = resources.open(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields of one {@code rule.json} while it is read. */
  private static final class Fields {
    private final JsonReader in;
    private final Map<String, String> texts = new TreeMap<>();
    private final List<String> tags = new ArrayList<>();
    private @Nullable Boolean fixable;

    Fields(JsonReader in) {
      this.in = in;
    }

    RuleInfo read() throws IOException {
      in.beginObject();
      while (in.hasNext()) {
        String key = in.nextName();
        switch (key) {
          case "fixable" -> fixable = in.nextBoolean();
          case "tags" -> readTags();
          case "$schema" -> in.skipValue();
          case "id", "name", "title", "family", "summary", "severity", "since" ->
              texts.put(key, in.nextString());
          default -> throw new IllegalArgumentException("unknown key " + key);
        }
      }
      in.endObject();
      Boolean canFix = fixable;
      if (canFix == null) {
        throw missing("fixable");
      }
      String severity = text("severity");
      return new RuleInfo(
          text("id"),
          text("name"),
          text("title"),
          text("family"),
          text("summary"),
          Severity.of(severity)
              .orElseThrow(() -> new IllegalArgumentException("no severity: " + severity)),
          canFix,
          text("since"),
          List.copyOf(tags));
    }

    private void readTags() throws IOException {
      in.beginArray();
      while (in.hasNext()) {
        tags.add(in.nextString());
      }
      in.endArray();
    }

    private IllegalArgumentException missing(String key) {
      return new IllegalArgumentException(
          "%s is missing in %s".formatted(key, texts.getOrDefault("id", "a rule")));
    }

    private String text(String key) {
      String value = texts.get(key);
      if (value == null) {
        throw missing(key);
      }
      return value;
    }
  }
}
