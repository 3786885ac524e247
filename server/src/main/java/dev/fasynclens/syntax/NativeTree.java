package dev.fasynclens.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The functions of the native library that work on whole syntax trees.
 *
 * <p>A flat tree of {@code n} nodes is an array of {@code 5 * n} numbers: five arrays of {@code n}
 * entries one after the other. The nodes, anonymous ones included, are in preorder.
 *
 * <ol>
 *   <li>kind: symbol, flags (shifted left by 16) and field id (shifted left by 24). The flags are 1
 *       named, 2 extra, 4 error, 8 missing, 16 contains an error.
 *   <li>first byte
 *   <li>byte past the end
 *   <li>index of the parent, -1 for the root
 *   <li>index of the node after the last descendant
 * </ol>
 */
final class NativeTree {
  static {
    NativeLibrary.load();
  }

  private NativeTree() {}

  /**
   * Parses the first {@code length} bytes of some C source.
   *
   * @param budgetMicros how long the parse may take, 0 for no limit
   * @return the flat tree, or null if the parse ran out of time or memory
   */
  static native int @Nullable [] parse(byte[] source, int length, long budgetMicros);

  /**
   * Flattens a tree that somebody else owns and that stays open during the call: tests compare with
   * another binding of the same library.
   *
   * @param treeAddress the address of its {@code TSTree}
   * @return the flat tree, or null if memory is short
   */
  static native int @Nullable [] flatten(long treeAddress);

  /** Returns the versions of the parser and of the C grammar. */
  static native String version();
}
