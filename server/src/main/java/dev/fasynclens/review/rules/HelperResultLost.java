package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Paths;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** FA104: the handler drops what fasync_helper() returns, or ends without a return. */
public final class HelperResultLost implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFunction handler : Handlers.all(module)) {
      if (handler.isMacro() || handler.returnsVoid()) {
        continue;
      }
      if (mayFallOffItsEnd(facts, handler)) {
        findings
            .at(
                handler.place(),
                "The handler %s() ends without a return.".formatted(handler.name()))
            .always(Severity.ERROR, "F_SETFL returns whatever was left in a register")
            .fix(returnedAtTheEnd(handler))
            .report();
        continue;
      }
      for (Registration registration : Handlers.adding(facts, handler)) {
        boolean lost =
            isDropped(handler, registration.call())
                || neverMatters(facts, handler, registration.call());
        if (returnsResult(facts, registration) && lost) {
          report(handler, registration, findings);
        }
      }
    }
  }

  private static boolean mayFallOffItsEnd(Facts facts, CFunction handler) {
    if (facts.registrations(handler).isEmpty()) {
      return false;
    }
    Paths paths = facts.paths(handler);
    boolean ends = false;
    for (Path path : paths.all()) {
      ends |= path.steps().getLast() instanceof Path.End;
    }
    return ends && paths.complete() && handler.results().isEmpty();
  }

  /** A wrapper without a result cannot lose one here. */
  private static boolean returnsResult(Facts facts, Registration registration) {
    return registration.isDirect()
        || facts.callees(registration.function(), registration.call()).stream()
            .noneMatch(callee -> callee.returnsVoid() || callee.isMacro());
  }

  /** The call is a statement of its own. */
  private static boolean isDropped(CFunction handler, int call) {
    SyntaxTree tree = handler.tree();
    return tree.kind(Expressions.user(tree, call)) == Kind.EXPRESSION_STATEMENT;
  }

  /** Every way on from the call ends in {@code return 0}. */
  private static boolean neverMatters(Facts facts, CFunction handler, int call) {
    SyntaxTree tree = handler.tree();
    Paths paths = facts.paths(handler);
    boolean seen = false;
    for (Path path : paths.all()) {
      boolean called = false;
      for (Path.Step step : path.steps()) {
        called |= Path.calls(tree, step).contains(call);
      }
      if (called) {
        seen = true;
        if (!(path.steps().getLast() instanceof Path.Return end)) {
          return false;
        }
        int value = tree.firstNamed(end.node());
        if (value < 0 || !tree.is(value, "0")) {
          return false;
        }
      }
    }
    return seen && paths.complete();
  }

  private static void report(CFunction handler, Registration registration, Findings findings) {
    findings
        .at(
            registration.place(),
            "The handler %s() drops the result of this call.".formatted(handler.name()))
        .always(
            Severity.WARNING,
            "when there is no memory the file is not registered, and F_SETFL reports success")
        .related(handler.place(), "the handler")
        .fix(returned(handler.tree(), registration.call()))
        .report();
  }

  /** {@code f(...); }} becomes {@code return f(...); }}. */
  private static Optional<Fix> returnedAtTheEnd(CFunction handler) {
    SyntaxTree tree = handler.tree();
    List<Integer> statements = tree.namedChildren(handler.body());
    if (statements.isEmpty()) {
      return Optional.empty();
    }
    int call = tree.firstNamed(statements.getLast());
    boolean helper =
        call >= 0
            && tree.kind(call) == Kind.CALL_EXPRESSION
            && tree.kind(statements.getLast()) == Kind.EXPRESSION_STATEMENT
            && Expressions.callee(tree, call).equals("fasync_helper");
    Place before =
        Place.of(tree.source(), tree.start(call < 0 ? 0 : call), tree.start(call < 0 ? 0 : call));
    return helper
        ? Optional.of(Fix.replacing("Return the result", before, "return "))
        : Optional.empty();
  }

  /** {@code f(...); return 0;} becomes {@code return f(...);}. */
  private static Optional<Fix> returned(SyntaxTree tree, int call) {
    int statement = tree.parent(call);
    if (tree.kind(statement) != Kind.EXPRESSION_STATEMENT) {
      return Optional.empty();
    }
    int next = tree.nextNamed(statement);
    if (next < 0 || tree.kind(next) != Kind.RETURN_STATEMENT) {
      return Optional.empty();
    }
    int value = tree.firstNamed(next);
    if (value < 0 || !tree.is(value, "0")) {
      return Optional.empty();
    }
    int gap = tree.end(statement);
    if (!tree.source().slice(gap, tree.start(next)).isBlank()) {
      return Optional.empty(); // a comment or a preprocessor line
    }
    Place both = Place.of(tree.source(), tree.start(statement), tree.end(next));
    return Optional.of(Fix.replacing("Return the result", both, "return " + tree.text(call) + ";"));
  }
}
