package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SuppressionsTest {
  private final RuleCatalog catalog = TestCatalog.load();
  private Configuration configuration = Configuration.DEFAULT;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // on the line of the finding
        "void f(void)\n{\n\tBUG(); /* fasync-lens: ignore FA202 -- known */\n}\n",
        "void f(void)\n{\n\tBUG(); // fasync-lens: ignore FA202\n}\n",
        "\t/* fasync-lens: ignore FA202 */ BUG();\n",
        // on the line before
        "\t/* fasync-lens: ignore FA202 -- known */\n\tBUG();\n",
        "\t// fasync-lens: ignore FA202 -- known\r\n\tBUG();\r\n",
        "\t/*\n\t * The card latches.\n\t * fasync-lens: ignore FA202 -- known\n\t */\n\tBUG();\n",
        "\t/*\n\t * fasync-lens: ignore FA202 -- known,\n\t * since ever\n\t */\n\tBUG();\n",
        "\t/* fasync-lens: ignore FA202 */ /* another */\n\tBUG();\n",
        "\t/* fasync-lens: ignore FA202 */\n\t/* another */\n\tBUG();\n",
        // several rules
        "\t/* fasync-lens: ignore FA301, FA202 -- both */\n\tBUG();\n",
        "\t/* fasync-lens: ignore FA301 FA202 */\n\tBUG();\n",
        // a statement over several lines
        "\t/* fasync-lens: ignore FA202 */\n\tkill_fasync(&dev->queue, SIGIO,\n\t\t    BUG());\n",
        "\tx = BUG() +\n\t\t1; /* fasync-lens: ignore FA202 */\n",
        "\tkill_fasync(a, /* fasync-lens: ignore FA202 */\n\t\tb, BUG());\n",
        "\t/* fasync-lens: ignore FA202 */\n\tf(g(1, 2), /* ) ; { */\n\t  a[0], BUG());\n",
        "\t/* fasync-lens: ignore FA202 */\n\tx = f(1, 2)\n\t  + BUG();\n",
        "\tf(BUG(a, b), /* ( ; */\n\t  g(c,\n\t    d)); /* fasync-lens: ignore FA202 */\n",
        "\tif (BUG(a,\n\t\tb)) { /* fasync-lens: ignore FA202 */\n",
        "ops = {\n\t.open = BUG, /* fasync-lens: ignore FA202 */\n\t.release = ok,\n};\n",
        "\t/* two\n\t   lines */ /* fasync-lens: ignore FA202 */\n\tBUG();\n",
        "/* fasync-lens: ignore FA202 */\n#define X BUG()\n",
        // the whole file
        "// SPDX\n/* fasync-lens: ignore-file FA202 -- vendor code */\nint a;\n\tBUG();\n",
        "/*\n * Copyright\n * fasync-lens: ignore-file\n */\nint a;\n\tBUG();\n",
        "\uFEFF// fasync-lens: ignore-file FA202\n\tBUG();\n",
      })
  void suppresses(String code) {
    SourceText text = SourceText.of("x.c", code);
    Suppressions suppressions = in(text);

    assertThat(suppressions.suppresses(finding(text, "FA202"))).isTrue();
    assertThat(unused(suppressions)).doesNotContain("This comment suppresses nothing.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\tBUG(); /* fasync-lens: ignore FA301 */\n",
        "\tBUG(); /* see fasync-lens: ignore FA202 */\n",
        "\tBUG(); /* fasync-lens ignore FA202 */\n",
        "\tBUG(); /* fasync-lens: ignore -- FA202 */\n",
        "\tBUG(); /* fasync-lens: disable FA202 */\n",
        // too far away
        "\t/* fasync-lens: ignore FA202 */\n\n\tBUG();\n",
        "\t/* fasync-lens: ignore FA202 */\n\tok();\n\tBUG();\n",
        "\tBUG();\n\t/* fasync-lens: ignore FA202 */\n\tok();\n",
        // behind other code it belongs to that code
        "\tok(); /* fasync-lens: ignore FA202 */\n\tBUG();\n",
        // neighbours in an initializer are not one statement
        "ops = {\n\t/* fasync-lens: ignore FA202 */\n\t.open = ok,\n\t.release = BUG,\n};\n",
        "\t/* fasync-lens: ignore FA202 */\n#ifdef X\n\tBUG();\n#endif\n",
        "\t/* fasync-lens: ignore FA202 */\n \t# ifdef X\n\tBUG();\n#endif\n",
        "ops = {\n\t.open = BUG,\n\t.release = ok, /* fasync-lens: ignore FA202 */\n};\n",
        "\tx = BUG();\n\ty = 1; /* fasync-lens: ignore FA202 */\n",
        "\t/* fasync-lens: ignore FA202 */\n\tif (a) {\n\t\tBUG();\n",
        "\t/* fasync-lens: ignore FA202 */\n\tint a = 1,\n\t    b = BUG();\n",
        // not at the top
        "int a;\n/* fasync-lens: ignore-file FA202 */\n\n\tBUG();\n",
      })
  void doesNotSuppress(String code) {
    SourceText text = SourceText.of("x.c", code);

    assertThat(in(text).suppresses(finding(text, "FA202"))).isFalse();
  }

  @Test
  void findingsOfTheToolItselfStay() {
    SourceText text = SourceText.of("x.c", "/* fasync-lens: ignore-file */\nBUG();");
    Suppressions suppressions = in(text);

    assertThat(suppressions.suppresses(finding(text, "FA901"))).isFalse();
    assertThat(suppressions.suppresses(finding(text, "FA202"))).isTrue();
  }

  @Test
  void whatSuppressesNothingIsReportedAndRemoved() {
    assertUnused(
        "int a;\n\t/* [fasync-lens: ignore FA202] -- reason */\nint b;\n",
        "This comment suppresses nothing.",
        "int a;\nint b;\n");
    assertUnused(
        "int a; /* [fasync-lens: ignore FA202, FA301] */\nint b;\n",
        "This comment suppresses nothing.",
        "int a;\nint b;\n");
    assertUnused(
        "/* [fasync-lens: ignore FA202] */ int a;\n",
        "This comment suppresses nothing.",
        "int a;\n");
    assertUnused(
        "int/*[fasync-lens: ignore FA202]*/a;\n", "This comment suppresses nothing.", "int a;\n");
    assertUnused(
        "// [fasync-lens: ignore-file]\nint a;\n",
        "This comment suppresses nothing in the file.",
        "int a;\n");
    assertUnused("// [fasync-lens: ignore FA202]", "This comment suppresses nothing.", "");
  }

  @Test
  void otherWordsOfTheCommentStay() {
    assertUnused(
        "/*\n * The card latches.\n * [fasync-lens: ignore FA202] -- reason\n */\nint a;\n",
        "This comment suppresses nothing.",
        "/*\n * The card latches.\n */\nint a;\n");
    assertUnused(
        "/* [fasync-lens: ignore FA202]\n * The card latches. */\nint a;\n",
        "This comment suppresses nothing.",
        "/* \n * The card latches. */\nint a;\n");
  }

  @Test
  void oneUnusedRuleOfTwoIsReportedAtItsPlace() {
    assertUnused(
        "\tBUG(); /* fasync-lens: ignore FA202, [FA301] -- reason */\n",
        "The suppression of FA301 suppresses nothing.",
        "\tBUG(); /* fasync-lens: ignore FA202 -- reason */\n");
    assertUnused(
        "\tBUG(); /* fasync-lens: ignore [FA301] FA202 */\n",
        "The suppression of FA301 suppresses nothing.",
        "\tBUG(); /* fasync-lens: ignore FA202 */\n");
  }

  @Test
  void aSecondSuppressionOfTheSameIsUnused() {
    assertUnused(
        "\t/* fasync-lens: ignore FA202 */\n\tBUG(); /* [fasync-lens: ignore FA202] */\n",
        "This comment suppresses nothing.",
        "\t/* fasync-lens: ignore FA202 */\n\tBUG();\n");
  }

  @Test
  void aRuleNamedTwiceInOneCommentIsUnusedOnce() {
    assertUnused(
        "\tBUG(); /* fasync-lens: ignore FA202, [FA202] -- reason */\n",
        "The suppression of FA202 suppresses nothing.",
        "\tBUG(); /* fasync-lens: ignore FA202 -- reason */\n");
  }

  @Test
  void whatCannotBeMeantIsReportedButNotChanged() {
    assertMisused("[fasync-lens: ignore]", "The suppression names no rule. Write it like this:");
    assertMisused("[fasync-lens: ignore] -- FA202", "The suppression names no rule.");
    assertMisused("[fasync-lens: ignroe FA202]", "\"ignroe\" is not a directive, did you mean");
    assertMisused("fasync-lens: ignore [FA203]", "There is no rule FA203, did you mean FA202?");
    assertMisused("fasync-lens: ignore [poll-mask-as-band]", "There is no rule poll-mask-as-band,");
    assertMisused("fasync-lens: ignore [the mask]", "\"the mask\" is no rule. Rules are named");
    assertMisused("fasync-lens: ignore [FA901]", "FA901 can only be switched off in the");
    assertMisused("[fasync-lens: ignore-file FA202]", "ignore-file counts only in the comments");
  }

  @Test
  void rulesThatAreSwitchedOffAreNotMissed() {
    configuration = configured(Map.of("FA301", Optional.empty()));
    SourceText text = SourceText.of("x.c", "int a; /* fasync-lens: ignore FA301 */\n");

    assertThat(unused(in(text))).isEmpty();
  }

  @Test
  void theRuleAboutSuppressionsObeysTheConfiguration() {
    SourceText text = SourceText.of("x.c", "int a; /* fasync-lens: ignore FA301 */\n");
    RuleInfo rule = catalog.info("FA901").orElseThrow();

    assertThat(in(text).unused(rule)).extracting(Finding::severity).containsOnly(Severity.WARNING);
    configuration = configured(Map.of("FA901", Optional.of(Severity.ERROR)));
    assertThat(in(text).unused(rule)).extracting(Finding::severity).containsOnly(Severity.ERROR);
    configuration = configured(Map.of("FA901", Optional.empty()));
    assertThat(in(text).unused(rule)).isEmpty();
  }

  /** A bound on work, not on time: without one, this would take hours. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void filesFullOfSuppressionsAreNoTrouble() {
    int many = 100_000;
    String lines = "/* fasync-lens: ignore FA301 */\n".repeat(many);
    assertThat(unused(in(SourceText.of("x.c", lines)))).hasSize(many);

    String line = "/* fasync-lens: ignore FA202 */ BUG(); ".repeat(many);
    SourceText text = SourceText.of("x.c", line);
    Suppressions suppressions = in(text);
    Finding finding = finding(text, "FA202");
    for (int i = 0; i < many; i++) {
      assertThat(suppressions.suppresses(finding)).isTrue();
    }
    assertThat(unused(suppressions)).hasSize(many - 1);
  }

  @Test
  void stringsAreNoComments() {
    SourceText text = SourceText.of("x.c", "p(\"/* fasync-lens: ignore FA202 */\"); BUG();\n");
    Suppressions suppressions = Suppressions.in(text, List.of(), catalog, configuration);

    assertThat(suppressions.suppresses(finding(text, "FA202"))).isFalse();
    assertThat(unused(suppressions)).isEmpty();
  }

  private static Configuration configured(Map<String, Optional<Severity>> severities) {
    Configuration base = Configuration.DEFAULT;
    return new Configuration(base.target(), severities, base.registering(), base.notifying());
  }

  /** Brackets mark where the finding is expected. */
  private void assertUnused(String marked, String message, String fixed) {
    Finding finding = onlyFinding(marked);
    assertThat(finding.message()).isEqualTo(message);
    Fix.Edit edit = finding.fixes().getFirst().edits().getFirst();
    String before = marked.replace("[", "").replace("]", "");
    String after =
        before.substring(0, edit.place().span().start())
            + edit.replacement()
            + before.substring(edit.place().span().end());
    assertThat(after).isEqualTo(fixed);
  }

  private void assertMisused(String directive, String message) {
    Finding finding = onlyFinding("int a;\n/* " + directive + " */\nint b;\n");
    assertThat(finding.message()).startsWith(message);
    assertThat(finding.fixes()).isEmpty();
  }

  private Finding onlyFinding(String marked) {
    int start = marked.indexOf('[');
    int end = marked.indexOf(']') - 1;
    SourceText text = SourceText.of("x.c", marked.replace("[", "").replace("]", ""));
    Suppressions suppressions = in(text);
    if (text.indexOf("BUG", 0) >= 0) {
      assertThat(suppressions.suppresses(finding(text, "FA202"))).isTrue();
    }
    List<Finding> findings = suppressions.unused(catalog.info("FA901").orElseThrow());
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().place().span()).isEqualTo(new Span(start, end));
    return findings.getFirst();
  }

  private Suppressions in(SourceText text) {
    return Suppressions.in(text, comments(text), catalog, configuration);
  }

  private List<String> unused(Suppressions suppressions) {
    List<String> messages = new ArrayList<>();
    for (Finding finding : suppressions.unused(catalog.info("FA901").orElseThrow())) {
      messages.add(finding.message());
    }
    return messages;
  }

  private Finding finding(SourceText text, String rule) {
    int at = text.indexOf("BUG", 0);
    return new Finding(
        catalog.info(rule).orElseThrow(),
        Severity.ERROR,
        Place.of(text, at, at + 3),
        "A bug.",
        List.of(),
        List.of(),
        List.of());
  }

  private static List<Span> comments(SourceText text) {
    List<Span> comments = new ArrayList<>();
    for (int at = 0; at + 1 < text.length(); at++) {
      int end = -1;
      if (text.matches(at, at + 2, "/*")) {
        end = text.indexOf("*/", at + 2) + 2;
      } else if (text.matches(at, at + 2, "//")) {
        end = text.lineSpan(text.lineAt(at)).end();
      }
      if (end > 0) {
        comments.add(new Span(at, end));
        at = end - 1;
      }
    }
    return comments;
  }
}
