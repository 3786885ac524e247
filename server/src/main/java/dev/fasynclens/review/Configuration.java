package dev.fasynclens.review;

import dev.fasynclens.driver.Primitives;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.syntax.Definitions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a project says about itself in {@code .fasync-lens.json}, with the command line over it.
 *
 * @param target the kernels it is meant for
 * @param severities by rule id, overrides; an empty value switches the rule off
 * @param registering functions outside the view that register like {@code fasync_helper}
 * @param notifying functions outside the view that notify like {@code kill_fasync}
 * @param wrappers functions outside the view that take other arguments, by name
 * @param definitions what is known of macros where the file is compiled
 */
public record Configuration(
    TargetKernels target,
    Map<String, Optional<Severity>> severities,
    List<String> registering,
    List<String> notifying,
    Map<String, Primitives.Wrapper> wrappers,
    Definitions definitions) {
  /** Nothing configured. */
  public static final Configuration DEFAULT =
      new Configuration(TargetKernels.UNSET, Map.of(), List.of(), List.of());

  /** A configuration for files that are compiled in a way nobody knows. */
  public Configuration(
      TargetKernels target,
      Map<String, Optional<Severity>> severities,
      List<String> registering,
      List<String> notifying,
      Map<String, Primitives.Wrapper> wrappers) {
    this(target, severities, registering, notifying, wrappers, Definitions.NONE);
  }

  /** A configuration without functions that take other arguments than the kernel's. */
  public Configuration(
      TargetKernels target,
      Map<String, Optional<Severity>> severities,
      List<String> registering,
      List<String> notifying) {
    this(target, severities, registering, notifying, Map.of());
  }

  /** The same for a file that is compiled in a certain way. */
  public Configuration compiledFor(TargetKernels other, Definitions known) {
    return new Configuration(other, severities, registering, notifying, wrappers, known);
  }
}
