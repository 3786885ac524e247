package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.treesitter.jtreesitter.Language;
import java.lang.foreign.Arena;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers in {@link Field} are those of the grammar in the native library. */
final class FieldTest {
  private static final Language C =
      Language.load(new TreeSitterLookup().get(Arena.global()), "tree_sitter_c");

  static List<String> constants() {
    return Arrays.stream(Field.class.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()))
        .map(java.lang.reflect.Field::getName)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("constants")
  void isWhatTheGrammarCallsByTheSameName(String constant) throws ReflectiveOperationException {
    String name = constant.toLowerCase(Locale.ROOT);

    int id = Short.toUnsignedInt(C.getFieldIdForName(name));

    assertThat(id).as("the grammar has " + name).isNotZero();
    assertThat(Field.class.getField(constant).getInt(null)).isEqualTo(id);
    assertThat(C.getFieldNameForId((short) id)).isEqualTo(name);
  }
}
