package dev.fasynclens.kernel.file;

import static dev.fasynclens.kernel.ChangePoint.ENTRIES_FREED_BY_KFREE_RCU;
import static dev.fasynclens.kernel.ChangePoint.FASYNC_BIT_FOLLOWS_LIST;
import static dev.fasynclens.kernel.ChangePoint.FA_LOCK_READ_WRITE;
import static dev.fasynclens.kernel.ChangePoint.HELPER_OWNS_FASYNC_BIT;
import static dev.fasynclens.kernel.ChangePoint.LEASES_INSERT_PREALLOCATED;
import static dev.fasynclens.kernel.ChangePoint.RCU_LIST;
import static dev.fasynclens.kernel.trace.KernelFunction.FASYNC_ADD_ENTRY;
import static dev.fasynclens.kernel.trace.KernelFunction.FASYNC_ALLOC;
import static dev.fasynclens.kernel.trace.KernelFunction.FASYNC_FREE;
import static dev.fasynclens.kernel.trace.KernelFunction.FASYNC_HELPER;
import static dev.fasynclens.kernel.trace.KernelFunction.FASYNC_INSERT_ENTRY;
import static dev.fasynclens.kernel.trace.KernelFunction.FASYNC_REMOVE_ENTRY;

import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** {@code fasync_helper} and its parts: who is on a list. */
public final class FasyncLists {
  private final Machine machine;
  private final Tracer trace;
  private final FileLocks locks;

  FasyncLists(Machine machine, FileLocks locks) {
    this.machine = machine;
    this.trace = machine.trace();
    this.locks = locks;
  }

  private void lockList(OpenFile file) {
    if (machine.has(HELPER_OWNS_FASYNC_BIT)) {
      machine.lock(file.lock(), LockMode.SPIN);
    }
    machine.lock(locks.fasyncLock(), locks.writeList());
  }

  private void unlockList(OpenFile file) {
    machine.unlock(locks.fasyncLock());
    if (machine.has(HELPER_OWNS_FASYNC_BIT)) {
      machine.unlock(file.lock());
    }
  }

  /** Takes the lock of an entry to change it, where entries have one. */
  private void lockEntry(FasyncEntry entry) {
    if (machine.has(RCU_LIST)) {
      machine.lock(
          entry.lock(), machine.has(FA_LOCK_READ_WRITE) ? LockMode.WRITE_IRQ : LockMode.SPIN_IRQ);
    }
  }

  private void unlockEntry(FasyncEntry entry) {
    if (machine.has(RCU_LIST)) {
      machine.unlock(entry.lock());
    }
  }

  private void traceEndOfEntry() {
    if (!machine.has(RCU_LIST)) {
      trace.decide(
          "the entry is freed at once", "nobody can walk a list that is locked for writing");
    } else if (machine.has(ENTRIES_FREED_BY_KFREE_RCU)) {
      trace.decide("kfree_rcu() frees the entry later", "somebody may still be walking over it");
    } else {
      trace.decide("call_rcu() frees the entry later", "somebody may still be walking over it");
    }
  }

  private static @Nullable FasyncEntry find(OpenFile file, FasyncQueue queue) {
    for (FasyncEntry entry : queue.entries) {
      if (entry.file == file.memory()) {
        return entry;
      }
    }
    return null;
  }

  /**
   * {@code fasync_remove_entry}.
   *
   * @return whether the file was on the list
   */
  boolean fasyncRemoveEntry(OpenFile file, FasyncQueue queue) {
    boolean named = machine.has(FASYNC_BIT_FOLLOWS_LIST);
    if (named && trace.on()) {
      trace.enter(FASYNC_REMOVE_ENTRY, "filp", file, "fapp", queue);
    }
    lockList(file);
    FasyncEntry entry = find(file, queue);
    if (entry != null) {
      lockEntry(entry);
      if (machine.has(RCU_LIST)) {
        entry.file = null; // a walker that still sees the entry skips it
      }
      unlockEntry(entry);
      String before = trace.on() ? queue.shown() : "";
      queue.entries.remove(entry);
      if (trace.on()) {
        traceEndOfEntry();
      }
      traceQueue(queue, before);
    } else if (trace.on()) {
      trace.decide("nothing is removed", file + " is not in " + queue.name());
    }
    if (machine.has(HELPER_OWNS_FASYNC_BIT)
        && (entry != null || !machine.has(FASYNC_BIT_FOLLOWS_LIST))) {
      file.setFasync(false, trace);
    }
    unlockList(file);
    if (named) {
      trace.leave(FASYNC_REMOVE_ENTRY, entry == null ? 0 : 1);
    }
    return entry != null;
  }

