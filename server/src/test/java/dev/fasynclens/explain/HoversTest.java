package dev.fasynclens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each subject knows its names, and nobody knows any other. */
final class HoversTest {
  private static final String DRIVER =
      """
      struct chip { int id; struct fasync_struct *queue; };
      static struct fasync_struct *common;
      static int chip_fasync(int fd, struct file *filp, int on)
      {
        struct chip *c = filp->private_data;
        return fasync_helper(fd, filp, on, &c->queue);
      }
      static int chip_release(struct inode *inode, struct file *filp)
      {
        chip_fasync(-1, filp, 0);
        fasync_helper(-1, filp, 0, &common);
        return 0;
      }
      static ssize_t chip_read(struct file *filp, char __user *buf, size_t n, loff_t *off)
              __acquires(lock)
      {
        struct chip *c = filp->private_data;
        kill_fasync(&c->queue, SIGIO, POLL_IN);
        if (filp->f_flags & FASYNC)
          __f_setown(filp, pid, PIDTYPE_TGID, 0);
        return filp->f_op->fasync(0, filp, 1);
      }
      static __poll_t chip_poll(struct file *filp, poll_table *wait) { return EPOLLIN; }
      static const struct file_operations chip_fops = {
        .release = chip_release, .fasync = chip_fasync,
      };
      """;

