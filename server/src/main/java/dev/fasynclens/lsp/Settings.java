package dev.fasynclens.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.ConfigurationFile;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.RuleInfo;
import dev.fasynclens.review.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the user set in the editor. It goes over {@code .fasync-lens.json} as the command line does.
 *
 * @param enabled whether to review at all
 * @param kernels over the configuration
 * @param severities by rule id, over the configuration; an empty value switches the rule off
 * @param baseline a file of known findings, from the folder
 * @param traced whether to tell what happens
 */
record Settings(
    boolean enabled,
    Optional<TargetKernels> kernels,
    Map<String, Optional<Severity>> severities,
    Optional<String> baseline,
    boolean traced) {
  /** The name of our section. */
  static final String SECTION = "fasyncLens";

  /** Nothing set. */
  static final Settings DEFAULT =
      new Settings(true, Optional.empty(), Map.of(), Optional.empty(), false);

  /**
   * Reads settings. What is wrong is told and passed over: half a setting is what people write.
   *
   * @param given the section, or an object that has it
   * @param complaints told what is wrong
   */
  static Settings read(@Nullable Object given, RuleCatalog catalog, Consumer<String> complaints) {
    if (!(given instanceof JsonObject object)) {
      return DEFAULT;
    }
    JsonObject section =
        object.get(SECTION) instanceof JsonObject inner && object.size() <= 2 ? inner : object;
    Reader read = new Reader(section, complaints);
    return new Settings(
        read.flag("enable", true),
        read.kernels(),
        read.severities(catalog),
        read.text("baseline").filter(text -> !text.isBlank()),
        read.object("trace")
            .flatMap(trace -> new Reader(trace, complaints).text("server"))
            .filter(level -> !level.equals("off"))
            .isPresent());
  }

  private record Reader(JsonObject object, Consumer<String> complaints) {
    Optional<JsonElement> value(String key) {
      JsonElement value = object.get(key);
      return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(value);
    }

    Optional<JsonObject> object(String key) {
      Optional<JsonElement> value = value(key);
      if (value.isPresent() && !value.get().isJsonObject()) {
        complain(key, "is not an object");
        return Optional.empty();
      }
      return value.map(JsonElement::getAsJsonObject);
    }

    Optional<String> text(String key) {
      Optional<JsonElement> value = value(key);
      boolean text =
          value.isPresent()
              && value.get().isJsonPrimitive()
              && value.get().getAsJsonPrimitive().isString();
      if (value.isPresent() && !text) {
        complain(key, "is not a string");
      }
      return text ? value.map(JsonElement::getAsString) : Optional.empty();
    }

    boolean flag(String key, boolean otherwise) {
      Optional<JsonElement> value = value(key);
      boolean flag =
          value.isPresent()
              && value.get().isJsonPrimitive()
              && value.get().getAsJsonPrimitive().isBoolean();
      if (value.isPresent() && !flag) {
        complain(key, "is neither true nor false");
      }
      return flag ? value.get().getAsBoolean() : otherwise;
    }

    /** {@code "4.4..6.1"}, or an object as in the configuration file. */
    Optional<TargetKernels> kernels() {
      Optional<String> range;
      if (value("kernel").filter(JsonElement::isJsonObject).isPresent()) {
        Reader ends = new Reader(value("kernel").get().getAsJsonObject(), complaints);
        String oldest = ends.text("oldest").orElse(TargetKernels.UNSET.range().oldest().toString());
        String newest = ends.text("newest").orElse(TargetKernels.UNSET.range().newest().toString());
        range = ends.object().isEmpty() ? Optional.empty() : Optional.of(oldest + ".." + newest);
      } else {
        range = text("kernel").map(String::strip).filter(text -> !text.isEmpty());
      }
      try {
        return range.map(TargetKernels::parse);
      } catch (IllegalArgumentException e) {
        complaints.accept(SECTION + ".kernel" + e.getMessage());
        return Optional.empty();
      }
    }

    Map<String, Optional<Severity>> severities(RuleCatalog catalog) {
      Map<String, Optional<Severity>> severities = new HashMap<>();
      JsonObject rules = object("rules").orElseGet(JsonObject::new);
      Reader settings = new Reader(rules, complaints);
      for (String id : rules.keySet()) {
        Optional<RuleInfo> rule = catalog.find(id);
        Optional<String> setting = settings.text(id);
        if (rule.isEmpty()) {
          complain("rules", "names " + id + ", which is no rule");
        } else if (setting.isPresent()
            && !ConfigurationFile.RULE_SETTINGS.contains(setting.get())) {
          complain("rules", "sets " + id + " to none of " + ConfigurationFile.RULE_SETTINGS);
        } else if (setting.isPresent()) {
          severities.put(rule.get().id(), Severity.of(setting.get()));
        }
      }
      return Map.copyOf(severities);
    }

    private void complain(String key, String what) {
      complaints.accept("the setting " + SECTION + "." + key + " " + what);
    }
  }
}
