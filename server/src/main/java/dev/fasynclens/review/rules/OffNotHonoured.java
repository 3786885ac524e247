package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import java.util.List;

/** FA103: the handler ignores its third argument, or refuses when it is 0. */
public final class OffNotHonoured implements Rule {
  /** What nearly all of these mistakes come to. */
  static final String STALE =
      "the closed file stays on the queue: its entry leaks, and a later kill_fasync() on it uses freed memory";

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    ClosingDescriptor closing = new ClosingDescriptor(facts, findings);
    AlwaysOff alwaysOff = new AlwaysOff(facts, findings);
    for (CFunction handler : Handlers.all(module)) {
      if (Handlers.onParameter(handler).isEmpty() || facts.registrations(handler).isEmpty()) {
        continue;
      }
      List<Path> paths = facts.possiblePaths(handler);
      new SwitchedOff(module, handler, closing, findings).check(paths);
      if (facts.paths(handler).complete()) {
        alwaysOff.check(handler, paths);
      }
    }
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        if (!function.hasHandlerSignature() && !function.isMacro()) {
          closing.checkWrapper(function);
        }
      }
    }
  }
}
