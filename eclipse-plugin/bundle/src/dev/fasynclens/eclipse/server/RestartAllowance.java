package dev.fasynclens.eclipse.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often a server that ends by itself is started again: a few times in a while. */
final class RestartAllowance {
  static final int MOST = 4;
  static final Duration WHILE = Duration.ofMinutes(3);

  private final Deque<Instant> restarts = new ArrayDeque<>();

  /** Whether another restart is allowed now; if so it counts. */
  boolean another(Instant now) {
    while (!restarts.isEmpty() && restarts.getFirst().plus(WHILE).isBefore(now)) {
      restarts.removeFirst();
    }
    if (restarts.size() >= MOST) {
      return false;
    }
    restarts.addLast(now);
    return true;
  }

  /** Somebody asked for a restart: what was before does not count. */
  void reset() {
    restarts.clear();
  }
}
