package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which queue a call means, however the driver spells it. */
final class QueueResolutionTest {
  private static final String CHIP =
      """
      struct port { struct fasync_struct *queue; };
      struct chip {
        struct fasync_struct *queue;
        struct fasync_struct *rx, *tx;
        struct fasync_struct *many[4];
        struct fasync_struct **elsewhere;
        struct port port;
        struct port ports[2];
        struct port *remote;
        struct { struct fasync_struct *inner; };
        struct { struct fasync_struct *queue; } named;
        struct miscdevice misc;
        struct list_head list;
      };
      static struct chip chip;
      static struct chip chips[4];
      static struct fasync_struct *queue, *other;
      static struct fasync_struct *queues[4];
      """;

  /**
   * A spelling of a queue.
   *
   * @param before declarations and statements before the call
   * @param argument the address of the queue
   * @param queues what it means
   */
  private record Spelling(String name, String before, String argument, String... queues) {}

  private static final List<Spelling> IN_FUNCTIONS =
      List.of(
          new Spelling("a variable at file level", "", "&queue", "queue"),
          new Spelling("parentheses and casts", "", "(struct fasync_struct **)(&(queue))", "queue"),
          new Spelling("a member of a variable", "", "&chip.queue", "struct chip.queue"),
          new Spelling("a member of a parameter", "", "&c->queue", "struct chip.queue"),
          new Spelling(
              "a member of a dereferenced pointer", "", "&(*c).queue", "struct chip.queue"),
          new Spelling("a nested member", "", "&c->port.queue", "struct port.queue"),
          new Spelling(
              "a member behind a pointer member", "", "&c->remote->queue", "struct port.queue"),
          new Spelling(
              "a member of an array of structs", "", "&chips[i].queue", "struct chip.queue"),
          new Spelling(
              "a member of an array member", "", "&c->ports[i].queue", "struct port.queue"),
          new Spelling(
              "a member by pointer arithmetic", "", "&(c + i)->queue", "struct chip.queue"),
          new Spelling("a member of an unnamed struct", "", "&c->inner", "struct chip.inner"),
          new Spelling("a member of a struct without tag", "", "&c->named.queue", "queue"),
          new Spelling("an element of an array", "", "&queues[i]", "queues"),
          new Spelling("an element by arithmetic", "", "queues + i", "queues"),
          new Spelling("an array", "", "queues", "queues"),
          new Spelling("an element of a member array", "", "&c->many[i]", "struct chip.many"),
          new Spelling("a member array", "", "c->many", "struct chip.many"),
          new Spelling(
              "a pointer variable",
              "struct fasync_struct **q = &c->queue;",
              "q",
              "struct chip.queue"),
          new Spelling(
              "a pointer variable assigned twice",
              "struct fasync_struct **q; q = &c->rx; if (i) q = &c->tx;",
              "q",
              "struct chip.rx",
              "struct chip.tx"),
          new Spelling("a choice", "", "i ? &c->rx : &queue", "queue", "struct chip.rx"),
          new Spelling("an assignment", "struct fasync_struct **q;", "q = &queue", "queue"),
          new Spelling(
              "a dereferenced pointer variable",
              "struct fasync_struct **q = &other;",
              "&*q",
              "other"),
          new Spelling(
              "container_of",
              "struct chip *d = container_of(p, struct chip, misc);",
              "&d->queue",
              "struct chip.queue"),
          new Spelling(
              "container_of in place",
              "",
              "&container_of(p, struct chip, misc)->queue",
              "struct chip.queue"),
          new Spelling(
              "list_first_entry",
              "",
              "&list_first_entry(p, struct chip, list)->rx",
              "struct chip.rx"),
          new Spelling(
              "private_data",
              "struct chip *d = filp->private_data;",
              "&d->queue",
              "struct chip.queue"),
          new Spelling(
              "a cast of private_data",
              "",
              "&((struct chip *)filp->private_data)->queue",
              "struct chip.queue"),
          new Spelling("a void pointer", "struct chip *d = p;", "&d->queue", "struct chip.queue"),
          new Spelling(
              "a shadowed variable", "struct chip *chip = p;", "&chip->queue", "struct chip.queue"),
          new Spelling("a member that is an address", "", "c->elsewhere", "a queue"),
          new Spelling("a pointer nobody sets", "struct fasync_struct **q;", "q", "a queue"),
          new Spelling("a function that is not in view", "", "find_queue(c)", "a queue"),
          new Spelling("a member of an unknown type", "", "&unknown(p)->queue", "queue"),
          new Spelling(
              "a struct that is not in view",
              "struct opaque *o = p;",
              "&o->queue",
              "struct opaque.queue"),
          new Spelling("a variable that is not in view", "", "&their_queue", "their_queue"));

