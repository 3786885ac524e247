package dev.fasynclens.kernel.file;

import static dev.fasynclens.kernel.ChangePoint.FA_LOCK_IRQSAVE;
import static dev.fasynclens.kernel.ChangePoint.FA_LOCK_READ_WRITE;
import static dev.fasynclens.kernel.ChangePoint.OWNER_ALLOCATED;
import static dev.fasynclens.kernel.ChangePoint.RCU_LIST;
import static dev.fasynclens.kernel.trace.KernelFunction.KILL_FASYNC;
import static dev.fasynclens.kernel.trace.KernelFunction.KILL_FASYNC_RCU;
import static dev.fasynclens.kernel.trace.KernelFunction.LOCKED_KILL_FASYNC;

import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.SignalNumbers;
import dev.fasynclens.kernel.signal.Tasks;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.Tracer;
import dev.fasynclens.kernel.trace.TroubleKind;
import org.jspecify.annotations.Nullable;

/** {@code kill_fasync} and the walk over a list. */
public final class FasyncNotification {
  private final Machine machine;
  private final Tracer trace;
  private final Tasks tasks;
  private final FileLocks locks;
  private final SigioSending sigio;

  FasyncNotification(Machine machine, Tasks tasks, FileLocks locks, SigioSending sigio) {
    this.machine = machine;
    this.trace = machine.trace();
    this.tasks = tasks;
    this.locks = locks;
    this.sigio = sigio;
  }

  /** One registration on the walk. Returns whether the walk goes on. */
  private boolean visit(FasyncEntry entry, int signal, int band, KernelFunction in) {
    if (entry.magic != FasyncEntry.MAGIC) {
      machine.report(
          TroubleKind.BAD_MAGIC, in, "the magic number of an entry is wrong, the walk stops");
      return false;
    }
    boolean perEntry = machine.has(RCU_LIST);
    if (perEntry) {
      machine.lock(entry.lock(), readEntry());
    }
    FileMemory memory = entry.file;
    if (memory != null) {
      notify(entry, memory, signal, band, in);
    }
    if (perEntry) {
      machine.unlock(entry.lock());
    }
    return true;
  }

  private LockMode readEntry() {
    if (!machine.has(FA_LOCK_READ_WRITE)) {
      return LockMode.SPIN_IRQSAVE;
    }
    return machine.has(FA_LOCK_IRQSAVE) ? LockMode.READ_IRQSAVE : LockMode.READ;
  }

  private void notify(
      FasyncEntry entry, FileMemory memory, int signal, int band, KernelFunction in) {
    OpenFile file = fileIn(memory, entry, in);
    FileOwner owner = file.owner();
    if (owner == null) {
      if (machine.has(OWNER_ALLOCATED) && trace.on()) {
        trace.decide("nothing is sent", "nobody has set an owner of " + file);
      }
      return;
    }
    if (signal == Signal.SIGURG.number() && owner.signum == 0) {
      if (trace.on()) {
        trace.decide("nothing is sent", "SIGURG has a path of its own and F_SETSIG was not used");
      }
      return;
    }
    sigio.sendSigio(file, owner, entry.fd, band);
  }

  /** The file that an entry points to, which may be another one by now. */
  private OpenFile fileIn(FileMemory memory, FasyncEntry entry, KernelFunction in) {
    OpenFile file = memory.occupant;
    if (file == null) {
      throw new IllegalStateException("memory of a file that never was");
    }
    if (memory.free) {
      machine.report(
          TroubleKind.USE_AFTER_FREE,
          in,
          "the entry of " + entry.registered + " points to a freed file");
    } else if (file != entry.registered) {
      machine.report(
          TroubleKind.USE_AFTER_FREE,
          in,
          "the entry of " + entry.registered + " points to where " + file + " lives now");
    }
    return file;
  }

  private static String signalName(int signal) {
    return SignalNumbers.isValid(signal) ? SignalNumbers.name(signal) : Integer.toString(signal);
  }

  /** {@code kill_fasync_rcu}, or {@code __kill_fasync} before the list was walked under RCU. */
  private void walk(FasyncQueue queue, int signal, int band) {
    KernelFunction in = machine.has(RCU_LIST) ? KILL_FASYNC_RCU : LOCKED_KILL_FASYNC;
    if (trace.on()) {
      trace.enter(in, "fa", queue, "sig", signalName(signal), "band", sigio.bandName(band));
    }
    // By index: what a removed entry leaves behind is not visited, as after the kernel's own
    // removal.
    for (int i = 0; i < queue.entries.size(); i++) {
      if (!visit(queue.entries.get(i), signal, band, in)) {
        break;
      }
    }
    trace.leave(in);
  }

  /**
   * {@code kill_fasync}.
   *
   * @param signal only SIGURG makes a difference
   * @param band meant to be a POLL_* code
   */
  public void killFasync(@Nullable FasyncQueue queue, int signal, int band) {
    if (trace.on()) {
      trace.enter(
          KILL_FASYNC,
          "fp",
          queue == null ? "NULL" : queue,
          "sig",
          signalName(signal),
          "band",
          sigio.bandName(band));
    }
    if (queue != null && !queue.entries.isEmpty()) {
      if (machine.has(RCU_LIST)) {
        machine.lock(tasks.rcu(), LockMode.RCU);
        walk(queue, signal, band);
        machine.unlock(tasks.rcu());
      } else {
        machine.lock(locks.fasyncLock(), LockMode.READ);
        walk(queue, signal, band);
        machine.unlock(locks.fasyncLock());
      }
    } else if (trace.on()) {
      trace.decide("nothing happens", "nobody is registered");
    }
    trace.leave(KILL_FASYNC);
  }
}
