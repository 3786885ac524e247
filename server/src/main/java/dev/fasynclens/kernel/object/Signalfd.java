package dev.fasynclens.kernel.object;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.SignalSet;

/** A signalfd: pending signals are read from it. It has no {@code .fasync}. */
public final class Signalfd implements FileOperations {
  private final SignalSet wanted;

  /** One for these signals. */
  public Signalfd(SignalSet wanted) {
    this.wanted = wanted.copy();
  }

  /** The signals that can be read from it. */
  public SignalSet wanted() {
    return wanted.copy();
  }

  @Override
  public String kind() {
    return "signalfd";
  }

  @Override
  public boolean hasFasync() {
    return false;
  }

  @Override
  public int fasync(int fd, OpenFile file, boolean on) {
    throw new IllegalStateException("there is no .fasync");
  }
}
