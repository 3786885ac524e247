package dev.fasynclens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.scenario.story.Panel;
import dev.fasynclens.scenario.story.Storyboard;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preview takes of the driver, and what it says. */
final class PreviewTest {
  private static final String HANDLER =
      """
      static struct fasync_struct *queue;
      static spinlock_t lock;
      static int my_fasync(int fd, struct file *filp, int on)
      {
        return fasync_helper(fd, filp, on, &queue);
      }
      static int my_open(struct inode *i, struct file *f) { return 0; }
      static int my_release(struct inode *i, struct file *f)
      {
        fasync_helper(-1, f, 0, &queue);
        return 0;
      }
      static const struct file_operations fops = {
        .open = my_open, .fasync = my_fasync, .release = my_release,
      };
      """;
  private static final String EVENT =
      "static void event(void) { kill_^fasync(&queue, SIGIO, POLL_IN); }\n";

  private static Preview.SetUp setUp(Preview.Owner owner, int events) {
    return new Preview.SetUp(
        owner, "0", false, Preview.Disposition.HANDLER, OptionalInt.empty(), events, false);
  }

  private static Preview preview(String text, Preview.SetUp setUp) {
    Snippet snippet = Snippet.of(text);
    return Preview.at(
            snippet.module(),
            snippet.file(),
            snippet.offset(),
            List.of(Snippet.version("6.12")),
            setUp)
        .orElseThrow();
  }

  private static Preview preview(String text) {
    return preview(text, setUp(Preview.Owner.PROCESS, 1));
  }

  private static List<String> commands(Preview preview) {
    return preview.stories().getFirst().panels().stream().map(Panel::text).toList();
  }

  private static String device(Preview preview) {
    return commands(preview).getFirst().replace("m open file /dev/fz_", "").replace(" rw", "");
  }

  private static String outcome(Preview preview) {
    return preview.stories().getFirst().ending().sentence();
  }

