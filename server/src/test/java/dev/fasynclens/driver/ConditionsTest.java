package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions say about a variable. */
final class ConditionsTest {
  @ParameterizedTest
  @CsvSource({
    // condition, holds for -1, 0, 1
    "on, true, false, true",
    "!on, false, true, false",
    "!!on, true, false, true",
    "(on), true, false, true",
    "on == 0, false, true, false",
    "on != 0, true, false, true",
    "on > 0, false, false, true",
    "on >= 0, false, true, true",
    "on < 0, true, false, false",
    "on <= 0, true, true, false",
    "on == 1, false, false, true",
    "on == 0x1, false, false, true",
    "(int)on != 1, true, true, false",
    "likely(on), true, false, true",
    "unlikely(!on), false, true, false",
    "likely(on == 0), false, true, false",
    "WARN_ON(!on), false, true, false",
    "WARN_ON_ONCE(on > 0), false, false, true",
    "!(on == 0), true, false, true",
  })
  void aTestOfTheVariableIsDecidedByItsValue(
      String condition, boolean ofMinusOne, boolean ofZero, boolean ofOne) {
    assertThat(holds(condition, "on", -1)).contains(ofMinusOne);
    assertThat(holds(condition, "on", 0)).contains(ofZero);
    assertThat(holds(condition, "on", 1)).contains(ofOne);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "on & 1",
        "on == x",
        "on == CHIP_ON",
        "on + 1 == 1",
        "c->on",
        "c->on == 0",
        "*on",
        "test(on)",
        "on--",
        "on = 0",
        "once",
        "sizeof(on)"
      })
  void whatDependsOnMoreIsNotDecided(String condition) {
    assertThat(holds(condition, "on", 0)).isEmpty();
    assertThat(holds(condition, "on", 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0 == on, true", "0 != on, false", "1 > on, true", "NULL == p, "})
  void constantsMayStandInFront(String condition, Boolean ofZero) {
    assertThat(holds(condition, "on", 0)).isEqualTo(Optional.ofNullable(ofZero));
  }

  @Test
  void aVariableWithoutNameIsInNoCondition() {
    assertThat(holds("on", "", 0)).isEmpty();
  }

  @Test
  void aHintIsSeenThrough() {
    SyntaxTree tree = function("unlikely(c->gone)").tree();

    Optional<Integer> inner = Conditions.branchHint(tree, call(tree));

    assertThat(inner.map(tree::text)).contains("c->gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"test(on)", "unlikely(a, b)", "likely()", "c->likely(on)"})
  void otherCallsAreNoHints(String condition) {
    SyntaxTree tree = function(condition).tree();

    assertThat(Conditions.branchHint(tree, call(tree))).isEmpty();
  }

  private static Optional<Boolean> holds(String condition, String variable, long value) {
    CFunction function = function(condition);
    SyntaxTree tree = function.tree();
    int statement = Expressions.below(tree, function.body(), Kind.IF_STATEMENT).get(0);
    return Conditions.holds(tree, tree.part(statement, Field.CONDITION), variable, value);
  }

  private static CFunction function(String condition) {
    return TestModule.of(
            "static void f(int on, int x)\n{\n\tif (" + condition + ")\n\t\treturn;\n}\n")
        .function("f");
  }

  private static int call(SyntaxTree tree) {
    return Expressions.below(tree, 0, Kind.CALL_EXPRESSION).get(0);
  }
}
