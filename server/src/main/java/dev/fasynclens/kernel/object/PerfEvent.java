package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.trace.KernelFunction.PERF_EVENT_WAKEUP;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.file.FasyncQueue;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Context;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Task;

/** A perf event that overflows at each page fault of one thread: kernel/events/core.c. */
public final class PerfEvent implements FileOperations {
  private static final int COUNTER = 8;

  private final Machine machine;
  private final Files files;
  private final PageFaults faults;
  private final Task task;
  private final FasyncQueue list = new FasyncQueue("event->fasync");
  private boolean enabled;

  /** {@code event_limit}: after so many more overflows it switches itself off; 0 for never. */
  private int limit;

  PerfEvent(Machine machine, Files files, PageFaults faults, Task task) {
    this.machine = machine;
    this.files = files;
    this.faults = faults;
    this.task = task;
  }

  /** Gives it an open file. */
  public OpenFile open(String name) {
    return files.table().open(name, this, true, true, false);
  }

  /** PERF_EVENT_IOC_ENABLE. */
  public void enable() {
    enabled = true;
  }

  /** PERF_EVENT_IOC_DISABLE. */
  public void disable() {
    enabled = false;
  }

  /** PERF_EVENT_IOC_REFRESH. */
  public void refresh(int more) {
    limit += more;
    enabled = true;
  }

  /** A thread has had a page fault. */
  void overflow(Task faulting) {
    if (!enabled || faulting != task) {
      return;
    }
    boolean last = limit > 0 && --limit == 0;
    enabled = !last;
    machine.run(
        Context.Kind.HARDIRQ,
        "irq_work",
        () -> wakeUp(last ? PollCode.POLL_HUP : PollCode.POLL_IN));
  }

  private void wakeUp(PollCode code) {
    if (machine.trace().on()) {
      machine.trace().enter(PERF_EVENT_WAKEUP, "pending_kill", code);
    }
    files.notify(list, code);
    machine.trace().leave(PERF_EVENT_WAKEUP);
  }

  @Override
  public String kind() {
    return "perf";
  }

  @Override
  public int fasync(int fd, OpenFile file, boolean on) {
    return Math.min(files.lists().fasyncHelper(fd, file, on, list), 0);
  }

  @Override
  public int read(Task caller, OpenFile file, int count) {
    return count < COUNTER ? -Errno.ENOSPC : COUNTER;
  }

  @Override
  public int poll(OpenFile file) {
    return POLLHUP; // nobody has mapped a buffer
  }

  @Override
  public void release(OpenFile file) {
    faults.forget(this);
  }
}
