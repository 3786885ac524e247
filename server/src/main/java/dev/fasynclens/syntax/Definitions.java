package dev.fasynclens.syntax;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of macros before a text begins: what the compiler is told, and how the kernel is
 * configured. Nothing is known of a macro that is not in here.
 */
public final class Definitions {
  /** Nothing is known. */
  public static final Definitions NONE = new Definitions(Map.of(), Set.of(), false);

  private static final String CONFIGURATION = "CONFIG_";
  private static final String MODULE = "MODULE";

  private final Map<String, String> values;
  private final Set<String> undefined;
  private final boolean configured;
  private @Nullable String written;

  private Definitions(Map<String, String> values, Set<String> undefined, boolean configured) {
    this.values = values;
    this.undefined = undefined;
    this.configured = configured;
  }

  /**
   * What is known.
   *
   * @param values what macros stand for
   * @param undefined macros that are surely not defined
   * @param configured whether the values have the whole configuration of a kernel, so that options
   *     that are missing there are switched off
   */
  public static Definitions of(
      Map<String, String> values, Set<String> undefined, boolean configured) {
    return new Definitions(Map.copyOf(values), Set.copyOf(undefined), configured);
  }

  /** Whether a macro is defined, if that is known. */
  Optional<Boolean> defines(String name) {
    if (values.containsKey(name)) {
      return Optional.of(true);
    }
    boolean off = configured && (name.startsWith(CONFIGURATION) || name.equals(MODULE));
    return off || undefined.contains(name) ? Optional.of(false) : Optional.empty();
  }

  /** What a macro stands for. */
  Optional<String> valueOf(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Definitions definitions
            && configured == definitions.configured
            && values.equals(definitions.values)
            && undefined.equals(definitions.undefined));
  }

  @Override
  public int hashCode() {
    return Objects.hash(values.size(), undefined, configured);
  }

  /** All of it, in an order that does not depend on the run. */
  @Override
  public synchronized String toString() {
    String text = written;
    if (text == null) {
      text = new TreeMap<>(values) + " without " + new TreeSet<>(undefined) + " " + configured;
      written = text;
    }
    return text;
  }
}
