package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is only told to those who say which kernels they target. */
final class StatedTargetTest {
  private static final RuleCatalog CATALOG = RuleCatalog.load();
  private static final String DRIVER =
      """
      static struct fasync_struct *pump;
      static int pump_fasync(int fd, struct file *filp, int on)
      {
      	%s
      }
      static void pumped(void)
      {
      	kill_fasync(&pump, SIGIO, POLL_IN);
      }
      static int pump_release(struct inode *inode, struct file *filp)
      {
      	fasync_helper(-1, filp, 0, &pump);
      	return 0;
      }
      static const struct file_operations pump_fops = {
      	.fasync = pump_fasync,
      	.release = pump_release,
      };
      static const struct file_operations *all = &pump_fops;
      """;

  private static final String LOCKED =
      """
      static struct fasync_struct *bell, *gong;
      static DEFINE_SPINLOCK(lock);
      static int rings;
      static irqreturn_t rung(int irq, void *data)
      {
      	spin_lock(&lock);
      	rings++;
      	spin_unlock(&lock);
      	return IRQ_HANDLED;
      }
      static ssize_t bell_write(struct file *filp, const char __user *buf, size_t len, loff_t *pos)
      {
      	unsigned long flags;
      	spin_lock_irqsave(&lock, flags);
      	rings--;
      	kill_fasync(&bell, SIGIO, POLL_OUT);
      	spin_unlock_irqrestore(&lock, flags);
      	return len;
      }
      static long bell_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
      {
      	%s
      	return 0;
      }
      static int bell_fasync(int fd, struct file *filp, int on)
      {
      	return fasync_helper(fd, filp, on, &bell);
      }
      static int bell_release(struct inode *inode, struct file *filp)
      {
      	return bell_fasync(-1, filp, 0);
      }
      static const struct file_operations bell_fops = {
      	.owner = THIS_MODULE,
      	.write = bell_write,
      	.unlocked_ioctl = bell_ioctl,
      	.fasync = bell_fasync,
      	.release = bell_release,
      };
      static int bell_init(void)
      {
      	return request_irq(7, rung, 0, "bell", NULL);
      }
      static const struct file_operations *all = &bell_fops;
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2.6.22 | 2.6.22: fcntl() returns 1, and FIOASYNC returns 1 and forgets that the file is registered",
        "2.6.28..6.1 | 2.6.28..2.6.29: fcntl() returns 1, and after FIOASYNC the kernel does not take the file off at close",
        "2.4 | 2.4: FIOASYNC returns 1 and forgets that the file is registered",
      })
  void aResultOfOneLeaksOnOldKernels(String target, String effect) {
    List<Finding> found = findings("return fasync_helper(fd, filp, on, &pump);", target);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).rule().id()).isEqualTo("FA105");
    assertThat(found.get(0).severity()).isEqualTo(Severity.INFO);
    assertThat(found.get(0).place().lineNumber()).isEqualTo(4);
    assertThat(found.get(0).consequences())
        .extracting(each -> each.kernels() + ": " + each.effect())
        .containsExactly(effect);
  }

  @Test
  void itIsRightOnLaterOnesAndNobodyElseHearsOfIt() {
    String handler = "return fasync_helper(fd, filp, on, &pump);";

    assertThat(findings(handler, "2.6.30..6.1")).isEmpty();
    assertThat(findings(handler, "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int ret = fasync_helper(fd, filp, on, &pump); return ret < 0 ? ret : 0;",
        "int ret = fasync_helper(fd, filp, on, &pump); if (ret > 0) ret = 0; return ret;",
        "int ret = fasync_helper(fd, filp, on, &pump); if (ret < 0) return ret; return 0;",
        "int ret; if ((ret = fasync_helper(fd, filp, on, &pump)) < 0) return ret; return 0;",
        "return min(fasync_helper(fd, filp, on, &pump), 0);",
      })
  void aResultThatIsClampedDoesNotLeak(String handler) {
    assertThat(findings(handler, "2.6.22")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int ret = fasync_helper(fd, filp, on, &pump); return ret;",
        "int ret; ret = fasync_helper(fd, filp, on, &pump); if (ret < 0) return -EIO; return ret;",
      })
  void aResultInAVariableLeaksAsWell(String handler) {
    assertThat(findings(handler, "2.6.22"))
        .extracting(finding -> finding.rule().id())
        .containsExactly("FA105");
  }

  @Test
  void anOwnerBehindAPointerIsForLaterKernels() {
    String handler = "if (filp->f_owner->pid) return 0; return fasync_helper(fd, filp, on, &pump);";

    assertThat(findings(handler, "6.12..7.1")).isEmpty();
    assertThat(findings(handler, "")).isEmpty();
    assertThat(findings(handler, "6.1"))
        .extracting(finding -> finding.rule().id() + " " + finding.severity())
        .containsExactly("FA401 ERROR");
  }

  @Test
  void aResultOfSetownIsUsedWhereThereIsOne() {
    String handler =
        "if (f_setown(filp, current->pid, 0)) return -EPERM;"
            + " return fasync_helper(fd, filp, on, &pump);";

    assertThat(findings(handler, "4.13..7.1")).isEmpty();
    assertThat(findings(handler, "")).isEmpty();
    assertThat(findings(handler, "4.4"))
        .extracting(finding -> finding.rule().id() + " " + finding.severity())
        .containsExactly("FA403 ERROR");
  }

  @Test
  void theLockOfAnEntryIsTakenWithInterruptsOnForAWhile() {
    assertThat(review(LOCKED.formatted("kill_fasync(&bell, SIGIO, POLL_OUT);"), "4.18..5.14"))
        .extracting(f -> f.rule().id() + " " + f.severity() + " " + f.place().lineNumber())
        .containsExactly("FA211 INFO 16");
    assertThat(review(LOCKED.formatted("kill_fasync(&bell, SIGIO, POLL_OUT);"), "5.15..7.1"))
        .isEmpty();
    assertThat(review(LOCKED.formatted("kill_fasync(&bell, SIGIO, POLL_OUT);"), "2.6.35..4.17"))
        .isEmpty();
    assertThat(review(LOCKED.formatted("kill_fasync(&bell, SIGIO, POLL_OUT);"), "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "local_irq_disable(); kill_fasync(&bell, SIGIO, POLL_OUT); local_irq_enable();",
        "spin_lock_irq(&lock); kill_fasync(&bell, SIGIO, POLL_OUT); spin_unlock_irq(&lock);",
        "kill_fasync(&gong, SIGIO, POLL_OUT);",
      })
  void nobodyWaitsWhereInterruptsAreAlwaysOff(String elsewhere) {
    assertThat(review(LOCKED.formatted(elsewhere), "4.18..5.14"))
        .extracting(finding -> finding.place().lineNumber())
        .doesNotContain(16);
  }

  private static List<Finding> findings(String handler, String target) {
    return review(DRIVER.formatted(handler), target);
  }

  private static List<Finding> review(String driver, String target) {
    TargetKernels kernels = target.isEmpty() ? TargetKernels.UNSET : TargetKernels.parse(target);
    Configuration configuration = new Configuration(kernels, Map.of(), List.of(), List.of());
    SourceText text = SourceText.of("pump.c", driver);
    ReviewResult result =
        new Reviewer(CATALOG, SourceFiles.NONE, _ -> configuration, 1).review(List.of(text));
    assertThat(result.problems()).isEmpty();
    return result.findings();
  }
}
