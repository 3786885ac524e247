package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.AtomicSections;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.LockState;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;

/** FA107: fasync_helper() is asked to add a file where sleeping is forbidden. */
public final class HelperInAtomicContext implements Rule {
  private static final String EFFECT =
      "the allocation may sleep (\"sleeping function called from invalid context\", or a deadlock),"
          + " and the helper switches interrupts back on";

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        if (!Handlers.adding(facts, function).isEmpty()) {
          underLock(facts, function, findings);
        }
      }
    }
    for (Activation activation : facts.activations()) {
      if (activation.kind().isAtomic()) {
        inInterrupt(facts, activation, findings);
      }
    }
  }

  private static void underLock(Facts facts, CFunction function, Findings findings) {
    SyntaxTree tree = function.tree();
    String on = function.hasHandlerSignature() ? Handlers.onParameter(function) : "";
    if (!facts.paths(function).complete()) {
      onEveryWay(facts, function, on, findings);
      return;
    }
    for (Path path : facts.possiblePaths(function)) {
      if (!on.isEmpty() && !path.agreesWith(tree, on, 1)) {
        continue;
      }
      LockState.along(tree, path)
          .forEach(each -> added(facts, function, each.call(), each.section(), findings));
    }
  }

  private static void added(
      Facts facts, CFunction function, int call, Optional<Integer> section, Findings findings) {
    for (Effect effect : facts.effectsOfCall(function, call)) {
      if (effect instanceof Registration r && maySleep(r) && !unlocks(facts, r)) {
        called(r, section, findings);
      }
    }
  }

  /** A function with more ways than can be followed one by one. */
  private static void onEveryWay(Facts facts, CFunction function, String on, Findings findings) {
    AtomicSections sections = facts.atomicSections(function, on, 1);
    for (int call : sections.byCall().keySet()) {
      Optional<Integer> innermost = sections.at(call).stream().reduce((outer, inner) -> inner);
      added(facts, function, call, innermost, findings);
    }
  }

  private static void called(
      Registration registration, Optional<Integer> section, Findings findings) {
    CFunction function = registration.function();
    SyntaxTree tree = function.tree();
    if (section.isPresent()) {
      boolean left = LockState.mayHaveLeft(function, section.get(), registration.call());
      if (!left) {
        String by = LockState.nameOf(tree, section.get());
        report(
            registration,
            tree.place(section.get()),
            by,
            CallBesideSection.of(registration, section.get()),
            findings);
      }
    } else {
      LockState.scopeAround(tree, registration.call())
          .ifPresent(
              scope -> report(registration, scope, "scoped_guard", Optional.empty(), findings));
    }
  }

  private static boolean maySleep(Registration registration) {
    return registration.primitive().sleeps() && !registration.onlyRemoves();
  }

  /** A callee that leaves such a section itself may have been called for that. */
  private static boolean unlocks(Facts facts, Registration registration) {
    if (registration.isDirect()) {
      return false;
    }
    for (CFunction callee : facts.callees(registration.function(), registration.call())) {
      for (int call : callee.calls()) {
        if (LockState.leaves(Expressions.callee(callee.tree(), call))) {
          return true;
        }
      }
    }
    return false;
  }

  private static void report(
      Registration registration,
      Place section,
      String enteredBy,
      Optional<Fix> fix,
      Findings findings) {
    findings
        .at(
            registration.primitivePlace(),
            "fasync_helper() may sleep, but is called in an atomic section that %s() began."
                .formatted(enteredBy))
        .always(Severity.ERROR, EFFECT)
        .before(section, "the section begins here")
        .fix(fix)
        .report();
  }

  private static void inInterrupt(Facts facts, Activation activation, Findings findings) {
    CFunction callback = activation.callback();
    for (Registration registration : Handlers.adding(facts, callback)) {
      if (maySleep(registration)) {
        findings
            .at(
                registration.primitivePlace(),
                "fasync_helper() may sleep, but %s() runs in interrupt context."
                    .formatted(callback.name()))
            .always(Severity.ERROR, EFFECT)
            .before(activation.place(), callback.name() + "() is set up here")
            .report();
      }
    }
  }
}
