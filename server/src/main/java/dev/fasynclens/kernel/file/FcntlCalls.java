package dev.fasynclens.kernel.file;

import static dev.fasynclens.kernel.ChangePoint.BKL_BACK_AROUND_FASYNC;
import static dev.fasynclens.kernel.ChangePoint.BKL_LEAVES_SETFL;
import static dev.fasynclens.kernel.ChangePoint.DEAD_OWNER_IS_ZERO;
import static dev.fasynclens.kernel.ChangePoint.FOWN_READERS_DISABLE_IRQS;
import static dev.fasynclens.kernel.ChangePoint.HELPER_OWNS_FASYNC_BIT;
import static dev.fasynclens.kernel.ChangePoint.OWNER_ALLOCATED;
import static dev.fasynclens.kernel.ChangePoint.OWNER_IS_A_STRUCT_PID;
import static dev.fasynclens.kernel.ChangePoint.PID_TYPES_SAY_WHO;
import static dev.fasynclens.kernel.ChangePoint.SETOWN_CHECKS_PID;
import static dev.fasynclens.kernel.ChangePoint.SETOWN_EX;
import static dev.fasynclens.kernel.trace.KernelFunction.DO_FCNTL;
import static dev.fasynclens.kernel.trace.KernelFunction.DRIVER_FASYNC;
import static dev.fasynclens.kernel.trace.KernelFunction.FILE_F_OWNER_ALLOCATE;
import static dev.fasynclens.kernel.trace.KernelFunction.F_DELOWN;
import static dev.fasynclens.kernel.trace.KernelFunction.F_GETOWN;
import static dev.fasynclens.kernel.trace.KernelFunction.F_GETOWNER_UIDS;
import static dev.fasynclens.kernel.trace.KernelFunction.F_GETOWN_EX;
import static dev.fasynclens.kernel.trace.KernelFunction.F_MODOWN;
import static dev.fasynclens.kernel.trace.KernelFunction.F_SETOWN;
import static dev.fasynclens.kernel.trace.KernelFunction.F_SETOWN_EX;
import static dev.fasynclens.kernel.trace.KernelFunction.IOCTL_FIOASYNC;
import static dev.fasynclens.kernel.trace.KernelFunction.LOCKED_F_SETOWN;
import static dev.fasynclens.kernel.trace.KernelFunction.SETFL;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Pid;
import dev.fasynclens.kernel.signal.PidType;
import dev.fasynclens.kernel.signal.SignalNumbers;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.Tasks;
import dev.fasynclens.kernel.trace.Tracer;
import dev.fasynclens.kernel.trace.TroubleKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * fcntl(2) and FIOASYNC: flags and owners of open files. Results are 0 or a negative {@link Errno},
 * and what a driver returned where the version passes that on.
 */
public final class FcntlCalls {
  private final Machine machine;
  private final Tracer trace;
  private final Tasks tasks;
  private final FileLocks locks;

  FcntlCalls(Machine machine, Tasks tasks, FileLocks locks) {
    this.machine = machine;
    this.trace = machine.trace();
    this.tasks = tasks;
    this.locks = locks;
  }

  // fs/fcntl.c: flags

  /** {@code setfl}: F_SETFL with O_ASYNC set or cleared and nothing else changed. */
  public int setfl(int fd, OpenFile file, boolean async) {
    if (trace.on()) {
      trace.enter(SETFL, "fd", fd, "filp", file, "arg", async ? "O_ASYNC" : "0");
    }
    boolean bigLock = !machine.has(BKL_LEAVES_SETFL) || bklIsBack();
    if (bigLock) {
      machine.lock(locks.bigKernelLock(), LockMode.BKL);
    }
    int result = changeFlag(fd, file, async);
    if (bigLock) {
      machine.unlock(locks.bigKernelLock());
    }
    trace.leave(SETFL, result);
    return result;
  }

  private boolean bklIsBack() {
    return machine.has(BKL_BACK_AROUND_FASYNC) && !machine.has(HELPER_OWNS_FASYNC_BIT);
  }

