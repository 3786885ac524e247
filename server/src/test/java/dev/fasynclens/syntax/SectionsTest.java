package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A text that is cut into sections has the tree of the whole, and errors stay in their section. */
final class SectionsTest {
  static List<String> sources() throws IOException {
    return RepositoryFiles.sources().stream().map(RepositoryFiles::label).toList();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aTextWithoutErrorsHasTheTreeOfTheWhole(String file) throws Exception {
    byte[] masked = masked(SourceText.of(file, Files.readAllBytes(Path.of("..", file))));
    int[] whole = NativeTree.parse(masked, masked.length, 0);
    assertThat(whole).isNotNull();
    if ((whole[0] & 16 << 16) == 0) {
      assertThat(new SectionParser().parse(masked)).isEqualTo(whole);
    }
  }

  @Test
  void aSectionEndsWithItsFunction() throws Exception {
    assertThat(
            sections(
                """
                struct a { int b; } c = { 1 };
                static int f(void) { return '}'; }
                #define G }
                static int g(int x)
                {
                  if (x) {
                    h("}");
                  }
                }
                int last;
                """))
        .containsExactly(
            "struct a { int b; } c = { 1 };\nstatic int f(void) { return '}'; }",
            "static int g(int x)\n{\n  if (x) {\n    h(\"}\");\n  }\n}",
            "int last;");
  }

  @Test
  void aCompoundLiteralEndsNoSection() throws Exception {
    String text = "struct a b = (struct a) { 1 };\nstruct a *c[] = { &(struct a) { 2 }, };";

    assertThat(sections(text)).containsExactly(text);
  }

  @Test
  void declarationsWithoutAFunctionAreCutNowAndThen() throws Exception {
    String declarations =
        "extern int some_name_or_other(struct some_type *argument);\n".repeat(500);

    List<String> sections = sections(declarations);

    assertThat(sections).hasSizeBetween(5, 10).allMatch(section -> section.endsWith(";"));
  }

  @Test
  void aBraceThatIsMissingConcernsItsFunctionAlone() throws Exception {
    String before = "int f(void)\n{\n  return 1;\n}\n";
    String after = "int h(void)\n{\n  return 2;\n}\n";

    for (String broken :
        List.of(
            "int g(int x)\n{\n  if (x) {\n    x++;\n}\n",
            "int g(int x)\n{\n  if (x)\n    x++; }\n  x--;\n}\n",
            "int g(int x)\n\n  x++;\n}\n")) {
      SyntaxTree tree = SyntaxTree.parse(SourceText.of("x.c", before + broken + after));

      assertThat(functions(tree)).contains("f", "h");
      assertThat(tree.unread())
          .allSatisfy(
              span -> {
                assertThat(span.start()).isGreaterThanOrEqualTo(before.length());
                assertThat(span.end()).isLessThanOrEqualTo(before.length() + broken.length());
              });
    }
  }

  private static List<String> functions(SyntaxTree tree) {
    List<String> names = new ArrayList<>();
    for (int node : tree.namedChildren(0)) {
      if (tree.kind(node) == Kind.FUNCTION_DEFINITION) {
        int declarator = tree.part(node, Field.DECLARATOR);
        names.add(tree.text(tree.part(declarator, Field.DECLARATOR)));
      }
    }
    return names;
  }

  private static List<String> sections(String text) throws UnreadableSourceException {
    byte[] masked = masked(SourceText.of("x.c", text));
    List<String> sections = new ArrayList<>();
    int start = 0;
    for (int end : Sections.endsIn(masked)) {
      String section = new String(masked, start, end - start, StandardCharsets.US_ASCII).strip();
      if (!section.isEmpty()) {
        sections.add(section);
      }
      start = end;
    }
    assertThat(start).isEqualTo(masked.length);
    return sections;
  }

  private static byte[] masked(SourceText text) throws UnreadableSourceException {
    return SyntaxTree.mask(text, Definitions.NONE).bytes();
  }
}
