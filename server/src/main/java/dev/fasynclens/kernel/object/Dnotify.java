package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.ChangePoint.OWNER_ALLOCATED;
import static dev.fasynclens.kernel.trace.KernelFunction.DNOTIFY_HANDLE_EVENT;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.file.Descriptors;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.FileOwner;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.PidType;
import dev.fasynclens.kernel.signal.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * F_NOTIFY: fs/notify/dnotify. It has no list and does not look at O_ASYNC; the owner of a folder's
 * open file is told directly.
 */
public final class Dnotify {
  /** What F_NOTIFY asks for, always about new entries. */
  public enum Mode {
    /** DN_CREATE: once. */
    ONCE,
    /** DN_CREATE and DN_MULTISHOT: again and again. */
    MULTISHOT,
    /** 0: no more. */
    OFF
  }

  private static final class Request {
    final FileOperations inode;
    final OpenFile file;
    final Descriptors by;
    int fd;
    boolean multishot;

    Request(FileOperations inode, OpenFile file, Descriptors by) {
      this.inode = inode;
      this.file = file;
      this.by = by;
    }
  }

  private final Machine machine;
  private final Files files;
  private final List<Request> requests = new ArrayList<>(0);

  Dnotify(Machine machine, Files files) {
    this.machine = machine;
    this.files = files;
  }

  /** {@code fcntl_dirnotify} for an open folder. */
  void request(Task caller, Descriptors by, int fd, OpenFile file, Mode mode) {
    if (mode == Mode.OFF) {
      flush(file, by);
      return;
    }
    if (machine.has(OWNER_ALLOCATED)) {
      files.fcntl().fileFOwnerAllocate(file);
    }
    files.fcntl().lockedFSetown(file, caller.pid(), PidType.TGID, false);
    Request request = null;
    for (Request each : requests) {
      if (each.file == file && each.by == by) {
        request = each;
      }
    }
    if (request == null) {
      request = new Request(file.operations(), file, by);
      requests.add(0, request);
    }
    request.fd = fd;
    request.multishot |= mode == Mode.MULTISHOT;
  }

  /** {@code dnotify_flush}: a process closes a descriptor, whichever it is. */
  void flush(OpenFile file, Descriptors by) {
    requests.removeIf(each -> each.file == file && each.by == by);
  }

  /** {@code dnotify_handle_event}: something new is in a folder. */
  void created(FileOperations directory) {
    for (Request each : List.copyOf(requests)) {
      if (each.inode.equals(directory)) {
        tell(each);
        if (!each.multishot) {
          requests.remove(each);
        }
      }
    }
  }

  private void tell(Request request) {
    if (machine.trace().on()) {
      machine.trace().enter(DNOTIFY_HANDLE_EVENT, "dn_filp", request.file, "dn_fd", request.fd);
    }
    FileOwner owner = request.file.owner();
    if (owner != null) {
      files.sigio().sendSigio(request.file, owner, request.fd, files.band(PollCode.POLL_MSG));
    }
    machine.trace().leave(DNOTIFY_HANDLE_EVENT);
  }
}
