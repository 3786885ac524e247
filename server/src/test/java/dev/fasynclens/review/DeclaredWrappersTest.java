package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Functions out of view that the configuration declares are seen through by every rule. */
final class DeclaredWrappersTest {
  private static final RuleCatalog CATALOG = RuleCatalog.load();
  private static final String HANDLER =
      """
      static struct fasync_struct *tide;
      static int tide_fasync(int fd, struct file *filp, int on)
      {
      	return %s;
      }
      static void high_water(void)
      {
      	%s;
      }
      static const struct file_operations tide_fops = { .fasync = tide_fasync, .release = elsewhere };
      """;
  private static final String HELPER = "fasync_helper(fd, filp, on, &tide)";
  private static final String KILL = "kill_fasync(&tide, SIGIO, POLL_IN)";

  @Test
  void aNotificationOutOfViewIsOne() {
    assertThat(found(HELPER, "tide_wake(7, POLLOUT, &tide)", "{}")).isEmpty();
    assertThat(found(HELPER, "tide_wake(7, &tide)", "{\"tide_wake\": {\"notifies\": 1}}"))
        .isEmpty();
  }

  @Test
  void itMayTakeTheQueueItself() {
    assertThat(found(HELPER, "tide_wake(tide)", "{\"tide_wake\": {\"notifies\": 0}}")).isEmpty();
  }

  @Test
  void itsBandAndSignalAreLookedAtWhereTheyStand() {
    String roles = "{\"tide_wake\": {\"notifies\": 2, \"signal\": 1, \"band\": 0}}";

    assertThat(found(HELPER, "tide_wake(POLL_IN, SIGIO, &tide)", roles)).isEmpty();
    assertThat(found(HELPER, "tide_wake(POLLOUT, SIGIO, &tide)", roles)).containsExactly("FA202");
    assertThat(found(HELPER, "tide_wake(POLL_IN, SIGUSR1, &tide)", roles)).containsExactly("FA201");
  }

  @Test
  void aRegistrationOutOfViewIsOne() {
    String roles = "{\"tide_listen\": {\"registers\": 0, \"file\": 1, \"on\": 2}}";

    assertThat(found("tide_listen(&tide, filp, on)", KILL, roles)).isEmpty();
    assertThat(found("tide_listen(&tide, filp, 1)", KILL, roles)).containsExactly("FA103");
  }

  @Test
  void aCallWithTooFewArgumentsIsNotUnderstoodAndNoMistake() {
    assertThat(found(HELPER, KILL + "; tide_wake()", "{\"tide_wake\": {\"notifies\": 3}}"))
        .isEmpty();
  }

  private static List<String> found(String registration, String notification, String wrappers) {
    SourceText json = SourceText.of("c.json", "{\"wrappers\": " + wrappers + "}");
    ConfigurationFile.Reading reading = ConfigurationFile.read(json, Set.of());
    assertThat(reading.problems()).isEmpty();
    Configuration configuration = reading.configuration().configuration();
    assertThat(configuration.target()).isEqualTo(TargetKernels.UNSET);
    SourceText text = SourceText.of("tide.c", HANDLER.formatted(registration, notification));
    ReviewResult result =
        new Reviewer(CATALOG, SourceFiles.NONE, _ -> configuration, 1).review(List.of(text));
    assertThat(result.problems()).isEmpty();
    return result.findings().stream().map(finding -> finding.rule().id()).distinct().toList();
  }
}
