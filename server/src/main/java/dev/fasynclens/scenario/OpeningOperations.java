package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.object.Inotify;
import dev.fasynclens.kernel.object.PerfEvent;
import dev.fasynclens.kernel.object.Pipe;
import dev.fasynclens.kernel.object.ProvocationDevice;
import dev.fasynclens.kernel.object.SilentFile;
import dev.fasynclens.kernel.object.Socket;
import dev.fasynclens.kernel.object.Terminal;
import dev.fasynclens.kernel.object.Watches;
import dev.fasynclens.kernel.signal.Errno;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Opening, duplicating and closing descriptors. */
final class OpeningOperations implements OperationSet {
  /** RLIMIT_NOFILE of most systems. */
  private static final int DESCRIPTORS = 1024;

  @Override
  public Map<String, Operation> operations() {
    return Map.ofEntries(
        Map.entry("pipe", OpeningOperations::pipe),
        Map.entry("open", OpeningOperations::open),
        Map.entry("openmany", OpeningOperations::openMany),
        Map.entry("reopen", OpeningOperations::reopen),
        Map.entry("eventfd", call -> special(call, "eventfd")),
        Map.entry("epoll", call -> special(call, "epoll")),
        Map.entry("timerfd", call -> special(call, "timerfd")),
        Map.entry("dup", OpeningOperations::dup),
        Map.entry("dup2", OpeningOperations::dup2),
        Map.entry("close", call -> Reply.of(call.descriptors().close(call.descriptor(0)))),
        Map.entry("blocking", call -> call.withFile(0, OpeningOperations::makeBlocking)));
  }

  private static Reply pipe(Call call) {
    World world = call.world();
    Pipe pipe = new Pipe(world.machine(), world.signals(), world.files());
    String reader = call.argument(0);
    String writer = call.argument(1);
    OpenFile in = pipe.open(reader, true, false, false);
    OpenFile out = pipe.open(writer, false, true, false);
    return call.install(reader, in, writer, out);
  }

  private static Reply special(Call call, String kind) {
    String name = call.argument(0);
    return call.install(
        name, call.world().files().table().open(name, SilentFile.special(kind), true, true, false));
  }

  private static Reply open(Call call) {
    List<String> modes = Arrays.asList(call.argument(2).split("\\+", -1));
    String path = call.argument(1);
    FileTree tree = call.world().tree();
    FileTree.Node node = tree.find(path);
    if (node == null && modes.contains("creat")) {
      node = PathOperations.create(call, path);
    }
    if (node == null) {
      return Reply.of(-Errno.ENOENT);
    }
    boolean reads = modes.contains("r") || modes.contains("rw");
    boolean writes = modes.contains("w") || modes.contains("rw");
    if (modes.contains("dir") && !(node instanceof FileTree.Directory)) {
      return Reply.of(-Errno.ENOTDIR);
    }
    if (node instanceof FileTree.Directory && writes) {
      return Reply.of(-Errno.EISDIR);
    }
    String name = call.argument(0);
    if (modes.contains("path")) {
      return call.install(
          name, call.world().files().table().openPath(name, FileTree.operations(node)));
    }
    Watches.Place place = tree.place(path, node);
    int allowed = call.world().watches().mayOpen(place, writes, true);
    if (allowed != 0) {
      return Reply.of(allowed);
    }
    Reply reply = openNode(call, name, node, reads, writes, modes.contains("async"));
    watch(call, name, reply, place);
    return reply;
  }

  /** Lets those who watch know of a descriptor that was opened. */
  private static void watch(Call call, String name, Reply reply, Watches.Place place) {
    OpenFile file =
        reply.result() < 0
            ? null
            : call.descriptors().get(call.world().descriptorNamed(call.task().group(), name));
    if (file != null) {
      call.world().watches().opened(file, place);
    }
  }

  private static Reply openNode(
      Call call, String name, FileTree.Node node, boolean reads, boolean writes, boolean async) {
    OpenFile file =
        switch (node) {
          case FileTree.Fifo fifo -> fifo.pipe().openAgain(name, reads, writes, async);
          case FileTree.Device device -> device.device().open(name, reads, writes, async);
          default ->
              call.world()
                  .files()
                  .table()
                  .open(name, FileTree.operations(node), reads, writes, async);
        };
    return file == null ? Reply.of(-Errno.ENXIO) : call.install(name, file);
  }

  /** Opens many files that could be mistaken for one that is gone. */
  private static Reply openMany(Call call) {
    FileTree.Node node = call.world().tree().create(call.argument(0));
    int count = call.times(1);
    int signal = call.signal(2);
    for (int i = 0; i < count; i++) {
      String name = call.argument(0) + "#" + i;
      openNode(call, name, node, true, true, false);
      OpenFile file =
          call.descriptors().get(call.world().descriptorNamed(call.task().group(), name));
      if (file != null) {
        call.world().files().fcntl().fSetown(file, call.task().group().pid().number());
        call.world().files().fcntl().setsig(file, signal);
      }
    }
    return Reply.of(count);
  }

  /** Opens the object behind a descriptor once more, as /proc/self/fd does. */
  private static Reply reopen(Call call) {
    OpenFile old = call.file(1);
    if (old == null) {
      return Reply.of(-Errno.ENOENT);
    }
    String mode = call.argument(2);
    boolean reads = !mode.equals("w");
    boolean writes = !mode.equals("r");
    String name = call.argument(0);
    Watches watches = call.world().watches();
    Watches.Place place = watches.placeOf(old);
    int allowed = place == null ? 0 : watches.mayOpen(place, writes, true);
    if (allowed != 0) {
      return Reply.of(allowed);
    }
    OpenFile file =
        switch (old.operations()) {
          case Pipe pipe -> pipe.openAgain(name, reads, writes, false);
          case ProvocationDevice device -> device.open(name, reads, writes, false);
          case Terminal terminal -> terminal.open(name, reads, writes);
          case Socket socket -> null;
          case Inotify inotify -> null;
          case PerfEvent event -> null;
          default ->
              call.world().files().table().open(name, old.operations(), reads, writes, false);
        };
    if (file == null) {
      return Reply.of(old.operations() instanceof Terminal ? -Errno.EIO : -Errno.ENXIO);
    }
    if (place != null) {
      watches.opened(file, place);
    }
    return call.install(name, file);
  }

  private static Reply dup(Call call) {
    OpenFile file = call.file(1);
    if (file == null) {
      return Reply.of(-Errno.EBADF);
    }
    int least = Names.number(call.argument(2, "0"));
    return least < 0 || least >= DESCRIPTORS
        ? Reply.of(-Errno.EINVAL)
        : named(call, call.descriptors().install(file, least));
  }

  private static Reply dup2(Call call) {
    OpenFile file = call.file(1);
    int number = call.number(2);
    return file == null || number < 0 || number >= DESCRIPTORS
        ? Reply.of(-Errno.EBADF)
        : named(call, call.descriptors().installAt(file, number));
  }

  private static Reply named(Call call, int fd) {
    call.world().nameDescriptor(call.task().group(), call.argument(0), fd);
    return Reply.say(call.argument(0) + "=" + fd);
  }

  private static int makeBlocking(OpenFile file) {
    file.setNonblocking(false);
    return 0;
  }
}
