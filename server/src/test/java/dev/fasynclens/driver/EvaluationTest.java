package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which constants an expression may be. */
final class EvaluationTest {
  /**
   * An expression.
   *
   * @param before text at file level
   * @param statements in front of the call
   * @param expression the band
   * @param values what it may be, in order of discovery
   */
  private record Fold(
      String name, String before, String statements, String expression, String... values) {}

  private static final List<Fold> FOLDS =
      List.of(
          new Fold("a code", "", "", "POLL_IN", "POLL_CODE 1"),
          new Fold("a mask", "", "", "POLLIN", "POLL_MASK 1"),
          new Fold("a mask of epoll", "", "", "EPOLLOUT", "POLL_MASK 4"),
          new Fold("a signal", "", "", "SIGIO", "SIGNAL 29"),
          new Fold("a signal's other name", "", "", "SIGPOLL", "SIGNAL 29"),
          new Fold("a number", "", "", "42", "NUMBER 42"),
          new Fold("a hexadecimal number", "", "", "0x1fUL", "NUMBER 31"),
          new Fold("an octal number", "", "", "010", "NUMBER 8"),
          new Fold("a negative number", "", "", "-1", "NUMBER -1"),
          new Fold("a number too large", "", "", "99999999999999999999", "UNKNOWN"),
          new Fold("a cast", "", "", "(int)(POLL_OUT)", "POLL_CODE 2"),
          new Fold("true", "", "", "true", "NUMBER 1"),
          new Fold("false", "", "", "false", "NUMBER 0"),
          new Fold("a character", "", "", "'a'", "UNKNOWN"),
          new Fold("joined masks", "", "", "POLLIN | POLLRDNORM", "POLL_MASK 65"),
          new Fold("masks cut down", "", "", "(POLLIN | POLLOUT) & POLLOUT", "POLL_MASK 4"),
          new Fold("a shift", "", "", "1 << 4", "NUMBER 16"),
          new Fold("a shift to the right", "", "", "64 >> 2", "NUMBER 16"),
          new Fold("a sum", "", "", "2 + 3 - 1", "NUMBER 4"),
          new Fold("a product", "", "", "2 * 3", "UNKNOWN"),
          new Fold("a mask and something unknown", "", "", "POLLIN | unknown()", "POLL_MASK 0"),
          new Fold("a choice", "", "", "x ? POLL_IN : POLL_OUT", "POLL_CODE 1", "POLL_CODE 2"),
          new Fold(
              "a choice without middle",
              "",
              "",
              "POLL_IN ?: POLL_OUT",
              "POLL_CODE 1",
              "POLL_CODE 2"),
          new Fold("a parameter", "", "", "x", "PARAMETER 0"),
          new Fold("an assignment", "", "int b;", "b = POLL_PRI", "POLL_CODE 5"),
          new Fold("a variable", "", "int b = POLL_IN;", "b", "POLL_CODE 1"),
          new Fold(
              "a variable set in branches",
              "",
              "int b = POLL_IN; if (x) b = POLL_OUT; else b = 7;",
              "b",
              "POLL_CODE 1",
              "POLL_CODE 2",
              "NUMBER 7"),
          new Fold(
              "a variable that collects",
              "",
              "int b = 0; b |= POLLIN;",
              "b",
              "NUMBER 0",
              "POLL_MASK 1"),
          new Fold(
              "a variable whose address is taken",
              "",
              "int b = 1; fill(&b);",
              "b",
              "NUMBER 1",
              "UNKNOWN"),
          new Fold("a variable nobody sets", "", "int b;", "b", "UNKNOWN"),
          new Fold(
              "a variable set from itself", "", "int b = 1; b = b;", "b", "NUMBER 1", "UNKNOWN"),
          new Fold("a variable at file level", "static int b = POLLIN;", "", "b", "UNKNOWN"),
          new Fold(
              "a constant at file level", "static const int b = POLLIN;", "", "b", "POLL_MASK 1"),
          new Fold("a macro", "#define B POLLIN", "", "B", "POLL_MASK 1"),
          new Fold(
              "a macro of a macro", "#define A POLL_OUT\n#define B (A)", "", "B", "POLL_CODE 2"),
          new Fold(
              "a macro of an expression", "#define B (POLLIN | POLLPRI)", "", "B", "POLL_MASK 3"),
          new Fold("a macro of an enumerator", "enum { E = 6 };\n#define B E", "", "B", "NUMBER 6"),
          new Fold("a macro of itself", "#define B B", "", "B", "UNKNOWN"),
          new Fold("macros of each other", "#define A B\n#define B A", "", "B", "UNKNOWN"),
          new Fold("an empty macro", "#define B", "", "B", "UNKNOWN"),
          new Fold(
              "a macro that is no expression", "#define B do { } while (0)", "", "B", "UNKNOWN"),
          new Fold("a macro named like a code", "#define POLL_CHIP 9", "", "POLL_CHIP", "NUMBER 9"),
          new Fold("an enumerator", "enum b { E = POLL_HUP };", "", "E", "POLL_CODE 6"),
          new Fold("a counted enumerator", "enum b { A, B, C };", "", "C", "NUMBER 2"),
          new Fold(
              "an enumerator counted from another", "enum b { A = 4, B, C };", "", "C", "NUMBER 6"),
          new Fold(
              "an enumerator counted from the nearest value",
              "enum b { A = 4, B, C = POLLIN, D };",
              "",
              "D",
              "NUMBER 2"),
          new Fold(
              "a code that enumerates",
              "enum b { A = 4, B, C = POLL_OUT };",
              "",
              "C",
              "POLL_CODE 2"),
          new Fold("an enumerator of an unknown", "enum b { A = THEIRS, B };", "", "B", "UNKNOWN"),
          new Fold("a name that is not in view", "", "", "THEIRS", "UNKNOWN"),
          new Fold(
              "a function",
              "static int band(void) { return POLL_IN; }",
              "",
              "band()",
              "POLL_CODE 1"),
          new Fold(
              "a function with several results",
              "static int band(int y) { if (y) return POLLIN; return POLL_OUT; }",
              "",
              "band(1)",
              "POLL_MASK 1",
              "POLL_CODE 2"),
          new Fold(
              "a function that returns its parameter",
              "static int same(int a, int y) { return y; }",
              "",
              "same(1, POLL_MSG)",
              "POLL_CODE 3"),
          new Fold(
              "a function of a function",
              "static int one(int y) { return y; }\nstatic int two(int z) { return one(z); }",
              "",
              "two(POLL_ERR)",
              "POLL_CODE 4"),
          new Fold(
              "a function that calls itself",
              "static int f(int y) { if (y) return f(0); return 3; }",
              "",
              "f(1)",
              "UNKNOWN",
              "NUMBER 3"),
          new Fold("a function that is not in view", "", "", "their_band(1)", "UNKNOWN"),
          new Fold("a function without result", "static void f(void) { }", "", "f()", "UNKNOWN"),
          new Fold("a member", "", "", "c->band", "UNKNOWN"),
          new Fold("what an ioctl passes", "", "int b = arg & 0xff;", "b", "UNKNOWN"));

