package dev.fasynclens.kernel.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.KernelVersion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class KernelFunctionTest {
  @ParameterizedTest
  @CsvSource({
    "2.6.12, __group_complete_signal, __sigqueue_alloc, send_signal",
    "2.6.26, complete_signal, __sigqueue_alloc, send_signal",
    "5.18, complete_signal, __sigqueue_alloc, send_signal",
    "5.19, complete_signal, __sigqueue_alloc, send_signal_locked",
    "6.12, complete_signal, __sigqueue_alloc, send_signal_locked",
    "6.13, complete_signal, sigqueue_alloc, send_signal_locked",
  })
  void areCalledAsInTheirTime(String version, String complete, String allocate, String send) {
    KernelVersion then = KernelVersion.parse(version).orElseThrow();

    assertThat(KernelFunction.COMPLETE_SIGNAL.nameIn(then)).isEqualTo(complete);
    assertThat(KernelFunction.SIGQUEUE_ALLOC.nameIn(then)).isEqualTo(allocate);
    assertThat(KernelFunction.SEND_SIGNAL.nameIn(then)).isEqualTo(send);
  }

  @ParameterizedTest
  @EnumSource(KernelFunction.class)
  void haveAFileAndASentence(KernelFunction function) {
    assertThat(function.file()).isNotBlank();
    assertThat(function.sentence()).matches("[A-Z].*[^.]");
    assertThat(function.names()).isNotEmpty().doesNotHaveDuplicates();
    for (String name : function.names()) {
      assertThat(KernelFunction.named(name)).contains(function);
    }
  }

  @Test
  void noTwoWereEverCalledTheSameAtTheSameTime() {
    for (String version : new String[] {"2.6.12", "2.6.27", "3.4", "4.19", "5.19", "6.13", "7.2"}) {
      KernelVersion then = KernelVersion.parse(version).orElseThrow();
      Map<String, KernelFunction> byName = new HashMap<>();
      Arrays.stream(KernelFunction.values())
          .forEach(
              each ->
                  assertThat(byName.put(each.nameIn(then), each))
                      .as(each.nameIn(then) + " in " + version)
                      .isNull());
    }
  }
}
