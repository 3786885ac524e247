package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import io.github.treesitter.jtreesitter.Language;
import io.github.treesitter.jtreesitter.Node;
import io.github.treesitter.jtreesitter.Parser;
import io.github.treesitter.jtreesitter.Tree;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tree as arrays is the tree that the parser's own binding shows. */
final class FlatTreeTest {
  private static final Language C =
      Language.load(new TreeSitterLookup().get(Arena.global()), "tree_sitter_c");

  static List<String> samples() throws IOException {
    return RepositoryFiles.sourcesBelow(RepositoryFiles.DRIVERS).stream()
        .map(RepositoryFiles::label)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sampleDriversHaveTheNodesOfTheBinding(String sample) throws Exception {
    assertSame(SourceText.of(sample, Files.readAllBytes(Path.of("..", sample))));
  }

  @Test
  void brokenTextsHaveTheNodesOfTheBinding() throws Exception {
    for (String text :
        List.of(
            "",
            "\n",
            "@ 1 2 3 int",
            "int f(void) { if (a { } return",
            "static struct x y = { .a = , .b };",
            ")({",
            "int a[] = { 1 2 3 };\nint f() { a b c d; }",
            "ä ö ü")) {
      assertSame(SourceText.of("x.c", text));
    }
  }

  private static void assertSame(SourceText text) throws UnreadableSourceException {
    SyntaxTree flat = SyntaxTree.parse(text);
    String masked =
        new String(SyntaxTree.mask(text, Definitions.NONE).bytes(), StandardCharsets.US_ASCII);
    try (Parser parser = new Parser(C);
        Tree tree = parser.parse(masked).orElseThrow()) {
      assertThat(assertSubtree(tree.getRootNode(), null, flat, 0, -1)).isEqualTo(flat.size());
    }
  }

  /** Compares a node and what is below it; returns the number after the last one. */
  private static int assertSubtree(
      Node node, @org.jspecify.annotations.Nullable String field, SyntaxTree flat, int at, int up) {
    assertThat(flat.kind(at)).isEqualTo(Short.toUnsignedInt(node.getSymbol()));
    assertThat(C.getSymbolName((short) flat.kind(at))).isEqualTo(node.getType());
    assertThat(flat.start(at)).as(node.getType()).isEqualTo(node.getStartByte());
    assertThat(flat.end(at)).as(node.getType()).isEqualTo(node.getEndByte());
    assertThat(flat.isNamed(at)).as(node.getType()).isEqualTo(node.isNamed());
    assertThat(flat.isError(at)).as(node.getType()).isEqualTo(node.isError());
    assertThat(flat.isMissing(at)).as(node.getType()).isEqualTo(node.isMissing());
    assertThat(flat.parent(at)).as(node.getType()).isEqualTo(up);
    assertThat(flat.field(at))
        .as(node.getType())
        .isEqualTo(field == null ? 0 : Short.toUnsignedInt(C.getFieldIdForName(field)));
    int next = at + 1;
    List<Node> children = node.getChildren();
    for (int i = 0; i < children.size(); i++) {
      next = assertSubtree(children.get(i), node.getFieldNameForChild(i), flat, next, at);
    }
    assertThat(flat.subtreeEnd(at)).as(node.getType()).isEqualTo(next);
    return next;
  }

  @Test
  void namedChildrenAreThoseOfTheBindingWithoutComments() throws Exception {
    SourceText text =
        SourceText.of("x.c", "int f(int a, /* c */ char *b) { a = 1; /* d */ return g(a, b); }\n");
    SyntaxTree tree = SyntaxTree.parse(text);
    int function = tree.firstNamed(0);

    assertThat(tree.kind(function)).isEqualTo(Kind.FUNCTION_DEFINITION);
    assertThat(tree.nextNamed(function)).isEqualTo(-1);
    assertThat(tree.nextNamed(0)).isEqualTo(-1);
    int declarator = tree.part(function, Field.DECLARATOR);
    int parameters = tree.part(declarator, Field.PARAMETERS);
    assertThat(tree.namedChildren(parameters))
        .extracting(tree::text)
        .containsExactly("int a", "char *b");
    int body = tree.part(function, Field.BODY);
    assertThat(tree.namedChildren(body))
        .extracting(tree::text)
        .containsExactly("a = 1;", "return g(a, b);");
    assertThat(tree.part(body, Field.CONDITION)).isEqualTo(-1);
  }

  @Test
  void nodesKnowWhatIsAroundThem() throws Exception {
    SyntaxTree tree = SyntaxTree.parse(SourceText.of("x.c", "int f(void) { if (a) { g(b); } }\n"));
    int call = -1;
    for (int node = 0; node < tree.size(); node++) {
      call = tree.kind(node) == Kind.CALL_EXPRESSION ? node : call;
    }

    assertThat(tree.text(call)).isEqualTo("g(b)");
    assertThat(tree.is(tree.part(call, Field.FUNCTION), "g")).isTrue();
    assertThat(tree.is(call, "g")).isFalse();
    assertThat(tree.enclosing(call, Kind.CALL_EXPRESSION)).isEqualTo(call);
    assertThat(tree.text(tree.enclosing(call, Kind.IF_STATEMENT))).isEqualTo("if (a) { g(b); }");
    assertThat(tree.enclosing(call, Kind.FUNCTION_DEFINITION)).isEqualTo(tree.firstNamed(0));
    assertThat(tree.enclosing(call, Kind.WHILE_STATEMENT)).isEqualTo(-1);
    assertThat(tree.place(call).span()).isEqualTo(new Span(23, 27));
  }

  @Test
  void theNameOfAFunctionWithoutATypeIsWhole() throws Exception {
    SyntaxTree tree =
        SyntaxTree.parse(SourceText.of("x.c", "chip_notify(struct chip *c)\n{\n\tg(c);\n}\n"));
    int definition = tree.firstNamed(0);
    int declarator = tree.part(definition, Field.DECLARATOR);

    assertThat(tree.kind(definition)).isEqualTo(Kind.FUNCTION_DEFINITION);
    assertThat(tree.name(tree.part(declarator, Field.DECLARATOR))).isEqualTo("chip_notify");
  }

  @Test
  void mentionsAreWholeWordsInCode() throws Exception {
    String text =
        "int on;\n/* on */\n#define ON on\nint only, on1, _on;\nvoid f(void) { on = g(\"on\", on); }\n";
    SyntaxTree tree = SyntaxTree.parse(SourceText.of("x.c", text));

    List<String> lines = new ArrayList<>();
    for (int at : tree.mentions("on")) {
      lines.add(text.substring(at, Math.min(text.length(), at + 4)));
    }
    assertThat(lines).containsExactly("on;\n", "on =", "on\",", "on);");
  }

  @Test
  void whatStandsBesideAPlaceIsFoundAcrossComments() throws Exception {
    String text = "EXPORT_SYMBOL( /* x */ f);\nint a = g /* y */\n\t(1);\n#define Z 1\n";
    SyntaxTree tree = SyntaxTree.parse(SourceText.of("x.c", text));

    assertThat(tree.wordBefore(text.indexOf("f)"))).isEqualTo("EXPORT_SYMBOL");
    assertThat(tree.tokenAfter(text.indexOf("g /*") + 1)).isEqualTo('(');
    assertThat(tree.tokenAfter(text.indexOf("#define"))).isEqualTo((char) 0);
    assertThat(tree.tokenAfter(text.length())).isEqualTo((char) 0);
    assertThat(tree.wordBefore(0)).isEmpty();
  }

  @Test
  void skippedTextIsToldOnce() throws Exception {
    String text = "int a;\n@ $ @ int b;\nint c;\n";
    SyntaxTree tree = SyntaxTree.parse(SourceText.of("x.c", text));

    assertThat(tree.unread()).isNotEmpty();
    for (Span span : tree.unread()) {
      assertThat(tree.source().lineAt(span.start())).isEqualTo(1);
    }
    assertThat(SyntaxTree.parse(SourceText.of("x.c", "int a;\n")).unread()).isEmpty();
  }
}
