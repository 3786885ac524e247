package dev.fasynclens.syntax;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.treesitter.jtreesitter.InputEdit;
import io.github.treesitter.jtreesitter.Language;
import io.github.treesitter.jtreesitter.Node;
import io.github.treesitter.jtreesitter.Parser;
import io.github.treesitter.jtreesitter.Point;
import io.github.treesitter.jtreesitter.Tree;
import io.github.treesitter.jtreesitter.TreeCursor;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeTreeTest {
  private static final String DRIVER =
      """
      // SPDX-License-Identifier: GPL-2.0
      struct device { struct fasync_struct *async; int (*open)(void); };

      #ifdef CONFIG_FASYNC
      static int dev_fasync(int fd, struct file *filp, int on)
      {
      \tstruct device *dev = filp->private_data; /* "größe" */
      \treturn fasync_helper(fd, filp, on, &dev->async);
      }
      #endif

      static const struct file_operations fops = {
      \t.owner = THIS_MODULE,
      \t.fasync = dev_fasync,
      };
      module_init(dev_init);
      """;

  private static final Language C =
      Language.load(new TreeSitterLookup().get(Arena.global()), "tree_sitter_c");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n \n",
        "int x;",
        "int x",
        "  @",
        "}{)(",
        "#if A\nint f(void) {\n#endif\n",
        "static int __init f(void) { list_for_each(a, b) { g(; } }",
        DRIVER,
      })
  void flatTreesHaveTheNodesOfJtreesitter(String source) {
    try (Parser parser = new Parser(C);
        Tree tree = parser.parse(source).orElseThrow();
        TreeCursor cursor = tree.walk()) {
      int[] flat = NativeTree.flatten(TreeAddress.of(tree));
      assertNotNull(flat);
      assertArrayEquals(flat, parse(source));
      assertEquals(flat.length / 5, assertSubtree(cursor, flat, 0, -1));
    }
  }

  @Test
  void flattensAnEditedTree() {
    String longer = DRIVER.replace("int on)", "int only)");
    int start = bytes(DRIVER.substring(0, DRIVER.indexOf("int on)") + 6)).length;
    Point point = new Point(4, 54);
    Point end = new Point(4, 56);
    try (Parser parser = new Parser(C);
        Tree tree = parser.parse(DRIVER).orElseThrow()) {
      tree.edit(new InputEdit(start, start, start + 2, point, point, end));
      try (Tree reparsed = parser.parse(longer, tree).orElseThrow()) {
        assertArrayEquals(parse(longer), NativeTree.flatten(TreeAddress.of(reparsed)));
      }
    }
  }

  @Test
  void aClosedTreeHasNoAddress() {
    try (Parser parser = new Parser(C)) {
      Tree tree = parser.parse(DRIVER).orElseThrow();
      tree.close();
      assertThrows(IllegalStateException.class, () -> TreeAddress.of(tree));
    }
  }

  @Test
  void parsesOnlyTheGivenLength() {
    byte[] source = bytes("int x; int y;");

    int[] flat = NativeTree.parse(source, 6, 0);
    assertArrayEquals(parse("int x;"), flat);
    assertThrows(IllegalArgumentException.class, () -> NativeTree.parse(source, 14, 0));
    assertThrows(IllegalArgumentException.class, () -> NativeTree.parse(source, -1, 0));
  }

  @Test
  void refusesTheNullAddress() {
    assertThrows(IllegalArgumentException.class, () -> NativeTree.flatten(0));
  }

  @Test
  void survivesDeepNesting() {
    int depth = 300_000;
    String source = "int x = " + "(".repeat(depth) + "1" + ")".repeat(depth) + ";";

    int[] flat = parse(source);
    assertTrue(flat.length / 5 > 3 * depth);
  }

  @Test
  void givesUpAtTheEndOfTheBudget() {
    byte[] source = bytes("int x = f(a, b);\n".repeat(200_000));

    long start = System.nanoTime();
    assertNull(NativeTree.parse(source, source.length, 2_000));
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis < 500, () -> millis + " ms");
    assertNotNull(NativeTree.parse(source, 17, 1_000_000));
  }

  @Test
  void givesUpRatherThanExhaustingTheMemory() {
    byte[] source = bytes("f((".repeat(20_000));

    assertNull(NativeTree.parse(source, source.length, 0));
  }

  @Test
  void knowsItsVersions() {
    assertEquals("tree-sitter 0.25.1, tree-sitter-c 0.24.1, ABI 15", NativeTree.version());
  }

  /** Compares the subtree at the cursor with the entry; returns the entry after the subtree. */
  private static int assertSubtree(TreeCursor cursor, int[] flat, int entry, int parent) {
    int count = flat.length / 5;
    Node node = cursor.getCurrentNode();
    int flags =
        (node.isNamed() ? 1 : 0)
            | (node.isExtra() ? 2 : 0)
            | (node.isError() ? 4 : 0)
            | (node.isMissing() ? 8 : 0)
            | (node.hasError() ? 16 : 0);
    assertEquals(Short.toUnsignedInt(node.getSymbol()), flat[entry] & 0xffff, node::getType);
    assertEquals(flags, flat[entry] >>> 16 & 0xff, node::getType);
    assertEquals(cursor.getCurrentFieldId(), flat[entry] >>> 24, node::getType);
    assertEquals(node.getStartByte(), flat[count + entry], node::getType);
    assertEquals(node.getEndByte(), flat[2 * count + entry], node::getType);
    assertEquals(parent, flat[3 * count + entry], node::getType);
    int next = entry + 1;
    if (cursor.gotoFirstChild()) {
      do {
        next = assertSubtree(cursor, flat, next, entry);
      } while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    assertEquals(next, flat[4 * count + entry], node::getType);
    return next;
  }

  private static int[] parse(String source) {
    byte[] bytes = bytes(source);
    int[] flat = NativeTree.parse(bytes, bytes.length, 0);
    assertNotNull(flat);
    return flat;
  }

  private static byte[] bytes(String source) {
    return source.getBytes(StandardCharsets.UTF_8);
  }
}
