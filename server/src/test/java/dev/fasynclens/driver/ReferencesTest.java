package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where a function is named: to call it, to hand it on, or to offer it to others. */
final class ReferencesTest {
  private static final String FUNCTION =
      "static int chip_fasync(int fd, struct file *filp, int on)\n{\n\treturn 0;\n}\n";

  private record Use(String name, String text, boolean called, boolean handedOn) {}

  private static final List<Use> USES =
      List.of(
          new Use("nothing", "", false, false),
          new Use("a call", "void g(void) { chip_fasync(1, f, 0); }", true, false),
          new Use(
              "a call with a comment in it",
              "void g(void) { chip_fasync /* x */ (1, f, 0); }",
              true,
              false),
          new Use("a table", "struct file_operations o = { .fasync = chip_fasync };", false, true),
          new Use(
              "a table in GNU style",
              "struct file_operations o = { fasync: chip_fasync };",
              false,
              true),
          new Use("an address", "void g(void) { set(&chip_fasync); }", false, true),
          new Use("an argument", "void g(void) { set(chip_fasync); }", false, true),
          new Use("an assignment", "void g(struct o *o) { o->f = chip_fasync; }", false, true),
          new Use("an argument of a macro at file level", "CHIP_OPS(chip_fasync);", false, true),
          new Use(
              "call and table",
              "void g(void) { chip_fasync(1, f, 0); }\nvoid *p = chip_fasync;",
              true,
              true),
          new Use("a comment", "/* chip_fasync, chip_fasync(x) */", false, false),
          new Use(
              "a longer name",
              "void *p = chip_fasync_two; void *q = my_chip_fasync;",
              false,
              false),
          new Use("a macro's body", "#define OPS .fasync = chip_fasync", false, true),
          new Use(
              "code that is never compiled", "#if 0\nvoid *p = chip_fasync;\n#endif", false, false),
          new Use(
              "code that may be compiled", "#ifdef X\nvoid *p = chip_fasync;\n#endif", false, true),
          new Use(
              "a pasted name",
              "#define OPS(n) static struct file_operations n##_ops = { .fasync = n##_fasync, }\nOPS(chip);",
              false,
              true),
          new Use(
              "another name pasted",
              "#define OPS(n) static struct file_operations n##_ops = { .fasync = n##_fasync, }\nOPS(other);",
              false,
              false),
          new Use(
              "a call in a macro's body",
              "#define OFF(f) chip_fasync(-1, f, 0)\nvoid g(void) { OFF(f); }",
              true,
              false));

  @TestFactory
  Stream<DynamicTest> aNameIsACallOrAReference() {
    return USES.stream()
        .map(
            use ->
                dynamicTest(
                    use.name(),
                    () -> {
                      TestModule module = TestModule.of(FUNCTION + use.text() + "\n");
                      CFunction function = module.function("chip_fasync");
                      assertThat(module.facts().isCalled(function)).isEqualTo(use.called());
                      assertThat(module.facts().isReferenced(function)).isEqualTo(use.handedOn());
                      assertThat(module.facts().isOffered(function)).isFalse();
                    }));
  }

  @Test
  void aPrototypeIsNoUse() {
    TestModule module =
        TestModule.of("static int chip_fasync(int fd, struct file *filp, int on);\n" + FUNCTION);

    assertThat(module.facts().isCalled(module.function("chip_fasync"))).isFalse();
    assertThat(module.facts().isReferenced(module.function("chip_fasync"))).isFalse();
  }

  @Test
  void anExportedFunctionIsOffered() {
    String text = FUNCTION.replace("static ", "");
    for (String export :
        List.of(
            "EXPORT_SYMBOL(chip_fasync);",
            "EXPORT_SYMBOL_GPL(chip_fasync);",
            "EXPORT_SYMBOL_NS_GPL(chip_fasync, CHIP);")) {
      TestModule module = TestModule.of(text + export + "\n");
      CFunction function = module.function("chip_fasync");

      assertThat(module.facts().isOffered(function)).as(export).isTrue();
      assertThat(module.facts().isReferenced(function)).as(export).isFalse();
    }
  }

  @Test
  void aFunctionThatAHeaderDeclaresIsOffered() {
    TestModule module =
        TestModule.of(
            "d/chip.h",
            "int chip_fasync(int fd, struct file *filp, int on);\n",
            "d/chip.c",
            "#include \"chip.h\"\n" + FUNCTION.replace("static ", ""));

    assertThat(module.facts().isOffered(module.function("chip_fasync"))).isTrue();
    assertThat(module.facts().isReferenced(module.function("chip_fasync"))).isFalse();
  }

  @Test
  void usesInOtherFilesCountUnlessTheFunctionIsStatic() {
    String user = "struct file_operations o = { .fasync = chip_fasync };\n";
    TestModule shared = TestModule.of("d/a.c", FUNCTION.replace("static ", ""), "d/b.c", user);
    TestModule hidden = TestModule.of("d/a.c", FUNCTION, "d/b.c", user);

    assertThat(shared.facts().isReferenced(shared.function("chip_fasync"))).isTrue();
    assertThat(hidden.facts().isReferenced(hidden.function("chip_fasync"))).isFalse();
  }

  @Test
  void usesOfAnotherFileOfTheSameNameDoNotCount() {
    TestModule module =
        TestModule.of(
            "d/a.c",
            FUNCTION.replace("static ", ""),
            "d/b.c",
            FUNCTION + "void *p = chip_fasync;\n");

    assertThat(module.facts().isReferenced(module.function("d/a.c", "chip_fasync"))).isFalse();
    assertThat(module.facts().isReferenced(module.function("d/b.c", "chip_fasync"))).isTrue();
  }
}
