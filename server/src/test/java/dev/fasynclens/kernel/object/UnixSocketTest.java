package dev.fasynclens.kernel.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.Errno;
import org.junit.jupiter.api.Test;

final class UnixSocketTest {
  private Bench bench = new Bench("6.1");
  private UnixSocket one = socket(UnixSocket.Kind.STREAM);
  private OpenFile a = one.open("a");
  private OpenFile b = one.newPeer().open("b");

  UnixSocketTest() {
    bench.install(a);
    bench.install(b);
  }

  private UnixSocket socket(UnixSocket.Kind kind) {
    return new UnixSocket(bench.machine, bench.signals, bench.files, kind);
  }

  private void restart(String version, UnixSocket.Kind kind) {
    bench = new Bench(version);
    one = socket(kind);
    a = one.open("a");
    b = one.newPeer().open("b");
    bench.install(a);
    bench.install(b);
  }

  @Test
  void tellsTheReceiverOfEachWrite() {
    bench.arm(b);

    bench.write(a, 1);
    bench.write(a, 1);

    assertThat(bench.arrived()).containsExactly("POLL_IN 4", "POLL_IN 4");
  }

  @Test
  void tellsOfRoomOnlyAfterAWriterHasFoundNone() {
    bench.arm(a);
    bench.write(a, 10);
    bench.drain(b);
    assertThat(bench.arrived()).isEmpty();

    assertThat(bench.fill(a)).isEqualTo(-Errno.EAGAIN);
    bench.read(b, 1);
    assertThat(bench.arrived()).isEmpty();
    bench.drain(b);

    assertThat(bench.arrived()).containsExactly("POLL_OUT 3");
  }

  @Test
  void doesNotRememberAFullBufferThatNobodyWasRegisteredFor() {
    bench.fill(a);
    bench.arm(a);
    bench.drain(b);
    assertThat(bench.arrived()).isEmpty();

    restart("4.4", UnixSocket.Kind.STREAM);
    bench.fill(a);
    bench.arm(a);
    bench.drain(b);
    assertThat(bench.arrived()).containsExactly("POLL_OUT 3");
  }

  @Test
  void tellsNobodyWhileAReaderWaits() {
    bench.arm(b);
    b.setNonblocking(false);

    assertThat(bench.read(b, 1)).isEqualTo(FileOperations.BLOCKS);
    bench.write(a, 1);
    assertThat(bench.arrived()).isEmpty();
    assertThat(bench.read(b, 1)).isEqualTo(1);
    bench.write(a, 1);

    assertThat(bench.arrived()).containsExactly("POLL_IN 4");
  }

  @Test
  void tellsAgainWhenTheReaderWasInterrupted() {
    bench.arm(b);
    b.setNonblocking(false);
    bench.read(b, 1);

    b.operations().interrupted(bench.task(), b);
    bench.write(a, 1);

    assertThat(bench.arrived()).containsExactly("POLL_IN 4");
  }

  @Test
  void aWaitingReaderOfMessagesDoesNotKeepOthersFromBeingTold() {
    restart("6.1", UnixSocket.Kind.DGRAM);
    bench.arm(b);
    b.setNonblocking(false);

    bench.read(b, 1);
    bench.write(a, 1);

    assertThat(bench.arrived()).containsExactly("POLL_IN 4");
  }

  @Test
  void tellsTheOtherSideWhatIsShutDown() {
    bench.arm(b);

    bench.run(() -> one.shutdown(Socket.Direction.RD));
    assertThat(bench.arrived()).isEmpty();
    bench.run(() -> one.shutdown(Socket.Direction.WR));
    assertThat(bench.arrived()).containsExactly("POLL_IN 4");
    bench.run(() -> one.shutdown(Socket.Direction.RDWR));

    assertThat(bench.arrived()).containsExactly("POLL_HUP 4");
  }

  @Test
  void aCloseIsAHangUpAndDataThatIsLostMakesRoom() {
    bench.arm(a);
    bench.fill(a);

    bench.close(4);

    assertThat(bench.arrived()).containsExactly("POLL_HUP 3", "POLL_OUT 3");
    assertThat(bench.read(a, 1)).isEqualTo(-Errno.ECONNRESET);
    assertThat(bench.read(a, 1)).isZero();
    assertThat(bench.write(a, 1)).isEqualTo(-Errno.EPIPE);
    assertThat(bench.arrived()).containsExactly("SIGPIPE SI_USER");
  }

  @Test
  void aDatagramSocketIsNotToldOfAClose() {
    restart("6.1", UnixSocket.Kind.DGRAM);
    bench.arm(a);

    bench.close(4);

    assertThat(bench.arrived()).isEmpty();
    assertThat(bench.write(a, 1)).isEqualTo(-Errno.ECONNREFUSED);
    assertThat(bench.write(a, 1)).isEqualTo(-Errno.ENOTCONN);
  }

  @Test
  void urgentDataIsToldTheOwnerFirst() {
    bench.arm(b);

    assertThat(bench.run(() -> one.sendUrgent(bench.task()))).isEqualTo(1);

    assertThat(bench.arrived()).containsExactly("SIGURG SI_KERNEL", "POLL_PRI 4", "POLL_IN 4");
    assertThat(bench.read(b, 5)).isEqualTo(-Errno.EAGAIN);
  }

  @Test
  void urgentDataIsUnknownToOldKernelsAndToMessages() {
    restart("5.10", UnixSocket.Kind.STREAM);
    assertThat(bench.run(() -> one.sendUrgent(bench.task()))).isEqualTo(-Errno.EOPNOTSUPP);

    restart("6.1", UnixSocket.Kind.SEQPACKET);
    assertThat(bench.run(() -> one.sendUrgent(bench.task()))).isEqualTo(-Errno.EOPNOTSUPP);
  }

  @Test
  void aFileTravelsAndLivesUntilItIsTaken() {
    bench.run(() -> one.sendFile(bench.task(), a, b));
    bench.arm(a);

    bench.close(4);
    assertThat(bench.arrived()).isEmpty();
  }

  @Test
  void readingStopsWhereAFileIsAttached() {
    bench.write(a, 2);
    bench.run(() -> one.sendFile(bench.task(), a, a));
    bench.write(a, 2);

    assertThat(bench.read(b, 10)).isEqualTo(3);
    assertThat(bench.read(b, 10)).isEqualTo(2);
  }
}
