package dev.fasynclens.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fasynclens.driver.AnalysisBudgetException;
import dev.fasynclens.driver.AnalysisLimits;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.SyntaxTree;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lenses, hints, symbols, signatures and completions. */
final class EditorNotesTest {
  private static final String DRIVER =
      """
      struct chip { struct fasync_struct *queue; };
      static struct fasync_struct *common;
      static int chip_fasync(int fd, struct file *filp, int on)
      {
        struct chip *c = filp->private_data;
        return fasync_helper(fd, filp, on, &c->queue);
      }
      static int chip_release(struct inode *inode, struct file *filp)
      {
        return chip_fasync(-1, filp, 0);
      }
      static void chip_event(struct chip *c)
      {
        kill_fasync(&c->queue, SIGIO, POLL_IN);
        kill_fasync(&c->queue, SIGIO, POLLOUT);
        fasync_helper(-1, c->filp, 0, &common);
      }
      static const struct file_operations chip_fops = {
        .release = chip_release, .fasync = chip_fasync,
      };
      """;

  private static List<String> lenses(String target) {
    Snippet snippet = Snippet.of(DRIVER);
    return Lenses.of(snippet.module(), snippet.file(), Snippet.target(target)).stream()
        .map(Lenses.Lens::title)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "6.1, removed by the VFS on close",
    "unset, removed by the VFS on close",
    "2.6.24, removed by the driver",
    "2.6.24..6.1, removed by the driver",
  })
  void aLensAboveEachQueueAndNotification(String target, String removal) {
    assertThat(lenses(target))
        .containsExactly(
            "1 registration, 2 notifications, " + removal,
            "0 registrations, 0 notifications",
            "What happens",
            "What happens");
  }

  @Test
  void aLensWarnsWhereNobodyRemoves() {
    Snippet snippet = Snippet.of(DRIVER.replace("return chip_fasync(-1, filp, 0)", "return 0"));
    assertThat(Lenses.of(snippet.module(), snippet.file(), Snippet.target("2.6.24")).get(0).title())
        .endsWith("never removed on close");
    assertThat(
            Lenses.of(snippet.module(), snippet.file(), Snippet.target("2.6.24..6.1"))
                .get(0)
                .title())
        .endsWith("removed by the VFS on close from 2.6.28 on");
  }

  @Test
  void hintsTellTheMaskAndWhatIsRemoved() {
    Snippet snippet = Snippet.of(DRIVER);
    List<InlayHints.InlayHint> hints =
        InlayHints.of(snippet.module(), snippet.file(), new Span(0, DRIVER.length()));
    assertThat(hints)
        .extracting(InlayHints.InlayHint::label)
        .containsExactly("removes", "si_band 0x41", "removes");
    assertThat(hints.get(0).offset())
        .isEqualTo(DRIVER.indexOf("-1, filp, 0") + "-1, filp, 0".length());
    assertThat(hints.get(1).offset()).isEqualTo(DRIVER.indexOf("POLL_IN") + "POLL_IN".length());
    assertThat(InlayHints.of(snippet.module(), snippet.file(), new Span(0, 10))).isEmpty();
  }

  @Test
  void aWrapperIsToldTheMaskWhereTheCodeStands() {
    Snippet snippet =
        Snippet.of(
            """
            static void tell(struct fasync_struct **q, int band) { kill_fasync(q, SIGIO, band); }
            void event(void) { tell(&queue, POLL_HUP); }
            """);
    Span all = new Span(0, snippet.file().source().length());
    assertThat(InlayHints.of(snippet.module(), snippet.file(), all))
        .extracting(InlayHints.InlayHint::label)
        .contains("si_band 0x18");
  }

  @Test
  void symbolsAreQueuesAndHandlers() {
    Snippet snippet = Snippet.of(DRIVER);
    assertThat(Symbols.of(snippet.module(), snippet.file()))
        .extracting(each -> each.subject() + " " + each.title() + ", " + each.detail())
        .containsExactly(
            "STRUCT struct chip, 1 fasync queue",
            "QUEUE common, fasync queue",
            "HANDLER chip_fasync, .fasync of chip_fops");
    Symbols.Symbol struct = Symbols.of(snippet.module(), snippet.file()).getFirst();
    assertThat(struct.inside()).extracting(Symbols.Symbol::title).containsExactly("queue");
    assertThat(struct.whole().contains(struct.inside().getFirst().whole())).isTrue();
  }

  @Test
  void symbolsAreHandlersThatNoTableNamesToo() {
    Snippet snippet = Snippet.of(DRIVER.replace(", .fasync = chip_fasync", ""));
    assertThat(Symbols.of(snippet.module(), snippet.file()).getLast())
        .extracting(Symbols.Symbol::title, Symbols.Symbol::detail)
        .containsExactly("chip_fasync", "in no table as .fasync");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "kill_fasync(^; 6.1; 0; void kill_fasync(struct fasync_struct **fp, int sig, int band)",
        "kill_fasync(&a[f(1, 2)], \",(\", ^); 6.1; 2; int band",
        "kill_fasync(&q, /* , */ SIG^IO; 6.1; 1; int sig",
        "fasync_helper(fd, filp, o^; 6.1; 2; int on",
        "fasync_helper(fd, filp, on, &q, 3^; 6.1; 4; fapp",
        "__f_setown(filp, ^; 6.1; 1; void __f_setown(",
        "__f_setown(filp, ^; 3.4; 1; int __f_setown(",
        "f_setown(filp, ^; 4.4; 1; void f_setown(",
        "f_setown(filp, ^; 6.1; 1; int f_setown(",
      })
  void signaturesShowTheArgumentThatIsTyped(String call, String target, int active, String label) {
    Snippet snippet = Snippet.of("void f(void)\n{\n  int a = 1;\n  " + call);
    Signatures.Signature signature =
        Signatures.at(snippet.module(), snippet.file(), snippet.offset(), Snippet.target(target))
            .orElseThrow();
    assertThat(signature.active()).isEqualTo(active);
    assertThat(signature.label()).contains(label);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"printk(^", "kill_fasync(&q, 1, 2);^", "kill_fasync^", "(^", "\"kill_fasync(^\""})
  void signaturesAreForOurFunctionsOnly(String text) {
    Snippet snippet = Snippet.of("void f(void)\n{\n  " + text);
    assertThat(
            Signatures.at(
                snippet.module(), snippet.file(), snippet.offset(), Snippet.target("6.1")))
        .isEmpty();
  }

  private static List<String> completions(String text) {
    Snippet snippet = Snippet.of(text);
    return Completions.at(snippet.module(), snippet.file(), snippet.offset()).stream()
        .map(Completions.Completion::text)
        .toList();
  }

  @Test
  void completionsKnowWhatBelongsWhere() {
    String start = "void f(void)\n{\n  ";
    assertThat(completions(start + "kill_fasync(&q, ^")).containsExactly("SIGIO");
    assertThat(completions(start + "kill_fasync(&q, SIGIO, POL^"))
        .containsExactly("POLL_IN", "POLL_OUT", "POLL_MSG", "POLL_ERR", "POLL_PRI", "POLL_HUP");
    assertThat(completions(start + "kill_fasync(^")).isEmpty();
    assertThat(completions(start + "printk(a, ^")).isEmpty();
    assertThat(completions(DRIVER.replace(".fasync = chip_fasync", ".fasync = ch^")))
        .containsExactly("chip_fasync");
    assertThat(completions(DRIVER.replace(".fasync = chip_fasync", "fasync: ^")))
        .containsExactly("chip_fasync");
    assertThat(completions(DRIVER.replace(".fasync = chip_fasync", ".open = ^"))).isEmpty();
  }

  @Test
  void handlersOfOtherFilesOfTheModuleAreOfferedUnlessTheyAreStatic() {
    Snippet snippet =
        Snippet.of(
            "drivers/table.c",
            """
            static int plain(int fd, struct file *filp, int on) { return 0; }
            static const struct file_operations fops = { .fasync = ^ };
            """,
            "drivers/core.c",
            """
            struct fasync_struct *queue;
            int core_fasync(int fd, struct file *filp, int on)
            {
              return fasync_helper(fd, filp, on, &queue);
            }
            static int hidden_fasync(int fd, struct file *filp, int on)
            {
              return fasync_helper(fd, filp, on, &queue);
            }
            int core_other(int fd, struct file *filp, int on) { return 0; }
            """);
    assertThat(Completions.at(snippet.module(), snippet.file(), snippet.offset()))
        .extracting(Completions.Completion::text, Completions.Completion::detail)
        .containsExactly(
            tuple("core_fasync", "registers the file, in core.c"),
            tuple("plain", "has the parameters of a handler"),
            tuple("core_other", "has the parameters of a handler, in core.c"));
  }

  @Test
  void aCompletionReplacesTheWordThatIsTyped() {
    Snippet snippet = Snippet.of("void f(void) { kill_fasync(&q, SIGIO, PO^LL); }");
    Span replaced =
        Completions.at(snippet.module(), snippet.file(), snippet.offset()).get(0).replaced();
    assertThat(snippet.file().source().slice(replaced)).isEqualTo("POLL");
  }

  @Test
  void anOldModuleCanBeAskedAgainWithATimeOfItsOwn() throws Exception {
    CFile file =
        new CFile(
            SyntaxTree.parse(
                SourceText.of(
                    "x.c",
                    "struct fasync_struct *q;\nvoid f(void) { kill_fasync(&q, SIGIO, POLL_IN); }\n")));
    DriverModule module =
        new DriverModule(
            List.of(file),
            Set.of(file),
            new Primitives(List.of(), List.of()),
            new AnalysisLimits(Duration.ZERO, () -> false));
    assertThatThrownBy(() -> Lenses.of(module, file, TargetKernels.UNSET))
        .isInstanceOf(AnalysisBudgetException.class);
    module.begin(AnalysisLimits.DEFAULT);
    assertThat(Lenses.of(module, file, TargetKernels.UNSET)).hasSize(2);
  }
}
