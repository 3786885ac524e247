package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleCatalogTest {
  @Test
  void readsWhatARuleSaysAboutItself() {
    assertThat(TestCatalog.load().info("FA202"))
        .contains(
            new RuleInfo(
                "FA202",
                "poll-mask-as-band",
                "A title",
                "notification",
                "A sentence.",
                Severity.ERROR,
                true,
                "0.1.0",
                List.of("one", "two")));
  }

  @Test
  void listsRulesByIdAndFindsThemByName() {
    RuleCatalog catalog = TestCatalog.load();

    assertThat(catalog.infos()).extracting(RuleInfo::id).containsExactly("FA202", "FA301", "FA901");
    assertThat(catalog.ids()).containsExactly("FA202", "FA301", "FA901");
    assertThat(catalog.find("fa301")).isEqualTo(catalog.info("FA301")).isPresent();
    assertThat(catalog.find("Poll-Mask-As-Band")).isEqualTo(catalog.info("FA202")).isPresent();
    assertThat(catalog.find("FA2")).isEmpty();
    assertThat(catalog.page(catalog.info("FA202").orElseThrow())).isEqualTo("# FA202\n");
  }

  @Test
  void aRuleWithoutClassIsADefectUnlessTheToolFindsItItself() {
    RuleCatalog catalog =
        from(
            rule("no-such-class")
                + TestCatalog.rule("FA901", "unused-suppression", "the tool itself", "error"));

    assertThat(catalog.rule(catalog.info("FA901").orElseThrow())).isEmpty();
    assertThatThrownBy(() -> catalog.rule(catalog.info("FA202").orElseThrow()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dev.fasynclens.review.rules.NoSuchClass");
  }

  @ParameterizedTest
  @CsvSource({
    "handler-not-wired, HandlerNotWired",
    "queue-copied, QueueCopied",
    "fasync2-x, Fasync2X"
  })
  void theClassFollowsFromTheName(String name, String type) {
    assertThat(RuleCatalog.className(name)).isEqualTo(type);
  }

  @Test
  void malformedRulesAreNamed() {
    assertMalformed("{}", "fixable is missing in a rule");
    assertMalformed(rule("a").replace("\"title\"", "\"titel\""), "unknown key titel");
    assertMalformed(rule("a").replace("\"error\"", "\"fatal\""), "no severity: fatal");
    assertMalformed(rule("a").replace("\"since\": \"0.1.0\", ", ""), "since is missing in FA202");
    assertThatThrownBy(() -> from(rule("a") + rule("b")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("rules/index.json has FA202 twice");
  }

  @Test
  void rulesAreStrictJson() {
    assertThatThrownBy(() -> from(rule("a").replace("\"id\"", "id")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rules/index.json: ");
    assertThatThrownBy(() -> from(rule("a") + ",")).isInstanceOf(IllegalStateException.class);
  }

  /** Every rule that is packaged can be read and has its page. */
  @Test
  void theRulesOfThisProgram() {
    RuleCatalog catalog = RuleCatalog.load();

    assertThat(catalog.ids()).contains("FA202", "FA301", "FA901");
    for (RuleInfo info : catalog.infos()) {
      assertThat(catalog.page(info)).startsWith("# " + info.id() + ": " + info.title());
    }
  }

  private static void assertMalformed(String index, String message) {
    assertThatThrownBy(() -> from(index))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("rules/index.json: " + message);
  }

  private static String rule(String name) {
    return TestCatalog.rule("FA202", name, "notification", "error");
  }

  private static RuleCatalog from(String index) {
    return TestCatalog.from(Map.of(TestCatalog.INDEX, index));
  }
}
