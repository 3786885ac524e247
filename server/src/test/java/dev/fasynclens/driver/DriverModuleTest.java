package dev.fasynclens.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names mean what C and the linker would make of them. */
final class DriverModuleTest {
  private static final String TELL = "{\n\tkill_fasync(&c->queue, SIGIO, POLL_IN);\n}\n";

  @Test
  void aHeaderBesideIsSeen() {
    TestModule module =
        TestModule.of(
            "d/chip.h",
            "struct chip { struct fasync_struct *queue; };\n",
            "d/chip.c",
            "#include \"chip.h\"\nstatic void f(struct chip *c)\n" + TELL);

    assertThat(module.module().visibleFrom(module.file("d/chip.c")))
        .containsExactly(module.file("d/chip.c"), module.file("d/chip.h"));
    assertThat(owner(module, "f").file()).isEqualTo(module.file("d/chip.h"));
  }

  @Test
  void aHeaderOfTheParentDirectoryIsSeen() {
    TestModule module =
        TestModule.of(
            "d/chip.h",
            "struct chip { struct fasync_struct *queue; };\n",
            "d/sub/chip.c",
            "#include \"../chip.h\"\nstatic void f(struct chip *c)\n" + TELL);

    assertThat(owner(module, "f").file()).isEqualTo(module.file("d/chip.h"));
  }

  @Test
  void aHeaderOfAnIncludeDirectoryIsSeen() {
    TestModule module =
        TestModule.of(
            "t/include/linux/chip.h",
            "struct chip { struct fasync_struct *queue; };\n",
            "t/drivers/chip.c",
            "#include <linux/chip.h>\nstatic void f(struct chip *c)\n" + TELL);

    assertThat(owner(module, "f").file()).isEqualTo(module.file("t/include/linux/chip.h"));
  }

  @Test
  void theHeaderThatQuotesNameGoesBeforeOthersOfThatName() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("a/chip.h", "struct chip { struct fasync_struct *queue; int a; };\n");
    texts.put("b/chip.h", "struct chip { struct fasync_struct *queue; int b; };\n");
    texts.put("b/chip.c", "#include \"chip.h\"\nstatic void f(struct chip *c)\n" + TELL);
    TestModule module = TestModule.of(texts);

