package dev.fasynclens.kernel.object;

import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Task;
import java.util.ArrayList;
import java.util.List;

/** Page faults, and the perf events that count them. */
public final class PageFaults {
  private final Machine machine;
  private final Files files;
  private final List<PerfEvent> events = new ArrayList<>(0);

  /** Nobody counts. */
  public PageFaults(Machine machine, Files files) {
    this.machine = machine;
    this.files = files;
  }

  /** perf_event_open(2): counts the faults of a thread, once it is enabled. */
  public PerfEvent newEvent(Task task) {
    PerfEvent result = new PerfEvent(machine, files, this, task);
    events.add(result);
    return result;
  }

  void forget(PerfEvent event) {
    events.remove(event);
  }

  /** A thread touches a page that is not there. */
  public void fault(Task task) {
    for (PerfEvent each : List.copyOf(events)) {
      each.overflow(task);
    }
  }
}