  @TestFactory
  Stream<DynamicTest> aNotificationAndARegistrationMeanTheQueueThatIsWritten() {
    return IN_FUNCTIONS.stream()
        .map(
            spelling ->
                dynamicTest(
                    spelling.name(),
                    () -> {
                      TestModule module = module(spelling);
                      assertThat(module.notified("chip_notify")).containsExactly(spelling.queues());
                      assertThat(module.registered("chip_add")).containsExactly(spelling.queues());
                    }));
  }

  private static TestModule module(Spelling spelling) {
    String head = "(struct chip *c, struct file *filp, void *p, int i)\n{\n";
    return TestModule.of(
        CHIP
            + "static void chip_notify"
            + head
            + spelling.before()
            + "\nkill_fasync("
            + spelling.argument()
            + ", SIGIO, POLL_IN);\n}\n"
            + "static int chip_add"
            + head
            + spelling.before()
            + "\nreturn fasync_helper(1, filp, 1, "
            + spelling.argument()
            + ");\n}\n");
  }

  /** Macros and functions at file level, and a call of them in chip_notify. */
  private static final List<Spelling> THROUGH_OTHERS =
      List.of(
          new Spelling(
              "a function that takes the queue",
              "static void tell(struct fasync_struct **q) { kill_fasync(q, SIGIO, POLL_IN); }",
              "tell(&c->rx)",
              "struct chip.rx"),
          new Spelling(
              "a function that takes the object",
              "static void tell(struct chip *d) { kill_fasync(&d->tx, SIGIO, POLL_IN); }",
              "tell(c)",
              "struct chip.tx"),
          new Spelling(
              "a function that returns the queue",
              "static struct fasync_struct **q_of(struct chip *d) { return &d->queue; }",
              "kill_fasync(q_of(c), SIGIO, POLL_IN)",
              "struct chip.queue"),
          new Spelling(
              "a function that returns one of two queues",
              "static struct fasync_struct **q_of(struct chip *d, int i)"
                  + " { if (i) return &d->rx; return &d->tx; }",
              "kill_fasync(q_of(c, i), SIGIO, POLL_IN)",
              "struct chip.rx",
              "struct chip.tx"),
          new Spelling(
              "a function that returns what it is given",
              "static struct fasync_struct **same(struct fasync_struct **q) { return q; }",
              "kill_fasync(same(&other), SIGIO, POLL_IN)",
              "other"),
          new Spelling(
              "a function that returns the object",
              "static struct chip *chip_of(struct file *f) { return f->private_data; }",
              "kill_fasync(&chip_of(filp)->queue, SIGIO, POLL_IN)",
              "struct chip.queue"),
          new Spelling(
              "a macro around container_of",
              "#define to_chip(m) container_of(m, struct chip, misc)",
              "kill_fasync(&to_chip(p)->queue, SIGIO, POLL_IN)",
              "struct chip.queue"),
          new Spelling(
              "a macro around a cast",
              "#define CHIP(f) ((struct chip *)(f)->private_data)",
              "kill_fasync(&CHIP(filp)->queue, SIGIO, POLL_IN)",
              "struct chip.queue"),
          new Spelling(
              "a macro that names a member",
              "#define QUEUE (chip.queue)",
              "kill_fasync(&QUEUE, SIGIO, POLL_IN)",
              "queue"),
          new Spelling(
              "a macro that takes the queue",
              "#define TELL(q) kill_fasync(&(q), SIGIO, POLL_IN)",
              "TELL(c->rx)",
              "struct chip.rx"),
          new Spelling(
              "a macro that takes the address",
              "#define TELL(q) kill_fasync(q, SIGIO, POLL_IN)",
              "TELL(&c->rx)",
              "struct chip.rx"),
          new Spelling(
              "a macro that takes the object",
              "#define TELL(d) do { kill_fasync(&(d)->tx, SIGIO, POLL_IN); } while (0)",
              "TELL(c)",
              "struct chip.tx"),
          new Spelling(
              "a macro that takes a variable, not a pointer",
              "#define TELL(d) kill_fasync(&(d).tx, SIGIO, POLL_IN)",
              "TELL(chip)",
              "struct chip.tx"),
          new Spelling(
              "a macro that takes the member's name",
              "#define TELL(d, member) kill_fasync(&(d)->member, SIGIO, POLL_IN)",
              "TELL(c, rx)",
              "struct chip.rx"),
          new Spelling(
              "a macro that uses a variable at file level",
              "#define TELL() kill_fasync(&queue, SIGIO, POLL_IN)",
              "TELL()",
              "queue"),
          new Spelling(
              "a macro that calls a macro",
              "#define tell_fasync(d, member) kill_fasync(&(d)->member, SIGIO, POLL_IN)\n"
                  + "#define tell_fasync_rx(d) tell_fasync(d, rx)",
              "tell_fasync_rx(c)",
              "struct chip.rx"),
          new Spelling(
              "a function that calls a macro",
              "#define TELL(d) kill_fasync(&(d)->tx, SIGIO, POLL_IN)\n"
                  + "static inline void tell(struct chip *d) { TELL(d); }",
              "tell(c)",
              "struct chip.tx"),
          new Spelling(
              "a typedef of a struct",
              "typedef struct chip chip_t;\nstatic void tell(chip_t *d)"
                  + " { kill_fasync(&d->rx, SIGIO, POLL_IN); }",
              "tell(c)",
              "struct chip.rx"),
          new Spelling(
              "a typedef of a pointer",
              "typedef struct chip *chip_p;\nstatic void tell(chip_p d)"
                  + " { kill_fasync(&d->rx, SIGIO, POLL_IN); }",
              "tell(c)",
              "struct chip.rx"),
          new Spelling(
              "a typedef of the queue",
              "typedef struct fasync_struct *fq_t;\nstatic fq_t typed;",
              "kill_fasync(&typed, SIGIO, POLL_IN)",
              "typed"),
          new Spelling(
              "a queue passed by value",
              "static void tell(struct fasync_struct *q) { __kill_fasync(q, SIGIO, POLL_IN); }",
              "tell(c->rx)",
              "struct chip.rx"),
          new Spelling(
              "an enumerator's index",
              "enum { RX, TX };",
              "kill_fasync(&queues[TX], SIGIO, POLL_IN)",
              "queues"));

