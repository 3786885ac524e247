package dev.fasynclens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one call of kill_fasync does, kernel by kernel. */
final class NotificationHoverTest {
  private static final String DRIVER =
      """
      struct chip { struct fasync_struct *queue; };
      static int chip_fasync(int fd, struct file *filp, int on)
      {
        struct chip *c = filp->private_data;
        return fasync_helper(fd, filp, on, &c->queue);
      }
      static void chip_event(struct chip *c)
      {
        kill_^fasync(&c->queue, SIGNAL, BAND);
      }
      static const struct file_operations chip_fops = { .fasync = chip_fasync };
      """;

  private static final Pattern STEP = Pattern.compile("(?m)^\\d+\\. `([^`]+)`");
  private static final Pattern LOCKS = Pattern.compile("(?m)^Locks held at the end[^:]*: ([^.]*)");

  private static String shown(String signal, String band, String target) {
    return Snippet.of(DRIVER.replace("SIGNAL", signal).replace("BAND", band)).shown(target);
  }

  private static List<String> steps(String markdown) {
    List<String> found = new ArrayList<>();
    Matcher matcher = STEP.matcher(markdown);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static final String TO_TASK = " send_sigio send_sigio_to_task ";

  @ParameterizedTest
  @CsvSource({
    "2.6.12, kill_fasync __kill_fasync, send_group_sig_info group_send_sig_info"
        + " __group_send_sig_info send_signal",
    "2.6.24, kill_fasync __kill_fasync, group_send_sig_info __group_send_sig_info send_signal",
    "2.6.27, kill_fasync __kill_fasync, group_send_sig_info __group_send_sig_info send_signal",
    "2.6.31, kill_fasync __kill_fasync, group_send_sig_info __group_send_sig_info send_signal"
        + " __send_signal",
    "2.6.33, kill_fasync __kill_fasync, do_send_sig_info send_signal __send_signal",
    "4.13, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal __send_signal",
    "4.14, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal __send_signal",
    "5.18, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal __send_signal",
    "5.19, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal_locked __send_signal_locked",
    "6.1, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal_locked __send_signal_locked",
    "7.1, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal_locked __send_signal_locked",
  })
  void theWayDownHasTheNamesOfItsTime(String target, String first, String last) {
    assertThat(String.join(" ", steps(shown("SIGIO", "POLL_IN", target))))
        .isEqualTo(first + TO_TASK + last);
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.24, fasync_lock > fown->lock > tasklist_lock > siglock",
    "2.6.33, fasync_lock > fown->lock > tasklist_lock > siglock",
    "4.13, rcu > fa_lock > fown->lock > tasklist_lock > siglock",
    "4.14, rcu > fa_lock > fown->lock > tasklist_lock > siglock",
    "5.18, rcu > fa_lock > fown->lock > rcu > siglock",
    "5.19, rcu > fa_lock > fown->lock > rcu > siglock",
    "6.1, rcu > fa_lock > fown->lock > rcu > siglock",
    "7.1, rcu > fa_lock > fown->lock > rcu > siglock",
  })
  void locksNestAsInTheSources(String target, String nesting) {
    Matcher locks = LOCKS.matcher(shown("SIGIO", "POLL_IN", target));
    assertThat(locks.find()).isTrue();
    assertThat(locks.group(1).replace("`", "")).isEqualTo(nesting);
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.24, `fasync_lock` by `read_lock`., `fown->lock` by `read_lock`,",
    "4.13, `fa_lock` by `spin_lock_irqsave`, `fown->lock` by `read_lock`,",
    "5.3, `fa_lock` by `read_lock`., `fown->lock` by `read_lock`,",
    "5.11, `fa_lock` by `read_lock`., `fown->lock` by `read_lock_irqsave`,",
    "5.15, `fa_lock` by `read_lock_irqsave`., `fown->lock` by `read_lock_irqsave`,",
  })
  void locksAreTakenAsInTheSources(String target, String list, String owner) {
    assertThat(shown("SIGIO", "POLL_IN", target)).contains(list, owner);
  }

  @ParameterizedTest
  @CsvSource({"2.6.24, LEGACY_QUEUE __group_complete_signal", "6.1, legacy_queue complete_signal"})
  void whatIsCalledOnTheWayIsNamed(String target, String names) {
    for (String name : names.split(" ")) {
      assertThat(shown("SIGIO", "POLL_IN", target)).contains("`" + name + "`");
    }
  }

  @Test
  void aProcessGroupNeedsTheLockOfAllTasksWhereItDoes() {
    assertThat(shown("SIGIO", "POLL_IN", "6.2"))
        .contains("For a process group `tasklist_lock` by `read_lock`.");
    assertThat(shown("SIGIO", "POLL_IN", "6.1")).doesNotContain("process group");
  }

  @ParameterizedTest
  @CsvSource({
    "POLL_IN, POLL_IN, 0x41", "POLL_OUT, POLL_OUT, 0x304", "POLL_MSG, POLL_MSG, 0x441",
    "POLL_ERR, POLL_ERR, 0x8", "POLL_PRI, POLL_PRI, 0x82", "POLL_HUP, POLL_HUP, 0x18",
  })
  void theReceiverFindsCodeAndMask(String band, String code, String mask) {
    for (String target : List.of("2.6.24", "4.13", "4.14", "7.1", "unset")) {
      assertThat(shown("SIGIO", band, target))
          .contains("| no `F_SETSIG` | `SIGIO` | `SI_KERNEL` | 0 | 0 |")
          .contains("| `F_SETSIG` | the one chosen | `" + code + "` | `" + mask + "` (")
          .doesNotContain("Wrong band", "BUG");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "POLLIN; 4.13; BUG() | `POLLIN` is a poll mask | Meant is `POLL_IN`",
        "POLLIN; 6.1; takes it for `POLL_IN`",
        "POLLPRI; 6.1; takes it for `POLL_OUT` | Meant is `POLL_PRI`",
        "POLLOUT; 6.1; takes it for `POLL_ERR` | Meant is `POLL_OUT`",
        "POLLOUT; 4.4..6.1; BUG() on Linux up to 4.13 | Linux from 4.14 on takes it for `POLL_ERR`",
        "EPOLLHUP; 6.1; The kernel stops with BUG()** | Meant is `POLL_HUP`",
        "POLLIN | POLLRDNORM; 6.1; `POLLIN POLLRDNORM` is a poll mask | BUG()",
        "0; 6.1; `0` is no `POLL_*` code | BUG()",
        "1; 4.13; `1` is no `POLL_*` code | BUG()",
        "1; 4.14; takes it for `POLL_IN`",
        "POLL_IN | POLL_OUT; 6.1; numbers, not bits | takes it for `POLL_MSG`",
        "POLL_IN | POLL_HUP; 6.1; BUG()",
      })
  void aWrongBandIsTheFirstThingToldAndWhen(String band, String target, String fragments) {
    String shown = shown("SIGIO", band, target);
    assertThat(shown).startsWith("**Wrong band:**");
    for (String fragment : fragments.split(" \\| ")) {
      assertThat(shown).contains(fragment);
    }
  }

  @Test
  void whichSignalIsPassedSeldomMatters() {
    assertThat(shown("SIGIO", "POLL_IN", "6.1")).contains("`SIGIO` does not choose the signal");
    assertThat(shown("SIGUSR1", "POLL_IN", "6.1")).contains("The signal does not count");
    assertThat(shown("SIGURG", "POLL_PRI", "6.1"))
        .contains("keeps the call silent", "| no `F_SETSIG` | nothing |");
  }

  @Test
  void saysWhoRegisters() {
    assertThat(shown("SIGIO", "POLL_IN", "6.1"))
        .startsWith("**Signals the owner of every file on `struct chip.queue`: data to read.**")
        .contains("by `chip_fasync()` (line 5), `.fasync` of `chip_fops`");
  }

  @Test
  void aWrapperShowsWhatItsCallersPass() {
    String driver =
        """
        static struct fasync_struct *queue;
        static void tell(struct fasync_struct **q, int band)
        {
          %s(q, SIGIO, band);
        }
        void event(void) { %s(&queue, POLL_OUT); }
        """;
    assertThat(Snippet.of(driver.formatted("kill_fasync^", "tell")).shown("6.1"))
        .contains("every file on `queue`", "`POLL_OUT`");
    assertThat(Snippet.of(driver.formatted("kill_fasync", "te^ll")).shown("6.1"))
        .contains("every file on `queue`: room to write");
    assertThat(Snippet.of("void f(void) { g^(); } void g(void) { }").hover("6.1")).isEmpty();
  }

  @Test
  void otherKernelsOfTheTargetAreToldByWhatDiffers() {
    assertThat(shown("SIGIO", "POLL_IN", "5.15..6.1"))
        .contains("**The way down on Linux 5.19 and newer**")
        .contains("- 5.15 to 5.18: ... → `send_signal` → `__send_signal`\n");
    assertThat(shown("SIGIO", "POLL_IN", "2.6.24..6.1"))
        .contains("**The way down on Linux 2.6.25 and older**", "`__kill_fasync`");
  }

  @Test
  void anUnfinishedCallIsNoTrouble() {
    assertThat(Snippet.of("void f(void) { kill_^fasync(&q); }").shown("6.1")).isNotEmpty();
    assertThat(Snippet.of("void f(void) { kill_^fasync(").shown("6.1")).isNotEmpty();
    assertThat(
            Snippet.of("extern void kill_^fasync(struct fasync_struct **, int, int);").shown("6.1"))
        .contains("May be called in any context");
  }
}
