package dev.fasynclens.explain;

import dev.fasynclens.kernel.KernelVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The chains of the versions that were asked for last. They follow from the version alone, so that
 * remembering them changes nothing but the time it takes.
 */
final class Chains {
  private static final int MOST = 8;

  private static final Map<KernelVersion, CallChains> KNOWN =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<KernelVersion, CallChains> eldest) {
          return size() > MOST;
        }
      };

  private Chains() {}

  static CallChains of(KernelVersion version) {
    synchronized (KNOWN) {
      return KNOWN.computeIfAbsent(version, CallChains::of);
    }
  }
}
