package dev.fasynclens.kernel.file;

import static dev.fasynclens.kernel.ChangePoint.FOWN_LOCK_IRQSAVE;
import static dev.fasynclens.kernel.ChangePoint.GROUP_WALK_UNDER_RCU;
import static dev.fasynclens.kernel.ChangePoint.PID_TYPES_SAY_WHO;
import static dev.fasynclens.kernel.ChangePoint.POLL_CODES_PLAIN;
import static dev.fasynclens.kernel.ChangePoint.SIGIO_CODE_FOR_OWN_CODES;
import static dev.fasynclens.kernel.trace.KernelFunction.SEND_SIGIO;
import static dev.fasynclens.kernel.trace.KernelFunction.SEND_SIGIO_TO_TASK;
import static dev.fasynclens.kernel.trace.KernelFunction.SEND_SIGURG;
import static dev.fasynclens.kernel.trace.KernelFunction.SEND_SIGURG_TO_TASK;
import static dev.fasynclens.kernel.trace.KernelFunction.SIGIO_PERM;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.Lock;
import dev.fasynclens.kernel.machine.LockMode;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Credentials;
import dev.fasynclens.kernel.signal.Pid;
import dev.fasynclens.kernel.signal.PidType;
import dev.fasynclens.kernel.signal.SigInfo;
import dev.fasynclens.kernel.signal.SignalNumbers;
import dev.fasynclens.kernel.signal.SignalSending;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.Tasks;
import dev.fasynclens.kernel.signal.UserProcess;
import dev.fasynclens.kernel.trace.Tracer;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code sigio_perm} to {@code send_sigurg}: from an owner to the tasks that get the signal. */
public final class SigioSending {
  /** The high half of POLL_* codes as long as they had one. */
  static final int SI_POLL = 2 << 16;

  private static final int SIGIO = Signal.SIGIO.number();
  private static final int SIGURG = Signal.SIGURG.number();

  /** {@code band_table}: the poll mask that goes with each POLL_* code, asm-generic values. */
  private static final int[] BANDS = {
    0x41, // POLL_IN: IN, RDNORM
    0x304, // POLL_OUT: OUT, WRNORM, WRBAND
    0x441, // POLL_MSG: IN, RDNORM, MSG
    0x8, // POLL_ERR: ERR
    0x82, // POLL_PRI: PRI, RDBAND
    0x18 // POLL_HUP: HUP, ERR
  };

  private final Machine machine;
  private final Tracer trace;
  private final Tasks tasks;
  private final SignalSending signals;
  private final FcntlCalls owners;

  SigioSending(Machine machine, Tasks tasks, SignalSending signals, FcntlCalls owners) {
    this.machine = machine;
    this.trace = machine.trace();
    this.tasks = tasks;
    this.signals = signals;
    this.owners = owners;
  }

  private boolean sigioPerm(Task task, FileOwner owner) {
    Credentials target = task.credentials();
    boolean result =
        owner.euid == 0
            || owner.euid == target.globalSuid()
            || owner.euid == target.globalUid()
            || owner.uid == target.globalSuid()
            || owner.uid == target.globalUid();
    if (trace.on()) {
      trace.enter(SIGIO_PERM, "p", task, "uid", owner.uid, "euid", owner.euid);
      trace.leave(SIGIO_PERM, Boolean.toString(result));
    }
    return result;
  }

  private void sendSigioToTask(Task task, FileOwner owner, int fd, int band, PidType type) {
    if (trace.on()) {
      trace.enter(SEND_SIGIO_TO_TASK, "p", task, "fd", fd, "reason", bandName(band));
    }
    int signum = owner.signum; // F_SETSIG may change it meanwhile, so it is read once
    if (!sigioPerm(task, owner)) {
      trace.decide("nothing is sent", "the ids stored by F_SETOWN do not match those of " + task);
    } else if (signum == 0) {
      trace.decide("a plain SIGIO is sent", "F_SETSIG was not used");
      signals.sendForFile(SIGIO, SigInfo.PRIV, task, type);
    } else {
      int code = codeFor(signum, band);
      SigInfo info = SigInfo.poll(signum, code, bandMask(band), fd);
      if (signals.sendForFile(signum, info, task, type) != 0) {
        trace.decide(
            "a plain SIGIO is sent instead", SignalNumbers.name(signum) + " could not be queued");
        signals.sendForFile(SIGIO, SigInfo.PRIV, task, type);
      }
    }
    trace.leave(SEND_SIGIO_TO_TASK);
  }

