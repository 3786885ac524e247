package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a call does to a timer, a work item, a tasklet or an interrupt to keep it from running.
 *
 * @param kind what it stops
 * @param position the argument that says which one, -1 if it is for all, or none tells
 * @param waits whether the function is not running any more when the call returns
 * @param isFinal whether nobody can start it again
 */
record Stopping(Kind kind, int position, boolean waits, boolean isFinal) {
  private static final Map<String, Stopping> CALLS = calls();

  /** What a function of the kernel stops. */
  static Optional<Stopping> of(String callee) {
    return Optional.ofNullable(CALLS.get(callee));
  }

  private static Map<String, Stopping> calls() {
    Map<String, Stopping> calls = new HashMap<>();
    Stopping now = new Stopping(Kind.TIMER, 0, true, false);
    Stopping soon = new Stopping(Kind.TIMER, 0, false, false);
    calls.put("del_timer_sync", now);
    calls.put("del_singleshot_timer_sync", now);
    calls.put("timer_delete_sync", now);
    calls.put("hrtimer_cancel", now);
    calls.put("timer_shutdown_sync", new Stopping(Kind.TIMER, 0, true, true));
    calls.put("timer_shutdown", new Stopping(Kind.TIMER, 0, false, true));
    calls.put("del_timer", soon);
    calls.put("timer_delete", soon);
    calls.put("try_to_del_timer_sync", soon);
    calls.put("hrtimer_try_to_cancel", soon);
    Stopping finished = new Stopping(Kind.WORK, 0, true, false);
    Stopping cancelled = new Stopping(Kind.WORK, 0, false, false);
    Stopping allFinished = new Stopping(Kind.WORK, -1, true, false);
    calls.put("cancel_work_sync", finished);
    calls.put("cancel_delayed_work_sync", finished);
    calls.put("cancel_rearming_delayed_work", finished);
    calls.put("cancel_rearming_delayed_workqueue", allFinished);
    calls.put("disable_work_sync", new Stopping(Kind.WORK, 0, true, true));
    calls.put("disable_delayed_work_sync", new Stopping(Kind.WORK, 0, true, true));
    calls.put("flush_work", finished);
    calls.put("flush_delayed_work", finished);
    calls.put("flush_scheduled_work", allFinished);
    calls.put("flush_workqueue", allFinished);
    calls.put("drain_workqueue", allFinished);
    calls.put("destroy_workqueue", allFinished);
    calls.put("cancel_work", cancelled);
    calls.put("cancel_delayed_work", cancelled);
    calls.put("tasklet_kill", new Stopping(Kind.TASKLET, 0, true, false));
    calls.put("tasklet_disable", new Stopping(Kind.TASKLET, 0, true, true));
    calls.put("tasklet_kill_immediate", new Stopping(Kind.TASKLET, 0, true, false));
    Stopping quiet = new Stopping(Kind.INTERRUPT, -1, true, false);
    calls.put("free_irq", quiet);
    calls.put("devm_free_irq", quiet);
    calls.put("pci_free_irq", quiet);
    calls.put("disable_irq", quiet);
    calls.put("disable_irq_nosync", quiet);
    calls.put("disable_hardirq", quiet);
    return Map.copyOf(calls);
  }
}