  @TestFactory
  Stream<DynamicTest> bandsAreFoldedToConstants() {
    return FOLDS.stream()
        .map(
            fold ->
                dynamicTest(
                    fold.name(),
                    () -> {
                      TestModule module =
                          TestModule.of(
                              fold.before()
                                  + "\nstatic void notify(int x)\n{\n"
                                  + fold.statements()
                                  + "\nkill_fasync(&queue, SIGIO, "
                                  + fold.expression()
                                  + ");\n}\n");
                      assertThat(module.bands("notify")).containsExactlyInAnyOrder(fold.values());
                    }));
  }

  @Test
  void aConstantIsReportedWhereItIsWritten() {
    String text =
        "static void tell(int band)\n{\n\tkill_fasync(&queue, SIGIO, band);\n}\n"
            + "static void f(int x)\n{\n\tint b = POLL_IN;\n\n\tif (x)\n\t\tb = POLLOUT;\n\ttell(b);\n}\n";
    TestModule module = TestModule.of(text);

    List<Value> bands = module.notifications("f").get(0).band();

    assertThat(bands)
        .extracting(value -> value.place().span().start())
        .containsExactly(text.indexOf("POLL_IN"), text.indexOf("POLLOUT"));
    assertThat(bands).extracting(Value::spelling).containsExactly("POLL_IN", "POLLOUT");
  }

  @Test
  void aConstantOfAMacroIsReportedWhereTheMacroIsNamed() {
    String text =
        "#define BAND POLLIN\nstatic void f(void)\n{\n\tkill_fasync(&queue, SIGIO, BAND);\n}\n";
    Value band = TestModule.of(text).notifications("f").get(0).band().get(0);

    assertThat(band.place().text().name()).isEqualTo("drivers/chip.c");
    assertThat(band.place().span().start()).isEqualTo(text.lastIndexOf("BAND"));
    assertThat(band.kind()).isEqualTo(Value.Kind.POLL_MASK);
  }

  @Test
  void macrosAndEnumeratorsOfHeadersAreKnown() {
    TestModule module =
        TestModule.of(
            "d/chip.h",
            "#define CHIP_IN POLLIN\nenum { CHIP_OUT = POLL_OUT };\n",
            "d/chip.c",
            "#include \"chip.h\"\nstatic void f(int x)\n"
                + "{\n\tkill_fasync(&queue, SIGIO, x ? CHIP_IN : CHIP_OUT);\n}\n");

    assertThat(module.bands("f")).containsExactly("POLL_MASK 1", "POLL_CODE 2");
  }

  @Test
  void aHeaderThatIsNotIncludedDoesNotCount() {
    TestModule module =
        TestModule.of(
            "d/other.h",
            "#define BAND POLLIN\n",
            "d/chip.c",
            "static void f(void)\n{\n\tkill_fasync(&queue, SIGIO, BAND);\n}\n");

    assertThat(module.bands("f")).containsExactly("UNKNOWN");
  }

  /** Each variable is one of two, and the next is made of it: 2 to the power of 40 combinations. */
  @Test
  void anExplosionOfValuesIsCutOff() {
    StringBuilder text = new StringBuilder("static void f(int x)\n{\nint b0 = x ? 1 : 2;\n");
    for (int i = 1; i < 40; i++) {
      text.append("int b%d = x ? b%d + 1 : b%d + 2;\n".formatted(i, i - 1, i - 1));
    }
    text.append("kill_fasync(&queue, SIGIO, b39);\n}\n");

    assertThat(TestModule.of(text.toString()).bands("f")).isNotEmpty();
  }
}
