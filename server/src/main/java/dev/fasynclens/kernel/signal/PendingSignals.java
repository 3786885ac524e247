package dev.fasynclens.kernel.signal;

import java.util.ArrayList;
import java.util.List;

/** What waits for a thread or a process: a set, and a queue of records. */
public final class PendingSignals {
  private final String whose;
  final SignalSet set = new SignalSet();
  final List<QueuedSignal> queue = new ArrayList<>();

  /**
   * Nothing waits.
   *
   * @param whose such as "thread m"
   */
  PendingSignals(String whose) {
    this.whose = whose;
  }

  /** How a trace calls them. */
  String title() {
    return "pending signals of " + whose;
  }

  /** How a trace shows them. */
  String shown() {
    return "{" + set + "}";
  }

  /** The signals that wait. */
  public SignalSet signals() {
    return set.copy();
  }

  /** How many records are queued. */
  public int records() {
    return queue.size();
  }

  /** The queued records, oldest first. */
  public List<SigInfo> infos() {
    return queue.stream().map(each -> each.info).toList();
  }
}
