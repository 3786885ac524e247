package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What leads to a mistake and what comes of it, in the order in which it happens. */
final class FindingStepsTest {
  private static final RuleCatalog CATALOG = RuleCatalog.load();

  @Test
  void aFileLeftOnAQueueIsWalkedByTheNextNotification() {
    List<Finding.Step> steps =
        steps(
            "FA301",
            """
            static struct fasync_struct *pump;
            static void pumped(void)
            {
            	kill_fasync(&pump, SIGIO, POLL_IN);
            }
            static int pump_release(struct inode *inode, struct file *filp)
            {
            	return 0;
            }
            static int pump_fasync(int fd, struct file *filp, int on)
            {
            	return fasync_helper(fd, filp, on, &pump);
            }
            static const struct file_operations pump_fops = {
            	.fasync = pump_fasync,
            	.release = pump_release,
            };
            static const struct file_operations *all = &pump_fops;
            """);

    assertThat(steps)
        .extracting(step -> step.place().lineNumber() + " " + step.message())
        .containsExactly(
            "10 the handler that registers",
            "6 pump_release() does not take the file off the queue that pump_fasync() put it on.",
            "4 the next notification walks the queue");
    assertThat(steps).extracting(Finding.Step::mistake).containsExactly(false, true, false);
  }

  @Test
  void aLockIsTakenBeforeWhatMustNotHappenUnderIt() {
    List<Finding.Step> steps =
        steps(
            "FA107",
            """
            static DEFINE_SPINLOCK(lock);
            static struct fasync_struct *pump;
            static int pump_fasync(int fd, struct file *filp, int on)
            {
            	int result;
            	spin_lock(&lock);
            	result = fasync_helper(fd, filp, on, &pump);
            	spin_unlock(&lock);
            	return result;
            }
            static const struct file_operations pump_fops = {
            	.fasync = pump_fasync,
            };
            static const struct file_operations *all = &pump_fops;
            static void pumped(void)
            {
            	kill_fasync(&pump, SIGIO, POLL_IN);
            }
            """);

    assertThat(steps).extracting(step -> step.place().lineNumber()).containsExactly(6, 7);
  }

  @Test
  void withoutAnOrderThereAreNoSteps() {
    assertThat(
            steps(
                "FA202",
                """
                static struct fasync_struct *pump;
                static void pumped(void)
                {
                	kill_fasync(&pump, SIGIO, POLLIN);
                }
                """))
        .isEmpty();
  }

  private static List<Finding.Step> steps(String rule, String driver) {
    Configuration configuration =
        new Configuration(TargetKernels.UNSET, Map.of(), List.of(), List.of());
    List<Finding> findings =
        new Reviewer(CATALOG, SourceFiles.NONE, _ -> configuration, 1)
            .review(List.of(SourceText.of("pump.c", driver))).findings().stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .toList();
    assertThat(findings).hasSize(1);
    return findings.getFirst().steps();
  }
}
