package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What functions do to queues, their own calls and those of the functions they call. */
final class EffectsTest {
  private static final String QUEUE = "static struct fasync_struct *queue;\n";

  @Test
  void aDirectCallIsWhereItIsWritten() {
    String text = QUEUE + "static void f(void)\n{\n\tkill_fasync(&queue, SIGIO, POLL_IN);\n}\n";
    TestModule module = TestModule.of(text);

    Notification only = module.notifications("f").get(0);

    assertThat(module.notifications("f")).hasSize(1);
    assertThat(only.isDirect()).isTrue();
    assertThat(only.place().span().start()).isEqualTo(text.indexOf("kill_fasync"));
    assertThat(only.primitivePlace()).isEqualTo(only.place());
    assertThat(only.signal()).extracting(TestModule::written).containsExactly("SIGNAL 29");
    assertThat(only.band()).extracting(TestModule::written).containsExactly("POLL_CODE 1");
    assertThat(module.registrations("f")).isEmpty();
  }

  @Test
  void anEffectIsSeenThroughThreeFunctions() {
    String text =
        QUEUE
            + "static void one(struct fasync_struct **q, int sig, int band)\n"
            + "{\n\tkill_fasync(q, sig, band);\n}\n"
            + "static void two(int band, struct fasync_struct **where)\n"
            + "{\n\tone(where, SIGIO, band);\n}\n"
            + "static void three(int b)\n{\n\ttwo(b, &queue);\n}\n"
            + "static void four(void)\n{\n\tthree(POLL_OUT);\n}\n";
    TestModule module = TestModule.of(text);

    assertThat(module.bands("one")).containsExactly("PARAMETER 2");
    assertThat(module.bands("two")).containsExactly("PARAMETER 0");
    assertThat(module.notified("two")).containsExactly("the caller's queue");
    assertThat(module.notified("three")).containsExactly("queue");
    assertThat(module.bands("four")).containsExactly("POLL_CODE 2");
    Notification far = module.notifications("four").get(0);
    assertThat(far.isDirect()).isFalse();
    assertThat(far.primitiveIn()).isEqualTo(module.function("one"));
    assertThat(far.primitivePlace().span().start()).isEqualTo(text.indexOf("kill_fasync"));
    assertThat(far.place().span().start()).isEqualTo(text.indexOf("three(POLL_OUT)"));
    assertThat(far.signal()).extracting(TestModule::written).containsExactly("SIGNAL 29");
  }

  @Test
  void whatSwitchesIsFollowedThroughWrappers() {
    TestModule module =
        TestModule.of(
            QUEUE
                + "static int join(int fd, struct file *f, int on)\n"
                + "{\n\treturn fasync_helper(fd, f, on, &queue);\n}\n"
                + "static void leave(struct file *f)\n{\n\tjoin(-1, f, 0);\n}\n"
                + "static void leave_again(struct file *f)\n{\n\tleave(f);\n}\n"
                + "static void enter(struct file *f)\n{\n\tjoin(1, f, 1);\n}\n"
                + "static void either(struct file *f, int x)\n{\n\tjoin(1, f, x ? 1 : 0);\n}\n");

    Registration open = module.registrations("join").get(0);
    assertThat(open.onlyRemoves()).isFalse();
    assertThat(open.onlyAdds()).isFalse();
    assertThat(module.registrations("leave")).allMatch(Registration::onlyRemoves).hasSize(1);
    assertThat(module.registrations("leave_again")).allMatch(Registration::onlyRemoves).hasSize(1);
    assertThat(module.registrations("enter")).allMatch(Registration::onlyAdds).hasSize(1);
    Registration either = module.registrations("either").get(0);
    assertThat(either.onlyRemoves()).isFalse();
    assertThat(either.onlyAdds()).isFalse();
    assertThat(module.registered("leave_again")).containsExactly("queue");
  }

  @Test
  void theOtherFunctionsOfTheKernelAreKnown() {
    TestModule module =
        TestModule.of(
            "struct c { struct fasync_struct *q; struct snd_fasync *s; };\n"
                + "static void f(struct c *c, struct file *filp, struct fasync_struct *new)\n{\n"
                + "\tfasync_remove_entry(filp, &c->q);\n\tfasync_insert_entry(1, filp, &c->q, new);\n"
                + "\tsnd_fasync_helper(1, filp, 1, &c->s);\n}\n"
                + "static void g(struct c *c)\n{\n\tsnd_kill_fasync(c->s, SIGIO, POLL_IN);\n"
                + "\t__kill_fasync(c->q, SIGIO, POLL_IN);\n}\n");

    assertThat(module.registrations("f")).hasSize(3);
    assertThat(module.registrations("f").get(0).onlyRemoves()).isTrue();
    assertThat(module.registrations("f").get(1).onlyAdds()).isTrue();
    assertThat(module.registrations("f").get(2).onlyAdds()).isTrue();
    assertThat(module.registered("f")).containsExactly("struct c.q", "struct c.s");
    assertThat(module.notified("g")).containsExactly("struct c.q", "struct c.s");
  }

  @Test
  void functionsThatAProjectDeclaresCountAsWell() {
    TestModule plain = TestModule.of(QUEUE + "static void f(void) { my_kill(&queue, 1, 2); }\n");
    DriverModule declared =
        new DriverModule(
            plain.module().files(),
            java.util.Set.copyOf(plain.module().files()),
            new Primitives(List.of("my_helper"), List.of("my_kill")));

    assertThat(plain.notifications("f")).isEmpty();
    assertThat(declared.facts().notifications(plain.function("f"))).hasSize(1);
    assertThat(declared.facts().primitives().contains("my_helper")).isTrue();
  }

