package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.object.Dnotify;
import dev.fasynclens.kernel.object.Inotify;
import dev.fasynclens.kernel.object.Leases;
import dev.fasynclens.kernel.object.PerfEvent;
import dev.fasynclens.kernel.signal.Errno;
import java.util.Map;

/** Being told of what happens to files and folders, and of page faults. */
final class WatchOperations implements OperationSet {
  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "inotify", WatchOperations::inotify,
        "notify", WatchOperations::dnotify,
        "lease", WatchOperations::lease,
        "perf", WatchOperations::perf,
        "perfctl", WatchOperations::controlPerf,
        "fault", WatchOperations::fault);
  }

  /** A failed watch leaves the descriptor open and without a name, as a careless program does. */
  private static Reply inotify(Call call) {
    String name = call.argument(0);
    FileTree.Node node = call.world().tree().find(call.argument(1));
    Inotify inotify = call.world().watches().newInotify();
    OpenFile file = inotify.open(name);
    if (node == null) {
      call.descriptors().install(file);
      return Reply.of(-Errno.ENOENT);
    }
    inotify.watch(FileTree.operations(node));
    return call.install(name, file);
  }

  private static Reply dnotify(Call call) {
    Dnotify.Mode mode =
        switch (call.argument(1, "")) {
          case "" -> Dnotify.Mode.ONCE;
          case "multi" -> Dnotify.Mode.MULTISHOT;
          case "off" -> Dnotify.Mode.OFF;
          default -> throw new ScenarioException("notify is followed by multi, off or nothing");
        };
    int fd = call.descriptor(0);
    return call.withFile(
        0, file -> call.world().watches().notify(call.task(), call.descriptors(), fd, file, mode));
  }

  private static Reply lease(Call call) {
    Leases.Kind kind =
        switch (call.argument(1)) {
          case "r" -> Leases.Kind.READ;
          case "w" -> Leases.Kind.WRITE;
          case "u" -> Leases.Kind.NONE;
          default -> throw new ScenarioException("a lease is r, w or u, not " + call.argument(1));
        };
    int fd = call.descriptor(0);
    return call.withFile(0, file -> call.world().watches().setLease(call.task(), fd, file, kind));
  }

  private static Reply perf(Call call) {
    String name = call.argument(0);
    return call.install(name, call.world().pageFaults().newEvent(call.task()).open(name));
  }

  private static Reply controlPerf(Call call) {
    return call.withFile(
        0,
        file ->
            file.operations() instanceof PerfEvent event ? control(call, event) : -Errno.ENOTTY);
  }

  private static int control(Call call, PerfEvent event) {
    switch (call.argument(1)) {
      case "enable" -> event.enable();
      case "disable" -> event.disable();
      case "refresh" -> event.refresh(Names.number(call.argument(2, "0")));
      default -> throw new ScenarioException("perfctl is followed by enable, disable or refresh");
    }
    return 0;
  }

  private static Reply fault(Call call) {
    int count = call.times(0);
    boolean goesOn = true;
    for (int i = 0; i < count && goesOn; i++) {
      call.world().pageFaults().fault(call.task());
      goesOn = call.betweenCalls();
    }
    return Reply.OK;
  }
}
