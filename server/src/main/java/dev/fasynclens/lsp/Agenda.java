package dev.fasynclens.lsp;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * What one thread has to do next: requests first, in their order; then the documents that are due.
 */
final class Agenda {
  private static final long MILLI = 1_000_000L;

  private final Queue<Runnable> requests = new ArrayDeque<>();
  private final Map<String, Long> due = new LinkedHashMap<>();

  /** Something to do. */
  sealed interface Item {}

  /** Somebody waits for this. */
  record Request(Runnable action) implements Item {}

  /** A document is to be reviewed. */
  record Review(String name) implements Item {}

  synchronized void request(Runnable action) {
    requests.add(action);
    notifyAll();
  }

  /** Has a document reviewed after some time; a later word replaces an earlier one. */
  synchronized void schedule(String name, long waitNanos) {
    due.put(name, System.nanoTime() + waitNanos);
    notifyAll();
  }

  /** Takes a document off; what was asked for stays. */
  synchronized void drop(String name) {
    due.remove(name);
  }

  /** Waits for the next thing to do. */
  synchronized Item take() throws InterruptedException {
    while (true) {
      Runnable request = requests.poll();
      if (request != null) {
        return new Request(request);
      }
      Optional<Map.Entry<String, Long>> first =
          due.entrySet().stream().min(Map.Entry.comparingByValue());
      long left = first.map(entry -> entry.getValue() - System.nanoTime()).orElse(Long.MAX_VALUE);
      if (first.isPresent() && left <= 0) {
        String name = first.get().getKey();
        due.remove(name);
        return new Review(name);
      }
      wait(first.isPresent() ? left / MILLI + 1 : 0);
    }
  }
}
