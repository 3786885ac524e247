package dev.fasynclens.kernel.object;

import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Context;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import org.jspecify.annotations.Nullable;

/** A UDP socket that is connected to a port nobody listens on: each packet is answered by ICMP. */
public final class UdpSocket extends Socket {
  /** A connected socket. */
  public UdpSocket(Machine machine, Signals signals, Files files) {
    super(machine, signals, files);
  }

  @Override
  public int write(Task caller, OpenFile writing, byte[] bytes) {
    if (hasError()) {
      return takeError();
    }
    if (sendingEnded) {
      return -Errno.EPIPE;
    }
    machine.run(
        Context.Kind.SOFTIRQ,
        "softirq",
        () -> {
          setError(Errno.ECONNREFUSED);
          reportError();
        });
    return bytes.length;
  }

  @Override
  public int read(Task caller, OpenFile reading, int count) {
    if (count == 0) {
      return 0;
    }
    if (hasError()) {
      return takeError();
    }
    return receivingEnded && !reading.nonblocking() ? 0 : waits(reading);
  }

  @Override
  public int sendUrgent(Task caller) {
    return -Errno.EOPNOTSUPP;
  }

  @Override
  public int connect(@Nullable TcpSocket listener) {
    return 0;
  }

  @Override
  public int shutdown(Direction direction) {
    receivingEnded |= direction.receives;
    sendingEnded |= direction.sends;
    return 0;
  }

  @Override
  void close() {}

  @Override
  public int poll(OpenFile polled) {
    return pollEnds() | POLLOUT;
  }
}
