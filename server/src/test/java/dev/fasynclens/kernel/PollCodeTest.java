package dev.fasynclens.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PollCodeTest {
  @ParameterizedTest
  @CsvSource({
    "POLL_IN, 1",
    "POLL_OUT, 2",
    "POLL_MSG, 3",
    "POLL_ERR, 4",
    "POLL_PRI, 5",
    "POLL_HUP, 6"
  })
  void codesAreNumberedFromOne(PollCode code, int number) {
    assertThat(code.number()).isEqualTo(number);
    assertThat(PollCode.of(number)).contains(code);
    assertThat(PollCode.named(code.name())).contains(code);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -1, 0x20001, 0x1_0000_0001L})
  void otherNumbersAreNoCodes(long number) {
    assertThat(PollCode.of(number)).isEmpty();
  }

  @Test
  void aMaskIsNoCodeByName() {
    assertThat(PollCode.named("POLLIN")).isEmpty();
    assertThat(PollCode.named("poll_in")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(PollCode.class)
  void meaningsAreNounPhrases(PollCode code) {
    assertThat(code.meaning()).isNotBlank().doesNotEndWith(".");
    assertThat(code.meaning().substring(0, 1))
        .isEqualTo(code.meaning().substring(0, 1).toLowerCase(Locale.ROOT));
  }
}
