package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import java.util.LinkedHashSet;
import java.util.Set;

/** FA305: release, or a handler whose second registration fails, leaves a file on a queue. */
public final class RemovalOnSomePaths implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Set<CFunction> releases = new LinkedHashSet<>();
    for (DeviceReadiness device : module.view(Devices.class, Devices::new).all()) {
      releases.addAll(facts.methods(device.table(), "release"));
    }
    for (CFunction release : releases) {
      new SkippedRemoval(facts, release, findings).check();
    }
    for (CFunction handler : Handlers.all(module)) {
      new HalfRegistration(facts, handler, findings).check();
    }
  }
}