  private int changeFlag(int fd, OpenFile file, boolean async) {
    int result = 0;
    if (file.fasync() == async) {
      trace.decide("the driver is not asked", "O_ASYNC does not change");
    } else if (!file.operations().hasFasync()) {
      trace.decide("no driver is asked", "there is no .fasync");
    } else {
      result = callFasync(fd, file, async);
      if (result < 0) {
        trace.decide("the flags stay as they are", "the driver refuses");
        return result;
      }
    }
    if (machine.has(HELPER_OWNS_FASYNC_BIT)) {
      machine.lock(file.lock(), LockMode.SPIN); // around the other flags
      machine.unlock(file.lock());
      return 0; // the bit is the helper's business, and what is above 0 is no error
    }
    file.setFasync(async, trace);
    return result;
  }

  /** Calls the driver's method. */
  int callFasync(int fd, OpenFile file, boolean on) {
    String name = file.operations().fasyncName();
    if (trace.on()) {
      trace.enterAs(DRIVER_FASYNC, name, "fd", fd, "filp", file, "on", on ? 1 : 0);
    }
    int result = file.operations().fasync(fd, file, on);
    trace.leaveAs(DRIVER_FASYNC, name, trace.on() ? Integer.toString(result) : "");
    return result;
  }

  // fs/fcntl.c: owners

  /**
   * {@code file_f_owner_allocate}: gives the file a place for an owner. Older kernels have it in
   * the file.
   */
  public int fileFOwnerAllocate(OpenFile file) {
    boolean named = machine.has(OWNER_ALLOCATED);
    if (named && trace.on()) {
      trace.enter(FILE_F_OWNER_ALLOCATE, "file", file);
    }
    if (named) {
      machine.mightSleep(FILE_F_OWNER_ALLOCATE.nameIn(machine.version()));
    }
    if (file.owner == null) {
      file.owner = newOwner();
    }
    if (named) {
      trace.leave(FILE_F_OWNER_ALLOCATE, 0);
    }
    return 0;
  }

  /** What is in a file from the start where the owner is not allocated. */
  FileOwner newOwner() {
    FileOwner owner = new FileOwner(locks.fownLockClass);
    if (!machine.has(PID_TYPES_SAY_WHO)) {
      owner.type = PidType.TGID;
    }
    return owner;
  }

  /**
   * {@code __f_setown}: makes somebody the owner.
   *
   * @param pid null for nobody
   * @param force whether an owner that is set is replaced
   */
  public void lockedFSetown(OpenFile file, @Nullable Pid pid, PidType type, boolean force) {
    if (trace.on()) {
      trace.enter(
          LOCKED_F_SETOWN,
          "filp",
          file,
          "pid",
          pid == null ? "NULL" : pid.number(),
          "type",
          type,
          "force",
          force);
    }
    FileOwner owner = file.owner;
    if (owner == null) {
      machine.report(
          TroubleKind.WARN, LOCKED_F_SETOWN, "the file has no place for an owner, nothing is set");
    } else {
      fModown(file, owner, pid, type, force);
    }
    trace.leave(LOCKED_F_SETOWN);
  }

  private void fModown(
      OpenFile file, FileOwner owner, @Nullable Pid pid, PidType type, boolean force) {
    boolean named = !machine.has(OWNER_ALLOCATED);
    if (named && trace.on()) {
      trace.enter(F_MODOWN);
    }
    machine.lock(owner.lock(), LockMode.WRITE_IRQ);
    if (force || owner.pid == null) {
      if (trace.on()) {
        trace.change("owner of " + file, describe(owner.pid, owner.type), describe(pid, type));
      }
      owner.pid = pid;
      owner.type = type;
      Task caller = tasks.current();
      if (pid != null && caller != null) {
        owner.uid = caller.credentials().globalUid();
        owner.euid = caller.credentials().globalEuid();
      }
    } else {
      trace.decide("the owner stays", "there is one, and the caller does not insist");
    }
    machine.unlock(owner.lock());
    if (named) {
      trace.leave(F_MODOWN);
    }
  }

  private static String describe(@Nullable Pid pid, PidType type) {
    if (pid == null) {
      return "nobody";
    }
    Task task = pid.task();
    String name = task == null || type.compareTo(PidType.TGID) > 0 ? "" : " " + task;
    String kind =
        switch (type) {
          case PID -> "thread";
          case TGID -> "process";
          default -> "group";
        };
    return kind + name + " (" + pid.number() + ")";
  }