  @TestFactory
  Stream<DynamicTest> aQueueIsFollowedThroughFunctionsAndMacros() {
    return THROUGH_OTHERS.stream()
        .map(
            spelling ->
                dynamicTest(
                    spelling.name(),
                    () -> {
                      TestModule module =
                          TestModule.of(
                              CHIP
                                  + spelling.before()
                                  + "\nstatic void chip_notify(struct chip *c, struct file *filp,"
                                  + " void *p, int i)\n{\n"
                                  + spelling.argument()
                                  + ";\n}\n");
                      assertThat(module.notified("chip_notify")).containsExactly(spelling.queues());
                    }));
  }

  @Test
  void whatACallerPassesIsOpenUntilSomebodyCalls() {
    TestModule module =
        TestModule.of(
            "static void tell(struct fasync_struct **q) { kill_fasync(q, SIGIO, POLL_IN); }\n");

    Set<Queue> queues = module.notifications("tell").get(0).queues();

    assertThat(queues).containsExactly(new Queue.Parameter(0, false));
    assertThat(module.notifications("tell").get(0).isOpen()).isTrue();
    assertThat(module.notified("tell")).containsExactly("the caller's queue");
  }

  @Test
  void twoStructsWithoutTagAreTwoStructs() {
    TestModule module =
        TestModule.of(
            "static struct { struct fasync_struct *queue; } a;\n"
                + "static struct { struct fasync_struct *queue; } b;\n"
                + "static void tell_a(void) { kill_fasync(&a.queue, SIGIO, POLL_IN); }\n"
                + "static void tell_b(void) { kill_fasync(&b.queue, SIGIO, POLL_IN); }\n");
    Queue a = module.notifications("tell_a").get(0).queues().iterator().next();
    Queue b = module.notifications("tell_b").get(0).queues().iterator().next();

    assertThat(a.describe()).isEqualTo("queue");
    assertThat(a.mayBe(a)).isTrue();
    assertThat(a.mayBe(b)).isFalse();
    assertThat(a).isNotEqualTo(b);
  }

