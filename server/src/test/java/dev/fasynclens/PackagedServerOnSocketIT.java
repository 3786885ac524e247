package dev.fasynclens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.fasynclens.lsp.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code server --socket}, as it is shipped: one client of this machine, and nobody else. */
final class PackagedServerOnSocketIT {
  private static final Path DIST = Path.of(System.getProperty("fasynclens.dist"));
  private static final boolean WINDOWS = OS.current() == OS.WINDOWS;
  private static final Pattern LISTENING =
      Pattern.compile("listening on port (\\d+) of this machine");
  private static final int PATIENCE_MILLIS = 30_000;

  @TempDir private Path temp;
  private Process server;

  @AfterEach
  void end() throws InterruptedException {
    server.destroyForcibly().waitFor();
  }

  @Test
  void servesOneClientAndLeavesWithIt() throws Exception {
    start("0");
    try (Socket socket = connect(port());
        TestClient client = new TestClient(socket.getInputStream(), socket.getOutputStream())) {
      client.initialize(new JsonObject(), temp);
      Path file = RepositoryFiles.DRIVERS.resolve("echobox/echobox.c");
      client.open(TestClient.uri(file), 1, Files.readString(file));
      assertThat(TestClient.lines(client.published(TestClient.uri(file), _ -> true)))
          .contains("72:FA202");
      client.leave();
      assertThat(exitCode()).isZero();
      assertThat(client.violations()).isEmpty();
      assertThat(server.getInputStream().readAllBytes()).as("standard output").isEmpty();
    }
  }

  @Test
  void nobodyElseGetsInWhileAClientIsServed() throws Exception {
    start("0");
    int port = port();
    try (Socket socket = connect(port);
        TestClient client = new TestClient(socket.getInputStream(), socket.getOutputStream())) {
      client.initialize(new JsonObject(), temp);
      assertThatThrownBy(() -> connect(port).close()).isInstanceOf(IOException.class);
      client.leave();
      assertThat(exitCode()).isZero();
    }
  }

  /** All of 127.0.0.0/8 leads to this machine, but is not the address that is listened on. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheLoopbackAddressIsListenedOn() throws Exception {
    start("0");
    int port = port();
    try (Socket stranger = new Socket()) {
      assertThatThrownBy(
              () -> stranger.connect(new InetSocketAddress("127.0.0.2", port), PATIENCE_MILLIS))
          .isInstanceOf(IOException.class);
    }
    connect(port).close();
    assertThat(exitCode()).as("a client that goes without a word").isEqualTo(1);
  }

  @Test
  void endsWithTheConnection() throws Exception {
    start("0");
    Socket socket = connect(port());
    TestClient client = new TestClient(socket.getInputStream(), socket.getOutputStream());
    client.initialize(new JsonObject(), temp);
    socket.setSoLinger(true, 0); // as when the client's machine breaks: a reset, no end of stream
    socket.close();
    assertThat(exitCode()).isEqualTo(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void endsWithItsParentThoughTheConnectionStays() throws Exception {
    Process parent = new ProcessBuilder("sleep", "600").start();
    start("0");
    try (Socket socket = connect(port());
        TestClient client = new TestClient(socket.getInputStream(), socket.getOutputStream())) {
      client.ask(
          "initialize", TestClient.json("{'processId': " + parent.pid() + ", 'capabilities': {}}"));
      parent.destroyForcibly().waitFor();
      assertThat(exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aPortThatIsInUseIsSaid() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      start(String.valueOf(other.getLocalPort()));
      assertThat(exitCode()).isEqualTo(2);
      assertThat(said()).contains("cannot serve on port " + other.getLocalPort() + ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "http", "", "99999999999"})
  void aPortThatIsNoneIsSaid(String port) throws Exception {
    start(port);
    assertThat(exitCode()).isEqualTo(2);
    assertThat(said()).contains("--socket takes a number from 0 to 65535");
  }

  private void start(String port) throws IOException {
    server =
        new ProcessBuilder(
                DIST.resolve(WINDOWS ? "bin/fasync-lens.cmd" : "bin/fasync-lens")
                    .toAbsolutePath()
                    .toString(),
                "server",
                "--socket=" + port)
            .directory(temp.toFile())
            .redirectError(temp.resolve("err").toFile())
            .start();
  }

  /** The port that the server says it waits on. */
  private int port() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (System.nanoTime() < end) {
      Matcher listening = LISTENING.matcher(said());
      if (listening.find()) {
        return Integer.parseInt(listening.group(1));
      }
      assertThat(server.isAlive()).as(said()).isTrue();
      Thread.sleep(20);
    }
    throw new AssertionError("the server does not listen: " + said());
  }

  private String said() throws IOException {
    return Files.readString(temp.resolve("err"));
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private int exitCode() throws InterruptedException {
    assertThat(server.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
        .as("the server ends")
        .isTrue();
    return server.exitValue();
  }
}
