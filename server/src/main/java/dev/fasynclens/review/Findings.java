package dev.fasynclens.review;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.VersionGuard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Collects what one rule finds, and judges it for the kernels each file is meant for. What does not
 * matter there is dropped; the same finding twice counts once.
 */
public final class Findings {
  private final RuleInfo rule;
  private final Map<SourceText, SyntaxTree> wanted;
  private final Function<String, Configuration> configurationOf;
  private final List<Finding> found = new ArrayList<>();
  private final List<Finding> elsewhere = new ArrayList<>();
  private final Set<Place> places = new HashSet<>();

  /**
   * Collects for one rule.
   *
   * @param wanted the files findings are wanted for
   * @param configurationOf the configuration of a file, by its path
   */
  Findings(
      RuleInfo rule,
      Map<SourceText, SyntaxTree> wanted,
      Function<String, Configuration> configurationOf) {
    this.rule = rule;
    this.wanted = wanted;
    this.configurationOf = configurationOf;
  }

  /** What was found so far. */
  List<Finding> all() {
    return found;
  }

  /** What was found, but matters only on kernels that are not targeted. */
  List<Finding> elsewhere() {
    return elsewhere;
  }

  /**
   * Begins a finding.
   *
   * @param place where the mistake is
   * @param message what is wrong: one sentence with full stop
   */
  public Draft at(Place place, String message) {
    return new Draft(place, message);
  }

  /** A finding in the making; nothing is reported before {@link #report}. */
  public final class Draft {
    private final Place place;
    private final String message;
    private final List<Consequence> consequences = new ArrayList<>();
    private final List<Related> related = new ArrayList<>();
    private final List<Fix> fixes = new ArrayList<>();
    private boolean onlyIfStated;

    private Draft(Place place, String message) {
      this.place = place;
      this.message = message;
    }

    /**
     * What the mistake leads to on some kernels.
     *
     * @param effect a phrase without capital and full stop
     */
    public Draft consequence(KernelRange kernels, Severity severity, String effect) {
      consequences.add(new Consequence(kernels, severity, effect));
      return this;
    }

    /** What the mistake leads to on every kernel. */
    public Draft always(Severity severity, String effect) {
      return consequence(KernelRange.ALL, severity, effect);
    }

    /**
     * Keeps it from people who did not say what they target: what is right on today's kernels and
     * written by nearly everybody is worth a word only to those who name older ones.
     */
    public Draft onlyIfTargetIsStated() {
      onlyIfStated = true;
      return this;
    }

    /** Another place that explains it. */
    public Draft related(Place other, String what) {
      related.add(new Related(other, what));
      return this;
    }

    /** A step on the way to it; steps are told in the order in which they are reached. */
    public Draft before(Place other, String what) {
      related.add(new Related(other, what, Related.Order.BEFORE));
      return this;
    }

    /** A step that comes of it, after those told so far. */
    public Draft after(Place other, String what) {
      related.add(new Related(other, what, Related.Order.AFTER));
      return this;
    }

    /** A step that comes of it, if one is in view. */
    public Draft after(Optional<Place> other, String what) {
      other.ifPresent(place -> after(place, what));
      return this;
    }

    /** A mechanical repair. */
    public Draft fix(Fix fix) {
      fixes.add(fix);
      return this;
    }

    /** A mechanical repair, if there is one. */
    public Draft fix(Optional<Fix> fix) {
      fix.ifPresent(fixes::add);
      return this;
    }

    /** Reports it, unless nobody wants it: other file, other kernels, switched off. */
    public void report() {
      if (!wanted.containsKey(place.text())) {
        return;
      }
      Configuration configuration = configurationOf.apply(place.text().name());
      Map<String, Optional<Severity>> overrides = configuration.severities();
      Optional<Severity> override = overrides.get(rule.id());
      if (override != null && override.isEmpty()) {
        return;
      }
      List<Consequence> bites = within(configuration.target());
      boolean withheld = onlyIfStated && !configuration.target().stated();
      if (bites.isEmpty() || withheld) {
        elsewhere.add(finding(Severity.INFO, List.of()));
      } else if (places.add(place)) {
        Severity worst = worstOf(bites);
        found.add(finding(override == null ? worst : override.orElseThrow(), bites));
      }
    }

    private static Severity worstOf(List<Consequence> consequences) {
      Severity worst = Severity.INFO;
      for (Consequence consequence : consequences) {
        worst = consequence.severity().atLeast(worst) ? consequence.severity() : worst;
      }
      return worst;
    }

    private Finding finding(Severity severity, List<Consequence> bites) {
      return new Finding(
          rule,
          severity,
          place,
          message,
          List.copyOf(bites),
          List.copyOf(related),
          List.copyOf(fixes));
    }

    private List<Consequence> within(TargetKernels target) {
      List<Consequence> bites = new ArrayList<>();
      Optional<KernelRange> compiled = compiled();
      for (Consequence consequence : compiled.isPresent() ? consequences : List.<Consequence>of()) {
        consequence
            .kernels()
            .intersect(target.range())
            .flatMap(kernels -> kernels.intersect(compiled.get()))
            .ifPresent(kernels -> bites.add(judged(consequence, kernels, target)));
      }
      bites.sort((a, b) -> a.kernels().oldest().compareTo(b.kernels().oldest()));
      return joined(bites);
    }

    /** The same effect on kernels that follow each other is told once. */
    private static List<Consequence> joined(List<Consequence> sorted) {
      List<Consequence> result = new ArrayList<>();
      for (Consequence next : sorted) {
        Consequence last = result.isEmpty() ? null : result.getLast();
        boolean same =
            last != null
                && last.effect().equals(next.effect())
                && last.severity() == next.severity();
        if (last != null && same) {
          KernelRange both = new KernelRange(last.kernels().oldest(), next.kernels().newest());
          result.set(result.size() - 1, new Consequence(both, next.severity(), next.effect()));
        } else {
          result.add(next);
        }
      }
      return result;
    }

    /** The kernels for which the code here is compiled, where it asks LINUX_VERSION_CODE. */
    private Optional<KernelRange> compiled() {
      VersionGuard guard =
          Objects.requireNonNull(wanted.get(place.text())).guardAt(place.span().start());
      if (guard.equals(VersionGuard.NONE)) {
        return Optional.of(KernelRange.ALL);
      }
      return KernelRange.ALL.within(
          KernelVersion.ofCode(guard.from()), KernelVersion.ofCode(guard.below()));
    }

    /** To people who did not say what they target, long gone kernels are only mentioned. */
    private Consequence judged(Consequence consequence, KernelRange kernels, TargetKernels target) {
      boolean gone = kernels.newest().compareTo(ChangePoint.LIVING_KERNELS.release()) < 0;
      Severity severity = gone && !target.stated() ? Severity.INFO : consequence.severity();
      return new Consequence(kernels, severity, consequence.effect());
    }
  }

  /** The kernels that a file is meant for. */
  public TargetKernels target(SourceText text) {
    return configurationOf.apply(text.name()).target();
  }

  /** Whether findings are wanted for a file of the module. */
  public boolean wants(SourceText text) {
    return wanted.containsKey(text);
  }

  /** The files of a module that findings are wanted for. */
  static Map<SourceText, SyntaxTree> wantedOf(DriverModule module) {
    Map<SourceText, SyntaxTree> texts = new HashMap<>();
    module.files().stream()
        .filter(module::reports)
        .forEach(file -> texts.put(file.source(), file.tree()));
    return texts;
  }
}
