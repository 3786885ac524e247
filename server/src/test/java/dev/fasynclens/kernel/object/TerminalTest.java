package dev.fasynclens.kernel.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.Errno;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  private final Bench bench = new Bench("6.12");
  private Terminal tty = Terminal.master(bench.machine, bench.signals, bench.files, false);
  private OpenFile master = open(tty, "M");
  private OpenFile slave = open(tty.link(), "S");

  private OpenFile open(Terminal side, String name) {
    OpenFile file = Objects.requireNonNull(side.open(name, true, true));
    bench.install(file);
    return file;
  }

  private void raw() {
    tty = Terminal.master(bench.machine, bench.signals, bench.files, true);
    master = open(tty, "M");
    slave = open(tty.link(), "S");
  }

  private int register(int fd, OpenFile file) {
    return bench.run(() -> bench.files.fcntl().setfl(fd, file, true));
  }

  @Test
  void tellsOfEachCompleteLine() {
    bench.arm(slave);

    bench.write(master, "ab");
    assertThat(bench.arrived()).isEmpty();
    bench.write(master, "c\nd\n");

    assertThat(bench.arrived()).containsExactly("POLL_IN 4", "POLL_IN 4");
    assertThat(bench.read(slave, 10)).isEqualTo(4);
    assertThat(bench.read(slave, 10)).isEqualTo(2);
    assertThat(bench.read(slave, 10)).isEqualTo(-Errno.EAGAIN);
  }

  @Test
  void showsTheMasterWhatIsTyped() {
    bench.arm(master);

    bench.write(master, "ab\n");

    assertThat(bench.arrived()).containsExactly("POLL_IN 3");
    assertThat(bench.read(master, 10)).isEqualTo(4);
  }

  @Test
  void makesTheCallerOwnerOnlyIfThereIsNone() {
    register(4, slave);
    assertThat(bench.run(() -> bench.files.fcntl().fGetown(slave)))
        .isEqualTo(bench.process.pid().number());

    bench.run(() -> bench.files.fcntl().fSetown(slave, -bench.process.pid().number()));
    bench.run(() -> bench.files.fcntl().setfl(4, slave, false));
    register(4, slave);

    assertThat(bench.run(() -> bench.files.fcntl().fGetown(slave)))
        .isEqualTo(-bench.process.pid().number());
  }

  @Test
  void aControllingTerminalMakesTheForegroundOwner() {
    assertThat(bench.run(() -> tty.control(bench.task(), slave))).isZero();

    register(4, slave);

    assertThat(bench.run(() -> bench.files.fcntl().fGetown(slave)))
        .isEqualTo(-bench.process.pid().number());
  }

  @Test
  void keysSendSignalsToTheForeground() {
    bench.run(() -> tty.control(bench.task(), slave));

    bench.write(master, "ab\u0003");
    bench.write(master, "\u001c");
    bench.write(master, "\u001a");

    assertThat(bench.arrived())
        .containsExactly("SIGINT SI_KERNEL", "SIGQUIT SI_KERNEL", "SIGTSTP SI_KERNEL");
    assertThat(bench.read(slave, 10)).isEqualTo(-Errno.EAGAIN);
  }

  @Test
  void inRawModeKeysAreData() {
    raw();
    bench.arm(slave);

    bench.write(master, "\u0003");

    assertThat(bench.arrived()).containsExactly("POLL_IN 6");
    assertThat(bench.read(slave, 10)).isEqualTo(1);
  }

  @Test
  void closingTheMasterClearsAsyncWithoutASignal() {
    bench.arm(slave);

    bench.close(3);

    assertThat(bench.arrived()).isEmpty();
    assertThat(slave.fasync()).isFalse();
    assertThat(register(4, slave)).isEqualTo(-Errno.ENOTTY);
    assertThat(bench.read(slave, 1)).isZero();
    assertThat(bench.write(slave, 1)).isEqualTo(-Errno.EIO);
  }

  @Test
  void closingTheMasterTellsTheLeaderOfTheSession() {
    bench.run(() -> tty.control(bench.task(), slave));

    bench.close(3);

    assertThat(bench.arrived()).containsExactly("SIGHUP SI_KERNEL", "SIGCONT SI_KERNEL");
  }

  @Test
  void closingTheSlaveIsAnErrorForTheMaster() {
    bench.arm(master);

    bench.close(4);

    assertThat(bench.arrived()).isEmpty();
    assertThat(bench.read(master, 1)).isEqualTo(-Errno.EIO);
    assertThat(bench.write(master, 1)).isEqualTo(1);
  }

  @Test
  void roomIsToldOnlyAfterAWriterHasFoundNone() {
    raw();
    bench.arm(slave);
    bench.write(slave, 3);
    bench.read(master, 3);
    assertThat(bench.arrived()).isEmpty();

    assertThat(bench.fill(slave)).isEqualTo(-Errno.EAGAIN);
    bench.drain(master);

    assertThat(bench.arrived()).containsExactly("POLL_OUT 6");
  }

  @Test
  void aLineCanBeEdited() {
    bench.write(master, "abc\u007f\u007f\n");
    assertThat(bench.read(slave, 10)).isEqualTo(2);

    bench.write(master, "abc\u0015d\n");
    assertThat(bench.read(slave, 10)).isEqualTo(2);

    bench.write(master, "ab cd\u0017e\n");
    assertThat(bench.read(slave, 10)).isEqualTo(5);

    bench.write(master, "a\u0016\u0003\n");
    assertThat(bench.read(slave, 10)).isEqualTo(3);

    bench.write(master, "ab\u0004");
    assertThat(bench.read(slave, 10)).isEqualTo(2);
  }

  @Test
  void plainSigioWorksWithoutAnOwnerFromTheProgram() {
    register(4, slave);

    bench.write(master, "\n");

    assertThat(bench.arrived()).containsExactly("SIGIO SI_KERNEL");
  }
}
