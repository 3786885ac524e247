package dev.fasynclens.syntax;

import io.github.treesitter.jtreesitter.Tree;

/**
 * Finds the native {@code TSTree} behind a jtreesitter tree, which has no method for that.
 *
 * <p>The id of a node is the address of its subtree. The subtree of the root is the first member of
 * {@code TSTree} (fasynclens.c asserts that), so the two addresses are the same. Unlike reflection
 * or a class in jtreesitter's own package, this needs public methods only, and a closed tree is
 * refused like everywhere else.
 */
final class TreeAddress {
  private TreeAddress() {}

  static long of(Tree tree) {
    return tree.getRootNode().getId();
  }
}