  private static String withHandler(String body) {
    return HANDLER.replace("return fasync_helper(fd, filp, on, &queue);", body) + EVENT;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return fasync_helper(fd, filp, on, &queue); | good | ran once",
        "return fasync_helper(fd, filp, !on, &queue); | inverted | Nobody gets a signal",
        "return fasync_helper(fd, filp, 1, &queue); | ignoreon | ran once",
        "return on ? fasync_helper(fd, filp, on, &queue) : 0; | onlyon | ran once",
        "if (!on) return 0; return fasync_helper(fd, filp, on, &queue); | onlyon | ran once",
        "return fasync_helper(fd, filp, 0, &queue); | noop | Nobody gets a signal",
        "__f_setown(filp, task_pid(current), PIDTYPE_TGID, 0);"
            + " return fasync_helper(fd, filp, on, &queue); | autoown | ran once",
      })
  void theDeviceDoesWhatTheHandlerDoes(String body, String device, String outcome) {
    Preview preview = preview(withHandler(body));
    assertThat(device(preview)).isEqualTo(device);
    assertThat(outcome(preview)).contains(outcome);
  }

  @Test
  void theDeviceDoesWhatTheRestOfTheDriverDoes() {
    assertThat(device(preview(HANDLER.replace("fasync_helper(-1", "(void) (-1") + EVENT)))
        .isEqualTo("norelease");
    String opening = HANDLER.replace("return 0; }", "return fasync_helper(-1, f, 1, &queue); }");
    assertThat(device(preview(opening + EVENT))).isEqualTo("openreg");
    assertThat(device(preview(opening.replace(".fasync = my_fasync, ", "") + EVENT)))
        .isEqualTo("openreg_nw");
    assertThat(device(preview(HANDLER.replace(".fasync = my_fasync, ", "") + EVENT)))
        .isEqualTo("notwired");
    String other = HANDLER + "static struct fasync_struct *spare;\n";
    assertThat(device(preview(other + EVENT.replace("&queue", "&spare")))).isEqualTo("noop");
  }

  @Test
  void whatTheDeviceDoesNotDoIsSaid() {
    Preview inverted = preview(withHandler("return fasync_helper(fd, filp, !on, &queue);"));
    assertThat(inverted.notExecuted()).contains("The removal in my_release()");
    Preview both =
        preview(
            withHandler("f_setown(filp, 1, 0); return fasync_helper(fd, filp, 1, &queue);")
                .replace("return 0; }", "return fasync_helper(-1, f, 1, &queue); }"));
    assertThat(device(both)).isEqualTo("ignoreon");
    assertThat(both.notExecuted())
        .contains(
            "The owner that my_fasync() sets by f_setown()",
            "What is done on open: my_open() puts the file on the queue as soon as it is opened");
    assertThat(preview(HANDLER + EVENT).notExecuted()).hasSize(2);
  }

  @Test
  void theOwnerIsWhoTheSetUpSays() {
    Preview group = preview(HANDLER + EVENT, setUp(Preview.Owner.GROUP, 1));
    assertThat(commands(group)).contains("m setown file pgrp:m");
    assertThat(outcome(group)).contains("handler for SIGIO ran once", "ts child");
    assertThat(outcome(preview(HANDLER + EVENT, setUp(Preview.Owner.NONE, 1))))
        .isEqualTo("Nobody gets a signal");
    assertThat(outcome(preview(HANDLER + EVENT, setUp(Preview.Owner.THREAD, 2))))
        .isEqualTo(
            "Its thread's handler for SIGIO ran once and was told no descriptor (si_code"
                + " SI_KERNEL)");
  }

  @Test
  void theEndingTellsWhatTheProgramSaw() {
    Preview.SetUp chosen =
        new Preview.SetUp(
            Preview.Owner.PROCESS,
            "RTMIN",
            false,
            Preview.Disposition.HANDLER,
            OptionalInt.empty(),
            3,
            false);
    Preview preview = preview(HANDLER + EVENT, chosen);
    assertThat(outcome(preview))
        .isEqualTo("The program's handler for SIGRTMIN ran 3 times with POLL_IN for descriptor 3");
    assertThat(preview.stories().getFirst().verdict()).isEqualTo(Storyboard.Verdict.TRIED_OUT);
    Preview.SetUp fatal =
        new Preview.SetUp(
            Preview.Owner.PROCESS,
            "0",
            false,
            Preview.Disposition.DEFAULT,
            OptionalInt.empty(),
            1,
            false);
    assertThat(outcome(preview(HANDLER + EVENT, fatal))).isEqualTo("SIGIO ends the program");
  }

  private static String last(String driver) {
    List<String> all = commands(preview(HANDLER + driver));
    return all.getLast();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int setup(void) { return request_irq(1, irq, 0, 0, 0); } | irq",
        "int setup(void) { return request_threaded_irq(1, 0, irq, 0, 0, 0); } | work",
        "int setup(void) { timer_setup(&t, irq, 0); } | irq",
        "static DEFINE_TIMER(t, irq); | irq",
        "int setup(void) { INIT_WORK(&w, irq); } | work",
        "static DECLARE_WORK(w, irq); | work",
        "int setup(void) { other(irq); } | ''",
      })
  void theCallIsMadeFromWhereTheDriverMakesIt(String setup, String from) {
    String irq = "static int irq(int n, void *p) { event(); return 1; }\n";
    String expected = "m kf file SIGIO POLL_IN 1" + (from.isEmpty() ? "" : " " + from);
    assertThat(last(EVENT + irq + setup + "\n")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spin_lock_irqsave(&lock, flags); CALL spin_unlock_irqrestore(&lock, flags); | spin",
        "spin_lock(&lock); x = 1; spin_unlock(&lock); CALL | ''",
        "guard(spinlock_irqsave)(&lock); CALL | spin",
        "guard(rcu)(); CALL | ''",
        "rcu_read_lock(); CALL rcu_read_unlock(); | ''",
        "mutex_lock(&m); CALL mutex_unlock(&m); | ''",
        "if (x) spin_lock_irq(&lock); CALL | spin",
      })
  void locksOfTheDriverAreHeld(String body, String from) {
    String driver =
        "static void event(void)\n{\n"
            + body.replace("CALL", "kill_^fasync(&queue, SIGIO, POLL_IN);")
            + "\n}\n";
    String expected = "m kf file SIGIO POLL_IN 1" + (from.isEmpty() ? "" : " " + from);
    assertThat(last(driver)).isEqualTo(expected);
  }

  @Test
  void anInterruptHandlerMayHoldALockAroundTheFunctionThatNotifies() {
    Preview preview =
        preview(
            HANDLER
                + EVENT
                + "static int irq(int n, void *p)\n"
                + "{ spin_lock(&lock); event(); spin_unlock(&lock); return 1; }\n"
                + "int setup(void) { return request_irq(1, irq, 0, 0, 0); }\n"
                + "void other(void) { event(); }\n");
    assertThat(commands(preview)).contains("m kf file SIGIO POLL_IN 1 irqspin");
    assertThat(preview.assumptions())
        .contains(
            "irq() is an interrupt handler (request_irq())",
            "It is reached in other ways, too, which are not shown",
            "spin_lock() in irq() is in force at the call; the model's device takes a spinlock"
                + " with interrupts off");
    assertThat(preview.notExecuted().get(1))
        .startsWith("The call is made from an interrupt, with the spinlock");
    assertThat(preview(HANDLER + EVENT).assumptions())
        .contains(
            "Nothing in view calls event() from an interrupt, a timer or a worker; taken for"
                + " process context");
  }
}
