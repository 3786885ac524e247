package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fasynclens.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile texts are refused, with a reason, before they cost time; they must never hang. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UnreadableSourceTest {
  private static final int MILLION = 1_000_000;

  /** A text that nests, by what it is made of. */
  private record Nesting(String label, String text) {
    @Override
    public String toString() {
      return label;
    }
  }

  private static Nesting nesting(String before, String open, String middle, String close, int n) {
    return new Nesting(
        open.strip() + " " + n + " times" + (close.isEmpty() ? " never closed" : ""),
        before + open.repeat(n) + middle + close.repeat(n));
  }

  static List<Nesting> million() {
    return List.of(
        nesting("int x = ", "(", "1", ")", MILLION),
        nesting("int x = ", "(", "1", "", MILLION),
        nesting("void f(void) ", "{", ";", "}", MILLION),
        nesting("void f(void) ", "{", ";", "", MILLION),
        nesting("int x[] = ", "{", "1", "}", MILLION),
        nesting("int x ", "[", "1", "]", MILLION),
        nesting("void f(void) { ", "f(", "1", ")", MILLION),
        nesting("void f(void) { ", "f(a,", "1", ")", MILLION),
        nesting("int x[] = { ", "f(", "1", ")", MILLION),
        nesting("struct s ", "{ struct s ", "int x;", "};", MILLION),
        nesting("void f(void) { ", "for_each(x) {", ";", "}", MILLION),
        nesting("void f(void) { ", "do { if (a) {", ";", "}} while (0);", MILLION),
        nesting("", "SYSCALL_DEFINE1(", "x", ")", MILLION),
        nesting("", "({[", "x", "", MILLION));
  }

  @ParameterizedTest
  @MethodSource("million")
  void aMillionBracketsInEachOtherAreRefused(Nesting nesting) {
    assertThatThrownBy(() -> SyntaxTree.parse(SourceText.of("x.c", nesting.text())))
        .isInstanceOf(UnreadableSourceException.class)
        .hasMessage("brackets nest more than 600 deep");
  }

  @Test
  void sixHundredAreReadSixHundredAndOneAreNot() throws UnreadableSourceException {
    SyntaxTree tree =
        SyntaxTree.parse(
            SourceText.of("x.c", "int x = " + "(".repeat(600) + "1" + ")".repeat(600) + ";"));

    assertThat(tree.unread()).isEmpty();
    assertThatThrownBy(
            () ->
                SyntaxTree.parse(
                    SourceText.of("x.c", "int x = " + "(".repeat(601) + "1" + ")".repeat(601))))
        .isInstanceOf(UnreadableSourceException.class)
        .hasMessage("brackets nest more than 600 deep");
  }

  @Test
  void bracketsInCommentsStringsAndCharactersDoNotCount() throws UnreadableSourceException {
    String many = "(".repeat(10_000);
    SyntaxTree tree =
        SyntaxTree.parse(
            SourceText.of(
                "x.c",
                "/* "
                    + many
                    + " */\nchar *s = \""
                    + many
                    + "\";\n// "
                    + many
                    + "\nint x = '(';\n"));

    assertThat(tree.unread()).isEmpty();
  }

  /** Long, but not deep: no limit is met, so these have to be read in good time. */
  static List<Nesting> long_() {
    return List.of(
        new Nesting("calls in a row", "void f(void) {\n" + "\tg(a, b);\n".repeat(50_000) + "}\n"),
        new Nesting("#if 0 in a row", "#if 0\nx\n#endif\n".repeat(50_000)),
        new Nesting("#ifdef in a row", "#ifdef A\nint x;\n#else\nint y;\n#endif\n".repeat(20_000)),
        new Nesting(
            "#ifdef in each other",
            "#ifdef A\nint x;\n".repeat(20_000) + "#endif\n".repeat(20_000)),
        new Nesting(
            "#else in each other",
            "#ifdef A\nint x;\n#else\n}\n".repeat(40_000) + "#endif\n".repeat(40_000)),
        new Nesting(
            "#elif in a row", "#if A\nint x;\n" + "#elif B\nint y;\n".repeat(50_000) + "#endif\n"),
        new Nesting("#endif in a row", "#endif\n".repeat(100_000)),
        new Nesting("#define in a row", "#define A(x) kill_fasync(&(x)->q, 1, 2)\n".repeat(20_000)),
        new Nesting("comments in a row", "/**/".repeat(200_000)),
        new Nesting("continued lines", "#define A \\\n" + "  1 \\\n".repeat(100_000) + "\n"),
        new Nesting("words in a row", "a ".repeat(1_000_000) + ";\n"),
        new Nesting("stars in a row", "int " + "*".repeat(300) + "p;\n"),
        new Nesting("strings in a row", "char *s = " + "\"a\" B(x) ".repeat(20_000) + ";\n"),
        new Nesting(
            "case ranges",
            "void f(int x) { switch (x) {\n" + "case 1 ... 2: ;\n".repeat(20_000) + "}}\n"),
        new Nesting("macros at file level", "MODULE_THING(a)\n".repeat(50_000)),
        new Nesting(
            "macros before a semicolon far away",
            "struct s {\n" + "M(a)\n".repeat(20_000) + "};\n"),
        new Nesting(
            "macros in blocks without semicolons",
            "void f(void) {\n" + "M(a)\n".repeat(20_000) + "}\n"),
        new Nesting("a megabyte without a line end", "x".repeat(1 << 20)),
        new Nesting("a megabyte of quotes", "\"".repeat(1 << 20)),
        new Nesting("a megabyte of backslashes", "\\".repeat(1 << 20)),
        new Nesting("a megabyte of zeros", "\0".repeat(1 << 20)));
  }

  @ParameterizedTest
  @MethodSource("long_")
  void longTextsAreMaskedToTheSameLength(Nesting text) {
    SourceText source = SourceText.of("x.c", text.text());

    assertThat(Masker.mask(source.copyBytes()).bytes()).hasSize(source.length());
  }

  @Test
  void tooManyTokensAreRefused() {
    SourceText source = SourceText.of("x.c", "a ".repeat(1_000_001));

    assertThatThrownBy(() -> SyntaxTree.mask(source, Definitions.NONE))
        .isInstanceOf(UnreadableSourceException.class)
        .hasMessageContaining("more than 1000000 tokens");
  }

  @Test
  void conditionalsInEachOtherAreRefused() {
    SourceText source = SourceText.of("x.c", "#if A\n".repeat(101) + "#endif\n".repeat(101));

    assertThatThrownBy(() -> SyntaxTree.mask(source, Definitions.NONE))
        .isInstanceOf(UnreadableSourceException.class)
        .hasMessageContaining("#if nests more than 100 deep");
  }

  @Test
  void chainsThatMakeADeepTreeAreRefused() {
    SourceText sum = SourceText.of("x.c", "int x = 1" + " + 1".repeat(3_000) + ";");
    SourceText chain =
        SourceText.of("x.c", "void f(void) { " + "if (a) b(); else ".repeat(3_000) + "c(); }");

    assertThatThrownBy(() -> SyntaxTree.parse(sum)).hasMessageContaining("2000 deep");
    assertThatThrownBy(() -> SyntaxTree.parse(chain)).hasMessageContaining("2000 deep");
  }
}
