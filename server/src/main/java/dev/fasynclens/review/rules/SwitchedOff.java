package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Conditions;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** What a handler does when it is told to take a file off. */
final class SwitchedOff {
  private final Facts facts;
  private final CFunction handler;
  private final Findings findings;
  private final SyntaxTree tree;
  private final HandlerSwitch handlerSwitch;
  private final String on;
  private final String descriptor;
  private final ClosingDescriptor closing;
  private final Refusals refusals;

  SwitchedOff(
      DriverModule module, CFunction handler, ClosingDescriptor closing, Findings findings) {
    this.facts = module.facts();
    this.handler = handler;
    this.findings = findings;
    this.tree = handler.tree();
    this.handlerSwitch = new HandlerSwitch(handler);
    this.on = handlerSwitch.name();
    this.descriptor = handler.parameters().get(0).name();
    this.closing = closing;
    this.refusals = new Refusals(module, handler);
  }

  void check(List<Path> paths) {
    for (Path path : paths) {
      if (path.agreesWith(tree, on, 0)
          && path.agreesWith(tree, descriptor, ClosingDescriptor.VALUE)) {
        follow(path);
      }
    }
  }

  private void follow(Path path) {
    boolean reached = false;
    boolean overwritten = false;
    for (Path.Step step : path.steps()) {
      overwritten |= handlerSwitch.overwrites(step);
      for (int call : Path.calls(tree, step)) {
        if (Expressions.isThroughPointer(tree, call)) {
          reached = true; // through a pointer, perhaps another handler
        }
        for (Effect effect : facts.effectsOfCall(handler, call)) {
          if (effect instanceof Registration registration) {
            reached = true;
            handlerSwitch
                .misuse(registration, overwritten)
                .ifPresent(what -> misuses(registration, what));
          }
        }
      }
    }
    if (!reached) {
      refused(path);
    }
  }

  private void refused(Path path) {
    if (closing.checkEnd(handler, descriptor, path)) {
      return;
    }
    Path.Step last = path.steps().getLast();
    // Where paths are told apart by on, but something else decided, that is looked at.
    if (lastDecision(path).filter(this::asksTheSwitch).isPresent()) {
      if (onlyTheSwitchDecides(path)) {
        ignored(last);
      }
      return;
    }
    path.lastTest().flatMap(refusals::reason).ifPresent(reason -> refuses(last, reason));
  }

  /** The last test or the last {@code switch} over on, whichever comes later. */
  private Optional<Path.Step> lastDecision(Path path) {
    Optional<Path.Step> found = Optional.empty();
    for (Path.Step step : path.steps()) {
      if (step instanceof Path.Test || asksTheSwitch(step)) {
        found = Optional.of(step);
      }
    }
    return found;
  }

  /** Whether a step goes one way or the other because of on. */
  private boolean asksTheSwitch(Path.Step step) {
    return switch (step) {
      case Path.Test test -> Conditions.holds(tree, test.node(), on, 0).isPresent();
      case Path.Case way -> {
        int statement = tree.enclosing(way.node(), Kind.SWITCH_STATEMENT);
        int subject = Expressions.bare(tree, tree.part(statement, Field.CONDITION));
        yield tree.kind(subject) == Kind.IDENTIFIER && tree.is(subject, on);
      }
      case Path.Evaluate _, Path.Return _, Path.End _ -> false;
    };
  }

  /** Where something else was asked as well, there may be nothing to take off. */
  private boolean onlyTheSwitchDecides(Path path) {
    for (Path.Step step : path.steps()) {
      boolean decides = step instanceof Path.Case || step instanceof Path.Test;
      if (decides && !asksTheSwitch(step)) {
        return false;
      }
    }
    return true;
  }

  private void misuses(Registration registration, String what) {
    Place place = registration.place();
    findings
        .at(place, "The handler %s() ignores %s: this call %s.".formatted(handler.name(), on, what))
        .consequence(
            KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            "O_ASYNC cannot be switched off, and a removal in release that goes through the handler adds instead")
        .consequence(
            KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            OffNotHonoured.STALE)
        .before(handler.place(), "the handler")
        .fix(handlerSwitch.passOn(registration))
        .report();
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
            KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            OffNotHonoured.STALE)
        .before(handler.place(), "the handler")
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
            "close ignores the failure; " + OffNotHonoured.STALE)
        .before(handler.place(), "the handler")
        .before(reason.place(), "what decides")
        .report();
  }

  private Place placeOf(Path.Step step) {
    return step instanceof Path.End ? handler.place() : tree.place(step.node());
  }
}