  @Test
  void allObjectsOfAStructCountAsOneAndOtherMembersDoNot() {
    TestModule module =
        TestModule.of(
            CHIP
                + "static void one(void) { kill_fasync(&chip.queue, SIGIO, POLL_IN); }\n"
                + "static void two(struct chip *c) { kill_fasync(&c->queue, SIGIO, POLL_IN); }\n"
                + "static void three(struct chip *c) { kill_fasync(&c->rx, SIGIO, POLL_IN); }\n"
                + "static void four(struct chip *c) { kill_fasync(&c->port.queue, 1, 2); }\n");
    Queue one = queue(module, "one");

    assertThat(queue(module, "two")).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(one.mayBe(queue(module, "two"))).isTrue();
    assertThat(one.mayBe(queue(module, "three"))).isFalse();
    assertThat(one.mayBe(queue(module, "four"))).isFalse();
  }

  @Test
  void aMemberOfAnUnknownTypeMayBeAnyMemberOfThatName() {
    TestModule module =
        TestModule.of(
            CHIP
                + "static void one(struct chip *c) { kill_fasync(&c->queue, SIGIO, POLL_IN); }\n"
                + "static void two(void) { kill_fasync(&unknown()->queue, SIGIO, POLL_IN); }\n"
                + "static void three(void) { kill_fasync(&unknown()->rx, SIGIO, POLL_IN); }\n"
                + "static void four(void) { kill_fasync(unknown(), SIGIO, POLL_IN); }\n"
                + "static void five(void) { kill_fasync(&queue, SIGIO, POLL_IN); }\n");
    Queue one = queue(module, "one");

    assertThat(one.mayBe(queue(module, "two"))).isTrue();
    assertThat(queue(module, "two").mayBe(one)).isTrue();
    assertThat(one.mayBe(queue(module, "three"))).isFalse();
    assertThat(one.mayBe(queue(module, "four"))).isTrue();
    assertThat(queue(module, "four").mayBe(one)).isTrue();
    assertThat(one.mayBe(queue(module, "five"))).isFalse();
    assertThat(queue(module, "five").mayBe(one)).isFalse();
    assertThat(queue(module, "five").mayBe(queue(module, "four"))).isTrue();
  }

  private static Queue queue(TestModule module, String function) {
    Set<Queue> queues = module.notifications(function).get(0).queues();
    assertThat(queues).hasSize(1);
    return queues.iterator().next();
  }
}
