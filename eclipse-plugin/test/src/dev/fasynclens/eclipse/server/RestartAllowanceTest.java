package dev.fasynclens.eclipse.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartAllowanceTest {
  private final RestartAllowance allowance = new RestartAllowance();
  private final Instant begin = Instant.EPOCH;

  @Test
  void aServerThatKeepsEndingIsGivenUp() {
    for (int i = 0; i < RestartAllowance.MOST; i++) {
      assertTrue(allowance.another(begin.plusSeconds(i)));
    }
    assertFalse(allowance.another(begin.plusSeconds(10)));
  }

  @Test
  void whatIsLongAgoDoesNotCount() {
    Duration step = RestartAllowance.WHILE.dividedBy(RestartAllowance.MOST).plusSeconds(1);
    for (int i = 0; i < 50; i++) {
      assertTrue(allowance.another(begin.plus(step.multipliedBy(i))));
    }
  }

  @Test
  void whoAsksBeginsAnew() {
    for (int i = 0; i < RestartAllowance.MOST; i++) {
      allowance.another(begin);
    }
    allowance.reset();
    assertTrue(allowance.another(begin));
  }
}
