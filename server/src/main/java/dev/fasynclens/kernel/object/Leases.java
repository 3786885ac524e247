package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.ChangePoint.OWNER_ALLOCATED;
import static dev.fasynclens.kernel.trace.KernelFunction.LEASE_BREAK_CALLBACK;
import static dev.fasynclens.kernel.trace.KernelFunction.LEASE_SETUP;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.file.FasyncQueue;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.PidType;
import dev.fasynclens.kernel.signal.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * F_SETLEASE: the part of fs/locks.c that tells the holder of a lease when others open the file.
 */
public final class Leases {
  /** What F_SETLEASE asks for. */
  public enum Kind {
    /** F_RDLCK. */
    READ,
    /** F_WRLCK. */
    WRITE,
    /** F_UNLCK. */
    NONE
  }

  private static final class Lease {
    final FileOperations inode;
    final OpenFile file;

    /** {@code fl_fasync}: each lease has a list of its own. */
    final FasyncQueue list = new FasyncQueue("lease->fl_fasync");

    Kind kind = Kind.NONE;
    boolean unlockPending;
    boolean downgradePending;

    Lease(OpenFile file) {
      this.inode = file.operations();
      this.file = file;
    }

    boolean conflictsWith(boolean writes) {
      return writes || kind == Kind.WRITE;
    }
  }

  private final Machine machine;
  private final Files files;

  /** All leases, oldest first. */
  private final List<Lease> leases = new ArrayList<>(0);

  Leases(Machine machine, Files files) {
    this.machine = machine;
    this.files = files;
  }

  private @Nullable Lease of(OpenFile file) {
    for (Lease each : leases) {
      if (each.file == file) {
        return each;
      }
    }
    return null;
  }

  /**
   * {@code generic_setlease} for a regular file.
   *
   * @param others the files that are open besides this one
   */
  int set(Task caller, int fd, OpenFile file, Kind wanted, List<OpenFile> others) {
    Lease own = of(file);
    if (wanted == Kind.NONE) {
      if (own == null) {
        return -Errno.EAGAIN;
      }
      remove(own);
      return 0;
    }
    if (machine.has(OWNER_ALLOCATED)) {
      files.fcntl().fileFOwnerAllocate(file);
    }
    if (isInUse(file, wanted, others) || isTaken(file, wanted)) {
      return -Errno.EAGAIN;
    }
    if (own == null) {
      own = new Lease(file);
      leases.add(own);
    }
    own.kind = wanted;
    own.downgradePending &= wanted == Kind.WRITE;
    setUp(own, caller, fd);
    return 0;
  }

  /** {@code check_conflicting_open}. */
  private static boolean isInUse(OpenFile file, Kind wanted, List<OpenFile> others) {
    return wanted == Kind.READ
        ? file.writable() || others.stream().anyMatch(OpenFile::writable)
        : !others.isEmpty();
  }

  private boolean isTaken(OpenFile file, Kind wanted) {
    for (Lease each : leases) {
      if (each.inode.equals(file.operations())
          && each.file != file
          && (wanted == Kind.WRITE || each.unlockPending)) {
        return true;
      }
    }
    return false;
  }

  /** {@code lease_setup}. */
  private void setUp(Lease lease, Task caller, int fd) {
    if (machine.trace().on()) {
      machine.trace().enter(LEASE_SETUP, "filp", lease.file);
    }
    files.lists().insertPreallocated(fd, lease.file, lease.list);
    files.fcntl().lockedFSetown(lease.file, caller.pid(), PidType.TGID, false);
    machine.trace().leave(LEASE_SETUP);
  }

  /** {@code lease_modify} with F_UNLCK: the owner and its signal are forgotten, too. */
  private void remove(Lease lease) {
    files.fcntl().fDelown(lease.file);
    files.fcntl().setsig(lease.file, 0);
    files.lists().fasyncHelper(0, lease.file, false, lease.list);
    leases.remove(lease);
  }

  /** {@code locks_remove_file}: the last reference to a file is gone. */
  void closing(OpenFile file) {
    Lease lease = of(file);
    if (lease != null) {
      remove(lease);
    }
  }

  /**
   * {@code __break_lease}: somebody opens the file.
   *
   * @return 0, -EAGAIN, or {@link FileOperations#BLOCKS} until the lease is given back
   */
  int breakFor(FileOperations inode, boolean writes, boolean nonblocking) {
    boolean conflict = false;
    for (Lease each : List.copyOf(leases)) {
      if (each.inode.equals(inode) && each.conflictsWith(writes)) {
        conflict = true;
        boolean told = each.unlockPending || (!writes && each.downgradePending);
        each.unlockPending |= writes;
        each.downgradePending |= !writes;
        if (!told) {
          tell(each);
        }
      }
    }
    if (!conflict) {
      return 0;
    }
    return nonblocking ? -Errno.EAGAIN : FileOperations.BLOCKS;
  }

  private void tell(Lease lease) {
    if (machine.trace().on()) {
      machine.trace().enter(LEASE_BREAK_CALLBACK, "fl_file", lease.file);
    }
    files.notify(lease.list, PollCode.POLL_MSG);
    machine.trace().leave(LEASE_BREAK_CALLBACK);
  }
}
