package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.source.SourceText;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions of which the configuration of a kernel is known, or only a few macros are. */
final class DefinitionsTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "CONFIG_A",
          "1",
          "CONFIG_M_MODULE",
          "1",
          "CONFIG_HZ",
          "250",
          "CONFIG_S",
          "\"text\"",
          "CONFIG_X",
          "0x10",
          "OWN",
          "(3UL)");
  private static final Definitions CONFIGURED = Definitions.of(VALUES, Set.of("GONE"), true);
  private static final Definitions TOLD = Definitions.of(VALUES, Set.of("GONE"), false);

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "defined(CONFIG_A) ~ true",
        "defined CONFIG_A && !defined(CONFIG_B) ~ true",
        "defined(CONFIG_B) || defined(CONFIG_C) ~ false",
        "CONFIG_A ~ true",
        "CONFIG_B ~ false",
        "CONFIG_HZ >= 250 ~ true",
        "CONFIG_HZ == 1000 ~ false",
        "CONFIG_X == 16 ~ true",
        "OWN > 2 ~ true",
        "IS_ENABLED(CONFIG_M) ~ true",
        "IS_BUILTIN(CONFIG_M) ~ false",
        "IS_MODULE( CONFIG_M ) ~ true",
        "IS_REACHABLE(CONFIG_M) ~ false",
        "IS_REACHABLE(CONFIG_A) ~ true",
        "IS_ENABLED(CONFIG_B) ~ false",
        "defined(MODULE) ~ false",
        "defined(GONE) ~ false",
        "!(defined(CONFIG_A) && CONFIG_HZ > 100) ~ false",
        "defined(UNHEARD) && defined(CONFIG_B) ~ false",
        "defined(UNHEARD) || defined(CONFIG_A) ~ true",
        "defined(UNHEARD) ~",
        "UNHEARD > 1 ~",
        "defined(UNHEARD) && defined(CONFIG_A) ~",
        "CONFIG_S == 1 ~",
        "LINUX_VERSION_CODE < KERNEL_VERSION(5, 0, 0) && CONFIG_B ~",
        "CONFIG_HZ + 1 > 2 ~",
        "CONFIG_HZ ? 1 : 0 ~",
        "defined(CONFIG_A ~",
        "(CONFIG_A ~",
        "CONFIG_A) ~",
        "&& ~",
        "'' ~",
        "defined(CONFIG_CHANGED) ~",
      })
  void tellWhatAConditionIs(String condition, Boolean expected) {
    assertThat(Condition.holds(condition, CONFIGURED, Set.of("CONFIG_CHANGED")))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void optionsAreOffOnlyWhereAllAreKnown() {
    assertThat(Condition.holds("defined(CONFIG_B)", TOLD, Set.of())).isEmpty();
    assertThat(Condition.holds("defined(MODULE)", TOLD, Set.of())).isEmpty();
    assertThat(Condition.holds("defined(CONFIG_A)", TOLD, Set.of())).contains(true);
    assertThat(Condition.holds("IS_REACHABLE(CONFIG_M)", TOLD, Set.of())).isEmpty();
  }

  @Test
  void deepNestingIsNotUnderstood() {
    String open = "(".repeat(100_000);
    assertThat(Condition.holds(open + "1", CONFIGURED, Set.of())).isEmpty();
    assertThat(Condition.holds("!".repeat(100_000) + "1", CONFIGURED, Set.of())).isEmpty();
  }

  @Test
  void branchesThatAreNotCompiledAreNotParsed() throws UnreadableSourceException {
    String text =
        """
        #ifdef CONFIG_A
        int a;
        #else
        int not_a;
        #endif
        #if IS_ENABLED(CONFIG_B)
        int b;
        #elif defined(CONFIG_M_MODULE)
        int m;
        #else
        int neither;
        #endif
        #ifndef CONFIG_C
        int no_c;
        #endif
        #ifdef UNHEARD
        int unheard;
        #endif
        #define CONFIG_D
        #ifdef CONFIG_D
        int d;
        #endif
        """;
    SyntaxTree tree = SyntaxTree.parse(SourceText.of("x.c", text), CONFIGURED);

    assertThat(words(tree, "a", "m", "no_c", "unheard", "d")).isEqualTo(5);
    assertThat(words(tree, "not_a", "b", "neither")).isZero();
    assertThat(tree.isKept(text.indexOf("not_a"))).isFalse();
    assertThat(tree.isKept(text.indexOf("no_c"))).isTrue();
    assertThat(tree.conditionals().get(1).exhaustive()).isTrue();
    SyntaxTree open = SyntaxTree.parse(SourceText.of("x.c", text));
    assertThat(words(open, "a", "not_a", "b", "m", "neither", "no_c", "unheard", "d")).isEqualTo(8);
  }

  private static int words(SyntaxTree tree, String... words) {
    int found = 0;
    for (String word : words) {
      found += tree.mentions(word).size();
    }
    return found;
  }
}
