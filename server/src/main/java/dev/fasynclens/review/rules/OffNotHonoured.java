package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Conditions;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** FA103: the handler ignores its third argument, or refuses when it is 0. */
public final class OffNotHonoured implements Rule {
  /** The descriptor that the VFS passes when it takes a closing file off. */
  private static final int CLOSING = -1;

  private static final String STALE =
      "the closed file stays on the queue, and the next kill_fasync() uses freed memory";

  @Override
  public void check(DriverModule module, Findings findings) {
    for (CFunction handler : Handlers.all(module)) {
      if (!Handlers.onParameter(handler).isEmpty()
          && !module.facts().registrations(handler).isEmpty()) {
        new Inspection(module, handler, findings).run();
      }
    }
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        if (!function.hasHandlerSignature() && !function.isMacro()) {
          forwarder(module.facts(), function, findings);
        }
      }
    }
  }

  /** A wrapper of fasync_helper() that refuses the descriptor with which close calls it. */
  private static void forwarder(Facts facts, CFunction function, Findings findings) {
    SyntaxTree tree = function.tree();
    for (Registration registration : facts.registrations(function)) {
      List<Integer> arguments = Expressions.arguments(tree, registration.call());
      boolean passesOn =
          registration.isDirect()
              && registration.on().stream().allMatch(v -> v.kind() == Value.Kind.PARAMETER)
              && !arguments.isEmpty();
      int bare = passesOn ? Expressions.bare(tree, arguments.get(0)) : -1;
      if (bare < 0 || function.parameterIndex(tree.text(bare)) < 0) {
        continue;
      }
      String descriptor = tree.text(bare);
      for (Path path : facts.paths(function).all()) {
        boolean calls =
            path.steps().stream()
                .anyMatch(step -> Path.calls(tree, step).contains(registration.call()));
        Optional<Path.Test> test = descriptorTest(tree, path, descriptor);
        if (!calls && test.isPresent() && path.agreesWith(tree, descriptor, CLOSING)) {
          refusesDescriptor(function, descriptor, path.steps().getLast(), test.get(), findings);
        }
      }
    }
  }

  /** The last test on a path, if it is about the descriptor. */
  private static Optional<Path.Test> descriptorTest(SyntaxTree tree, Path path, String descriptor) {
    Path.Test last = null;
    for (Path.Step step : path.steps()) {
      if (step instanceof Path.Test test) {
        last = test;
      }
    }
    return last != null && Conditions.holds(tree, last.node(), descriptor, CLOSING).isPresent()
        ? Optional.of(last)
        : Optional.empty();
  }

  private static void refusesDescriptor(
      CFunction function, String descriptor, Path.Step last, Path.Test test, Findings findings) {
    SyntaxTree tree = function.tree();
    Place place = last instanceof Path.End ? function.place() : tree.place(last.node());
    findings
        .at(
            place,
            "%s() refuses when %s is negative, but close calls it with %d."
                .formatted(function.name(), descriptor, CLOSING))
        .consequence(
            KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            "the usual removal in release passes -1 too, so it fails and " + STALE)
        .consequence(
            KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            "close ignores the failure; " + STALE)
        .related(tree.place(test.node()), "what decides")
        .report();
  }

  /** One handler under inspection. */
  private static final class Inspection {
    private final Facts facts;
    private final CFunction handler;
    private final Findings findings;
    private final SyntaxTree tree;
    private final String on;
    private final Refusals refusals;

    Inspection(DriverModule module, CFunction handler, Findings findings) {
      this.facts = module.facts();
      this.handler = handler;
      this.findings = findings;
      this.tree = handler.tree();
      this.on = Handlers.onParameter(handler);
      this.refusals = new Refusals(module, handler);
    }

    void run() {
      List<Path> paths = new ArrayList<>();
      for (Path path : facts.paths(handler).all()) {
        if (!path.contradictsItself(tree)) {
          paths.add(path);
        }
      }
      for (Path path : paths) {
        if (path.agreesWith(tree, on, 0)
            && path.agreesWith(tree, handler.parameters().get(0).name(), CLOSING)) {
          switchedOff(path);
        }
      }
      if (!paths.isEmpty() && facts.paths(handler).complete()) {
        neverAdds(paths);
      }
    }

    /** What happens on a path that can be taken with {@code on} being 0. */
    private void switchedOff(Path path) {
      boolean reached = false;
      boolean overwritten = false;
      for (Path.Step step : path.steps()) {
        overwritten |= overwrites(step);
        for (int call : Path.calls(tree, step)) {
          if (Expressions.callee(tree, call).isEmpty()) {
            reached = true; // through a pointer, perhaps another handler
          }
          for (Effect effect : facts.effectsOfCall(handler, call)) {
            if (effect instanceof Registration registration) {
              reached = true;
              if (registration.onlyAdds() || (overwritten && passesSwitch(registration))) {
                constant(registration, "adds the file even when it is told to take it off");
              } else if (isTurnedRound(registration)) {
                constant(registration, "does the opposite of what it says");
              } else if (isOldState(registration)) {
                constant(registration, "passes the state the file is in, not the one it is to get");
              }
            }
          }
        }
      }
      if (!reached) {
        refused(path);
      }
    }

    /** {@code on = 1;}. */
    private boolean overwrites(Path.Step step) {
      if (!(step instanceof Path.Evaluate)) {
        return false;
      }
      for (int assignment : Expressions.below(tree, step.node(), Kind.ASSIGNMENT_EXPRESSION)) {
        int right = Expressions.bare(tree, tree.part(assignment, Field.RIGHT));
        boolean constant = tree.kind(right) == Kind.NUMBER_LITERAL && !tree.is(right, "0");
        if (constant && tree.is(tree.part(assignment, Field.LEFT), on)) {
          return true;
        }
      }
      return false;
    }

    private int switchArgument(Registration registration) {
      List<Integer> arguments = Expressions.arguments(tree, registration.call());
      int position = registration.primitive().on();
      return registration.isDirect() && position >= 0 && position < arguments.size()
          ? Expressions.bare(tree, arguments.get(position))
          : -1;
    }

    private boolean passesSwitch(Registration registration) {
      int argument = switchArgument(registration);
      return argument >= 0 && tree.is(argument, on);
    }

    /** {@code !on}, but not {@code !!on}. */
    private boolean isTurnedRound(Registration registration) {
      int argument = switchArgument(registration);
      return argument >= 0
          && tree.kind(argument) == Kind.UNARY_EXPRESSION
          && Expressions.isOperator(tree, argument, "!")
          && tree.is(Expressions.bare(tree, tree.part(argument, Field.ARGUMENT)), on);
    }

    /** {@code filp->f_flags & FASYNC}. */
    private boolean isOldState(Registration registration) {
      int argument = switchArgument(registration);
      return argument >= 0
          && Expressions.below(tree, argument, Kind.FIELD_EXPRESSION).stream()
              .anyMatch(field -> tree.is(tree.part(field, Field.FIELD), "f_flags"));
    }

    private void constant(Registration registration, String what) {
      Place place = registration.place();
      findings
          .at(
              place,
              "The handler %s() ignores %s: this call %s.".formatted(handler.name(), on, what))
          .consequence(
              KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
              Severity.ERROR,
              "O_ASYNC cannot be switched off, and a removal in release that goes through the handler adds instead")
          .consequence(
              KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE), Severity.ERROR, STALE)
          .related(handler.place(), "the handler")
          .fix(passOn(registration))
          .report();
    }

    private Optional<Fix> passOn(Registration registration) {
      List<Integer> arguments = Expressions.arguments(tree, registration.call());
      int position = registration.primitive().on();
      if (!registration.isDirect() || position < 0 || position >= arguments.size()) {
        return Optional.empty();
      }
      int argument = arguments.get(position);
      return tree.is(argument, on)
          ? Optional.empty()
          : Optional.of(Fix.replacing("Pass " + on + " to it", tree.place(argument), on));
    }

    private void refused(Path path) {
      Path.Step last = path.steps().getLast();
      String descriptor = handler.parameters().get(0).name();
      Optional<Path.Test> byDescriptor = descriptorTest(tree, path, descriptor);
      if (byDescriptor.isPresent()) {
        refusesDescriptor(handler, descriptor, last, byDescriptor.get(), findings);
        return;
      }
      Optional<Path.Test> own = lastTestOfSwitch(path);
      if (own.isPresent() && !own.get().equals(refusals.deciding(path).orElse(own.get()))) {
        // Told apart by on, but something else decided: look at that.
        own = Optional.empty();
      }
      if (own.isPresent()) {
        if (onlyTheSwitchDecides(path)) {
          ignored(last);
        }
        return;
      }
      refusals.deciding(path).flatMap(refusals::reason).ifPresent(reason -> refuses(last, reason));
    }

    private Optional<Path.Test> lastTestOfSwitch(Path path) {
      Optional<Path.Test> found = Optional.empty();
      for (Path.Step step : path.steps()) {
        if (step instanceof Path.Test test
            && Conditions.holds(tree, test.node(), on, 0).isPresent()) {
          found = Optional.of(test);
        }
      }
      return found;
    }

    /** Where something else was asked as well, there may be nothing to take off. */
    private boolean onlyTheSwitchDecides(Path path) {
      for (Path.Step step : path.steps()) {
        boolean other =
            step instanceof Path.Case
                || (step instanceof Path.Test test
                    && Conditions.holds(tree, test.node(), on, 0).isEmpty());
        if (other) {
          return false;
        }
      }
      return true;
    }

    private void ignored(Path.Step last) {
      findings
          .at(
              placeOf(last),
              "The handler %s() does nothing when %s is 0, so a file cannot be taken off its queue."
                  .formatted(handler.name(), on))
          .consequence(
              KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
              Severity.ERROR,
              "O_ASYNC cannot be switched off")
          .consequence(
              KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE), Severity.ERROR, STALE)
          .related(handler.place(), "the handler")
          .report();
    }

    private void refuses(Path.Step last, Refusals.Reason reason) {
      findings
          .at(
              placeOf(last),
              "The handler %s() can fail when %s is 0: %s."
                  .formatted(handler.name(), on, reason.text()))
          .consequence(
              KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
              Severity.WARNING,
              "a removal in release that goes through the handler fails, and the closed file stays on the queue")
          .consequence(
              KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
              reason.severity(),
              "close ignores the failure; " + STALE)
          .related(reason.place(), "what decides")
          .related(handler.place(), "the handler")
          .report();
    }

    private Place placeOf(Path.Step step) {
      return step instanceof Path.End ? handler.place() : tree.place(step.node());
    }

    /** Whether the handler only ever takes off, whatever {@code on} says. */
    private void neverAdds(List<Path> paths) {
      Registration removing = null;
      for (Path path : paths) {
        if (!path.agreesWith(tree, on, 1)) {
          continue;
        }
        for (Path.Step step : path.steps()) {
          for (int call : Path.calls(tree, step)) {
            for (Effect effect : facts.effectsOfCall(handler, call)) {
              if (effect instanceof Registration registration) {
                if (!registration.onlyRemoves()) {
                  return;
                }
                removing = registration;
              }
            }
          }
        }
      }
      if (removing != null && removesByConstant(removing)) {
        findings
            .at(
                removing.place(),
                "The handler %s() ignores %s: this call always takes the file off."
                    .formatted(handler.name(), on))
            .always(Severity.ERROR, "O_ASYNC is accepted and no signal ever comes")
            .related(handler.place(), "the handler")
            .fix(passOn(removing))
            .report();
      }
    }

    private static boolean removesByConstant(Registration registration) {
      return registration.on().stream().allMatch(v -> v.kind() == Value.Kind.NUMBER);
    }
  }
}
