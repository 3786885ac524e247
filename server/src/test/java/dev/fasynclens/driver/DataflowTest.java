package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is true at a place of a function, whatever way led there. */
final class DataflowTest {
  /**
   * A function body that calls {@code mark()}, and the calls that were made before it: on every
   * way, and on some way.
   */
  private record Flow(String name, String body, String surely, String maybe) {}

  private static final List<Flow> FLOWS =
      List.of(
          new Flow("one after the other", "a(); b(); mark(); c();", "a b", "a b"),
          new Flow("if", "if (x) a(); mark();", "", "a"),
          new Flow(
              "both branches", "if (x) { a(); b(); } else { c(); a(); } mark();", "a", "a b c"),
          new Flow("early return", "if (x) { a(); return; } b(); mark();", "b", "b"),
          new Flow("a test that calls", "if (a() && b()) mark();", "a b", "a b"),
          new Flow("a test that is passed by", "if (a() || b()) mark();", "a", "a b"),
          new Flow("not", "if (!a()) mark();", "a", "a"),
          new Flow("while", "while (a()) b(); mark();", "a", "a b"),
          new Flow("inside a loop", "b(); while (x) { mark(); a(); }", "b", "a b"),
          new Flow("do while", "do a(); while (b()); mark();", "a b", "a b"),
          new Flow("for", "for (a(); x; b()) c(); mark();", "a", "a b c"),
          new Flow("for ever", "for (;;) { a(); if (x) break; b(); } mark();", "a", "a b"),
          new Flow("continue", "do { if (x) continue; a(); } while (b()); mark();", "b", "a b"),
          new Flow("goto", "if (x) goto out; a(); out: mark();", "", "a"),
          new Flow("goto backwards", "again: a(); if (x) { b(); goto again; } mark();", "a", "a b"),
          new Flow("goto into a block", "a(); goto in; b(); if (x) { in: mark(); }", "a", "a"),
          new Flow(
              "switch",
              "switch (a()) { case 1: b(); break; default: b(); c(); } mark();",
              "a b",
              "a b c"),
          new Flow("switch without default", "switch (x) { case 1: a(); } mark();", "", "a"),
          new Flow("fall through", "switch (x) { case 1: a(); case 2: mark(); break; }", "", "a"),
          new Flow("return from a switch", "switch (x) { case 1: return; } a(); mark();", "a", "a"),
          new Flow("branches of #if", "\n#ifdef A\na();\n#else\nb();\n#endif\nmark();", "", "a b"),
          new Flow("a ? b : c", "x ? a() : b(); mark();", "", "a b"));

  /** The calls that were made, on every way or on some way. */
  private record Made(CFunction function, boolean surely)
      implements Dataflow.Analysis<Set<String>> {
    @Override
    public Set<String> entry() {
      return Set.of();
    }

    @Override
    public Set<String> join(Set<String> one, Set<String> other) {
      Set<String> joined = new TreeSet<>(one);
      if (surely) {
        joined.retainAll(other);
      } else {
        joined.addAll(other);
      }
      return joined;
    }

    @Override
    public Optional<Set<String>> after(Set<String> before, Path.Step step) {
      Set<String> after = new TreeSet<>(before);
      for (int call : Path.calls(function.tree(), step)) {
        after.add(Expressions.callee(function.tree(), call));
      }
      return Optional.of(after);
    }
  }

  @TestFactory
  Stream<DynamicTest> statesMeetWhereWaysMeet() {
    return FLOWS.stream()
        .map(
            flow ->
                dynamicTest(
                    flow.name(),
                    () -> {
                      assertThat(atMark(flow.body(), true)).isEqualTo(flow.surely());
                      assertThat(atMark(flow.body(), false)).isEqualTo(flow.maybe());
                    }));
  }