  /** What user space finds in si_code; the wrong band is where the kernel gives up. */
  private int codeFor(int signum, int band) {
    if (machine.has(POLL_CODES_PLAIN)) {
      if (band < PollCode.POLL_IN.number() || band > PollCode.POLL_HUP.number()) {
        machine.bug(SEND_SIGIO_TO_TASK, "the band " + band + " is no POLL_* code");
      }
    } else if ((band & 0xffff0000) != SI_POLL) {
      machine.bug(
          SEND_SIGIO_TO_TASK, "the high half of the band " + band + " is not that of POLL_*");
    }
    if (machine.has(SIGIO_CODE_FOR_OWN_CODES) && SignalNumbers.hasOwnCodes(signum)) {
      return SigInfo.SI_SIGIO;
    }
    return (short) band; // copy_siginfo_to_user takes the high half off
  }

  /** The poll mask that a receiver finds in si_band for a code. */
  public static int maskOf(PollCode code) {
    return BANDS[code.number() - 1];
  }

  /** The name of a band if it is one of POLL_* in this version, or the number. */
  String bandName(int band) {
    boolean plain = machine.has(POLL_CODES_PLAIN);
    Optional<PollCode> code =
        plain || (band & 0xffff0000) == SI_POLL
            ? PollCode.of(plain ? band : band & 0xffff)
            : Optional.empty();
    return code.map(Enum::name).orElse(Integer.toString(band));
  }

  private static int bandMask(int band) {
    int index = (band & 0xffff) - 1;
    return index >= 0 && index < BANDS.length ? BANDS[index] : -1;
  }

  /**
   * {@code send_sigio}: to everybody the owner of a file stands for.
   *
   * @param fd what the receiver finds in si_fd
   * @param band a POLL_* code as the version encodes it
   */
  public void sendSigio(OpenFile file, FileOwner owner, int fd, int band) {
    if (trace.on()) {
      trace.enter(SEND_SIGIO, "fown", "owner of " + file, "fd", fd, "band", bandName(band));
    }
    lockOwner(owner);
    Pid pid = owners.resolve(owner.pid);
    if (pid == null) {
      trace.decide("nothing is sent", file + " has no owner");
    } else {
      forEach(pid, owner.type, task -> sendSigioToTask(task, owner, fd, band, owner.type));
    }
    machine.unlock(owner.lock());
    trace.leave(SEND_SIGIO);
  }

  private void lockOwner(FileOwner owner) {
    machine.lock(
        owner.lock(), machine.has(FOWN_LOCK_IRQSAVE) ? LockMode.READ_IRQSAVE : LockMode.READ);
  }

  /** Each task that an owner stands for, found under the lock that the version takes. */
  private void forEach(Pid pid, PidType type, Consumer<Task> action) {
    if (type.compareTo(PidType.TGID) <= 0) {
      Lock lock = machine.has(PID_TYPES_SAY_WHO) ? tasks.rcu() : tasks.tasklistLock();
      machine.lock(lock, machine.has(PID_TYPES_SAY_WHO) ? LockMode.RCU : LockMode.READ);
      Task task = pid.task();
      if (task == null) {
        trace.decide("nothing is sent", "the owner is gone");
      } else {
        action.accept(task);
      }
      machine.unlock(lock);
      return;
    }
    boolean rcu = machine.has(GROUP_WALK_UNDER_RCU);
    Lock lock = rcu ? tasks.rcu() : tasks.tasklistLock();
    machine.lock(lock, rcu ? LockMode.RCU : LockMode.READ);
    for (UserProcess member : pid.members()) {
      action.accept(member.leader());
    }
    machine.unlock(lock);
  }

  private void sendSigurgToTask(Task task, FileOwner owner, PidType type) {
    if (trace.on()) {
      trace.enter(SEND_SIGURG_TO_TASK, "p", task);
    }
    if (sigioPerm(task, owner)) {
      signals.sendForFile(SIGURG, SigInfo.PRIV, task, type);
    } else {
      trace.decide("nothing is sent", "the ids stored by F_SETOWN do not match those of " + task);
    }
    trace.leave(SEND_SIGURG_TO_TASK);
  }

  /**
   * {@code send_sigurg}: urgent data has come; whether O_ASYNC is set does not matter.
   *
   * @return whether there was an owner
   */
  public boolean sendSigurg(OpenFile file) {
    if (trace.on()) {
      trace.enter(SEND_SIGURG, "file", file);
    }
    FileOwner owner = file.owner();
    boolean found = false;
    if (owner != null) {
      lockOwner(owner);
      Pid pid = owners.resolve(owner.pid);
      if (pid != null) {
        found = true;
        forEach(pid, owner.type, task -> sendSigurgToTask(task, owner, owner.type));
      }
      machine.unlock(owner.lock());
    }
    trace.leave(SEND_SIGURG, found ? 1 : 0);
    return found;
  }
}
