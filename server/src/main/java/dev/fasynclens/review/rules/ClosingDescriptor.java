package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Conditions;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** Functions that refuse the descriptor with which the VFS takes a closing file off. */
final class ClosingDescriptor {
  static final int VALUE = -1;

  private final Facts facts;
  private final Findings findings;

  ClosingDescriptor(Facts facts, Findings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  /** Looks at a wrapper of fasync_helper(), which handlers call with their own arguments. */
  void checkWrapper(CFunction function) {
    for (Registration registration : facts.registrations(function)) {
      String descriptor = descriptorPassedOn(function, registration);
      for (Path path : descriptor.isEmpty() ? List.<Path>of() : facts.paths(function).all()) {
        if (!reaches(function.tree(), path, registration)
            && path.agreesWith(function.tree(), descriptor, VALUE)) {
          checkEnd(function, descriptor, path);
        }
      }
    }
  }

  /**
   * Looks at a path that does not register.
   *
   * @return whether it is the descriptor that decided so
   */
  boolean checkEnd(CFunction function, String descriptor, Path path) {
    SyntaxTree tree = function.tree();
    Optional<Path.Test> deciding =
        path.lastTest()
            .filter(test -> Conditions.holds(tree, test.node(), descriptor, VALUE).isPresent());
    deciding.ifPresent(test -> report(function, descriptor, path.steps().getLast(), test));
    return deciding.isPresent();
  }

  /** The parameter that a function passes on together with its switch, empty if it does not. */
  private static String descriptorPassedOn(CFunction function, Registration registration) {
    SyntaxTree tree = function.tree();
    List<Integer> arguments = Expressions.arguments(tree, registration.call());
    boolean passesOn =
        registration.isDirect()
            && registration.on().stream().allMatch(v -> v.kind() == Value.Kind.PARAMETER)
            && !arguments.isEmpty();
    int bare = passesOn ? Expressions.bare(tree, arguments.get(0)) : -1;
    return bare >= 0 && function.parameterIndex(tree.text(bare)) >= 0 ? tree.text(bare) : "";
  }

  private static boolean reaches(SyntaxTree tree, Path path, Registration registration) {
    return path.steps().stream()
        .anyMatch(step -> Path.calls(tree, step).contains(registration.call()));
  }

  private void report(CFunction function, String descriptor, Path.Step last, Path.Test test) {
    SyntaxTree tree = function.tree();
    Place place = last instanceof Path.End ? function.place() : tree.place(last.node());
    findings
        .at(
            place,
            "%s() refuses when %s is negative, but close calls it with %d."
                .formatted(function.name(), descriptor, VALUE))
        .consequence(
            KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            "the usual removal in release passes -1 too, so it fails and " + OffNotHonoured.STALE)
        .consequence(
            KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            "close ignores the failure; " + OffNotHonoured.STALE)
        .before(tree.place(test.node()), "what decides")
        .report();
  }
}
