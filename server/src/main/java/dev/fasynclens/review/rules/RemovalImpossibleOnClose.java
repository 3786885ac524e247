package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import java.util.LinkedHashSet;
import java.util.Set;

/** FA302: the removal at close works on freed memory, on nothing, or on another queue. */
public final class RemovalImpossibleOnClose implements Rule {
  /** What nearly all of these mistakes come to. */
  static final String STALE =
      "the closed file stays on its queue, and the next kill_fasync() uses freed memory";

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Frees frees = new Frees(module);
    RemovalFromOtherQueue otherQueue = new RemovalFromOtherQueue(facts, findings);
    SharedObjectFreed sharedObject = new SharedObjectFreed(facts, frees, findings);
    FreedWhileOpen whileOpen = new FreedWhileOpen(facts, frees, findings);
    RegisteredOutsideHandler outside = new RegisteredOutsideHandler(facts, findings);
    Set<CFunction> releases = new LinkedHashSet<>();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        Queues joined = Queues.joinedThrough(facts, table);
        for (CFunction release : facts.methods(table, "release")) {
          if (!joined.isEmpty() && releases.add(release)) {
            new RemovalTooLate(facts, frees, release, findings).check();
            otherQueue.check(table, release, joined);
            sharedObject.check(table, release, joined);
          }
        }
        whileOpen.check(table, joined);
        outside.check(table);
      }
    }
    OnAndOffDiffer differ = new OnAndOffDiffer(facts, findings);
    for (CFunction handler : Handlers.all(module)) {
      differ.check(handler);
    }
  }
}
