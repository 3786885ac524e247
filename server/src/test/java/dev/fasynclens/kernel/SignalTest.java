package dev.fasynclens.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignalTest {
  @ParameterizedTest
  @CsvSource({
    "SIGHUP, 1", "SIGKILL, 9", "SIGUSR1, 10", "SIGSEGV, 11", "SIGUSR2, 12", "SIGTERM, 15",
    "SIGCHLD, 17", "SIGURG, 23", "SIGIO, 29", "SIGPWR, 30", "SIGSYS, 31", "SIGRTMIN, 32"
  })
  void signalsHaveTheirNumbers(Signal signal, int number) {
    assertThat(signal.number()).isEqualTo(number);
    assertThat(Signal.named(signal.name())).contains(signal);
  }

  @Test
  void signalsAreNumberedWithoutGaps() {
    for (int i = 0; i < Signal.values().length; i++) {
      assertThat(Signal.values()[i].number()).isEqualTo(i + 1);
    }
  }

  @Test
  void sigpollIsSigio() {
    assertThat(Signal.named("SIGPOLL")).contains(Signal.SIGIO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SIG", "sigio", "SIGIO ", "SIGRTMAX", "SIG_IGN"})
  void otherNamesAreNoSignals(String name) {
    assertThat(Signal.named(name)).isEmpty();
  }
}
