package dev.fasynclens.review.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.ModuleReview;
import dev.fasynclens.review.Reviewer;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.repair.AsynchronousNotification.Impossible;
import dev.fasynclens.review.repair.AsynchronousNotification.Offer;
import dev.fasynclens.review.repair.AsynchronousNotification.Possible;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Drivers without fasync, and what becomes of them. The results are files of their own, which the
 * checks of the repository compile.
 */
final class AsynchronousNotificationTest {
  private static final Path DRIVERS = Path.of("src", "test", "resources", "notification");
  private static final RuleCatalog CATALOG = RuleCatalog.load();
  private static final String METHODS =
      """
      static ssize_t jar_read(struct file *file, char *buf, size_t len, loff_t *pos)
      {
      	return wait_event_interruptible(jar_wait, jar_full);
      }

      static const struct file_operations jar_fops = {
      	.read = jar_read,
      };
      """;

  @ParameterizedTest
  @CsvSource({
    "private-data,   6.1,    struct sluice.async_queue, POLL_OUT POLL_IN",
    "global-state,   6.1,    tide_async_queue,          POLL_IN POLL_IN",
    "misc-container, 6.1,    struct hatch.async_queue,  POLL_IN POLL_OUT",
    "per-open,       6.1,    struct gauge.async_queue,  POLL_IN",
    "private-data,   2.6.22, struct sluice.async_queue, POLL_OUT POLL_IN",
    "misc-container, 2.6.22, struct hatch.async_queue,  POLL_IN POLL_OUT",
    "per-open,       2.6.22, struct gauge.async_queue,  POLL_IN",
  })
  void addsWhatTheDriverLacks(String driver, String kernel, String queue, String bands)
      throws IOException {
    SourceText before = SourceText.of(driver + ".c", read(DRIVERS.resolve(driver + ".c")));
    TargetKernels target = TargetKernels.parse(kernel);
    SourceText after = applied(before, possible(before, target));

    assertThat(after.slice(0, after.length()))
        .isEqualTo(read(DRIVERS.resolve("after-" + kernel).resolve(driver + ".c")));
    ModuleReview review = review(after, target);
    assertThat(review.result().findings()).isEmpty();
    assertThat(review.result().problems()).isEmpty();
    Facts facts = review.module().facts();
    assertThat(facts.allRegistrations().stream().filter(r -> !r.onlyRemoves()))
        .extracting(Registration::queues)
        .allSatisfy(q -> assertThat(q).extracting(Queue::describe).containsExactly(queue))
        .isNotEmpty();
    List<Notification> direct =
        facts.allNotifications().stream().filter(Notification::isDirect).toList();
    assertThat(direct)
        .flatExtracting(Notification::queues)
        .extracting(Queue::describe)
        .containsOnly(queue);
    assertThat(direct)
        .flatExtracting(Notification::band)
        .extracting(Value::spelling)
        .containsExactly(bands.split(" "));
    assertThat(offer(after, new Span(0, 0), target)).isEmpty();
  }

  @Test
  void keepsLineEnds() throws IOException {
    String text = read(DRIVERS.resolve("global-state.c")).replace("\n", "\r\n");
    SourceText before = SourceText.of("x.c", text);
    SourceText after = applied(before, possible(before, TargetKernels.parse("6.1")));

    assertThat(after.slice(0, after.length()))
        .isEqualTo(
            read(DRIVERS.resolve("after-6.1").resolve("global-state.c")).replace("\n", "\r\n"));
  }

  @Test
  void saysWhyItCannot() {
    assertThat(reason("static DECLARE_WAIT_QUEUE_HEAD(jar_wait);\n" + METHODS))
        .isEqualTo("Nothing in view wakes up those who read, write or poll through jar_fops.");
    assertThat(
            reason(
                """
                struct jar { wait_queue_head_t wait; };
                static void jar_irq(struct jar *jar)
                {
                	wake_up(&jar->wait);
                }
                static ssize_t jar_read(struct file *file, char *buf, size_t len, loff_t *pos)
                {
                	struct jar *jar = jar_of(file, len);

                	return wait_event_interruptible(jar->wait, jar_full);
                }

                static const struct file_operations jar_fops = {
                	.read = jar_read,
                };
                """))
        .startsWith("How to get from the open file");
    assertThat(
            reason(
                """
                static DECLARE_WAIT_QUEUE_HEAD(jar_wait);
                static void jar_irq(void)
                {
                	wake_up(&jar_wait);
                }
                static unsigned int jar_poll(struct file *file, poll_table *wait)
                {
                	poll_wait(file, &jar_wait, wait);
                	return (jar_full ? POLLIN : 0) | (jar_room ? POLLOUT : 0);
                }
                static const struct file_operations jar_fops = {
                	.poll = jar_poll,
                };
                """))
        .isEqualTo("Whether jar_irq() wakes up readers or writers cannot be told.");
  }

