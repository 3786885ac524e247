package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The ways through a function. */
final class PathsTest {
  /**
   * A function body and the ways through it. A way is written as its calls; {@code +x} and {@code
   * -x} are tests that hold and fail, {@code #} is a return.
   */
  private record Ways(String name, String body, String... ways) {}

  private static final List<Ways> BODIES =
      List.of(
          new Ways("nothing", "", ""),
          new Ways("one after the other", "a(); b();", "a b"),
          new Ways("a declaration", "int x = a(); b();", "a b"),
          new Ways("arguments before the call", "a(b());", "b a"),
          new Ways("return", "a(); return b(); c();", "a b #"),
          new Ways("if", "if (x) a(); b();", "+x a b", "-x b"),
          new Ways("if and else", "if (x) a(); else b(); c();", "+x a c", "-x b c"),
          new Ways("early return", "if (x) return; a();", "+x #", "-x a"),
          new Ways("else if", "if (x) a(); else if (y) b();", "+x a", "-x +y b", "-x -y"),
          new Ways("not", "if (!x) a(); else b();", "-x a", "+x b"),
          new Ways("and", "if (x && y) a();", "+x +y a", "+x -y", "-x"),
          new Ways("or", "if (x || y) a();", "+x a", "-x +y a", "-x -y"),
          new Ways("a call as condition", "if (a()) b();", "a +a() b", "a -a()"),
          new Ways("while", "while (x) a(); b();", "+x a -x b", "-x b"),
          new Ways("do while", "do a(); while (x); b();", "a +x a -x b", "a -x b"),
          new Ways("for", "for (a(); x; b()) c(); d();", "a +x c b -x d", "a -x d"),
          new Ways(
              "for ever with break",
              "for (;;) { a(); if (x) break; } b();",
              "a +x b",
              "a -x a +x b"),
          new Ways(
              "continue",
              "while (x) { if (y) continue; a(); } b();",
              "+x +y -x b",
              "+x -y a -x b",
              "-x b"),
          new Ways(
              "return from a loop",
              "while (x) { if (y) return; a(); } b();",
              "+x +y #",
              "+x -y a +x +y #",
              "+x -y a -x b",
              "-x b"),
          new Ways(
              "a loop macro",
              "list_for_each_entry(p, h, m) { a(); } b();",
              "+p,h,m a -p,h,m b",
              "-p,h,m b"),
          new Ways("goto", "if (x) goto out; a(); out: b();", "+x b", "-x a b"),
          new Ways(
              "goto to two labels",
              "if (x) goto two; if (y) goto one; a(); one: b(); two: c();",
              "+x c",
              "-x +y b c",
              "-x -y a b c"),
          new Ways(
              "goto backwards", "again: a(); if (x) goto again; b();", "a +x a -x b", "a -x b"),
          new Ways("goto into a block", "goto in; if (x) { in: a(); } b();", "a b"),
          new Ways(
              "switch",
              "switch (x) { case 1: a(); break; case 2: b(); break; default: c(); } d();",
              "a d",
              "b d",
              "c d"),
          new Ways("switch without default", "switch (x) { case 1: a(); break; } b();", "a b", "b"),
          new Ways(
              "fall through",
              "switch (x) { case 1: a(); case 2: b(); break; default: return; } c();",
              "a b c",
              "b c",
              "#"),
          new Ways(
              "default in the middle",
              "switch (x) { case 1: a(); break; default: b(); break; case 2: c(); } d();",
              "a d",
              "b d",
              "c d"),
          new Ways(
              "cases with one body", "switch (x) { case 1: case 2: a(); } b();", "a b", "a b", "b"),
          new Ways(
              "continue in a switch in a loop",
              "while (x) { switch (y) { case 1: continue; } a(); } b();",
              "+x -x b",
              "+x a -x b",
              "-x b"),
          new Ways("return from a switch", "switch (a()) { case 1: return; } b();", "a #", "a b"),
          new Ways(
              "branches of #ifdef",
              "a();\n#ifdef A\nb();\n#else\nc();\n#endif\nd();\n",
              "a b d",
              "a c d"),
          new Ways("#ifdef without #else", "a();\n#ifdef A\nb();\n#endif\nc();\n", "a b c", "a c"),
          new Ways(
              "branches of #elif",
              "\n#if A\na();\n#elif B\nb();\n#else\nc();\n#endif\nd();\n",
              "a d",
              "b d",
              "c d"),
          new Ways(
              "#ifdef in #ifdef",
              "\n#ifdef A\na();\n#ifdef B\nb();\n#endif\n#endif\nc();\n",
              "a b c",
              "a c",
              "c"),
          new Ways(
              "return in one branch of #ifdef",
              "\n#ifdef A\nreturn a();\n#else\nb();\n#endif\nc();\n",
              "a #",
              "b c"),
          new Ways(
              "two #ifdefs",
              "\n#ifdef A\na();\n#endif\n#ifdef B\nb();\n#endif\n",
              "a b",
              "a",
              "b",
              ""),
          new Ways("blocks", "{ a(); { b(); } } c();", "a b c"),
          new Ways("a label without use", "a(); out: b();", "a b"),
          new Ways("a statement that is empty", "; a();; ", "a"));

