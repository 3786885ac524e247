package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.FileOperations;
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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opening, reading, writing and closing. */
final class ObjectOperations implements OperationSet {
  private static final int CHUNK = 4096;

  /** What the C runner's buffer holds; nobody reads or writes more at once. */
  private static final int LARGEST = 65536;

  @Override
  public Map<String, Operation> operations() {
    return Map.ofEntries(
        Map.entry("pipe", ObjectOperations::pipe),
        Map.entry("open", ObjectOperations::open),
        Map.entry("openmany", ObjectOperations::openMany),
        Map.entry("reopen", ObjectOperations::reopen),
        Map.entry("eventfd", call -> special(call, "eventfd")),
        Map.entry("epoll", call -> special(call, "epoll")),
        Map.entry("timerfd", call -> special(call, "timerfd")),
        Map.entry("mkfifo", ObjectOperations::mkfifo),
        Map.entry("mkdir", ObjectOperations::mkdir),
        Map.entry("touch", ObjectOperations::touch),
        Map.entry("unlink", ObjectOperations::unlink),
        Map.entry("chmodf", ObjectOperations::chmod),
        Map.entry("dup", ObjectOperations::dup),
        Map.entry("dup2", ObjectOperations::dup2),
        Map.entry("close", call -> Reply.of(call.descriptors().close(call.descriptor(0)))),
        Map.entry("blocking", call -> call.withFile(0, ObjectOperations::makeBlocking)),
        Map.entry("write", call -> write(call, filler(size(call, 1)))),
        Map.entry("wstr", call -> write(call, unescape(call.argument(1)))),
        Map.entry("read", ObjectOperations::read),
        Map.entry("fill", ObjectOperations::fill),
        Map.entry("drain", ObjectOperations::drain),
        Map.entry("burst", ObjectOperations::burst),
        Map.entry("poll", ObjectOperations::poll));
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
      node = create(call, path);
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

  private static FileTree.Node create(Call call, String path) {
    FileTree.Node node = call.world().tree().create(path);
    call.world().watches().created(call.world().tree().place(path, node));
    return node;
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
          case FileTree.Fifo fifo -> openFifo(fifo.pipe(), name, reads, writes, async);
          case FileTree.Device device -> device.device().open(name, reads, writes, async);
          default ->
              call.world()
                  .files()
                  .table()
                  .open(name, FileTree.operations(node), reads, writes, async);
        };
    return file == null ? Reply.of(-Errno.ENXIO) : call.install(name, file);
  }

  /** A fifo without readers cannot be opened for writing alone. Returns null then. */
  private static @Nullable OpenFile openFifo(
      Pipe pipe, String name, boolean reads, boolean writes, boolean async) {
    return writes && !reads && !pipe.hasReaders() ? null : pipe.open(name, reads, writes, async);
  }

