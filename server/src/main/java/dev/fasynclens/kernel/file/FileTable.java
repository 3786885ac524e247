package dev.fasynclens.kernel.file;

import static dev.fasynclens.kernel.ChangePoint.FILES_END_LAST_FIRST;
import static dev.fasynclens.kernel.ChangePoint.OWNER_ALLOCATED;
import static dev.fasynclens.kernel.ChangePoint.VFS_UNREGISTERS_ON_CLOSE;
import static dev.fasynclens.kernel.trace.KernelFunction.FPUT;

import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.Tracer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** fs/file_table.c: the beginning and the end of open files. */
public final class FileTable {
  private final Machine machine;
  private final Tracer trace;
  private final FileLocks locks;
  private final FcntlCalls fcntl;
  private final Deque<FileMemory> freed = new ArrayDeque<>();
  private @Nullable FileWatcher watcher;

  FileTable(Machine machine, FileLocks locks, FcntlCalls fcntl) {
    this.machine = machine;
    this.trace = machine.trace();
    this.locks = locks;
    this.fcntl = fcntl;
  }

  /** Lets somebody learn how files end. */
  public void watch(FileWatcher newWatcher) {
    watcher = newWatcher;
  }

  /** {@code filp_close}: a process closes one of its descriptors. */
  void close(OpenFile file, Descriptors by) {
    if (watcher != null) {
      watcher.flushed(file, by);
    }
    fput(file);
  }

  /**
   * A new open file, without a reference yet. It lives where the last one was freed.
   *
   * @param async O_ASYNC among the flags of open(2), which sets the bit and asks nobody
   */
  public OpenFile open(
      String name, FileOperations operations, boolean readable, boolean writable, boolean async) {
    FileMemory memory = freed.isEmpty() ? new FileMemory() : freed.pop();
    OpenFile file = new OpenFile(name, operations, memory, locks.fLockClass, readable, writable);
    memory.occupant = file;
    memory.free = false;
    if (!machine.has(OWNER_ALLOCATED)) {
      file.owner = fcntl.newOwner();
    }
    file.setFasync(async, trace);
    return file;
  }

  /** A file that open(2) has found with O_PATH: it can do nothing. */
  public OpenFile openPath(String name, FileOperations operations) {
    OpenFile file = open(name, operations, false, false, false);
    file.setPathOnly();
    return file;
  }

  /** Gives a reference back; with the last one the file ends. */
  public void fput(OpenFile file) {
    if (file.put()) {
      lockedFput(file);
    }
  }

  /**
   * Gives the references of a process back that ends or starts another program. What ends with that
   * is closed at once, or by task_work after all references are gone.
   *
   * @param files in the order of their descriptors
   */
  void fputAll(List<OpenFile> files) {
    Deque<OpenFile> works = new ArrayDeque<>();
    for (OpenFile file : files) {
      if (!machine.has(FILES_END_LAST_FIRST)) {
        fput(file);
      } else if (file.put()) {
        works.push(file);
      }
    }
    works.forEach(this::lockedFput);
  }

  /** {@code __fput}. */
  private void lockedFput(OpenFile file) {
    if (trace.on()) {
      trace.enter(FPUT, "file", file);
    }
    if (watcher != null) {
      watcher.closing(file);
    }
    if (machine.has(VFS_UNREGISTERS_ON_CLOSE)) {
      if (!file.fasync()) {
        trace.decide("->fasync is not called", "FASYNC is not set");
      } else if (file.operations().hasFasync()) {
        trace.decide("->fasync is called with on 0", "FASYNC is set");
        fcntl.callFasync(-1, file, false);
      } else {
        trace.decide("nobody takes the file off a list", "there is no .fasync");
      }
    } else if (file.fasync()) {
      trace.decide("the VFS takes the file off no list", "this version leaves that to ->release");
    }
    KernelFunction function = file.operations().releaseFunction();
    String release = file.operations().kind() + "_release";
    if (trace.on()) {
      trace.enterAs(function, release, "filp", file);
    }
    file.operations().release(file);
    trace.leaveAs(function, release, "");
    file.memory().free = true;
    freed.push(file.memory());
    trace.leave(FPUT);
  }
}