  /** {@code fasync_alloc}, which may sleep. */
  private FasyncEntry fasyncAlloc(int fd, OpenFile file) {
    boolean named = machine.has(LEASES_INSERT_PREALLOCATED);
    if (named && trace.on()) {
      trace.enter(FASYNC_ALLOC);
    }
    machine.mightSleep(named ? FASYNC_ALLOC.nameIn(machine.version()) : "kmem_cache_alloc");
    FasyncEntry entry = new FasyncEntry(fd, file, locks.faLockClass);
    if (named) {
      trace.leave(FASYNC_ALLOC, "an entry");
    }
    return entry;
  }

  /**
   * {@code fasync_insert_entry}: refreshes the descriptor of a file that is on the list, or puts a
   * new entry in front.
   *
   * @return whether the entry was new
   */
  private boolean fasyncInsertEntry(int fd, OpenFile file, FasyncQueue queue, FasyncEntry fresh) {
    boolean named = machine.has(LEASES_INSERT_PREALLOCATED);
    if (named && trace.on()) {
      trace.enter(FASYNC_INSERT_ENTRY, "fd", fd, "filp", file, "fapp", queue);
    }
    lockList(file);
    FasyncEntry old = find(file, queue);
    if (old != null) {
      lockEntry(old);
      String before = trace.on() ? queue.shown() : "";
      old.fd = fd;
      traceQueue(queue, before);
      unlockEntry(old);
    } else {
      String before = trace.on() ? queue.shown() : "";
      queue.entries.add(0, fresh);
      traceQueue(queue, before);
    }
    if (machine.has(HELPER_OWNS_FASYNC_BIT)
        && (old == null || !machine.has(FASYNC_BIT_FOLLOWS_LIST))) {
      file.setFasync(true, trace);
    }
    unlockList(file);
    if (named) {
      trace.leave(FASYNC_INSERT_ENTRY, old == null ? "NULL" : "the old entry");
    }
    return old == null;
  }

  private void traceQueue(FasyncQueue queue, String before) {
    if (trace.on() && !before.equals(queue.shown())) {
      trace.change("entries of " + queue.name(), before, queue.shown());
    }
  }

  private boolean fasyncAddEntry(int fd, OpenFile file, FasyncQueue queue) {
    boolean named = machine.has(FASYNC_BIT_FOLLOWS_LIST);
    if (named && trace.on()) {
      trace.enter(FASYNC_ADD_ENTRY, "fd", fd, "filp", file, "fapp", queue);
    }
    boolean added = fasyncInsertEntry(fd, file, queue, fasyncAlloc(fd, file));
    if (!added && machine.has(LEASES_INSERT_PREALLOCATED)) {
      trace.enter(FASYNC_FREE);
      trace.leave(FASYNC_FREE);
    } else if (!added && trace.on()) {
      trace.decide("the new entry is given back", file + " already has one");
    }
    if (named) {
      trace.leave(FASYNC_ADD_ENTRY, added ? 1 : 0);
    }
    return added;
  }

  /**
   * {@code fasync_helper}: puts a file on a list or takes it off.
   *
   * @param fd the descriptor that the receiver will find in si_fd
   * @return 1 if the list has changed, 0 if not
   */
  public int fasyncHelper(int fd, OpenFile file, boolean on, FasyncQueue queue) {
    if (trace.on()) {
      trace.enter(FASYNC_HELPER, "fd", fd, "filp", file, "on", on ? 1 : 0, "fapp", queue);
    }
    boolean changed;
    if (on) {
      changed = fasyncAddEntry(fd, file, queue);
    } else {
      changed = fasyncRemoveEntry(file, queue);
    }
    int result = changed ? 1 : 0;
    trace.leave(FASYNC_HELPER, result);
    return result;
  }

  /** For leases: inserts where nobody may sleep. Returns whether the entry was new. */
  public boolean insertPreallocated(int fd, OpenFile file, FasyncQueue queue) {
    return fasyncInsertEntry(fd, file, queue, new FasyncEntry(fd, file, locks.faLockClass));
  }
}