  /** The text with the cursor in the n-th occurrence of a word. */
  private static Snippet at(String text, String word, int occurrence) {
    int at = -1;
    for (int i = 0; i < occurrence; i++) {
      at = text.indexOf(word, at + 1);
    }
    assertThat(at).as("%s in the text", word).isNotNegative();
    int middle = at + word.length() / 2;
    return Snippet.of(text.substring(0, middle) + "^" + text.substring(middle));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "fasync_helper; 1; 6.1; Puts the file on `struct chip.queue` if `on` is not 0",
        "fasync_helper; 1; 6.1; Notified by `chip_read()`",
        "fasync_helper; 2; 6.1; Takes the file off `common`.",
        "fasync_helper; 1; 2.6.12..2.6.20; `->release` has to take the file off",
        "fasync_helper; 1; 2.6.20..6.1; (from 2.6.28 on)",
        "fasync = ; 1; 6.1; `chip_fasync()` registers on `struct chip.queue`",
        "fasync(0; 1; 6.1; must never be refused",
        "chip_fasync; 1; 6.1; Called when `O_ASYNC` of an open file changes",
        "queue; 1; 6.1; 1 registration, 1 notification, removed by the VFS on close",
        "queue; 2; 2.6.24; removed by the driver",
        "queue; 2; 6.1; Taken off by `chip_release()` (line 10)",
        "common; 1; 6.1; 0 registrations, 0 notifications",
        "fasync_struct; 1; 6.1; One file on a queue.",
        "SIGIO; 1; 6.1; Signal 29 on x86",
        "POLL_IN; 1; 6.1; A code for the band",
        "POLL_IN; 1; 4.13; `0x20001`",
        "FASYNC; 1; 6.1; mips `0x1000`, sparc `0x40`",
        "__f_setown; 1; 6.1; Makes a process, thread or group the owner of the file.",
        "EPOLLIN; 1; 4.4..6.1; Linux up to 4.13: **BUG()**",
        "__user; 1; 6.1; memory of a program",
        "__acquires; 1; 6.1; returns with it held",
        "__poll_t; 1; 6.1; poll masks",
      })
  void knowsTheNamesOfADriver(String word, int occurrence, String target, String fragment) {
    assertThat(at(DRIVER, word.strip(), occurrence).shown(target)).contains(fragment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "F_SETOWN; Says who gets the signals",
        "F_SETSIG; Chooses the signal",
        "F_SETFL; Calls `.fasync`",
        "F_SETOWN_EX; Exists from 2.6.32 on",
        "F_GETOWNER_UIDS; user ids",
        "F_OWNER_TID; one thread",
        "O_ASYNC; no signal ever comes",
        "FIOASYNC; `0x5452`, mips `0x667d`",
        "SIGPOLL; Signal 29",
        "SIGURG; | 23 | 16 | 21 | 29 | 16 |",
        "SIGCHLD; `SI_SIGIO` as `si_code` (from 4.14 on)",
        "SIGSEGV; core dump",
        "SIGTSTP; the process stops",
        "SIGKILL; Cannot be caught",
        "SIGRTMIN; programs get 34",
        "SI_KERNEL; `0x80`",
        "POLLHUP; **BUG()**",
        "POLLNVAL; **BUG()**",
        "send_sigio; finds the tasks",
        "send_group_sig_info; Takes no part on Linux 7.1",
        "complete_signal; Called `__group_complete_signal` on Linux 2.6.12 to 2.6.25",
        "__send_signal; Called `__send_signal_locked`",
        "__kill_fasync; Gone from Linux 2.6.35 on",
        "__must_hold; before and after",
        "FASYNC_MAGIC; `0x4601`",
      })
  void knowsNamesWhereverTheyStand(String word, String fragment) {
    assertThat(at("int main(void) { return f(0, " + word + "); }", word, 1).shown("unset"))
        .containsIgnoringCase(fragment);
    assertThat(at("#define MINE " + word + "\n", word, 1).shown("unset"))
        .containsIgnoringCase(fragment);
  }

  @ParameterizedTest
  @CsvSource({"si_signo", "si_code", "si_errno", "si_band", "si_fd", "si_pid", "si_uid"})
  void knowsTheFieldsOfSiginfo(String field) {
    String use = "void f(siginfo_t *info) { g(info->" + field + "); }";
    assertThat(at(use, field, 1).shown("6.1")).startsWith("**");
    String own = "void f(int " + field + ") { g(" + field + "); }";
    assertThat(at(own, field, 2).hover("6.1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "printk pr_info kmalloc kfree kzalloc container_of spin_lock spin_unlock mutex_lock",
        "wake_up wake_up_interruptible wait_event_interruptible poll_wait copy_to_user put_user",
        "request_irq free_irq devm_kzalloc module_init module_exit register_chrdev cdev_init",
        "cdev_add class_create device_create misc_register list_add list_for_each_entry",
        "INIT_LIST_HEAD schedule_work queue_work init_waitqueue_head timer_setup mod_timer",
        "del_timer_sync file inode private_data f_flags f_op owner release read write poll",
        "O_NONBLOCK EINVAL ENOMEM GFP_KERNEL THIS_MODULE NULL true sigprocmask sigaction kill",
      })
  void knowsNothingElse(String names) {
    for (String name : names.split(" ")) {
      String text = "static int f(int a) { g(" + name + "); return p->" + name + "; }";
      assertThat(at(text, name, 1).hover("unset")).as(name).isEmpty();
      assertThat(at(text, name, 2).hover("unset")).as(name).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/* kill_^fasync */ int a;",
        "// POLL_^IN\nint a;",
        "const char *s = \"SIG^IO\";",
        "const char *s = \"a \\\" SIG^IO\";",
        "static int send_^sigio(int a) { return a; }",
        "struct mine { int fas^ync; };",
        "struct mine { int f_ow^ner; }; int f_own^er;",
        "static struct mine m = { .fas^ync = 1 };",
        "^",
        " ^ ",
        "int a; ^",
      })
  void leavesAloneWhatOnlyLooksLikeIt(String text) {
    assertThat(Snippet.of(text).hover("unset")).isEmpty();
  }

  @Test
  void aQuoteInACommentOpensNothing() {
    assertThat(Snippet.of("int a = /* don't */ SIG^IO;").hover("6.1")).isPresent();
    assertThat(Snippet.of("/* a\n don't */ int a = SIG^IO;").hover("6.1")).isPresent();
    assertThat(Snippet.of("int a = f('\"', SIG^IO);").hover("6.1")).isPresent();
  }

  @Test
  void theSpanIsTheWord() {
    Hover hover = Snippet.of("int a = SIGIO^;").hover("6.1").orElseThrow();
    assertThat(hover.span().start()).isEqualTo(8);
    assertThat(hover.span().length()).isEqualTo("SIGIO".length());
  }

  @Test
  void sourceTextBecomesNoMarkup() throws Exception {
    String name = "src/`](command:x) <img src=x> [a](http:b).c";
    List<CFile> files = new ArrayList<>();
    for (String[] each :
        new String[][] {
          {
            "src/a.c",
            "extern struct fasync_struct *queue;\nvoid f(void) { kill_fasync(&queue, SIGIO, POLL_IN); }"
          },
          {
            name,
            "struct fasync_struct *queue;\n"
                + "int g(int fd, struct file *f, int on) { return fasync_helper(fd, f, on, &queue); }"
          }
        }) {
      files.add(new CFile(SyntaxTree.parse(SourceText.of(each[0], each[1]))));
    }
    DriverModule module =
        new DriverModule(files, Set.copyOf(files), new Primitives(List.of(), List.of()));
    int offset = files.get(0).source().indexOf("kill_fasync", 0);
    String shown =
        Hovers.at(module, files.get(0), offset, Snippet.target("6.1")).orElseThrow().markdown();
    assertThat(shown).contains("(line 2 of ``");
    // Without code spans nothing of the name is left.
    assertThat(shown.replaceAll("(`+)(?!`).*?(?<!`)\\1(?!`)", ""))
        .doesNotContain("command:", "<img", "http:");
  }

  @Test
  void codeForSomeKernelsIsExplainedForThose() {
    String text =
        """
        #if LINUX_VERSION_CODE < KERNEL_VERSION(4, 14, 0)
        static int old = POLL_I^N;
        #else
        static int fresh = POLL_IN;
        #endif
        """;
    assertThat(Snippet.of(text).shown("4.4..6.1")).contains("`0x20001`");
    String other = text.replace("^", "").replace("fresh = POLL_IN", "fresh = POLL_I^N");
    assertThat(Snippet.of(other).shown("4.4..6.1")).doesNotContain("`0x20001`");
  }

  @Test
  void offsetsOutsideTheTextAreNowhere() {
    Snippet snippet = Snippet.of("int a;");
    for (int offset : new int[] {-1, 7, Integer.MAX_VALUE}) {
      assertThat(Hovers.at(snippet.module(), snippet.file(), offset, Snippet.target("6.1")))
          .isEmpty();
    }
  }
}