  /** {@code f_setown}: F_SETOWN, a process if positive, a group if negative, nobody if 0. */
  public int fSetown(OpenFile file, int who) {
    if (trace.on()) {
      trace.enter(F_SETOWN, "filp", file, "who", who);
    }
    int result = setOwner(file, who);
    trace.leave(F_SETOWN, result);
    return result;
  }

  private int setOwner(OpenFile file, int who) {
    boolean checks = machine.has(SETOWN_CHECKS_PID);
    if (who == Integer.MIN_VALUE && checks) {
      return -Errno.EINVAL;
    }
    fileFOwnerAllocate(file);
    Pid pid = who == 0 ? null : tasks.find(Math.abs(who));
    if (who != 0 && pid == null) {
      if (checks) {
        return -Errno.ESRCH;
      }
      if (machine.has(OWNER_IS_A_STRUCT_PID)) {
        trace.decide(
            "the owner is cleared", "nobody has this number, and this version does not mind");
      } else {
        trace.decide("the number is stored", "this version does not ask whether somebody has it");
        pid = Pid.ofNobody(Math.abs(who));
      }
    }
    lockedFSetown(file, pid, who < 0 ? PidType.PGID : PidType.TGID, true);
    return 0;
  }

  /** The kinds of owner that F_SETOWN_EX knows, by their numbers: thread, process, group. */
  public static final List<PidType> OWNER_TYPES = List.of(PidType.PID, PidType.TGID, PidType.PGID);

  /** {@code f_setown_ex}. */
  public int fSetownEx(OpenFile file, int kind, int number) {
    if (!machine.has(SETOWN_EX)) {
      return -Errno.EINVAL;
    }
    if (trace.on()) {
      trace.enter(F_SETOWN_EX, "filp", file, "type", kind, "pid", number);
    }
    int result = 0;
    if (kind < 0 || kind >= OWNER_TYPES.size()) {
      result = -Errno.EINVAL;
    } else {
      fileFOwnerAllocate(file);
      Pid pid = tasks.find(number);
      if (number != 0 && pid == null) {
        result = -Errno.ESRCH;
      } else {
        lockedFSetown(file, pid, OWNER_TYPES.get(kind), true);
      }
    }
    trace.leave(F_SETOWN_EX, result);
    return result;
  }

  /** {@code f_delown}: as when a lease ends. */
  public void fDelown(OpenFile file) {
    if (trace.on()) {
      trace.enter(F_DELOWN, "filp", file);
    }
    FileOwner owner = file.owner;
    if (owner != null) {
      fModown(file, owner, null, PidType.TGID, true);
    }
    trace.leave(F_DELOWN);
  }

  /** {@code f_getown}: the number of the owner, negative for a group, 0 for nobody. */
  public int fGetown(OpenFile file) {
    if (trace.on()) {
      trace.enter(F_GETOWN, "filp", file);
    }
    int number = readOwner(file);
    FileOwner owner = file.owner;
    int result = owner != null && owner.type == PidType.PGID ? -number : number;
    trace.leave(F_GETOWN, result);
    return result;
  }

  private int readOwner(OpenFile file) {
    FileOwner owner = file.owner;
    if (owner == null) {
      return 0;
    }
    boolean locks = machine.has(OWNER_IS_A_STRUCT_PID); // a plain number can be read as it is
    if (locks) {
      machine.lock(
          owner.lock(), machine.has(FOWN_READERS_DISABLE_IRQS) ? LockMode.READ_IRQ : LockMode.READ);
    }
    Pid pid = owner.pid;
    int result = pid == null || isUnknown(pid, owner.type) ? 0 : pid.number();
    if (locks) {
      machine.unlock(owner.lock());
    }
    return result;
  }

  /** Whether the number is not told because it means nobody, or nobody of this kind. */
  private boolean isUnknown(Pid pid, PidType type) {
    if (machine.has(DEAD_OWNER_IS_ZERO)) {
      return switch (type) {
        case PID -> pid.task() == null;
        case TGID -> pid.process() == null;
        default -> pid.members().isEmpty();
      };
    }
    return false;
  }

  /**
   * What F_GETOWN_EX tells.
   *
   * @param kind the index into {@link #OWNER_TYPES}
   * @param number never negative, 0 for nobody
   */
  public record OwnerKind(int kind, int number) {}

