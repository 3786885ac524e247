package dev.fasynclens.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PollMaskTest {
  @ParameterizedTest
  @CsvSource({
    "POLLIN, 0x1",
    "POLLPRI, 0x2",
    "POLLOUT, 0x4",
    "POLLERR, 0x8",
    "POLLHUP, 0x10",
    "POLLNVAL, 0x20",
    "POLLRDNORM, 0x40",
    "POLLRDBAND, 0x80",
    "POLLWRNORM, 0x100",
    "POLLWRBAND, 0x200",
    "POLLMSG, 0x400",
    "POLLRDHUP, 0x2000",
  })
  void bitsAreThoseOfAsmGenericPoll(PollMask mask, String bit) {
    assertThat(mask.bit()).isEqualTo(Integer.decode(bit));
    assertThat(PollMask.named(mask.name())).contains(mask);
    assertThat(PollMask.named("E" + mask.name())).contains(mask);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "E", "POLL_IN", "EEPOLLIN", "pollin", "POLLREMOVE", "EPOLLET"})
  void otherNamesAreNoBits(String name) {
    assertThat(PollMask.named(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0x1, POLL_IN",
    "0x41, POLL_IN",
    "0x104, POLL_OUT",
    "0x304, POLL_OUT",
    "0x82, POLL_PRI",
    "0x28, POLL_ERR",
    "0x2010, POLL_HUP",
    "0x400, POLL_MSG",
  })
  void bitsOfOneEventHaveItsCode(String mask, PollCode code) {
    assertThat(PollMask.codeOf(Long.decode(mask))).contains(code);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 0x5, 0x3, 0x41 | 0x8, 0x800, 0x801, 0x1_0000_0001L, -1, Long.MIN_VALUE})
  void differentEventsUnknownBitsAndNothingHaveNoCode(long mask) {
    assertThat(PollMask.codeOf(mask)).isEmpty();
  }

  @Test
  void noBitIsListedTwice() {
    assertThat(PollMask.values()).extracting(PollMask::bit).doesNotHaveDuplicates();
    assertThat(Arrays.stream(PollMask.values()).mapToInt(PollMask::bit))
        .allMatch(bit -> Integer.bitCount(bit) == 1);
  }
}