  @Test
  void recursionEndsAndLosesNothing() {
    TestModule module =
        TestModule.of(
            QUEUE
                + "static void again(int n)\n{\n\tif (n)\n\t\tagain(n - 1);\n"
                + "\tkill_fasync(&queue, SIGIO, POLL_IN);\n}\n"
                + "static void start(void)\n{\n\tagain(3);\n}\n");

    assertThat(module.notified("again")).containsExactly("queue");
    assertThat(module.notified("start")).containsExactly("queue");
  }

  @Test
  void mutualRecursionEndsAndLosesNothingWhicheverIsAskedFirst() {
    String text =
        QUEUE
            + "static void odd(int n);\n"
            + "static void even(int n)\n{\n\tif (n)\n\t\todd(n - 1);\n}\n"
            + "static void odd(int n)\n{\n\tif (n)\n\t\teven(n - 1);\n"
            + "\tkill_fasync(&queue, SIGIO, POLL_IN);\n}\n"
            + "static void start(void)\n{\n\teven(3);\n}\n";
    for (List<String> order :
        List.of(
            List.of("even", "odd", "start"),
            List.of("odd", "even", "start"),
            List.of("start", "even", "odd"))) {
      TestModule module = TestModule.of(text);
      for (String function : order) {
        assertThat(module.notified(function))
            .as(function + " of " + order)
            .containsExactly("queue");
      }
    }
  }

  @Test
  void aFunctionThatCallsWithTwoQueuesHasTwoEffects() {
    TestModule module =
        TestModule.of(
            "static struct fasync_struct *a, *b;\n"
                + "static void tell(struct fasync_struct **q) { kill_fasync(q, SIGIO, POLL_IN); }\n"
                + "static void both(void)\n{\n\ttell(&a);\n\ttell(&b);\n}\n");

    assertThat(module.notifications("both")).hasSize(2);
    assertThat(module.notified("both")).containsExactly("a", "b");
  }

  @Test
  void aCallThroughAPointerHasNoKnownEffect() {
    TestModule module =
        TestModule.of(
            QUEUE
                + "static void tell(void) { kill_fasync(&queue, SIGIO, POLL_IN); }\n"
                + "static void f(void (*cb)(void), struct ops *o)\n{\n\tcb();\n\to->tell();\n}\n");

    assertThat(module.facts().effects(module.function("f"))).isEmpty();
  }

  @Test
  void theKernelsOwnDefinitionIsNotLookedInto() {
    TestModule module =
        TestModule.of(
            "d/fcntl.c",
            "void kill_fasync(struct fasync_struct **fp, int sig, int band)\n"
                + "{\n\t__kill_fasync(*fp, sig, band);\n}\n",
            "d/chip.c",
            QUEUE + "static void f(void) { kill_fasync(&queue, SIGIO, POLL_IN); }\n");

    assertThat(module.notifications("f")).hasSize(1);
    assertThat(module.notifications("f").get(0).isDirect()).isTrue();
    assertThat(module.notifications("kill_fasync")).isEmpty();
  }

  @Test
  void missingArgumentsAreUnknown() {
    TestModule module =
        TestModule.of(
            QUEUE
                + "static void f(void) { kill_fasync(&queue, SIGIO); }\n"
                + "static void g(void) { kill_fasync(); }\n"
                + "static void h(void) { fasync_helper(1, f); }\n");

    assertThat(module.bands("f")).containsExactly("UNKNOWN");
    assertThat(module.bands("g")).containsExactly("UNKNOWN");
    assertThat(module.registered("h")).containsExactly("a queue");
  }

  /** Each function calls the next one twice: 2 to the power of 30 ways. */
  @Test
  void manyWaysToOneCallAreCountedOnce() {
    StringBuilder text = new StringBuilder(QUEUE);
    text.append("static void f30(void) { kill_fasync(&queue, SIGIO, POLL_IN); }\n");
    for (int i = 29; i >= 0; i--) {
      text.append("static void f%d(void) { f%d(); f%d(); }\n".formatted(i, i + 1, i + 1));
    }
    TestModule module = TestModule.of(text.toString());

    assertThat(module.notifications("f0")).hasSize(1);
    assertThat(module.notified("f0")).containsExactly("queue");
  }

  @Test
  void wrappersAreFollowedAcrossFilesAndHeaders() {
    TestModule module =
        TestModule.of(
            Map.of(
                "d/chip.h",
                "struct chip { struct fasync_struct *queue; };\n"
                    + "void chip_tell(struct chip *c, int band);\n"
                    + "static inline void chip_in(struct chip *c) { chip_tell(c, POLL_IN); }\n",
                "d/core.c",
                "#include \"chip.h\"\nvoid chip_tell(struct chip *c, int band)\n"
                    + "{\n\tkill_fasync(&c->queue, SIGIO, band);\n}\n",
                "d/irq.c",
                "#include \"chip.h\"\nstatic void irq(struct chip *c)\n{\n\tchip_in(c);\n}\n"));

    assertThat(module.notified("irq")).containsExactly("struct chip.queue");
    assertThat(module.bands("irq")).containsExactly("POLL_CODE 1");
  }
}
