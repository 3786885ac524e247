package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.treesitter.jtreesitter.Language;
import java.lang.foreign.Arena;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers in {@link Kind} are those of the grammar in the native library. */
final class KindTest {
  private static final Language C =
      Language.load(new TreeSitterLookup().get(Arena.global()), "tree_sitter_c");

  static List<String> constants() {
    return Arrays.stream(Kind.class.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()))
        .map(Field::getName)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("constants")
  void isWhatTheGrammarCallsByTheSameName(String constant) throws ReflectiveOperationException {
    String name = constant.equals("ERROR") ? "ERROR" : constant.toLowerCase(Locale.ROOT);

    int symbol = Short.toUnsignedInt(C.getSymbolForName(name, true));

    assertThat(symbol).as("the grammar has " + name).isNotZero();
    assertThat(Kind.class.getField(constant).getInt(null)).isEqualTo(symbol);
    assertThat(C.getSymbolName((short) symbol)).isEqualTo(name);
  }

  @Test
  void noTwoKindsAreTheSame() throws ReflectiveOperationException {
    for (String constant : constants()) {
      for (String other : constants()) {
        if (!constant.equals(other)) {
          assertThat(Kind.class.getField(constant).getInt(null))
              .as(constant + " and " + other)
              .isNotEqualTo(Kind.class.getField(other).getInt(null));
        }
      }
    }
  }
}
