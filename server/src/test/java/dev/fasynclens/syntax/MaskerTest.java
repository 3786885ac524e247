package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fasynclens.source.SourceText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Kernel C that the grammar cannot read as it stands, one construct a text. In each text every call
 * of kill_fasync and fasync_helper has to be found where it stands.
 */
final class MaskerTest {
  private static final List<String> CALLEES = List.of("kill_fasync(", "fasync_helper(");

  private record Construct(String name, String text) {}

  /** What the grammar alone fails at. */
  private static final List<Construct> UNREADABLE =
      List.of(
          new Construct(
              "an annotation before a function name",
              """
              static int __init chip_init(void)
              {
              \treturn fasync_helper(fd, filp, on, &q);
              }
              """),
          new Construct(
              "an annotation between type and pointer",
              """
              static char __user *chip_buffer(void)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn NULL;
              }
              """),
          new Construct(
              "an annotation after a pointer",
              """
              static int chip_read(struct file *filp, char * __user buf, size_t len)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn 0;
              }
              """),
          new Construct(
              "an annotation before a parameter's type",
              """
              static int chip_read(struct file *filp, __user char *buf)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn 0;
              }
              """),
          new Construct(
              "an annotation in a cast",
              """
              static long chip_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
              {
              \tint __user *where = (int __user *)arg;
              \tkill_fasync(&q, SIGIO, put_user(1, (int __user *)arg));
              \treturn 0;
              }
              """),
          new Construct(
              "an annotation before the type of a variable",
              """
              static __initdata int chips = 4;
              static int chip_count __read_mostly = 4;
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "an annotation after a parameter list",
              """
              static void chip_lock(struct chip *c) __acquires(&c->lock)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "an annotation of a project of its own before a name",
              """
              static int VENDOR_API chip_poke(struct chip *c)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn 0;
              }
              """),
          new Construct(
              "an annotation of a project of its own at the start",
              """
              VENDOR_EXPORT int chip_poke(struct chip *c)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn 0;
              }
              """),
          new Construct(
              "a packed struct before a variable",
              """
              struct chip {
              \tint a;
              } __packed chips[4];
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "an aligned member",
              """
              struct chip {
              \tstruct fasync_struct *q ____cacheline_aligned;
              \tu8 buffer[16] __aligned(8);
              \tint n[] __counted_by(count);
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "an attribute of a local variable",
              """
              static void f(void)
              {
              \tint x __attribute__((unused)) = 1;
              \tint y __maybe_unused;
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a cleanup attribute of a local variable",
              """
              static void f(void)
              {
              \tchar *name __free(kfree) = NULL;
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "container_of",
              """
              static int chip_fasync(int fd, struct file *filp, int on)
              {
              \tstruct chip *c = container_of(filp->private_data, struct chip, misc);
              \treturn fasync_helper(fd, filp, on, &c->q);
              }
              """),
          new Construct(
              "container_of around a call",
              """
              static int chip_fasync(int fd, struct file *filp, int on)
              {
              \treturn fasync_helper(fd, filp, on, &container_of(filp->private_data, struct chip, misc)->q);
              }
              """),
          new Construct(
              "container_of of a const type",
              """
              static void f(void)
              {
              \tconst struct chip *c = container_of(p, const struct chip, misc);
              \tkill_fasync(&c->q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a type as an argument",
              """
              static void f(void)
              {
              \tc = kzalloc_obj(struct chip, GFP_KERNEL);
              \td = kmalloc_array_of(unsigned long, 4);
              \tkill_fasync(&q, SIGIO, min_t(unsigned int, 1, band));
              }
              """),
          new Construct(
              "a pointer type as an argument",
              """
              static void f(void)
              {
              \tc = va_arg(args, struct chip *);
              \ts = va_arg(args, char *);
              \tx = va_arg(args, int);
              \tkill_fasync(&q, SIGIO, va_arg(args, int));
              }
              """),
          new Construct(
              "an array type as an argument",
              """
              static void f(void)
              {
              \tc = alloc_of(struct chip[4], GFP_KERNEL);
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "typeof",
              """
              static void f(void)
              {
              \ttypeof(c->band) band = POLL_IN;
              \t__typeof__(*c) *d = c;
              \tkill_fasync(&q, SIGIO, (typeof(c->band))band);
              }
              """),
          new Construct(
              "offsetof of a nested member",
              """
              static void f(void)
              {
              \tx = offsetof(struct chip, a.b[2].c);
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "list_for_each_entry with braces",
              """
              static void f(void)
              {
              \tlist_for_each_entry(c, &chips, list) {
              \t\tkill_fasync(&c->q, SIGIO, POLL_IN);
              \t}
              }
              """),
          new Construct(
              "list_for_each_entry without braces",
              """
              static void f(void)
              {
              \tlist_for_each_entry(c, &chips, list)
              \t\tkill_fasync(&c->q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a loop macro in a loop macro",
              """
              static void f(void)
              {
              \tfor_each_chip(c)
              \t\tfor_each_channel(c, ch)
              \t\t\tkill_fasync(&ch->q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a loop macro with an if",
              """
              static void f(void)
              {
              \tfor_each_chip(c)
              \t\tif (c->ready)
              \t\t\tkill_fasync(&c->q, SIGIO, POLL_IN);
              \t\telse
              \t\t\tkill_fasync(&c->q, SIGIO, POLL_OUT);
              }
              """),
          new Construct(
              "a loop macro after else",
              """
              static void f(void)
              {
              \tif (one)
              \t\tkill_fasync(&c->q, SIGIO, POLL_IN);
              \telse
              \t\tlist_for_each_entry_safe(c, n, &chips, list)
              \t\t\tkill_fasync(&c->q, SIGIO, POLL_OUT);
              }
              """),
          new Construct(
              "a statement macro with a block",
              """
              static void f(void)
              {
              \tscoped_guard(spinlock_irqsave, &c->lock) {
              \t\tkill_fasync(&c->q, SIGIO, POLL_IN);
              \t}
              }
              """),
          new Construct(
              "a scoped guard over a call",
              """
              static void f(void)
              {
              \tscoped_guard(mutex, &c->lock)
              \t\tkill_fasync(&c->q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "DEFINE_MUTEX without semicolon",
              """
              static DEFINE_MUTEX(lock)
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "DECLARE_WORK",
              """
              static void work(struct work_struct *w);
              static DECLARE_WORK(chip_work, work);
              static DECLARE_DELAYED_WORK(other_work, work);
              static void work(struct work_struct *w) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a definition macro in a block",
              """
              static void f(void)
              {
              \tstatic DEFINE_RATELIMIT_STATE(rs, 5 * HZ, 10);
              \tDECLARE_WAITQUEUE(wait, current);
              \tDEFINE_WAIT(entry);
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "MODULE macros",
              """
              MODULE_LICENSE("GPL");
              MODULE_AUTHOR("A <a@example.org>");
              MODULE_DEVICE_TABLE(of, chip_ids);
              MODULE_DESCRIPTION("two "
              \t\t   "strings")
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "EXPORT_SYMBOL",
              """
              static int x;
              EXPORT_SYMBOL(f);
              EXPORT_SYMBOL_GPL(g)
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              EXPORT_SYMBOL_NS_GPL(h, CHIP)
              """),
          new Construct(
              "SYSCALL_DEFINE",
              """
              SYSCALL_DEFINE3(chip, int, fd, struct chip __user *, c, unsigned long, arg)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn 0;
              }
              """),
          new Construct(
              "TRACE_EVENT",
              """
              TRACE_EVENT(chip_event,
              \tTP_PROTO(struct chip *c, int n),
              \tTP_ARGS(c, n),
              \tTP_STRUCT__entry(
              \t\t__field(int, n)
              \t\t__array(char, name, 16)
              \t),
              \tTP_fast_assign(
              \t\t__entry->n = n;
              \t),
              \tTP_printk("n=%d", __entry->n)
              );
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a function without a type",
              """
              chip_notify(struct chip *c)
              {
              \tkill_fasync(&c->q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a static function without a type",
              """
              static chip_notify(struct chip *c)
              {
              \tkill_fasync(&c->q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a macro that makes a variable",
              """
              static DEVICE_ATTR(name, 0444, show, NULL);
              static DEFINE_PER_CPU(int, count) = 0;
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "#ifdef in an initialiser list",
              """
              static const struct file_operations ops = {
              \t.owner = THIS_MODULE,
              #ifdef CONFIG_CHIP_FASYNC
              \t.fasync = chip_fasync,
              #endif
              \t.release = chip_release,
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "#ifdef with #else in an initialiser list",
              """
              static const struct file_operations ops = {
              #ifdef HAVE_UNLOCKED_IOCTL
              \t.unlocked_ioctl = chip_ioctl,
              #else
              \t.ioctl = chip_ioctl,
              #endif
              \t.fasync = chip_fasync,
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "#ifdef in an argument list",
              """
              static int f(void)
              {
              \tkill_fasync(&q, SIGIO
              #ifdef CONFIG_BAND
              \t\t    , POLL_IN
              #endif
              \t\t   );
              \treturn fasync_helper(fd, filp, on, &q);
              }
              """),
          new Construct(
              "#ifdef with alternatives in an argument list",
              """
              static int f(void)
              {
              \treturn fasync_helper(fd, filp, on,
              #ifdef OLD
              \t\t\t     &old_q);
              #else
              \t\t\t     &new_q);
              #endif
              }
              """),
          new Construct(
              "half an if-else in an #ifdef",
              """
              static void f(void)
              {
              #ifdef CONFIG_BAND
              \tif (c->out)
              \t\tkill_fasync(&q, SIGIO, POLL_OUT);
              \telse
              #endif
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "an if in both branches",
              """
              static void f(void)
              {
              #ifdef CONFIG_A
              \tif (a) {
              #else
              \tif (b) {
              #endif
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              \t}
              }
              """),
          new Construct(
              "alternative function heads",
              """
              #if LINUX_VERSION_CODE >= KERNEL_VERSION(2,6,19)
              static irqreturn_t chip_irq(int irq, void *dev)
              #else
              static irqreturn_t chip_irq(int irq, void *dev, struct pt_regs *regs)
              #endif
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn IRQ_HANDLED;
              }
              """),
          new Construct(
              "alternative function heads with braces",
              """
              #ifdef HAVE_TIMER_SETUP
              static void chip_timer(struct timer_list *t)
              {
              \tstruct chip *c = from_timer(c, t, timer);
              #else
              static void chip_timer(unsigned long data)
              {
              \tstruct chip *c = (struct chip *)data;
              #endif
              \tkill_fasync(&c->q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "#ifdef at the end of an enum",
              """
              enum band {
              \tIN
              #ifdef CONFIG_OUT
              \t, OUT
              #endif
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "nested #ifdef",
              """
              static const struct file_operations ops = {
              #ifdef A
              # ifdef B
              \t.fasync = b_fasync,
              # else
              \t.fasync = a_fasync,
              # endif
              #endif
              \t.open = chip_open,
              };
              static void f(void)
              {
              \tif (x
              #ifdef A
              \t    && y
              #ifdef B
              \t    && z
              #endif
              #endif
              \t   )
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "#if 0 around what is no C",
              """
              #if 0
              this isn't C at all {{{ (
              #endif
              static void f(void)
              {
              #if 0
              \t} else {
              #endif
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "the extern C of headers",
              """
              #ifdef __cplusplus
              extern "C" {
              #endif
              static inline void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              #ifdef __cplusplus
              }
              #endif
              """),
          new Construct(
              "a case range",
              """
              static void f(int x)
              {
              \tswitch (x) {
              \tcase 1 ... 5:
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              \t\tbreak;
              \tcase 'a'...'z':
              \t\tkill_fasync(&q, SIGIO, POLL_OUT);
              \t}
              }
              """),
          new Construct(
              "a string after a macro",
              """
              static void f(void)
              {
              \tprintk(KERN_ERR PFX "x");
              \tprintk(KERN_ERR PFX "x" SUFFIX, 1);
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a string after a macro with arguments",
              """
              static void f(void)
              {
              \tprintk(KERN_ERR PFX(1) "x" NAME(2) "y");
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a macro given statements",
              """
              static void f(void)
              {
              \twait_event_cmd(c->wait, c->ready, spin_unlock(&c->lock), spin_lock(&c->lock));
              \tCHECK(c, return -EINVAL);
              \tCHECK(c, goto out);
              \tCHECK(c, break);
              \tCHECK(c, { kill_fasync(&q, SIGIO, POLL_OUT); });
              out:
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a macro given an operator",
              """
              static void f(void)
              {
              \tCOMPARE(a, ==, b);
              \tCOMPARE(a, <, b);
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a statement macro without semicolon",
              """
              static void f(void)
              {
              \tENTER(c)
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \tLEAVE(c)
              }
              """),
          new Construct(
              "anonymous bit fields",
              """
              struct chip {
              \tunsigned int a : 3;
              \tunsigned int : 5;
              \tint : 0;
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "double semicolons",
              """
              struct chip {
              \tint a;;
              \tstruct fasync_struct *q;;
              };
              static int x;;
              static void f(void)
              {
              \tint y;;
              \tkill_fasync(&q, SIGIO, POLL_IN);;
              };
              """),
          new Construct(
              "a member macro",
              """
              struct chip {
              \tDECLARE_BITMAP(bits, 32);
              \tDECLARE_KFIFO(fifo, int, 16);
              \tstruct fasync_struct *q;
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a function pointer member with annotations",
              """
              struct chip {
              \tint (__user *cb)(int __user *, char __iomem *);
              \tvoid __iomem *regs;
              \tstruct fasync_struct __rcu *q;
              \tstruct list_head __percpu *list;
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "ioctl numbers",
              """
              static long f(unsigned int cmd)
              {
              \tswitch (cmd) {
              \tcase _IOR('c', 1, struct chip):
              \tcase _IOW('c', 2, unsigned long):
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              \t}
              \treturn 0;
              }
              """),
          new Construct(
              "builtin types compatible",
              """
              static void f(void)
              {
              \tif (__builtin_types_compatible_p(typeof(x), struct chip *))
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              \tBUILD_BUG_ON(sizeof(struct chip) != 16);
              \t_Static_assert(sizeof(int) == 4, "x");
              }
              """),
          new Construct(
              "an apostrophe in #if 0",
              """
              #if 0
              don't
              #endif
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "an enum with an attribute macro",
              """
              enum chip_state { ON, OFF } __packed;
              static enum chip_state state __initdata = ON;
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "typedefs of function pointers",
              """
              typedef irqreturn_t (*chip_irq_t)(int, void __user *);
              typedef int (__stdcall *other_t)(void);
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a prototype with attributes",
              """
              extern int chip_printk(const char *fmt, ...) __printf(1, 2);
              extern void chip_die(void) __attribute__((noreturn)) __cold;
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a section before a name",
              """
              static int __section(".data.chip") chip = 1;
              static const char name[] __initconst = "x";
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "LINUX_VERSION_CODE inside a call",
              """
              static int f(void)
              {
              \treturn register_chip(
              #if LINUX_VERSION_CODE < KERNEL_VERSION(4, 0, 0)
              \t\told,
              #elif (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 0, 0))
              \t\tnewest,
              #else
              \t\tmiddle,
              #endif
              \t\tfasync_helper(fd, filp, on, &q));
              }
              """),
          new Construct(
              "a do-while around an #ifdef",
              """
              static void f(void)
              {
              \tdo {
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              #ifdef A
              \t} while (a);
              #else
              \t} while (b);
              #endif
              }
              """),
          new Construct(
              "a type in an #ifdef",
              """
              static void f(void)
              {
              #ifdef A
              \tunsigned long
              #else
              \tunsigned int
              #endif
              \tflags;
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "an initialiser with a cast and a macro",
              """
              static struct chip c = {
              \t.lock = __SPIN_LOCK_UNLOCKED(c.lock),
              \t.name = (char *) "x" VERSION("1") "y",
              \t.ops = (struct ops) { .a = 1 },
              \tSET_OPS(a, b)
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a loop macro with its brace on the next line",
              """
              static void f(void)
              {
              \tlist_for_each_entry_from_reverse(c, list,
              \t\t\t\t\t member)
              \t{
              \t\tkill_fasync(&c->q, SIGIO, POLL_IN);
              \t}
              \twhile (1)
              \t\t;
              }
              """),
          new Construct(
              "a macro call before a label",
              """
              static void f(void)
              {
              \tENTER(c);
              \tif (x)
              \t\tgoto err;
              \tLEAVE(c)
              err:
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "an attribute between storage class and type",
              """
              static inline __attribute__((always_inline)) void __must_check f(void)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "an annotation after the struct that is returned",
              """
              static struct chip __init *find(void)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn NULL;
              }
              """),
          new Construct(
              "annotations among const and stars",
              """
              static int f(const char __user * const __user *argv, void (*cb)(void) __user)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn 0;
              }
              """),
          new Construct(
              "a loop macro in a loop macro with braces",
              """
              static void f(void)
              {
              \tfor_each_chip(c) {
              \t\tfor_each_channel(c, ch)
              \t\t\tkill_fasync(&ch->q, SIGIO, POLL_IN);
              \t}
              }
              """),
          new Construct(
              "K&R with an annotation",
              """
              static int __init f(a)
              int a;
              { kill_fasync(&q, SIGIO, POLL_IN); return 0; }
              """),
          new Construct(
              "__user in odd places",
              """
              typedef struct { int a; } chip_t;
              static ssize_t f(struct file *filp, const char __user *buf, size_t __user len, loff_t __user *pos) { kill_fasync(&q, SIGIO, POLL_IN); }
              struct s { char *__user p; char __user *__user *pp; __user int *x; int __user (*a)[4]; };
              static int g(chip_t __user *arg) { chip_t __user *p = (chip_t __user *)arg; chip_t __user **q2 = (chip_t __user * __user *)arg; get_user(x, (chip_t __user *)arg); kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a macro before an element",
              """
              static struct attribute *a[] = { &dev_attr_x.attr, ATTR(y) NULL };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "typeof in declarations",
              """
              static void f(void) { __typeof__(c->x) *y; typeof(*c) z = *c; const typeof(c) w = c; kill_fasync(&q, SIGIO, (__typeof__(x))POLL_IN); }
              """),
          new Construct(
              "a bitwise type",
              """
              typedef unsigned int __bitwise chip_flags_t;
              static const chip_flags_t F = (__force chip_flags_t) 1;
              static void f(void) { kill_fasync(&q, SIGIO, (__force int) POLL_IN); }
              """),
          new Construct(
              "an element macro without comma before another",
              """
              static const struct pci_device_id ids[] = {
              \t{ PCI_DEVICE(0x1234, 0x5678) },
              \tCHIP_ID(1)
              \tCHIP_ID(2)
              \tOTHER_ID(2), { 0 }
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "an element macro without comma before a brace",
              """
              static const struct pci_device_id ids[] = {
              \t{ PCI_DEVICE(0x1234, 0x5678) },
              \tCHIP_ID(1)
              \tCHIP_ID(2)
              \t{ 0 }
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "an anonymous bit field between others",
              """
              struct chip {
              \tu32 a : 1, : 3, b : 2;
              \tstruct fasync_struct *q;
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """));

  /** What the grammar reads without help, and has to read still. */
  private static final List<Construct> READABLE =
      List.of(
          new Construct(
              "an attribute before a function",
              """
              __attribute__((noinline)) static int f(void)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn 0;
              }
              """),
          new Construct(
              "an attribute of a struct",
              """
              struct chip {
              \tint a;
              } __attribute__((packed, aligned(8)));
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a packed struct",
              """
              struct chip {
              \tint a;
              } __packed;
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "sizeof in an argument",
              """
              static void f(void)
              {
              \tmemset(c, 0, sizeof(struct chip));
              \tmemset(c, 0, sizeof(*c));
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a loop macro with a short name",
              """
              static void f(void)
              {
              \tEACH(c) {
              \t\tkill_fasync(&c->q, SIGIO, POLL_IN);
              \t}
              }
              """),
          new Construct(
              "guard",
              """
              static void f(void)
              {
              \tguard(mutex)(&c->lock);
              \tkill_fasync(&c->q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "DEFINE_MUTEX",
              """
              static DEFINE_MUTEX(lock);
              DEFINE_SPINLOCK(other);
              static DECLARE_WAIT_QUEUE_HEAD(wait);
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "module_init with semicolon",
              """
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              module_init(chip_init);
              module_exit(chip_exit);
              static void g(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "module_init without semicolon",
              """
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              module_init(chip_init)
              module_exit(chip_exit)
              static void g(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "module_param",
              """
              static int debug;
              module_param(debug, int, 0444);
              module_param_named(level, debug, uint, 0644);
              MODULE_PARM_DESC(debug, "debug");
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a macro that makes a function's head",
              """
              CHIP_HANDLER(notify)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "half an else in an #ifdef",
              """
              static void f(void)
              {
              \tif (a) {
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              \t}
              #ifdef CONFIG_B
              \telse if (b) {
              \t\tkill_fasync(&q, SIGIO, POLL_OUT);
              \t}
              #endif
              }
              """),
          new Construct(
              "#ifdef among members",
              """
              struct chip {
              \tint a;
              #ifdef CONFIG_FASYNC
              \tstruct fasync_struct *q;
              #else
              \tint no_q;
              #endif
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "#ifdef in an enum",
              """
              enum band {
              \tIN = POLL_IN,
              #ifdef CONFIG_OUT
              \tOUT = POLL_OUT,
              #endif
              \tHUP,
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a range in an initialiser",
              """
              static int table[16] = { [0 ... 15] = -1 };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "designated initialisers",
              """
              static struct chip chips[] = { [1] = { .a = 1, .b.c = 2 }, [2].a = 3 };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "GNU initialisers",
              """
              static struct file_operations ops = {
              \tread:\t\tchip_read,
              \tfasync:\t\tchip_fasync,
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "positional initialisers",
              """
              static struct file_operations ops = { NULL, chip_read, NULL, chip_fasync };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a macro before a designator",
              """
              static struct chip chip = {
              \tCHIP_DEFAULTS(1)
              \t.q = NULL,
              };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "a string over a line end",
              """
              static void f(void)
              {
              \tprintk("one \\
              two");
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "K&R",
              """
              int chip_fasync(fd, filp, on)
              \tint fd;
              \tstruct file *filp;
              \tint on;
              {
              \treturn fasync_helper(fd, filp, on, &q);
              }
              """),
          new Construct(
              "a statement expression",
              """
              static void f(void)
              {
              \tint x = ({ kill_fasync(&q, SIGIO, POLL_IN); 1; });
              \ty = max(({ int z = 1; z; }), 2);
              }
              """),
          new Construct(
              "inline assembler",
              """
              static void f(void)
              {
              \tasm volatile("nop" : "=r" (x) : "r" (y), "i" (1) : "memory");
              \t__asm__ __volatile__ ("mb" ::: "memory");
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a cast compound literal",
              """
              static void f(void)
              {
              \tc->ops = &(struct chip_ops){ .fasync = chip_fasync };
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a ternary without middle",
              """
              static void f(void)
              {
              \tkill_fasync(&q, SIGIO, c->band ?: POLL_IN);
              }
              """),
          new Construct(
              "a label with an attribute",
              """
              static void f(void)
              {
              out: __maybe_unused;
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a declaration after a label",
              """
              static void f(int x)
              {
              \tswitch (x) {
              \tcase 1:
              \t\tint y = 2;
              \t\tkill_fasync(&q, SIGIO, y);
              \t}
              }
              """),
          new Construct(
              "fallthrough",
              """
              static void f(int x)
              {
              \tswitch (x) {
              \tcase 1:
              \t\tkill_fasync(&q, SIGIO, POLL_OUT);
              \t\tfallthrough;
              \tdefault:
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              \t}
              }
              """),
          new Construct(
              "a for loop with a declaration",
              """
              static void f(void)
              {
              \tfor (int i = 0; i < 3; i++)
              \t\tkill_fasync(&q[i], SIGIO, POLL_IN);
              \tfor (;;)
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a line marker and a pragma",
              """
              #pragma pack(push, 1)
              # 12 "other.c"
              static void f(void)
              {
              #pragma GCC diagnostic push
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "C++ comments with continuation",
              """
              static void f(void)
              {
              \t// one \\
              \t   } } two
              \tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "continuation in the middle of a statement",
              """
              static void f(void)
              {
              \tkill_fasync(&q, \\
              \t\t    SIGIO, \\
              \t\t    POLL_IN);
              \tif (a && \\
              \t    b)
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              }
              """),
          new Construct(
              "a comment in every place",
              """
              static /* a */ int /* b */ f /* c */ ( /* d */ void /* e */ ) // f
              { /* g */
              \tkill_fasync( /* h */ /* i */ &q /* " */, SIGIO /* ' */, POLL_IN /* } */ ) /* j */ ; // k
              }
              """),
          new Construct(
              "asmlinkage",
              """
              asmlinkage long sys_chip(int fd)
              {
              \tkill_fasync(&q, SIGIO, POLL_IN);
              \treturn 0;
              }
              """),
          new Construct(
              "likely",
              """
              static void f(void)
              {
              \tif (unlikely(c) && likely(!d))
              \t\tkill_fasync(&q, SIGIO, POLL_IN);
              \tif (WARN_ON_ONCE(!c))
              \t\treturn;
              }
              """),
          new Construct(
              "two statements in #ifdef branches",
              """
              static void f(void)
              {
              #ifdef A
              \tkill_fasync(&q, SIGIO, POLL_IN);
              #else
              \tkill_fasync(&q, SIGIO, POLL_OUT);
              #endif
              }
              """),
          new Construct(
              "a macro that stands for initialisers",
              """
              #define FOPS_INIT .owner = THIS_MODULE, .fasync = chip_fasync
              static const struct file_operations fops = { FOPS_INIT, .open = x };
              static const struct file_operations fops2 = { FOPS_INIT };
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "an attribute between the parameters and the body",
              """
              static irqreturn_t f(int irq, void *dev) __attribute__((hot))
              { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "annotations for sparse",
              """
              static void f(void) __releases(l) __acquires(l) { __acquire(l); kill_fasync(&q, SIGIO, POLL_IN); (void)__cond_lock(x, 1); }
              """));

  /** Macros whose bodies deal with fasync; the grammar alone keeps bodies as one piece of text. */
  private static final List<Construct> MACROS =
      List.of(
          new Construct(
              "a body of several lines in do-while(0)",
              """
              #define CHIP_NOTIFY(c, band)\t\t\t\\
              \tdo {\t\t\t\t\t\\
              \t\tif ((c)->q)\t\t\t\\
              \t\t\tkill_fasync(&(c)->q, SIGIO, (band));\t\\
              \t} while (0)
              static void f(void) { CHIP_NOTIFY(c, POLL_IN); }
              """),
          new Construct(
              "a body on the same line",
              """
              #define CHIP_NOTIFY(c) kill_fasync(&(c)->q, SIGIO, POLL_IN)
              static void f(void) { CHIP_NOTIFY(c); }
              """),
          new Construct(
              "token pasting",
              """
              #define CHIP_NOTIFY(name) kill_fasync(&name##_q, SIGIO, POLL_IN)
              #define CHIP_HANDLER(name) static int name##_fasync(int fd, struct file *filp, int on) \\
              { \\
              \treturn fasync_helper(fd, filp, on, &name ## _q); \\
              }
              CHIP_HANDLER(a)
              CHIP_HANDLER(b);
              """),
          new Construct(
              "stringification and variable arguments",
              """
              #define CHIP_NOTIFY(c, fmt, ...) do { printk(#c fmt, ##__VA_ARGS__); kill_fasync(&(c)->q, SIGIO, POLL_IN); } while (0)
              #define CHIP_NOTIFY2(c, args...) do { printk("x" args); kill_fasync(&(c)->q, SIGIO, POLL_IN); } while (0)
              static void f(void) { CHIP_NOTIFY(c, "x"); }
              """),
          new Construct(
              "a definition on the last line",
              """
              static void f(void) { CHIP_NOTIFY(c); }
              #define CHIP_NOTIFY(c) kill_fasync(&(c)->q, SIGIO, POLL_IN)
              """),
          new Construct(
              "expressions as bodies",
              """
              #define DO_NOTIFY(c) ({ int r = 0; kill_fasync(&(c)->q, SIGIO, POLL_IN); r; })
              #define CHK(c) ((c)->q ? (kill_fasync(&(c)->q, SIGIO, POLL_IN), 1) : 0)
              static void f(void) { DO_NOTIFY(c); }
              """),
          new Construct(
              "comments around the body",
              """
              #define DO_NOTIFY(c) kill_fasync(&(c)->q, SIGIO, POLL_IN) /* tell them */
              #define DO_NOTIFY2(c) kill_fasync(&(c)->q, SIGIO, POLL_IN) // tell
              #define DO_NOTIFY3(c) /* tell */ kill_fasync(&(c)->q, SIGIO, POLL_IN)
              static void f(void) { DO_NOTIFY(c); }
              """),
          new Construct(
              "a definition in an #ifdef",
              """
              #ifdef A
              #define DO_NOTIFY(c) kill_fasync(&(c)->q, SIGIO, POLL_IN)
              #else
              #define DO_NOTIFY(c) do { } while (0)
              #endif
              static void f(void) { DO_NOTIFY(c); }
              """),
          new Construct(
              "a definition without fasync calls that is used at file level",
              """
              #define FOPS(name) \\
              static const struct file_operations name##_fops = { \\
              \t.fasync = name##_fasync, \\
              }
              FOPS(a);
              FOPS(b);
              static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }
              """),
          new Construct(
              "no parameters",
              """
              #define DO_NOTIFY() kill_fasync(&q, SIGIO, POLL_IN)
              static void f(void) { DO_NOTIFY(); }
              """),
          new Construct(
              "two definitions in a row",
              """
              #define NOTIFY_IN(c) kill_fasync(&(c)->q, SIGIO, POLL_IN)
              #define NOTIFY_OUT(c) kill_fasync(&(c)->q, SIGIO, POLL_OUT)
              static int x;
              """),
          new Construct(
              "a body that begins on the next line",
              """
              #define DO_NOTIFY(c) \\
              \tkill_fasync(&(c)->q, SIGIO, POLL_IN)
              #define DO_BOTH(c) \\
              { \\
              \tkill_fasync(&(c)->q, SIGIO, POLL_IN); \\
              \tkill_fasync(&(c)->q, SIGIO, POLL_OUT); \\
              }
              static int x;
              """),
          new Construct(
              "a body that is an if",
              """
              #define DO_NOTIFY(c) if ((c)->q) kill_fasync(&(c)->q, SIGIO, POLL_IN)
              static int x;
              """));

  @TestFactory
  Stream<DynamicTest> whatTheGrammarCannotReadIsMasked() {
    return UNREADABLE.stream()
        .map(
            construct ->
                dynamicTest(
                    construct.name(),
                    () -> {
                      assertThat(readsUnmasked(construct.text())).isFalse();
                      assertRead(construct.text());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatTheGrammarReadsStaysReadable() {
    return READABLE.stream()
        .map(
            construct ->
                dynamicTest(
                    construct.name(),
                    () -> {
                      assertThat(readsUnmasked(construct.text())).isTrue();
                      assertRead(construct.text());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> bodiesOfMacrosAreReadAsFunctions() {
    return MACROS.stream()
        .map(
            construct ->
                dynamicTest(
                    construct.name(),
                    () -> {
                      assertThat(parse(construct.text()).unread()).isEmpty();
                      assertCallsFound(construct.text());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> lineEndsOfWindowsChangeNothing() {
    return all()
        .map(
            construct ->
                dynamicTest(
                    construct.name(),
                    () -> {
                      String text = construct.text().replace("\n", "\r\n");
                      assertThat(parse(text).unread()).isEmpty();
                      assertCallsFound(text);
                      assertThat(kinds(text)).isEqualTo(kinds(construct.text()));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> tabsAndBlanksAreTheSame() {
    return all()
        .map(
            construct ->
                dynamicTest(
                    construct.name(),
                    () ->
                        assertThat(kinds(construct.text().replace('\t', ' ')))
                            .isEqualTo(kinds(construct.text()))));
  }

  /** Each construct is over where it ends. */
  @TestFactory
  Stream<DynamicTest> aConstructDoesNotDisturbWhatFollows() {
    String next = "static int next(void)\n{\n\treturn fasync_helper(fd, filp, on, &q);\n}\n";
    return all()
        .map(
            construct ->
                dynamicTest(
                    construct.name(),
                    () -> {
                      SyntaxTree tree = parse(construct.text() + next);
                      assertThat(tree.unread()).isEmpty();
                      int definition = tree.enclosing(lastCall(tree), Kind.FUNCTION_DEFINITION);
                      assertThat(tree.start(definition)).isEqualTo(construct.text().length());
                      assertThat(tree.parent(definition)).isZero();
                      assertThat(tree.text(definition) + "\n").isEqualTo(next);
                    }));
  }

  private static Stream<Construct> all() {
    return Stream.of(UNREADABLE, READABLE, MACROS).flatMap(List::stream);
  }

  @Test
  void allConstructsInOneTextAreRead() {
    StringBuilder text = new StringBuilder();
    all().forEach(construct -> text.append(construct.text()));

    assertThat(parse(text.toString()).unread()).isEmpty();
    assertCallsFound(text.toString());
  }

  /** Two bytes a character; the second may look like a backslash, a quote or a brace. */
  @Test
  void bytesOfOtherEncodingsInCommentsAndStringsDoNoHarm() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("/* "));
    bytes.writeBytes(new byte[] {(byte) 0xD6, (byte) 0xD0, (byte) 0x8F, '}', (byte) 0x95, '{'});
    bytes.writeBytes(ascii(" */\nstatic const char *name = \""));
    bytes.writeBytes(new byte[] {(byte) 0xCE, (byte) 0xC4, (byte) 0x81, '{', (byte) 0x81, '('});
    bytes.writeBytes(ascii("\";\nstatic void f(void) {\n"));
    bytes.writeBytes(ascii("\tkill_fasync(&q, SIGIO, POLL_IN); // "));
    bytes.writeBytes(new byte[] {(byte) 0xB0, (byte) 0xA1, '\n', '}', '\n'});
    SourceText text = SourceText.of("x.c", bytes.toByteArray());

    SyntaxTree tree = SyntaxTree.parse(text);

    assertThat(tree.unread()).isEmpty();
    assertThat(tree.start(lastCall(tree))).isEqualTo(text.indexOf("kill_fasync(", 0));
    assertThat(tree.kind(tree.enclosing(lastCall(tree), Kind.FUNCTION_DEFINITION)))
        .isEqualTo(Kind.FUNCTION_DEFINITION);
  }

  @Test
  void utf8InCommentsStringsAndNamesDoesNotMoveOffsets() {
    String text =
        "/* größe 中文 😀 */\nstatic char *s = \"größe 😀\"; // ä\n"
            + "static void f(void) { kill_fasync(&q, SIGIO, POLL_IN); }\n";

    assertRead(text);
  }

  @Test
  void aByteOrderMarkDoesNoHarm() {
    assertCallsFound(
        "\uFEFF#include <linux/fs.h>\nstatic void f(void) { kill_fasync(&q, 1, 2); }\n");
  }

  @Test
  void theBranchForTheNewestKernelIsKeptWhereOnlyOneCanBe() {
    for (String condition :
        List.of(
            "LINUX_VERSION_CODE >= KERNEL_VERSION(4, 15, 0)",
            "LINUX_VERSION_CODE > KERNEL_VERSION(4, 15, 0)",
            "(LINUX_VERSION_CODE >= KERNEL_VERSION(4,15,0))",
            "LINUX_VERSION_CODE>=KERNEL_VERSION(4,15,0)")) {
      assertThat(keptHead("#if " + condition)).as(condition).isEqualTo("first");
    }
    for (String condition :
        List.of(
            "LINUX_VERSION_CODE < KERNEL_VERSION(4, 15, 0)",
            "LINUX_VERSION_CODE <= KERNEL_VERSION(4, 14, 0)",
            "( LINUX_VERSION_CODE < KERNEL_VERSION( 4, 15, 0 ) )")) {
      assertThat(keptHead("#if " + condition)).as(condition).isEqualTo("second");
    }
  }

  private static String keptHead(String condition) {
    String text =
        condition
            + "\nstatic void first(struct timer_list *t)\n#else\n"
            + "static void second(unsigned long data)\n#endif\n"
            + "{\n\tkill_fasync(&q, SIGIO, POLL_IN);\n}\n";
    SyntaxTree tree = parse(text);
    assertThat(tree.unread()).isEmpty();
    int definition = tree.enclosing(lastCall(tree), Kind.FUNCTION_DEFINITION);
    int declarator = tree.part(definition, Field.DECLARATOR);
    return tree.name(tree.part(declarator, Field.DECLARATOR));
  }

  @Test
  void theBranchAboutFasyncIsKeptWhereNothingElseDecides() {
    String text =
        "static void f(void)\n{\n#ifdef A\n\tif (a) {\n\t\tx();\n#else\n\tif (b) {\n"
            + "\t\tkill_fasync(&q, SIGIO, POLL_IN);\n#endif\n\t}\n}\n";

    assertRead(text);
  }

  @Test
  void allBranchesStayWhereTheyCanStandTogether() {
    SyntaxTree tree =
        parse(
            "static void f(void)\n{\n#ifdef A\n\tkill_fasync(&a, SIGIO, POLL_IN);\n#elif B\n"
                + "\tkill_fasync(&b, SIGIO, POLL_IN);\n#else\n"
                + "\tkill_fasync(&c, SIGIO, POLL_IN);\n#endif\n}\n");

    assertThat(calls(tree)).hasSize(3);
    assertThat(tree.conditionals()).hasSize(1);
    assertThat(tree.conditionals().get(0).branches()).hasSize(3);
    for (int branch = 0; branch < 3; branch++) {
      int call = calls(tree).get(branch);
      assertThat(tree.conditionals().get(0).branchAt(tree.start(call))).isEqualTo(branch);
    }
    assertThat(tree.conditionals().get(0).branchAt(0)).isEqualTo(-1);
  }

  @Test
  void whatCanNeverBeCompiledIsNotSeen() {
    for (String condition : List.of("#if 0", "#if (0)", "# if 0 /* old */", "#ifdef __cplusplus")) {
      SyntaxTree tree =
          parse(condition + "\nstatic void f(void) { kill_fasync(&q, 1, 2); }\n#endif\n");
      assertThat(calls(tree)).as(condition).isEmpty();
    }
    SyntaxTree other =
        parse("#if 1\nvoid f(void) { a(); }\n#else\nvoid g(void) { b(); }\n#endif\n");
    assertThat(calls(other)).hasSize(1);
    assertThat(other.text(calls(other).get(0))).isEqualTo("a()");
  }

  @Test
  void macrosAndIncludesInDeadBranchesDoNotCount() {
    SyntaxTree tree =
        parse("#if 0\n#define A 1\n#include \"a.h\"\n#endif\n#define B 2\n#include <b.h>\n");

    assertThat(tree.macros()).extracting(MacroDefinition::name).containsExactly("B");
    assertThat(tree.includes()).containsExactly(new Include("b.h", false));
  }

  @Test
  void macrosAreRecordedWithTheirParametersAndBodies() {
    SyntaxTree tree =
        parse(
            "#define A\n# define B (1 | \\\n  2) /* no */ // no\n#define C(x, y...) x + y\n"
                + "#define D() 1\n#define E (x)\n#define F(a) kill_fasync(&(a)->q, 1, 2)\n");

    assertThat(tree.macros())
        .extracting(
            MacroDefinition::name,
            MacroDefinition::functionLike,
            MacroDefinition::parameters,
            macro -> macro.body().replaceAll("\\s+", " "),
            MacroDefinition::parsed)
        .containsExactly(
            tuple("A", false, List.of(), "", false),
            tuple("B", false, List.of(), "(1 | 2)", false),
            tuple("C", true, List.of("x", "y..."), "x + y", false),
            tuple("D", true, List.of(), "1", false),
            tuple("E", false, List.of(), "(x)", false),
            tuple("F", true, List.of("a"), "kill_fasync(&(a)->q, 1, 2)", true));
    for (MacroDefinition macro : tree.macros()) {
      assertThat(tree.source().slice(macro.nameSpan())).isEqualTo(macro.name());
    }
  }

  @Test
  void includesAreRecordedAsWritten() {
    SyntaxTree tree =
        parse(
            "#include <linux/fs.h>\n#  include \"../x.h\" /* y */\n#include MACRO\n#include\n"
                + "#include \"open\n#include <>\n/* #include <no.h> */\n");

    assertThat(tree.includes())
        .containsExactly(new Include("linux/fs.h", false), new Include("../x.h", true));
  }

  @Test
  void commentsAreRecordedAndNeverMention() {
    String text =
        "/* kill_fasync */ int a; // kill_fasync \\\n kill_fasync\n#define X /* c */ 1\n"
            + "char *s = \"/* no */\";\nvoid f(void) { kill_fasync(a, b, c); }\n";
    SyntaxTree tree = parse(text);

    assertThat(tree.comments())
        .extracting(tree.source()::slice)
        .containsExactly("/* kill_fasync */", "// kill_fasync \\\n kill_fasync", "/* c */");
    assertThat(tree.mentions("kill_fasync")).containsExactly(text.lastIndexOf("kill_fasync"));
  }

  private static void assertRead(String text) {
    SyntaxTree tree = parse(text);
    assertThat(tree.unread()).isEmpty();
    List<String> madeUp = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      if (tree.isMissing(node)) {
        madeUp.add("a node of kind " + tree.kind(node) + " at offset " + tree.start(node));
      }
    }
    assertThat(madeUp).isEmpty();
    assertCallsFound(text);
  }

  /** Every call by name is one in the tree, and nothing else is one of these calls. */
  private static void assertCallsFound(String text) {
    SyntaxTree tree = parse(text);
    Set<Integer> wanted = new TreeSet<>();
    for (String callee : CALLEES) {
      for (int at = tree.source().indexOf(callee, 0);
          at >= 0;
          at = tree.source().indexOf(callee, at + 1)) {
        wanted.add(at);
      }
    }
    Set<Integer> found = new TreeSet<>();
    for (int call : calls(tree)) {
      int function = tree.part(call, Field.FUNCTION);
      if (CALLEES.contains(tree.text(function) + "(")) {
        found.add(tree.start(call));
      }
    }
    assertThat(found).isEqualTo(wanted);
    assertThat(new HashSet<>(found)).isNotEmpty();
  }

  private static List<Integer> calls(SyntaxTree tree) {
    List<Integer> calls = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      if (tree.kind(node) == Kind.CALL_EXPRESSION) {
        calls.add(node);
      }
    }
    return calls;
  }

  private static int lastCall(SyntaxTree tree) {
    return calls(tree).getLast();
  }

  private static List<Integer> kinds(String text) {
    SyntaxTree tree = parse(text);
    List<Integer> kinds = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      kinds.add(tree.kind(node));
    }
    return kinds;
  }

  private static boolean readsUnmasked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] flat = NativeTree.parse(bytes, bytes.length, 0);
    assertThat(flat).isNotNull();
    boolean containsAnError = (flat[0] & 16 << 16) != 0;
    return !containsAnError;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static SyntaxTree parse(String text) {
    try {
      return SyntaxTree.parse(SourceText.of("x.c", text));
    } catch (UnreadableSourceException e) {
      throw new AssertionError(e);
    }
  }
}