  /** Opens many files that could be mistaken for one that is gone. */
  private static Reply openMany(Call call) {
    FileTree.Node node = call.world().tree().create(call.argument(0));
    int count = call.number(1);
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
          case Pipe pipe -> openFifo(pipe, name, reads, writes, false);
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

  private static Reply mkfifo(Call call) {
    return made(call, call.world().tree().makeFifo(call.argument(0)));
  }

  private static Reply mkdir(Call call) {
    return made(call, call.world().tree().makeDirectory(call.argument(0)));
  }

  private static Reply made(Call call, boolean isNew) {
    String path = call.argument(0);
    FileTree.Node node = call.world().tree().find(path);
    if (!isNew || node == null) {
      return Reply.of(-Errno.EEXIST);
    }
    call.world().watches().created(call.world().tree().place(path, node));
    return Reply.OK;
  }

  private static Reply touch(Call call) {
    String path = call.argument(0);
    World world = call.world();
    FileTree.Node node = world.tree().find(path);
    if (node == null) {
      node = create(call, path);
    }
    if (node instanceof FileTree.Directory) {
      return Reply.of(-Errno.EISDIR);
    }
    Watches.Place place = world.tree().place(path, node);
    int allowed = world.watches().mayOpen(place, true, false);
    if (allowed != 0) {
      return allowed == FileOperations.BLOCKS ? Reply.BLOCKS : Reply.of(allowed);
    }
    if (node instanceof FileTree.Regular regular) {
      OpenFile file = world.files().table().open(path, regular.file(), false, true, false);
      file.get();
      world.watches().opened(file, place);
      call.betweenCalls();
      world.files().table().fput(file);
    }
    return Reply.OK;
  }

  private static Reply unlink(Call call) {
    String path = call.argument(0);
    FileTree.Node node = call.world().tree().find(path);
    if (node == null || node instanceof FileTree.Directory) {
      return Reply.of(node == null ? -Errno.ENOENT : -Errno.EISDIR);
    }
    Watches.Place place = call.world().tree().place(path, node);
    call.world().tree().remove(path);
    call.world().watches().removed(place);
    return Reply.OK;
  }

  private static Reply chmod(Call call) {
    String path = call.argument(0);
    FileTree.Node node = call.world().tree().find(path);
    if (node == null) {
      return Reply.of(-Errno.ENOENT);
    }
    call.world().watches().attributesChanged(call.world().tree().place(path, node));
    return Reply.OK;
  }

  private static Reply dup(Call call) {
    OpenFile file = call.file(1);
    if (file == null) {
      return Reply.of(-Errno.EBADF);
    }
    int fd = call.descriptors().install(file, Names.number(call.argument(2, "0")));
    return named(call, fd);
  }

  private static Reply dup2(Call call) {
    OpenFile file = call.file(1);
    return file == null
        ? Reply.of(-Errno.EBADF)
        : named(call, call.descriptors().installAt(file, call.number(2)));
  }

  private static Reply named(Call call, int fd) {
    call.world().nameDescriptor(call.task().group(), call.argument(0), fd);
    return Reply.say(call.argument(0) + "=" + fd);
  }

  private static int makeBlocking(OpenFile file) {
    file.setNonblocking(false);
    return 0;
  }

  private static int size(Call call, int index) {
    int size = call.number(index);
    if (size < 0 || size > LARGEST) {
      throw new ScenarioException(size + " bytes are too many at once, " + LARGEST + " can be");
    }
    return size;
  }

  private static byte[] filler(int size) {
    byte[] result = new byte[size];
    Arrays.fill(result, (byte) 'x');
    return result;
  }

  /** Reads {@code \n}, {@code \s} for a space, and {@code \x03}. */
  private static byte[] unescape(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (c == '\\' && (next == 'n' || next == 's')) {
        result.append(next == 'n' ? '\n' : ' ');
        i++;
      } else if (c == '\\' && next == 'x' && i + 4 <= text.length()) {
        result.append((char) Names.number("0x" + text.substring(i + 2, i + 4)));
        i += 3;
      } else {
        result.append(c);
      }
    }
    return result.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int write(Call call, OpenFile file, byte[] bytes) {
    if (!file.writable()) {
      return -Errno.EBADF;
    }
    int result = file.operations().write(call.task(), file, bytes);
    if (result > 0) {
      call.world().watches().modified(file);
    }
    return result;
  }

  private static int read(Call call, OpenFile file, int count) {
    if (!file.readable()) {
      return -Errno.EBADF;
    }
    int result = file.operations().read(call.task(), file, count);
    if (result > 0) {
      call.world().watches().accessed(file);
    }
    return result;
  }

  private static Reply write(Call call, byte[] bytes) {
    Reply reply = call.withFile(0, file -> write(call, file, bytes));
    return reply.result() == FileOperations.BLOCKS ? Reply.BLOCKS : reply;
  }

  private static Reply read(Call call) {
    int count = size(call, 1);
    Reply reply = call.withFile(0, file -> read(call, file, count));
    return reply.result() == FileOperations.BLOCKS ? Reply.BLOCKS : reply;
  }

  /** Writes until it fails, and says how. */
  private static Reply fill(Call call) {
    byte[] chunk = filler(CHUNK);
    int result = 0;
    boolean goesOn = true;
    while (result >= 0 && goesOn) {
      result = call.withFile(0, file -> write(call, file, chunk)).result();
      if (result == FileOperations.BLOCKS) {
        return Reply.BLOCKS;
      }
      goesOn = call.betweenCalls();
    }
    return Reply.say(result < 0 ? Errno.name(-result) : "");
  }

  /** Reads until nothing is left. */
  private static Reply drain(Call call) {
    int result = 1;
    boolean goesOn = true;
    while (result > 0 && goesOn) {
      result = call.withFile(0, file -> read(call, file, CHUNK)).result();
      if (result == FileOperations.BLOCKS) {
        return Reply.BLOCKS;
      }
      goesOn = call.betweenCalls();
    }
    return Reply.OK;
  }

  /** Writes single bytes. */
  private static Reply burst(Call call) {
    int times = size(call, 1);
    int written = 0;
    boolean goesOn = true;
    for (int i = 0; i < times && goesOn; i++) {
      written += call.withFile(0, file -> write(call, file, filler(1))).result() == 1 ? 1 : 0;
      goesOn = call.betweenCalls();
    }
    return Reply.of(written);
  }

  private static Reply poll(Call call) {
    OpenFile file = call.file(0);
    int mask = file == null ? 0x20 : file.operations().poll(file);
    return Reply.say("revents=0x" + Integer.toHexString(mask));
  }
}
