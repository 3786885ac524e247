package dev.fasynclens.lsp;

import java.util.Optional;

/**
 * Notices when the client dies without a word. A process that is not there to begin with, as seen
 * from inside a container, is not watched.
 */
final class ParentWatch {
  private static final long PERIOD_MILLIS = 1_000;

  private ParentWatch() {}

  /** Has something done when a process has ended. */
  static void watch(long process, Runnable whenGone) {
    Optional<ProcessHandle> parent = ProcessHandle.of(process);
    if (parent.isEmpty() || !parent.get().isAlive()) {
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("parent-watch")
        .start(
            () -> {
              try {
                while (parent.get().isAlive()) {
                  Thread.sleep(PERIOD_MILLIS);
                }
                whenGone.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
