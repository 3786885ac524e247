package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation.Kind;
import java.util.Map;
import java.util.Optional;

/**
 * What a call lets run later.
 *
 * @param kind what it starts
 * @param position the argument that says which one
 */
record Starting(Kind kind, int position) {
  private static final Map<String, Starting> CALLS =
      Map.ofEntries(
          Map.entry("mod_timer", new Starting(Kind.TIMER, 0)),
          Map.entry("mod_timer_pending", new Starting(Kind.TIMER, 0)),
          Map.entry("timer_reduce", new Starting(Kind.TIMER, 0)),
          Map.entry("add_timer", new Starting(Kind.TIMER, 0)),
          Map.entry("add_timer_on", new Starting(Kind.TIMER, 0)),
          Map.entry("hrtimer_start", new Starting(Kind.TIMER, 0)),
          Map.entry("hrtimer_start_expires", new Starting(Kind.TIMER, 0)),
          Map.entry("hrtimer_start_range_ns", new Starting(Kind.TIMER, 0)),
          Map.entry("hrtimer_restart", new Starting(Kind.TIMER, 0)),
          Map.entry("schedule_work", new Starting(Kind.WORK, 0)),
          Map.entry("schedule_work_on", new Starting(Kind.WORK, 1)),
          Map.entry("schedule_delayed_work", new Starting(Kind.WORK, 0)),
          Map.entry("schedule_delayed_work_on", new Starting(Kind.WORK, 1)),
          Map.entry("queue_work", new Starting(Kind.WORK, 1)),
          Map.entry("queue_work_on", new Starting(Kind.WORK, 2)),
          Map.entry("queue_delayed_work", new Starting(Kind.WORK, 1)),
          Map.entry("queue_delayed_work_on", new Starting(Kind.WORK, 2)),
          Map.entry("mod_delayed_work", new Starting(Kind.WORK, 1)),
          Map.entry("tasklet_schedule", new Starting(Kind.TASKLET, 0)),
          Map.entry("tasklet_hi_schedule", new Starting(Kind.TASKLET, 0)));

  /** What a function of the kernel starts. */
  static Optional<Starting> of(String callee) {
    return Optional.ofNullable(CALLS.get(callee));
  }
}
