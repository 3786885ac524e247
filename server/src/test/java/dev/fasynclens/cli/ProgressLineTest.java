package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ProgressLineTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void isShownOnATerminalAndGoesAway() throws InterruptedException {
    try (ProgressLine line = ProgressLine.start(console(true), true, 1)) {
      line.tell("searched %d files", () -> 7);
      while (!written().contains("searched 7 files")) {
        Thread.sleep(1);
      }
    }
    String shown = written();
    assertThat(shown).endsWith("searched 7 files\r\u001B[K");
    Thread.sleep(150); // it would be painted again by now
    assertThat(written()).isEqualTo(shown);
  }

  @Test
  void isNotShownElsewhere() throws InterruptedException {
    for (boolean terminal : new boolean[] {true, false}) {
      try (ProgressLine line = ProgressLine.start(console(terminal), !terminal, 1)) {
        line.tell("searched %d files", () -> 7);
        Thread.sleep(50);
      }
    }
    assertThat(written()).isEmpty();
  }

  @Test
  void shortRunsHaveNone() {
    try (ProgressLine line = ProgressLine.start(console(true), true, 3_600_000)) {
      line.tell("searched %d files", () -> 7);
    }
    assertThat(written()).isEmpty();
  }

  private Console console(boolean terminal) {
    return new Console(
        Path.of("").toAbsolutePath(),
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        StandardCharsets.UTF_8,
        name -> null,
        false,
        terminal);
  }

  private String written() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
