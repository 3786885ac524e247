package dev.fasynclens.kernel.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SignalSetTest {
  @Test
  void holdsTheFirstAndTheLastSignal() {
    SignalSet set = SignalSet.of(1, 64);

    assertThat(set.has(1)).isTrue();
    assertThat(set.has(64)).isTrue();
    assertThat(set.has(63)).isFalse();
    set.remove(1);
    assertThat(set.lowest()).isEqualTo(64);
    set.remove(64);
    assertThat(set.isEmpty()).isTrue();
    assertThat(set.lowest()).isZero();
  }

  @Test
  void aCopyDoesNotChange() {
    SignalSet set = SignalSet.of(29);
    SignalSet copy = set.copy();
    set.add(10);

    assertThat(copy.has(10)).isFalse();
  }

  @Test
  void namesItsSignals() {
    assertThat(SignalSet.of(29, 34, 36, 33, 9)).hasToString("SIGKILL,SIGIO,RT33,RTMIN+0,RTMIN+2");
  }

  @Test
  void whatIsOutsideAnotherSet() {
    assertThat(SignalSet.of(1, 2).hasOutside(SignalSet.of(2, 1, 3))).isFalse();
    assertThat(SignalSet.of(1, 2).hasOutside(SignalSet.of(2))).isTrue();
    assertThat(SignalSet.all().without(SignalSet.of(29)).has(29)).isFalse();
  }
}
