package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Conditions;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;

/** FA105: the 1 by which fasync_helper() says that it added the file is taken for an error. */
public final class PositiveResultLeaks implements Rule {
  private static final String HELPER = "fasync_helper";

  /** Calls inside calls that are followed to the helper. */
  private static final int DEEPEST = 4;

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFunction handler : Handlers.all(module)) {
      if (handler.isMacro() || handler.returnsVoid()) {
        continue;
      }
      for (Registration registration : Handlers.adding(facts, handler)) {
        if (registration.isDirect()) {
          madeAnError(facts, handler, registration, findings);
        }
      }
    }
    for (CFunction handler : Handlers.wired(module)) {
      fromHandler(facts, handler, findings);
    }
    for (CFunction open : Handlers.methods(module, "open")) {
      fromOpen(facts, open, findings);
    }
  }

  private static void madeAnError(
      Facts facts, CFunction handler, Registration registration, Findings findings) {
    SyntaxTree tree = handler.tree();
    String variable = givenTo(tree, registration.call());
    for (Path path : facts.paths(handler).all()) {
      boolean called = false;
      boolean decided = false;
      boolean possible = !path.contradictsItself(tree);
      for (Path.Step step : path.steps()) {
        if (step instanceof Path.Test test) {
          Optional<Boolean> holds =
              test.node() == registration.call()
                  ? Optional.of(true)
                  : called ? Conditions.holds(tree, test.node(), variable, 1) : Optional.empty();
          decided = holds.isPresent();
          possible &= holds.isEmpty() || holds.get() == test.holds();
        }
        called |= Path.calls(tree, step).contains(registration.call());
      }
      boolean reached = called && decided && possible;
      if (reached
          && path.steps().getLast() instanceof Path.Return end
          && isNegative(
              tree, chosen(tree, tree.firstNamed(end.node()), registration.call(), variable))) {
        findings
            .at(
                tree.place(end.node()),
                "fasync_helper() returns 1 when it added the file, and the handler %s() makes that an error."
                    .formatted(handler.name()))
            .always(
                Severity.WARNING,
                "F_SETFL fails although the file was registered, so the program believes it was not")
            .before(registration.place(), "the call")
            .report();
        return;
      }
    }
  }

  /** What an expression comes to if the call returned 1: {@code ret ? -EIO : 0} is -EIO. */
  private static int chosen(SyntaxTree tree, int expression, int call, String variable) {
    int at = Expressions.bare(tree, expression);
    while (at >= 0 && tree.kind(at) == Kind.CONDITIONAL_EXPRESSION) {
      int condition = Expressions.bare(tree, tree.part(at, Field.CONDITION));
      Optional<Boolean> holds =
          condition == call ? Optional.of(true) : Conditions.holds(tree, condition, variable, 1);
      if (holds.isEmpty()) {
        return at;
      }
      int branch = tree.part(at, holds.get() ? Field.CONSEQUENCE : Field.ALTERNATIVE);
      at = Expressions.bare(tree, branch);
    }
    return at;
  }

  private static boolean isNegative(SyntaxTree tree, int value) {
    return value >= 0
        && tree.kind(value) == Kind.UNARY_EXPRESSION
        && Expressions.isOperator(tree, value, "-");
  }

  private static void fromHandler(Facts facts, CFunction handler, Findings findings) {
    Optional<Place> leak = leak(facts, handler, 0);
    if (leak.isEmpty()) {
      return;
    }
    findings
        .at(
            leak.get(),
            "The handler %s() returns the 1 by which fasync_helper() says that it added the file."
                .formatted(handler.name()))
        .consequence(
            KernelRange.before(ChangePoint.SETFL_RETURNS_POSITIVE),
            Severity.INFO,
            "FIOASYNC returns 1 and forgets that the file is registered")
        .consequence(
            KernelRange.between(
                ChangePoint.SETFL_RETURNS_POSITIVE, ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.INFO,
            "fcntl() returns 1, and FIOASYNC returns 1 and forgets that the file is registered")
        .consequence(
            KernelRange.between(
                ChangePoint.VFS_UNREGISTERS_ON_CLOSE, ChangePoint.HELPER_OWNS_FASYNC_BIT),
            Severity.INFO,
            "fcntl() returns 1, and after FIOASYNC the kernel does not take the file off at close")
        .onlyIfTargetIsStated()
        .report();
  }

  private static void fromOpen(Facts facts, CFunction open, Findings findings) {
    Optional<Place> leak = leak(facts, open, 0);
    if (leak.isEmpty()) {
      return;
    }
    findings
        .at(
            leak.get(),
            "%s() returns the 1 by which fasync_helper() says that it added the file, and for open() that is a failure."
                .formatted(open.name()))
        .always(
            Severity.ERROR,
            "the kernel gives the file up without a call of .release, and the queue keeps a file that is freed")
        .report();
  }

  /** Where a function returns 1 because the helper did. */
  private static Optional<Place> leak(Facts facts, CFunction function, int depth) {
    if (function.isMacro() || function.returnsVoid() || depth > DEEPEST) {
      return Optional.empty();
    }
    for (Registration registration : Handlers.adding(facts, function)) {
      int call = registration.call();
      boolean one =
          registration.isDirect()
              ? Expressions.callee(function.tree(), call).equals(HELPER)
              : facts.callees(function, call).stream()
                  .anyMatch(callee -> leak(facts, callee, depth + 1).isPresent());
      Optional<Place> end = one ? returned(facts, function, call) : Optional.empty();
      if (end.isPresent()) {
        return end;
      }
    }
    return Optional.empty();
  }

  /** Where a function returns what a call returned, if that was 1. */
  private static Optional<Place> returned(Facts facts, CFunction function, int call) {
    SyntaxTree tree = function.tree();
    String variable = givenTo(tree, call);
    for (Path path : facts.possiblePaths(function)) {
      if (path.steps().getLast() instanceof Path.Return end
          && survives(tree, path, call, variable)) {
        int value = Expressions.bare(tree, tree.firstNamed(end.node()));
        boolean isVariable =
            value >= 0 && tree.kind(value) == Kind.IDENTIFIER && tree.is(value, variable);
        if (value == call || isVariable) {
          return Optional.of(tree.place(end.node()));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a path makes a call, and what the call returned is still in the variable at its end.
   */
  private static boolean survives(SyntaxTree tree, Path path, int call, String variable) {
    boolean called = false;
    for (Path.Step step : path.steps()) {
      boolean makes = Path.calls(tree, step).contains(call);
      if (step instanceof Path.Test test) {
        Optional<Boolean> holds =
            test.node() == call
                ? Optional.of(true)
                : Conditions.holds(tree, test.node(), variable, 1);
        boolean unclear = makes && test.node() != call;
        if (unclear || ((called || makes) && holds.isPresent() && holds.get() != test.holds())) {
          return false;
        }
      } else if (called && step instanceof Path.Evaluate evaluate) {
        for (int assignment :
            Expressions.below(tree, evaluate.node(), Kind.ASSIGNMENT_EXPRESSION)) {
          if (tree.is(tree.part(assignment, Field.LEFT), variable)) {
            return false;
          }
        }
      }
      called |= makes;
    }
    return called;
  }

  /** The variable that keeps what a call returns, empty if none does. */
  private static String givenTo(SyntaxTree tree, int call) {
    int parent = tree.parent(call);
    return switch (tree.kind(parent)) {
      case Kind.ASSIGNMENT_EXPRESSION -> tree.text(tree.part(parent, Field.LEFT));
      case Kind.INIT_DECLARATOR -> tree.text(tree.part(parent, Field.DECLARATOR));
      default -> "";
    };
  }
}
