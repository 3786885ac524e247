package dev.fasynclens.lsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class WholeMessagesTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void aMessageAppearsWhenItIsComplete() throws IOException {
    WholeMessages messages = new WholeMessages(out);
    messages.write("Content-Length: 2".getBytes(UTF_8));
    messages.write('\n');
    assertThat(out.toString(UTF_8)).isEmpty();
    messages.flush();
    assertThat(out.toString(UTF_8)).isEqualTo("Content-Length: 2\n");
  }

  @Test
  void nothingOfAMessageFollowsTheEnd() throws Exception {
    WholeMessages messages = new WholeMessages(out);
    messages.write("begun".getBytes(UTF_8));
    messages.end();
    messages.write(" and ended".getBytes(UTF_8));
    messages.flush();
    assertThat(out.size()).isZero();
  }

  @Test
  void aClientThatReadsNoMoreDoesNotHoldTheEndUp() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    WholeMessages messages =
        new WholeMessages(
            new OutputStream() {
              @Override
              public void write(int oneByte) throws IOException {
                writing.countDown();
                try {
                  read.await();
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
              }
            });
    Thread writer =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    messages.write('x');
                    messages.flush();
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    writing.await();
    messages.end();
    assertThat(writer.isAlive()).isTrue();
    read.countDown();
    writer.join();
  }
}
