package dev.fasynclens.review;

import dev.fasynclens.driver.DriverModule;

/**
 * Looks for one kind of mistake. A rule has a public constructor without parameters, keeps nothing
 * between calls, and is found by its name: rule {@code poll-mask-as-band} is the class {@code
 * PollMaskAsBand}.
 */
public interface Rule {
  /** Looks through a module and reports what it finds, in any file and any order. */
  void check(DriverModule module, Findings findings);
}