  @TestFactory
  Stream<DynamicTest> everyWayIsFoundOnce() {
    return BODIES.stream()
        .map(
            ways ->
                dynamicTest(
                    ways.name(),
                    () -> {
                      TestModule module =
                          TestModule.of("static int f(int x, int y)\n{" + ways.body() + "}\n");
                      Paths paths = module.paths("f");
                      assertThat(written(module, paths)).containsExactlyInAnyOrder(ways.ways());
                      assertThat(paths.complete()).isTrue();
                    }));
  }

  private static List<String> written(TestModule module, Paths paths) {
    SyntaxTree tree = module.function("f").tree();
    List<String> written = new ArrayList<>();
    for (Path path : paths.all()) {
      List<String> steps = new ArrayList<>();
      for (Path.Step step : path.steps()) {
        for (int call : Path.calls(tree, step)) {
          steps.add(Expressions.callee(tree, call));
        }
        if (step instanceof Path.Test test) {
          String condition = tree.text(test.node()).replaceAll("^\\((.*)\\)$", "$1");
          steps.add((test.holds() ? "+" : "-") + condition.replace(" ", ""));
        } else if (step instanceof Path.Return) {
          steps.add("#");
        }
      }
      written.add(String.join(" ", steps));
    }
    return written;
  }

  @Test
  void everyWayEndsAtAReturnOrAtTheClosingBrace() {
    TestModule module =
        TestModule.of("static int f(int x)\n{\n\tif (x)\n\t\treturn 1;\n\ta();\n}\n");

    assertThat(module.paths("f").all())
        .extracting(path -> path.steps().getLast().getClass().getSimpleName())
        .containsExactlyInAnyOrder("Return", "End");
  }

  @Test
  void aScopedGuardIsNeverPassedBy() {
    TestModule module =
        TestModule.of("static void f(int x)\n{\n\tscoped_guard(mutex, m) { a(); } b();\n}\n");

    assertThat(written(module, module.paths("f")))
        .isNotEmpty()
        .allSatisfy(way -> assertThat(way).contains("a ").endsWith("b"));
  }

  @Test
  void aLoopWithoutEndHasNoWay() {
    TestModule module = TestModule.of("static void f(void)\n{\n\tfor (;;)\n\t\ta();\n}\n");

    assertThat(module.paths("f").all()).isEmpty();
    assertThat(module.paths("f").complete()).isTrue();
  }

  @Test
  void tooManyWaysAreCutOffAndSaidToBe() {
    TestModule few = TestModule.of("static void f(int x)\n{\n" + "if (x) a();\n".repeat(8) + "}\n");
    TestModule many =
        TestModule.of("static void f(int x)\n{\n" + "if (x) a();\n".repeat(30) + "}\n");

    assertThat(few.paths("f").all()).hasSize(256);
    assertThat(few.paths("f").complete()).isTrue();
    assertThat(many.paths("f").complete()).isFalse();
    assertThat(many.paths("f").all()).isNotEmpty().hasSizeLessThanOrEqualTo(512);
  }

  @Test
  void aFunctionOfManyStatementsIsNotFollowedToItsEnd() {
    TestModule module =
        TestModule.of("static void f(int x)\n{\n" + "a();\n".repeat(20_000) + "}\n");

    assertThat(module.paths("f").complete()).isFalse();
  }

  @Test
  void gotosInEachOtherEnd() {
    StringBuilder text = new StringBuilder("static void f(int x)\n{\n");
    for (int i = 0; i < 40; i++) {
      text.append("l%d: if (x) goto l%d;\n".formatted(i, (i * 7) % 40));
    }
    TestModule module = TestModule.of(text.append("a();\n}\n").toString());

    assertThat(module.paths("f").complete()).isFalse();
  }

  @Test
  void aWayAgreesWithAValueIfNoTestDenies() {
    TestModule module =
        TestModule.of(
            "static int f(int on, int x)\n{\n\tif (on == 0)\n\t\treturn a();\n"
                + "\tif (x)\n\t\treturn b();\n\treturn c();\n}\n");
    SyntaxTree tree = module.function("f").tree();
    List<Path> all = module.paths("f").all();

    assertThat(all.stream().filter(path -> path.agreesWith(tree, "on", 0))).hasSize(1);
    assertThat(all.stream().filter(path -> path.agreesWith(tree, "on", 1))).hasSize(2);
    assertThat(all.stream().filter(path -> path.agreesWith(tree, "other", 1))).hasSize(3);
  }

  @Test
  void theSameTestTwiceCannotTurnOutDifferently() {
    assertThat(contradictions("if (x) a(); if (x) b();")).isEqualTo(2);
    assertThat(contradictions("if (x) a(); if (y) b();")).isZero();
  }

  @Test
  void aVariableThatChangesMayTurnOutDifferently() {
    assertThat(contradictions("if (x) a(); x = 1; if (x) b();")).isZero();
    assertThat(contradictions("if (x) a(); y = 1; if (x) b();")).isEqualTo(2);
  }

  @Test
  void aConditionOfMoreThanAVariableMayChangeByAnyCall() {
    assertThat(contradictions("if (c->x) a(); b(); if (c->x) a();")).isZero();
    assertThat(contradictions("if (c->x) a(); else y = 2; if (c->x) a();")).isLessThan(3);
  }

  private static long contradictions(String body) {
    TestModule module =
        TestModule.of("static void f(struct chip *c, int x, int y)\n{\n" + body + "\n}\n");
    SyntaxTree tree = module.function("f").tree();
    return module.paths("f").all().stream().filter(path -> path.contradictsItself(tree)).count();
  }
}
