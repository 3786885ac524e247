package dev.fasynclens.review;

import dev.fasynclens.driver.Primitives;
import dev.fasynclens.kernel.TargetKernels;
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
 */
public record Configuration(
    TargetKernels target,
    Map<String, Optional<Severity>> severities,
    List<String> registering,
    List<String> notifying,
    Map<String, Primitives.Wrapper> wrappers) {
  /** Nothing configured. */
  public static final Configuration DEFAULT =
      new Configuration(TargetKernels.UNSET, Map.of(), List.of(), List.of());

  /** A configuration without functions that take other arguments than the kernel's. */
  public Configuration(
      TargetKernels target,
      Map<String, Optional<Severity>> severities,
      List<String> registering,
      List<String> notifying) {
    this(target, severities, registering, notifying, Map.of());
  }
}
