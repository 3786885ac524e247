package dev.fasynclens.kernel.object;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.file.Descriptors;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.kernel.machine.Context;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.SigInfo;
import dev.fasynclens.kernel.signal.SignalNumbers;
import dev.fasynclens.kernel.signal.SignalObserver;
import dev.fasynclens.kernel.signal.SignalSet;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.UserProcess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A machine with one process that blocks all signals and looks which ones have come. */
final class Bench {
  /** A program that asks for its signals is all there is to observe. */
  private static final class Silence implements SignalObserver {
    @Override
    public void delivered(Task to, Via via, SigInfo info) {}

    @Override
    public void died(UserProcess process, int signal, boolean core) {}

    @Override
    public void exited(UserProcess process, int status) {}

    @Override
    public void stopped(UserProcess process, int signal) {}

    @Override
    public void continued(UserProcess process) {}
  }

  final Machine machine;
  final Signals signals;
  final Files files;
  final UserProcess process;
  final Descriptors descriptors;

  Bench(String version) {
    machine =
        new Machine(KernelVersion.parse(version).orElseThrow(), BootOptions.DEFAULT, event -> {});
    signals = new Signals(machine, new Silence());
    files = new Files(machine, signals);
    UserProcess parent = signals.tasks().boot("ctl");
    process = signals.tasks().fork("m", parent.leader());
    signals.tasks().startSession(process);
    descriptors = new Descriptors(files.table());
    process.setResources(descriptors);
    run(() -> signals.masks().block(task(), SignalSet.all()));
  }

  Task task() {
    return process.leader();
  }

  /** Makes a system call. */
  int run(IntSupplier call) {
    int[] result = new int[1];
    signals.tasks().setCurrent(task());
    machine.run(Context.Kind.PROCESS, "m", () -> result[0] = call.getAsInt());
    signals.tasks().setCurrent(null);
    return result[0];
  }

  int install(OpenFile file) {
    return descriptors.install(file);
  }

  /** F_SETOWN, F_SETSIG with the first real-time signal, O_ASYNC. */
  OpenFile arm(OpenFile file) {
    return arm(file, SignalNumbers.RTMIN);
  }

  OpenFile arm(OpenFile file, int signal) {
    int fd =
        descriptors.numbers().stream()
            .filter(n -> descriptors.get(n) == file)
            .findFirst()
            .orElseThrow();
    run(() -> files.fcntl().fSetown(file, process.pid().number()));
    run(() -> files.fcntl().setsig(file, signal));
    run(() -> files.fcntl().setfl(fd, file, true));
    return file;
  }

  int write(OpenFile file, int count) {
    return write(file, "x".repeat(count));
  }

  int write(OpenFile file, String text) {
    return run(
        () -> file.operations().write(task(), file, text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  int read(OpenFile file, int count) {
    return run(() -> file.operations().read(task(), file, count));
  }

  /** Writes until it fails, and returns how. */
  int fill(OpenFile file) {
    int result = 0;
    while (result >= 0) {
      result = write(file, 4096);
    }
    return result;
  }

  void drain(OpenFile file) {
    while (read(file, 4096) > 0) {
      continue;
    }
  }

  void close(int fd) {
    run(() -> descriptors.close(fd));
  }

  /** What has come since the last call: code and descriptor, or signal and code. */
  List<String> arrived() {
    List<String> result = new ArrayList<>();
    SigInfo info = take();
    while (info != null) {
      result.add(
          info.signal() == SignalNumbers.RTMIN
              ? info.codeName() + " " + info.fd()
              : SignalNumbers.name(info.signal()) + " " + info.codeName());
      info = take();
    }
    return result;
  }

  private @Nullable SigInfo take() {
    SigInfo[] result = new SigInfo[1];
    run(
        () -> {
          result[0] = signals.sigwait(task(), SignalSet.all());
          return 0;
        });
    return result[0];
  }
}
