package dev.fasynclens.kernel.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.Errno;
import org.junit.jupiter.api.Test;

final class TcpSocketTest {
  private final Bench bench = new Bench("6.1");
  private final TcpSocket one = socket();
  private final OpenFile a = one.open("a");
  private final TcpSocket other = one.newPeer();
  private final OpenFile b = other.open("b");

  TcpSocketTest() {
    bench.install(a);
    bench.install(b);
  }

  private TcpSocket socket() {
    return new TcpSocket(bench.machine, bench.signals, bench.files);
  }

  @Test
  void urgentDataIsToldInFourWays() {
    bench.arm(b);

    bench.run(() -> one.sendUrgent(bench.task()));

    assertThat(bench.arrived())
        .containsExactly("SIGURG SI_KERNEL", "POLL_PRI 4", "POLL_IN 4", "POLL_IN 4");
  }

  @Test
  void theOwnerIsToldOfUrgentDataWithoutAsync() {
    bench.run(() -> bench.files.fcntl().fSetown(b, bench.process.pid().number()));

    bench.run(() -> one.sendUrgent(bench.task()));

    assertThat(bench.arrived()).containsExactly("SIGURG SI_KERNEL");
  }

  @Test
  void theUrgentByteIsNotRead() {
    bench.write(a, 5);
    bench.run(() -> one.sendUrgent(bench.task()));
    bench.write(a, 5);

    assertThat(bench.read(b, 10)).isEqualTo(5);
    assertThat(bench.read(b, 10)).isEqualTo(5);
    assertThat(bench.read(b, 10)).isEqualTo(-Errno.EAGAIN);
  }

  @Test
  void halfAnEndIsReadableAndBothHalvesAreAHangUp() {
    bench.arm(a);

    bench.run(() -> other.shutdown(Socket.Direction.WR));
    assertThat(bench.arrived()).containsExactly("POLL_IN 3", "POLL_IN 3");

    bench.arm(b);
    bench.run(() -> one.shutdown(Socket.Direction.WR));
    assertThat(bench.arrived()).containsExactly("POLL_HUP 4", "POLL_IN 4");
    assertThat(bench.run(() -> one.shutdown(Socket.Direction.WR))).isEqualTo(-Errno.ENOTCONN);
  }

  @Test
  void closingWithUnreadDataIsAReset() {
    bench.arm(b);
    bench.write(b, 5);

    bench.close(3);

    assertThat(bench.arrived()).containsExactly("POLL_ERR 4");
    assertThat(bench.read(b, 1)).isEqualTo(-Errno.ECONNRESET);
    assertThat(bench.read(b, 1)).isZero();
  }

  @Test
  void dataForAClosedSocketIsAnsweredByAReset() {
    bench.arm(b);
    bench.close(3);
    bench.arrived();

    assertThat(bench.write(b, 1)).isEqualTo(1);

    assertThat(bench.arrived()).containsExactly("POLL_ERR 4");
    assertThat(bench.write(b, 1)).isEqualTo(-Errno.EPIPE);
  }

  @Test
  void aConnectionIsToldToBothSides() {
    TcpSocket listener = socket();
    OpenFile l = listener.open("l");
    bench.install(l);
    listener.listen();
    bench.arm(l);
    TcpSocket client = socket();
    OpenFile c = client.open("c");
    bench.install(c);
    bench.arm(c);

    assertThat(bench.run(() -> client.connect(listener))).isEqualTo(-Errno.EINPROGRESS);

    assertThat(bench.arrived()).containsExactly("POLL_OUT 6", "POLL_IN 5");
    assertThat(bench.run(() -> client.connect(listener))).isZero();
    assertThat(bench.run(() -> client.connect(listener))).isEqualTo(-Errno.EISCONN);
    assertThat(listener.accept()).isNotNull();
    assertThat(listener.accept()).isNull();
  }

  @Test
  void aRefusedConnectionIsAnError() {
    TcpSocket client = socket();
    OpenFile c = client.open("c");
    bench.install(c);
    bench.arm(c);

    bench.run(() -> client.connect(null));

    assertThat(bench.arrived()).containsExactly("POLL_ERR 5");
    assertThat(bench.run(() -> client.connect(null))).isEqualTo(-Errno.ECONNREFUSED);
  }

  @Test
  void eachPacketToAClosedUdpPortIsAnError() {
    UdpSocket udp = new UdpSocket(bench.machine, bench.signals, bench.files);
    OpenFile u = udp.open("u");
    bench.install(u);
    bench.arm(u);

    assertThat(bench.write(u, 3)).isEqualTo(3);
    assertThat(bench.arrived()).containsExactly("POLL_ERR 5");
    assertThat(bench.write(u, 3)).isEqualTo(-Errno.ECONNREFUSED);
    assertThat(bench.arrived()).isEmpty();
  }

  @Test
  void roomIsToldWhenAFullBufferIsRead() {
    bench.arm(a);
    assertThat(bench.fill(a)).isEqualTo(-Errno.EAGAIN);

    bench.drain(b);

    assertThat(bench.arrived()).containsExactly("POLL_OUT 3");
  }
}
