package dev.fasynclens.kernel;

import dev.fasynclens.kernel.file.FasyncQueue;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.kernel.machine.Context;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Disposition;
import dev.fasynclens.kernel.signal.SigInfo;
import dev.fasynclens.kernel.signal.SignalObserver;
import dev.fasynclens.kernel.signal.SignalSet;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.UserProcess;
import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One kick of a driver, from kill_fasync to the handler of the owner: one file is registered, its
 * owner is the process that kicks.
 */
@State(Scope.Thread)
public class KillFasyncBenchmark {
  /** What the kernel is. */
  @Param({"6.12"})
  public String version = "";

  /** What F_SETSIG has chosen; 0 for a plain SIGIO. */
  @Param({"0", "34"})
  public int signal;

  /** Whether what the kernel does is written down. */
  @Param({"false", "true"})
  public boolean trace;

  private final List<TraceEvent> events = new ArrayList<>();
  private final FasyncQueue queue = new FasyncQueue("queue");
  private final Delivered delivered = new Delivered();
  private Machine machine;
  private Signals signals;
  private Files files;
  private Task task;
  private Runnable kick;

  private static final class Delivered implements SignalObserver {
    long count;

    @Override
    public void delivered(Task to, Via via, SigInfo info) {
      count++;
    }

    @Override
    public void died(UserProcess process, int number, boolean core) {
      throw new IllegalStateException(process + " died");
    }

    @Override
    public void exited(UserProcess process, int status) {}

    @Override
    public void stopped(UserProcess process, int number) {}

    @Override
    public void continued(UserProcess process) {}
  }

  /** A driver that does everything right. */
  private final class Driver implements FileOperations {
    @Override
    public String kind() {
      return "driver";
    }

    @Override
    public int fasync(int fd, OpenFile file, boolean on) {
      return files.lists().fasyncHelper(fd, file, on, queue);
    }
  }

  /** Starts the machine and registers the file. */
  @Setup
  public void start() {
    machine =
        new Machine(
            KernelVersion.parse(version).orElseThrow(),
            BootOptions.DEFAULT,
            trace ? events::add : null);
    signals = new Signals(machine, delivered);
    files = new Files(machine, signals);
    UserProcess process = signals.tasks().boot("m");
    task = process.leader();
    kick = this::kickAndReturn;
    machine.run(
        Context.Kind.PROCESS,
        "m",
        () -> {
          signals.tasks().setCurrent(task);
          OpenFile file = files.table().open("d", new Driver(), true, true, false);
          files.fcntl().fSetown(file, process.pid().number());
          files.fcntl().setsig(file, signal);
          files.fcntl().setfl(3, file, true);
          Disposition handler =
              new Disposition(
                  Disposition.Action.HANDLER, true, true, false, false, SignalSet.all());
          signals.masks().doSigaction(task, Signal.SIGIO.number(), handler);
          signals.masks().doSigaction(task, 34, handler);
        });
  }

  private void kickAndReturn() {
    files.notify(queue, PollCode.POLL_IN);
    signals.delivery().exitToUserMode(task);
  }

  /** One kick. */
  @Benchmark
  public long kick() {
    events.clear();
    long before = delivered.count;
    machine.run(Context.Kind.PROCESS, "m", kick);
    if (delivered.count != before + 1) {
      throw new IllegalStateException("the handler did not run once");
    }
    return delivered.count;
  }
}
