package dev.fasynclens.driver;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls that wake those who wait, or wait. */
final class WaitEffects implements CallEffects.Source<WaitEffect> {
  /**
   * How a function takes its wait queue.
   *
   * @param head position of the wait queue
   * @param byAddress whether it takes the address, as functions do, or the queue, as macros do
   * @param condition position of what is waited for, or -1
   * @param polls whether it only notes where poll will wait
   */
  private record Wait(int head, boolean byAddress, int condition, boolean polls) {}

  private static final Wait AT_FIRST = new Wait(0, true, -1, false);
  private static final Wait BY_MACRO = new Wait(0, false, 1, false);
  private static final Wait POLL = new Wait(1, true, -1, true);

  private static final Map<String, Wait> WAITING =
      Map.ofEntries(
          Map.entry("add_wait_queue", AT_FIRST),
          Map.entry("add_wait_queue_exclusive", AT_FIRST),
          Map.entry("add_wait_queue_priority", AT_FIRST),
          Map.entry("prepare_to_wait", AT_FIRST),
          Map.entry("prepare_to_wait_event", AT_FIRST),
          Map.entry("prepare_to_wait_exclusive", AT_FIRST),
          Map.entry("prepare_to_swait_exclusive", AT_FIRST),
          Map.entry("sleep_on", AT_FIRST),
          Map.entry("sleep_on_timeout", AT_FIRST),
          Map.entry("interruptible_sleep_on", AT_FIRST),
          Map.entry("interruptible_sleep_on_timeout", AT_FIRST),
          Map.entry("poll_wait", POLL));

  /** Functions whose names begin like those that wake a wait queue, and that wake a task. */
  private static final Set<String> NOT_WAKING =
      Set.of(
          "wake_up_bit",
          "wake_up_var",
          "wake_up_q",
          "wake_up_process",
          "wake_up_state",
          "wake_up_new_task",
          "wake_up_idle_cpu",
          "wake_up_all_idle_cpus",
          "wake_up_if_idle",
          "wake_up_klogd",
          "wake_up_page",
          "wake_up_nohz_cpu");

  private final QueueResolution queues;
  private final Evaluation evaluation;

  WaitEffects(QueueResolution queues, Evaluation evaluation) {
    this.queues = queues;
    this.evaluation = evaluation;
  }

  @Override
  public boolean knows(String callee) {
    return wakes(callee) || waiting(callee) != null;
  }

  @Override
  public boolean isCore(String function) {
    return knows(function);
  }

  private static boolean wakes(String callee) {
    return (callee.startsWith("wake_up")
            || callee.startsWith("__wake_up")
            || callee.startsWith("swake_up"))
        && !NOT_WAKING.contains(callee);
  }

  private static @Nullable Wait waiting(String callee) {
    boolean macro = callee.startsWith("wait_event") || callee.startsWith("swait_event");
    return macro ? BY_MACRO : WAITING.get(callee);
  }

  @Override
  public WaitEffect direct(CFunction function, int call, String callee, List<Integer> arguments) {
    Wait wait = waiting(callee);
    int head = wait == null ? 0 : wait.head();
    boolean byAddress = wait == null || wait.byAddress();
    Set<Queue> heads = heads(function, arguments, head, byAddress);
    if (wait == null) {
      return new WaitEffect.Wakeup(
          function, call, heads, key(function, callee, arguments), function, call);
    }
    int condition =
        wait.condition() >= 0 && wait.condition() < arguments.size()
            ? arguments.get(wait.condition())
            : -1;
    return new WaitEffect.Waiting(function, call, heads, wait.polls(), condition, function, call);
  }

  private Set<Queue> heads(
      CFunction function, List<Integer> arguments, int position, boolean byAddress) {
    if (position >= arguments.size()) {
      return Set.of(new Queue.Unknown());
    }
    int argument = arguments.get(position);
    return byAddress ? queues.pointedTo(function, argument) : queues.named(function, argument);
  }

  private List<Value> key(CFunction function, String callee, List<Integer> arguments) {
    int position = callee.equals("__wake_up") ? 3 : callee.endsWith("_poll") ? 1 : -1;
    return position >= 0 && position < arguments.size()
        ? evaluation.valuesOf(function, arguments.get(position))
        : List.of();
  }

  @Override
  public WaitEffect seenFrom(
      CFunction caller, int call, List<Integer> arguments, WaitEffect effect) {
    Set<Queue> heads = queues.substituted(effect.heads(), caller, arguments);
    return switch (effect) {
      case WaitEffect.Wakeup w ->
          new WaitEffect.Wakeup(
              caller,
              call,
              heads,
              evaluation.substituted(w.key(), caller, call),
              w.primitiveIn(),
              w.primitiveCall());
      case WaitEffect.Waiting w ->
          new WaitEffect.Waiting(
              caller, call, heads, w.polls(), w.condition(), w.primitiveIn(), w.primitiveCall());
    };
  }

  @Override
  public Object identity(WaitEffect effect) {
    return List.of(effect.primitiveIn(), effect.primitiveCall(), effect.heads());
  }
}