  private static String atMark(String body, boolean surely) {
    TestModule module = TestModule.of("static int f(int x)\n{" + body + "}\n");
    CFunction function = module.function("f");
    return module
        .facts()
        .dataflow(function, new Made(function, surely))
        .orElseThrow()
        .steps()
        .stream()
        .filter(reached -> marks(function, reached.step()))
        .map(reached -> String.join(" ", without(reached.before())))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> without(Set<String> calls) {
    Set<String> others = new TreeSet<>(calls);
    others.remove("mark");
    return others;
  }

  private static boolean marks(CFunction function, Path.Step step) {
    return Path.calls(function.tree(), step).stream()
        .anyMatch(call -> Expressions.callee(function.tree(), call).equals("mark"));
  }

  @Test
  void whatNobodyReachesHasNoState() {
    TestModule module = TestModule.of("static int f(int x)\n{ a(); return 1; mark(); }\n");
    CFunction function = module.function("f");

    Dataflow<Set<String>> flow =
        module.facts().dataflow(function, new Made(function, true)).orElseThrow();
    assertThat(flow.steps()).hasSize(2).noneMatch(reached -> marks(function, reached.step()));
  }

  /** Counts steps without end round a loop, which no analysis should. */
  private record Counting() implements Dataflow.Analysis<Integer> {
    @Override
    public Integer entry() {
      return 0;
    }

    @Override
    public Integer join(Integer one, Integer other) {
      return Math.max(one, other);
    }

    @Override
    public Optional<Integer> after(Integer before, Path.Step step) {
      return Optional.of(before + 1);
    }
  }

  @Test
  void anAnalysisThatDoesNotComeToRestIsGivenUp() {
    TestModule module = TestModule.of("static void f(int x)\n{ while (x) a(); }\n");

    assertThat(module.facts().dataflow(module.function("f"), new Counting())).isEmpty();
  }

  /** A body that calls {@code mark()}, and the sections that it is surely in. */
  private record Sections(String name, String body, String... held) {}

  private static final List<Sections> SECTIONS =
      List.of(
          new Sections("held", "spin_lock(&a); mark();", "spin_lock"),
          new Sections(
              "two", "spin_lock(&a); rcu_read_lock(); mark();", "spin_lock", "rcu_read_lock"),
          new Sections("left", "spin_lock(&a); spin_unlock(&a); mark();"),
          new Sections("on one way", "if (x) spin_lock(&a); mark();"),
          new Sections("left on one way", "spin_lock(&a); if (x) spin_unlock(&a); mark();"),
          new Sections(
              "left on a way that returns",
              "spin_lock(&a); if (x) { spin_unlock(&a); return; } mark();",
              "spin_lock"),
          new Sections("one or the other", "if (x) spin_lock(&a); else spin_lock_irq(&a); mark();"),
          new Sections(
              "left and taken again in a loop",
              "spin_lock(&a); while (x) { spin_unlock(&a); b(); spin_lock(&a); } mark();"),
          new Sections("over a loop", "spin_lock(&a); while (x) b(); mark();", "spin_lock"),
          new Sections(
              "by a jump", "spin_lock(&a); if (x) goto out; b(); out: mark();", "spin_lock"),
          new Sections("tried", "if (!spin_trylock(&a)) return; mark();", "spin_trylock"),
          new Sections("perhaps tried", "if (!spin_trylock(&a)) b(); mark();"));

  @TestFactory
  Stream<DynamicTest> sectionsAreHeldOnEveryWay() {
    return SECTIONS.stream()
        .map(
            sections ->
                dynamicTest(
                    sections.name(),
                    () ->
                        assertThat(sectionsAtMark(sections.body()))
                            .containsExactly(sections.held())));
  }

  private static List<String> sectionsAtMark(String body) {
    TestModule module = TestModule.of("static void f(int x)\n{" + body + "}\n");
    CFunction function = module.function("f");
    int mark =
        function.calls().stream()
            .filter(call -> Expressions.callee(function.tree(), call).equals("mark"))
            .findFirst()
            .orElseThrow();
    return module.facts().atomicSections(function).at(mark).stream()
        .map(section -> LockState.nameOf(function.tree(), section))
        .toList();
  }

  @Test
  void whatACallerPassesDecides() {
    TestModule module =
        TestModule.of(
            "static void f(int on)\n{ if (!on) { mark(); return; } spin_lock(&a); mark(); }\n");
    CFunction function = module.function("f");
    int first = function.calls().getFirst();
    int last = function.calls().getLast();

    AtomicSections on = module.facts().atomicSections(function, "on", 1);
    assertThat(on.byCall()).doesNotContainKey(first);
    assertThat(on.at(last)).hasSize(1);
  }

  @Test
  void aFunctionWithTooManyWaysIsFollowed() {
    StringBuilder body = new StringBuilder("spin_lock(&a);\n");
    for (int i = 0; i < 40; i++) {
      body.append("if (x == %d) b();%n".formatted(i));
    }
    body.append("mark();\n");
    TestModule module = TestModule.of("static void f(int x)\n{" + body + "}\n");

    assertThat(module.paths("f").complete()).isFalse();
    assertThat(sectionsAtMark(body.toString())).containsExactly("spin_lock");
  }
}
