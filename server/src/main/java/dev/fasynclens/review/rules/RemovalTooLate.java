package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.PrivateData;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A removal in release that comes when what it needs is freed or forgotten already. */
final class RemovalTooLate {
  private final Facts facts;
  private final Frees frees;
  private final Findings findings;
  private final CFunction release;
  private final SyntaxTree tree;
  private final String file;

  RemovalTooLate(Facts facts, Frees frees, CFunction release, Findings findings) {
    this.facts = facts;
    this.frees = frees;
    this.findings = findings;
    this.release = release;
    this.tree = release.tree();
    this.file = Handlers.fileParameter(release);
  }

  void check() {
    facts.possiblePaths(release).forEach(this::follow);
  }

  private void follow(Path path) {
    Set<Integer> freed = new LinkedHashSet<>();
    int cleared = -1;
    for (Path.Step step : path.steps()) {
      for (int call : Path.calls(tree, step)) {
        Optional<Integer> gone = frees.freed(release, call);
        if (gone.isPresent()) {
          freed.add(gone.get());
          continue;
        }
        for (Effect effect : facts.effectsOfCall(release, call)) {
          if (effect instanceof Registration r && r.onlyRemoves() && r.file() >= 0) {
            removal(r, freed, cleared);
          }
        }
      }
      cleared = clears(step).orElse(cleared);
    }
  }

  /** {@code filp->private_data = NULL;}. */
  private Optional<Integer> clears(Path.Step step) {
    if (!(step instanceof Path.Evaluate)) {
      return Optional.empty();
    }
    for (int assignment : Expressions.below(tree, step.node(), Kind.ASSIGNMENT_EXPRESSION)) {
      int left = tree.part(assignment, Field.LEFT);
      int right = Expressions.bare(tree, tree.part(assignment, Field.RIGHT));
      boolean nothing = tree.kind(right) == Kind.NULL || tree.is(right, "0");
      if (nothing && PrivateData.isOf(tree, left, file)) {
        return Optional.of(assignment);
      }
    }
    return Optional.empty();
  }

  private void removal(Registration registration, Set<Integer> freed, int cleared) {
    boolean readsPrivateData = readsPrivateData(registration);
    if (cleared >= 0 && readsPrivateData) {
      report(registration, "private_data was cleared before", tree.place(cleared));
      return;
    }
    Queues queues = new Queues(registration.queues());
    for (int pointer : freed) {
      int origin = Frees.origin(release, pointer);
      boolean opener = readsPrivateData && PrivateData.isOf(tree, origin, file);
      if (queues.lieIn(frees, release, pointer) || (opener && !isPartOf(pointer))) {
        report(registration, "what it needs was freed before", tree.place(pointer));
        return;
      }
    }
  }

  private boolean isPartOf(int pointer) {
    return tree.kind(pointer) == Kind.FIELD_EXPRESSION && !PrivateData.isOf(tree, pointer, file);
  }

  /** Whether the functions between here and fasync_helper() start from private_data. */
  private boolean readsPrivateData(Registration registration) {
    return !registration.isDirect()
        && facts.callees(release, registration.call()).stream().anyMatch(PrivateData::isUsedIn);
  }

  private void report(Registration registration, String why, Place where) {
    findings
        .at(registration.place(), "This removal comes too late: %s.".formatted(why))
        .consequence(
            KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            "it is the only removal; it works on memory that is gone, and "
                + RemovalImpossibleOnClose.STALE)
        .consequence(
            KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
            Severity.ERROR,
            "close has removed the file already, but this call still works on memory that is gone")
        .before(where, why)
        .report();
  }
}
