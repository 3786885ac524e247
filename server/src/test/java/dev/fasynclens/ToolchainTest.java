package dev.fasynclens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The build may run on an older Java; the tests must not. */
final class ToolchainTest {
  @Test
  void testsRunOnJava25OrNewer() {
    assertThat(Runtime.version().feature()).isGreaterThanOrEqualTo(25);
  }

  @Test
  void nativeAccessIsEnabled() {
    assertThat(ToolchainTest.class.getModule().isNativeAccessEnabled()).isTrue();
  }
}
