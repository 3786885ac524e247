package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Conditions;
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
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** FA104: the handler drops what fasync_helper() returns, or returns nothing. */
public final class HelperResultLost implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFunction handler : Handlers.all(module)) {
      if (handler.isMacro()) {
        continue;
      }
      if (handler.returnsVoid()) {
        returnsNothing(facts, handler, findings);
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
        } else if (registration.isDirect()) {
          successAsFailure(facts, handler, registration, findings);
        }
      }
    }
  }

  private static void returnsNothing(Facts facts, CFunction handler, Findings findings) {
    if (!facts.tablesWith(Handlers.MEMBER, handler).isEmpty()) {
      findings
          .at(
              handler.place(),
              "The handler %s() returns nothing, but a .fasync method returns an int."
                  .formatted(handler.name()))
          .always(
              Severity.ERROR,
              "it does not compile, or F_SETFL returns whatever was left in a register")
          .report();
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

  /** fasync_helper() returns 1 when it added the file; some handlers take that for an error. */
  private static void successAsFailure(
      Facts facts, CFunction handler, Registration registration, Findings findings) {
    SyntaxTree tree = handler.tree();
    int parent = tree.parent(registration.call());
    boolean assigned =
        tree.kind(parent) == Kind.ASSIGNMENT_EXPRESSION
            || tree.kind(parent) == Kind.INIT_DECLARATOR;
    int left =
        tree.kind(parent) == Kind.ASSIGNMENT_EXPRESSION
            ? tree.part(parent, Field.LEFT)
            : tree.part(parent, Field.DECLARATOR);
    String variable = assigned && left >= 0 ? tree.text(left) : "";
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
      if (called && decided && possible && path.steps().getLast() instanceof Path.Return end) {
        int value = chosen(tree, tree.firstNamed(end.node()), registration.call(), variable);
        boolean negative =
            value >= 0
                && tree.kind(value) == Kind.UNARY_EXPRESSION
                && Expressions.isOperator(tree, value, "-");
        if (negative) {
          findings
              .at(
                  tree.place(end.node()),
                  "fasync_helper() returns 1 when it added the file, and the handler %s() makes that an error."
                      .formatted(handler.name()))
              .always(
                  Severity.WARNING,
                  "F_SETFL fails although the file was registered, so the program believes it was not")
              .related(registration.place(), "the call")
              .report();
          return;
        }
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