  @Test
  void isNotOfferedWhereThereIsAQueueOrNoTable() {
    assertThat(offer("static int jar;\n")).isEmpty();
    assertThat(offer("static struct fasync_struct *jar_queue;\n" + METHODS)).isEmpty();
    assertThat(offer(METHODS.replace(".read", ".fasync = elsewhere,\n\t.read"))).isEmpty();
    assertThat(offer("static int lid;\n\n" + METHODS + METHODS.replace("jar_", "pot_"))).isEmpty();
    assertThat(offer(METHODS)).isPresent();
  }

  @Test
  void queuesOfTheKernelItselfAreNotTheDriversOwn() {
    String list = "struct fasync_struct { struct fasync_struct *next; };\n";
    assertThat(offerBeside("include/linux/list.h", "<linux/list.h>", list)).isPresent();
    assertThat(offerBeside("drivers/jars/list.h", "\"list.h\"", list)).isEmpty();
  }

  private static Optional<Offer> offerBeside(String header, String included, String declarations) {
    String text = "#include " + included + "\n" + METHODS;
    SourceText driver = SourceText.of("drivers/jars/jar.c", text);
    Configuration configuration =
        new Configuration(TargetKernels.UNSET, Map.of(), List.of(), List.of());
    DriverModule module =
        new Reviewer(CATALOG, SourceFiles.NONE, _ -> configuration, 1)
            .reviewModule(List.of(driver, SourceText.of(header, declarations)))
            .module();
    return AsynchronousNotification.in(
        module, module.files().getFirst(), new Span(0, 0), TargetKernels.UNSET);
  }

  @Test
  void theTableWhereSomebodyLooksIsMeant() {
    String text = METHODS + METHODS.replace("jar_", "pot_");
    SourceText source = SourceText.of("x.c", text);
    int pot = source.indexOf("pot_fops", 0);

    assertThat(offer(source, new Span(pot, pot), TargetKernels.UNSET))
        .get()
        .isInstanceOfSatisfying(
            Impossible.class, no -> assertThat(no.reason()).contains("pot_fops"));
  }

  private static String reason(String text) {
    return ((Impossible) offer(text).orElseThrow()).reason();
  }

  private static Optional<Offer> offer(String text) {
    return offer(SourceText.of("x.c", text), new Span(0, 0), TargetKernels.UNSET);
  }

  private static Fix possible(SourceText text, TargetKernels target) {
    Offer offer = offer(text, new Span(0, 0), target).orElseThrow();
    assertThat(offer).isInstanceOf(Possible.class);
    return ((Possible) offer).fix();
  }

  private static Optional<Offer> offer(SourceText text, Span at, TargetKernels target) {
    DriverModule module = review(text, target).module();
    return AsynchronousNotification.in(module, module.files().getFirst(), at, target);
  }

  private static ModuleReview review(SourceText text, TargetKernels target) {
    Configuration configuration = new Configuration(target, Map.of(), List.of(), List.of());
    return new Reviewer(CATALOG, SourceFiles.NONE, _ -> configuration, 1)
        .reviewModule(List.of(text));
  }

  private static SourceText applied(SourceText text, Fix fix) {
    List<Fix.Edit> edits = new ArrayList<>(fix.edits());
    edits.sort(Comparator.comparing(Fix.Edit::place).reversed());
    SourceText result = text;
    for (Fix.Edit edit : edits) {
      result = result.with(new TextEdit(edit.place().span(), edit.replacement()));
    }
    return result;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