  /** {@code f_getown_ex}: what kind of owner the file has. */
  public OwnerKind fGetownEx(OpenFile file) {
    if (trace.on()) {
      trace.enter(F_GETOWN_EX, "filp", file);
    }
    FileOwner owner = file.owner;
    PidType type = owner == null ? PidType.PID : owner.type;
    OwnerKind result = new OwnerKind(OWNER_TYPES.indexOf(type), readOwner(file));
    trace.leave(F_GETOWN_EX, 0);
    return result;
  }

  /**
   * What F_GETOWNER_UIDS tells.
   *
   * @param uid of whoever set the owner
   * @param euid of the same
   */
  public record OwnerIds(int uid, int euid) {}

  /** {@code f_getowner_uids}: the ids stored with the owner. */
  public OwnerIds fGetownerUids(OpenFile file) {
    if (trace.on()) {
      trace.enter(F_GETOWNER_UIDS, "filp", file);
    }
    FileOwner owner = file.owner;
    trace.leave(F_GETOWNER_UIDS, 0);
    return owner == null ? new OwnerIds(0, 0) : new OwnerIds(owner.uid, owner.euid);
  }

  /** Who a stored number means when a signal is sent: with plain numbers, whoever has it now. */
  @Nullable Pid resolve(@Nullable Pid pid) {
    return pid == null || machine.has(OWNER_IS_A_STRUCT_PID) ? pid : tasks.find(pid.number());
  }

  /** F_SETSIG; 0 means SIGIO without a record. */
  public int setsig(OpenFile file, int signal) {
    if (signal < 0 || signal >= SignalNumbers.COUNT) {
      return -Errno.EINVAL;
    }
    if (trace.on()) {
      trace.enter(DO_FCNTL, "cmd", "F_SETSIG", "arg", SignalNumbers.name(signal), "filp", file);
    }
    fileFOwnerAllocate(file);
    FileOwner owner = file.owner;
    if (owner != null) {
      if (trace.on()) {
        trace.change("signal of " + file, describe(owner.signum), describe(signal));
      }
      owner.signum = signal;
    }
    trace.leave(DO_FCNTL, 0);
    return 0;
  }

  private static String describe(int signal) {
    return signal == 0 ? "0" : SignalNumbers.name(signal);
  }

  /** F_GETSIG. */
  public int getsig(OpenFile file) {
    FileOwner owner = file.owner;
    return owner == null ? 0 : owner.signum;
  }

  /** Whether F_SETOWN_EX and F_GETOWN_EX exist. */
  public boolean hasOwnerKinds() {
    return machine.has(SETOWN_EX);
  }

  /** Whether F_GETOWNER_UIDS exists. */
  public boolean hasOwnerUids() {
    return machine.has(ChangePoint.GETOWNER_UIDS);
  }

  // fs/ioctl.c

  /** {@code ioctl_fioasync}: does what {@link #setfl} does, but fails where no driver listens. */
  public int ioctlFioasync(int fd, OpenFile file, boolean on) {
    if (trace.on()) {
      trace.enter(IOCTL_FIOASYNC, "fd", fd, "filp", file, "on", on ? 1 : 0);
    }
    boolean lockedAsAWhole = bklIsBack();
    if (lockedAsAWhole) {
      machine.lock(locks.bigKernelLock(), LockMode.BKL);
    }
    int result = 0;
    if (file.fasync() != on) {
      result = file.operations().hasFasync() ? askForIoctl(fd, file, on) : -Errno.ENOTTY;
    }
    if (machine.has(HELPER_OWNS_FASYNC_BIT)) {
      result = Math.min(result, 0);
    } else if (result == 0) {
      file.setFasync(on, trace);
    } else if (result > 0) {
      trace.decide("O_ASYNC is not stored", "this version takes " + result + " for a failure");
    }
    if (lockedAsAWhole) {
      machine.unlock(locks.bigKernelLock());
    }
    trace.leave(IOCTL_FIOASYNC, result);
    return result;
  }

  /** Calls the driver's method, in older kernels with the big kernel lock around nothing else. */
  private int askForIoctl(int fd, OpenFile file, boolean on) {
    boolean bigLock = !machine.has(BKL_BACK_AROUND_FASYNC);
    if (bigLock) {
      machine.lock(locks.bigKernelLock(), LockMode.BKL);
    }
    int result = callFasync(fd, file, on);
    if (bigLock) {
      machine.unlock(locks.bigKernelLock());
    }
    return result;
  }
}
