package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.ChangePoint.VFS_UNREGISTERS_ON_CLOSE;
import static dev.fasynclens.kernel.trace.KernelFunction.FSNOTIFY_ADD_EVENT;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.file.FasyncQueue;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** An inotify descriptor: fs/notify/inotify. Its queue tells of each event it takes. */
public final class Inotify implements FileOperations {
  private static final int EVENT = 16;

  /** A watch for everything. */
  private record Watch(FileOperations inode, int number) {}

  /** An event in the queue; the name is empty for the watched file itself. */
  private record Queued(FileEvent event, boolean directory, int watch, String name) {
    int size() {
      return EVENT + (name.isEmpty() ? 0 : (name.length() + EVENT) / EVENT * EVENT);
    }
  }

  private final Machine machine;
  private final Files files;
  private final Watches watches;
  private final FasyncQueue list = new FasyncQueue("group->fsn_fa");
  private final List<Watch> watched = new ArrayList<>(1);
  private final Deque<Queued> events = new ArrayDeque<>();
  private int lastNumber;

  Inotify(Machine machine, Files files, Watches watches) {
    this.machine = machine;
    this.files = files;
    this.watches = watches;
  }

  /** Gives it an open file. */
  public OpenFile open(String name) {
    return files.table().open(name, this, true, false, false);
  }

  /** {@code inotify_add_watch}, for everything. */
  public void watch(FileOperations inode) {
    if (watched.stream().noneMatch(each -> each.inode().equals(inode))) {
      lastNumber++;
      watched.add(new Watch(inode, lastNumber));
    }
  }

  /** Something has happened to a file, or to one in a folder if there is a name. */
  void handle(FileOperations inode, FileEvent event, boolean directory, String name) {
    for (Watch each : List.copyOf(watched)) {
      if (each.inode().equals(inode)) {
        add(new Queued(event, directory, each.number(), name));
        if (event == FileEvent.DELETE_SELF) {
          watched.remove(each);
          add(new Queued(FileEvent.IGNORED, false, each.number(), ""));
        }
      }
    }
  }

  private void add(Queued event) {
    if (machine.trace().on()) {
      machine.trace().enter(FSNOTIFY_ADD_EVENT, "event", event.event(), "name", event.name());
    }
    if (event.equals(events.peekLast())) {
      if (machine.trace().on()) {
        machine.trace().decide("nothing is queued or sent", "the last event is the same");
      }
    } else {
      events.addLast(event);
      files.notify(list, PollCode.POLL_IN);
    }
    machine.trace().leave(FSNOTIFY_ADD_EVENT);
  }

  @Override
  public String kind() {
    return "inotify";
  }

  @Override
  public String fasyncName() {
    return "fsnotify_fasync";
  }

  @Override
  public int fasync(int fd, OpenFile file, boolean on) {
    return Math.min(files.lists().fasyncHelper(fd, file, on, list), 0);
  }

  @Override
  public int read(Task caller, OpenFile file, int count) {
    Queued first = events.peekFirst();
    if (first == null) {
      return file.nonblocking() ? -Errno.EAGAIN : BLOCKS;
    }
    int got = 0;
    while (first != null && got + first.size() <= count) {
      got += first.size();
      events.removeFirst();
      first = events.peekFirst();
    }
    return got == 0 ? -Errno.EINVAL : got;
  }

  @Override
  public int poll(OpenFile file) {
    return events.isEmpty() ? 0 : POLLIN;
  }

  @Override
  public void release(OpenFile file) {
    if (!machine.has(VFS_UNREGISTERS_ON_CLOSE)) {
      fasync(-1, file, false);
    }
    watches.forget(this);
  }
}
