package dev.fasynclens.kernel.signal;

import java.util.ArrayList;
import java.util.List;

/** What waits for a thread or a process: a set, and a queue of records. */
public final class PendingSignals {
  final SignalSet set = new SignalSet();
  final List<QueuedSignal> queue = new ArrayList<>();

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
