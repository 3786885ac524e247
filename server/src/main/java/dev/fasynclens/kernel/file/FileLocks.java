package dev.fasynclens.kernel.file;

import static dev.fasynclens.kernel.ChangePoint.RCU_LIST;

import dev.fasynclens.kernel.machine.Lock;
import dev.fasynclens.kernel.machine.LockClass;
import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;

/** The locks of fs/fcntl.c and those around it. */
final class FileLocks {
  final LockClass fLockClass = new LockClass("f_lock", true);
  final LockClass faLockClass = new LockClass("fa_lock", true);
  final LockClass fownLockClass = new LockClass("fown->lock", true);

  /** The one lock of all lists: a read-write lock before RCU, a spinlock since. */
  private final Lock fasyncLock = new Lock(new LockClass("fasync_lock", true));

  private final Lock bigKernelLock = new Lock(new LockClass("kernel_lock", false));
  private final Machine machine;

  FileLocks(Machine machine) {
    this.machine = machine;
  }

  Lock fasyncLock() {
    return fasyncLock;
  }

  Lock bigKernelLock() {
    return bigKernelLock;
  }

  /** How a list is locked to change it. */
  LockMode writeList() {
    return machine.has(RCU_LIST) ? LockMode.SPIN : LockMode.WRITE_IRQ;
  }
}