    assertThat(owner(module, "f").file()).isEqualTo(module.file("b/chip.h"));
  }

  @Test
  void headersThatIncludeEachOtherEnd() {
    TestModule module =
        TestModule.of(
            "d/a.h", "#include \"b.h\"\nstruct a { int x; };\n", "d/b.h", "#include \"a.h\"\n");

    assertThat(module.module().visibleFrom(module.file("d/a.h"))).hasSize(2);
    assertThat(module.module().visibleFrom(module.file("d/b.h"))).hasSize(2);
    assertThat(module.module().struct("a", module.file("d/b.h"))).isPresent();
  }

  @Test
  void functionsOfOtherFilesAreFoundUnlessTheyAreStatic() {
    TestModule module =
        TestModule.of(
            "d/core.c",
            "void tell(struct chip *c)\n" + TELL + "static void hidden(struct chip *c)\n" + TELL,
            "d/irq.c",
            "static void f(struct chip *c)\n{\n\ttell(c);\n}\n"
                + "static void g(struct chip *c)\n{\n\thidden(c);\n}\n");

    assertThat(module.notifications("f")).hasSize(1);
    assertThat(module.notifications("g")).isEmpty();
  }

  @Test
  void staticFunctionsOfTheSameNameDoNotMix() {
    TestModule module =
        TestModule.of(
            "d/a.c",
            "static void tell(struct chip *c)\n" + TELL + "static void fa(void *p) { tell(p); }\n",
            "d/b.c",
            "static void tell(struct chip *c) { }\nstatic void fb(void *p) { tell(p); }\n");

    assertThat(module.notifications("fa")).hasSize(1);
    assertThat(module.notifications("fb")).isEmpty();
    assertThat(module.module().functionsNamed("tell", module.file("d/b.c")))
        .containsExactly(module.function("d/b.c", "tell"));
  }

  @Test
  void aFunctionBesideGoesBeforeOneElsewhere() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("a/x.c", "void tell(void) { kill_fasync(&a, SIGIO, POLL_IN); }\n");
    texts.put("b/x.c", "void tell(void) { kill_fasync(&b, SIGIO, POLL_IN); }\n");
    texts.put("b/y.c", "static void f(void) { tell(); }\n");
    texts.put("c/z.c", "static void g(void) { tell(); }\n");
    TestModule module = TestModule.of(texts);

    assertThat(module.notified("f")).containsExactly("b");
    assertThat(module.notifications("g")).as("two directories offer one").isEmpty();
  }

  @Test
  void variantsOfAFunctionInOneFileAreAllMeant() {
    TestModule module =
        TestModule.of(
            "#ifdef A\nstatic void tell(void) { kill_fasync(&a, SIGIO, POLL_IN); }\n#else\n"
                + "static void tell(void) { kill_fasync(&b, SIGIO, POLL_IN); }\n#endif\n"
                + "static void f(void) { tell(); }\n");

    assertThat(module.notified("f")).containsExactly("a", "b");
  }

  @Test
  void structsOfTheSameTagInTwoSourceFilesDoNotMix() {
    String text =
        "struct chip { struct fasync_struct *queue; };\nstatic void %s(struct chip *c)\n" + TELL;
    TestModule module = TestModule.of("d/a.c", text.formatted("f"), "d/b.c", text.formatted("g"));
    Queue a = queue(module, "f");
    Queue b = queue(module, "g");

    assertThat(a).isNotEqualTo(b);
    assertThat(a.mayBe(b)).isFalse();
    assertThat(b.mayBe(a)).isFalse();
  }

  @Test
  void aStructOfASharedHeaderIsOneStruct() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("d/chip.h", "struct chip { struct fasync_struct *queue; };\n");
    texts.put("d/a.c", "#include \"chip.h\"\nstatic void f(struct chip *c)\n" + TELL);
    texts.put("d/b.c", "#include \"chip.h\"\nstatic void g(struct chip *c)\n" + TELL);
    TestModule module = TestModule.of(texts);

    assertThat(queue(module, "f")).isEqualTo(queue(module, "g"));
  }

  @Test
  void aStructOfASourceFileIsNotSeenInAnother() {
    TestModule module =
        TestModule.of(
            "d/a.c",
            "struct chip { struct fasync_struct *queue; };\n",
            "d/b.c",
            "static void f(struct chip *c)\n" + TELL);

    assertThat(module.module().struct("chip", module.file("d/b.c"))).isEmpty();
    assertThat(((Queue.Member) queue(module, "f")).owner()).isNull();
  }

  @Test
  void staticVariablesOfTheSameNameDoNotMix() {
    String text =
        "static struct fasync_struct *q;\nstatic void %s(void) { kill_fasync(&q, 1, 2); }\n";
    TestModule module = TestModule.of("d/a.c", text.formatted("f"), "d/b.c", text.formatted("g"));

    assertThat(queue(module, "f")).isNotEqualTo(queue(module, "g"));
    assertThat(queue(module, "f").mayBe(queue(module, "g"))).isFalse();
  }

  @Test
  void anExternVariableMayBeTheOneThatIsDefinedElsewhere() {
    TestModule module =
        TestModule.of(
            "d/a.c",
            "struct fasync_struct *q;\nstatic void f(void) { kill_fasync(&q, 1, 2); }\n",
            "d/b.c",
            "extern struct fasync_struct *q;\nstatic void g(void) { kill_fasync(&q, 1, 2); }\n");

    assertThat(queue(module, "f").mayBe(queue(module, "g"))).isTrue();
    assertThat(queue(module, "g").mayBe(queue(module, "f"))).isTrue();
  }

  @Test
  void whatAFileDefinesGoesBeforeWhatAHeaderDeclares() {
    TestModule module =
        TestModule.of(
            "d/a.h",
            "extern struct fasync_struct *q;\n",
            "d/a.c",
            "#include \"a.h\"\nstruct fasync_struct *q;\n"
                + "static void f(void) { kill_fasync(&q, 1, 2); }\n");

    assertThat(queue(module, "f")).isEqualTo(new Queue.Global("q", module.file("d/a.c")));
  }

  @ParameterizedTest
  @CsvSource({
    "d, x.h, d/x.h",
    "d/e, ../x.h, d/x.h",
    "d/e, ../../x.h, x.h",
    "d, ../../x.h, ../x.h",
    "'', x.h, x.h",
    "/a/b, ../x.h, /a/x.h",
    "/a/b, ./c//x.h, /a/b/c/x.h",
    "/a, /b/x.h, /b/x.h",
    "../d, ../x.h, ../x.h",
  })
  void pathsOfIncludesAreResolved(String directory, String relative, String path) {
    assertThat(IncludePaths.resolve(directory, relative)).isEqualTo(path);
  }

  private static StructType owner(TestModule module, String function) {
    StructType owner = ((Queue.Member) queue(module, function)).owner();
    assertThat(owner).isNotNull();
    return owner;
  }

  private static Queue queue(TestModule module, String function) {
    Set<Queue> queues = module.notifications(function).get(0).queues();
    assertThat(queues).hasSize(1);
    return queues.iterator().next();
  }
}
