package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
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
    RuleCatalog catalog = TestCatalog.from(with("rules/FA202/rule.json", rule("no-such-class")));

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
    assertMalformed("rules/FA202/rule.json", "{}", "rules/FA202/rule.json: fixable is missing");
    assertMalformed(
        "rules/FA202/rule.json",
        rule("a").replace("\"title\"", "\"titel\""),
        "rules/FA202/rule.json: unknown key titel");
    assertMalformed(
        "rules/FA202/rule.json",
        rule("a").replace("\"error\"", "\"fatal\""),
        "rules/FA202/rule.json: no severity: fatal");
    assertMalformed(
        "rules/FA202/rule.json",
        rule("a").replace("FA202", "FA203"),
        "rules/FA202/rule.json says it is FA203");
    assertMalformed("rules/index.txt", "FA999\n", "rules/FA999/rule.json is missing");
    assertMalformed("rules/index.txt", "FA202\nFA202\n", "rules/index.txt names FA202 twice");
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

  private static void assertMalformed(String path, String content, String message) {
    assertThatThrownBy(() -> TestCatalog.from(with(path, content)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  private static String rule(String name) {
    return TestCatalog.rule("FA202", name, "notification", "error");
  }

  private static Map<String, String> with(String path, String content) {
    Map<String, String> files = new HashMap<>(TestCatalog.FILES);
    files.put(path, content);
    return files;
  }
}
