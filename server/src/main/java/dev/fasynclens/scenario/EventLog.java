package dev.fasynclens.scenario;

import dev.fasynclens.kernel.machine.Trouble;
import dev.fasynclens.kernel.signal.SigInfo;
import dev.fasynclens.kernel.signal.SignalNumbers;
import dev.fasynclens.kernel.signal.SignalObserver;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.UserProcess;
import java.util.ArrayList;
import java.util.List;

/** Collects what happened, a step at a time. */
final class EventLog implements SignalObserver {
  private final World world;
  private final List<Event.Delivered> deliveries = new ArrayList<>();
  private final List<Event> ends = new ArrayList<>();
  private int troublesTold;

  EventLog(World world) {
    this.world = world;
  }

  @Override
  public void delivered(Task to, Via via, SigInfo info) {
    String sig = SignalNumbers.name(info.signal());
    Event.Siginfo record = via == Via.PLAIN_HANDLER ? null : record(info);
    deliveries.add(new Event.Delivered(to.name(), via.text(), sig, record));
  }

  private Event.Siginfo record(SigInfo info) {
    return info.tellsSender()
        ? new Event.SenderInfo(info.codeName(), world.nameOf(info.pid()), info.uid())
        : new Event.FileInfo(info.codeName(), info.band(), info.fd());
  }

  @Override
  public void died(UserProcess process, int signal, boolean core) {
    ends.add(new Event.Died(process.name(), SignalNumbers.name(signal), core));
    world.terminals().forEach(each -> each.link().ended(process));
  }

  @Override
  public void exited(UserProcess process, int status) {
    ends.add(new Event.Exited(process.name(), status));
    world.terminals().forEach(each -> each.link().ended(process));
  }

  @Override
  public void stopped(UserProcess process, int signal) {
    ends.add(new Event.Stopped(process.name(), SignalNumbers.name(signal)));
  }

  @Override
  public void continued(UserProcess process) {
    ends.add(new Event.Continued(process.name()));
  }

  /** What happened since the last call: by actor, then ends, then complaints of the kernel. */
  List<Event> take() {
    List<Event> result = new ArrayList<>();
    for (Actor actor : world.actors()) {
      for (Event.Delivered each : deliveries) {
        if (each.to().equals(actor.name())) {
          result.add(each);
        }
      }
    }
    result.addAll(ends);
    List<Trouble> troubles = world.machine().troubles();
    for (Trouble trouble : troubles.subList(troublesTold, troubles.size())) {
      result.add(new Event.Complaint(trouble.kind(), trouble.in(), trouble.message()));
    }
    deliveries.clear();
    ends.clear();
    troublesTold = troubles.size();
    return result;
  }
}
