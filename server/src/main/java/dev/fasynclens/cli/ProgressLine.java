package dev.fasynclens.cli;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Tells a person at a terminal, in one line that goes away, what takes so long. */
final class ProgressLine implements AutoCloseable {
  /** How long a run may take before anybody wonders. */
  static final long PATIENCE_MILLIS = 1000;

  private static final long STEP_MILLIS = 100;
  private static final String ERASE_LINE = "\r\u001B[K";

  private final Console console;
  private final long patienceMillis;
  private final @Nullable Thread painter;
  private volatile String doing = "";
  private volatile @Nullable IntSupplier counter;
  private boolean shown;
  private boolean closed;

  private ProgressLine(Console console, boolean wanted, long patienceMillis) {
    this.console = console;
    this.patienceMillis = patienceMillis;
    this.painter =
        wanted ? Thread.ofPlatform().daemon().name("progress").unstarted(this::paint) : null;
  }

  /** Starts to wait for the run to get long, if there is a terminal to write to. */
  static ProgressLine start(Console console, boolean wanted) {
    return start(console, wanted, PATIENCE_MILLIS);
  }

  static ProgressLine start(Console console, boolean wanted, long patienceMillis) {
    ProgressLine line = new ProgressLine(console, wanted && console.errTerminal(), patienceMillis);
    if (line.painter != null) {
      line.painter.start();
    }
    return line;
  }

  /**
   * Says what is going on.
   *
   * @param activity with {@code %d} for the count
   */
  void tell(String activity, IntSupplier count) {
    counter = count;
    doing = activity;
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    if (shown) {
      console.err().print(ERASE_LINE);
      console.err().flush();
    }
  }

  private void paint() {
    try {
      synchronized (this) {
        long pause = patienceMillis;
        while (true) {
          wait(pause);
          if (closed) {
            return;
          }
          IntSupplier count = counter;
          String text = count == null ? doing : String.format(doing, count.getAsInt());
          console.err().print(ERASE_LINE + text);
          console.err().flush();
          shown = true;
          pause = STEP_MILLIS;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
