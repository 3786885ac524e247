package dev.fasynclens.syntax;

import dev.fasynclens.source.SourceText;
import io.github.treesitter.jtreesitter.InputEdit;
import io.github.treesitter.jtreesitter.Language;
import io.github.treesitter.jtreesitter.Parser;
import io.github.treesitter.jtreesitter.Point;
import io.github.treesitter.jtreesitter.Tree;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;

/**
 * The tree of a text that is being edited: after an edit only what changed is parsed anew, unless
 * the text is in error, and the result is that of a parse from scratch. The mask is made from the
 * whole text each time, so an edit that changes it elsewhere, by opening a comment for instance, is
 * an edit of the masked text and nothing special. Owns native memory; to be closed, and used by one
 * thread at a time.
 */
public final class LiveTree implements AutoCloseable {
  private static final Language C =
      Language.load(new TreeSitterLookup().get(Arena.global()), "tree_sitter_c");

  /** Growth after which a text has to prove anew that it can be parsed in reasonable time. */
  private static final int TRUSTED_GROWTH = 1 << 16;

  private final Parser parser = new Parser(C);
  private byte[] masked;
  private Tree tree;
  private SyntaxTree current;
  private int trustedLength;

  /**
   * Parses a text for the first time.
   *
   * @throws UnreadableSourceException if it nests too deeply, or the parse takes too long
   */
  public LiveTree(SourceText source) throws UnreadableSourceException {
    // The parse below cannot be stopped, so a bounded one goes first.
    current = SyntaxTree.parse(source);
    trustedLength = source.length();
    masked = current.maskedBytes();
    tree = parser.parse(textOf(masked)).orElseThrow();
  }

  /** The tree of the text as it is now. */
  public SyntaxTree current() {
    return current;
  }

  /** Whether another tree has the same nodes at the same places. */
  public boolean hasNodesOf(SyntaxTree other) {
    return current.hasSameNodes(other);
  }

  /**
   * Takes over a changed text, whatever the change is.
   *
   * @throws UnreadableSourceException if it nests too deeply, or the parse takes too long; the tree
   *     stays that of the text before
   */
  public void update(SourceText source) throws UnreadableSourceException {
    MaskedText next = SyntaxTree.mask(source);
    if (source.length() > trustedLength + TRUSTED_GROWTH) {
      SyntaxTree.parse(source);
      trustedLength = source.length();
    }
    byte[] bytes = next.bytes();
    int prefix = commonPrefix(masked, bytes);
    int suffix = commonSuffix(masked, bytes, prefix);
    int oldEnd = masked.length - suffix;
    int newEnd = bytes.length - suffix;
    Tree before = tree;
    if (prefix < oldEnd || prefix < newEnd) {
      before.edit(
          new InputEdit(
              prefix,
              oldEnd,
              newEnd,
              pointAt(bytes, prefix),
              pointAt(masked, oldEnd),
              pointAt(bytes, newEnd)));
      tree = parser.parse(textOf(bytes), before).orElseThrow();
      before.close();
      masked = bytes;
      if (tree.getRootNode().hasError()) {
        // How the parser gets over an error depends on what it may reuse: start from nothing.
        tree.close();
        tree = parser.parse(textOf(bytes)).orElseThrow();
      }
    }
    int[] flat = NativeTree.flatten(TreeAddress.of(tree));
    if (flat == null) {
      throw new UnreadableSourceException("needs too much memory");
    }
    current = new SyntaxTree(source, next, flat).checked();
  }

  /** The mask is ASCII, so that offsets in the string are those in the bytes. */
  private static String textOf(byte[] masked) {
    return new String(masked, StandardCharsets.ISO_8859_1);
  }

  private static int commonPrefix(byte[] before, byte[] after) {
    int limit = Math.min(before.length, after.length);
    int i = 0;
    while (i < limit && before[i] == after[i]) {
      i++;
    }
    return i;
  }

  private static int commonSuffix(byte[] before, byte[] after, int prefix) {
    int limit = Math.min(before.length, after.length) - prefix;
    int i = 0;
    while (i < limit && before[before.length - 1 - i] == after[after.length - 1 - i]) {
      i++;
    }
    return i;
  }

  private static Point pointAt(byte[] text, int offset) {
    int row = 0;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (text[i] == '\n') {
        row++;
        lineStart = i + 1;
      }
    }
    return new Point(row, offset - lineStart);
  }

  @Override
  public void close() {
    tree.close();
    parser.close();
  }
}
