package dev.fasynclens.kernel.file;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Tasks;

/** Open files of a machine: the parts of fs/ that take part, put together. */
public final class Files {
  private final Machine machine;
  private final FcntlCalls fcntl;
  private final FasyncLists lists;
  private final SigioSending sigio;
  private final FasyncNotification notification;
  private final FileTable table;

  /** The files of a machine with its signal core. */
  public Files(Machine machine, Signals signals) {
    this.machine = machine;
    Tasks tasks = signals.tasks();
    FileLocks locks = new FileLocks(machine);
    fcntl = new FcntlCalls(machine, tasks, locks);
    lists = new FasyncLists(machine, locks);
    sigio = new SigioSending(machine, tasks, signals.sending(), fcntl);
    notification = new FasyncNotification(machine, tasks, locks, sigio);
    table = new FileTable(machine, locks, fcntl);
  }

  /** fcntl(2) and FIOASYNC. */
  public FcntlCalls fcntl() {
    return fcntl;
  }

  /** {@code fasync_helper}. */
  public FasyncLists lists() {
    return lists;
  }

  /** {@code send_sigio} and {@code send_sigurg}. */
  public SigioSending sigio() {
    return sigio;
  }

  /** {@code kill_fasync}. */
  public FasyncNotification notification() {
    return notification;
  }

  /** Opening and closing. */
  public FileTable table() {
    return table;
  }

  /** The value that the name of a code has in this version, as code of the kernel sees it. */
  public int band(PollCode code) {
    return machine.has(ChangePoint.POLL_CODES_PLAIN)
        ? code.number()
        : SigioSending.SI_POLL | code.number();
  }

  /** Tells everybody on a queue, as correct code does: SIGIO and a POLL_* code. */
  public void notify(FasyncQueue queue, PollCode code) {
    notification.killFasync(queue, Signal.SIGIO.number(), band(code));
  }
}
