package dev.fasynclens.driver;

import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Map;

/** Calls that allocate memory and leave in it what was there. */
public final class Allocation {
  /** Allocators that do not clear, and the one that does. */
  private static final Map<String, String> ALLOCATORS =
      Map.ofEntries(
          Map.entry("kmalloc", "kzalloc"),
          Map.entry("kmalloc_node", "kzalloc_node"),
          Map.entry("kmalloc_array", "kcalloc"),
          Map.entry("kvmalloc", "kvzalloc"),
          Map.entry("vmalloc", "vzalloc"),
          Map.entry("devm_kmalloc", "devm_kzalloc"),
          Map.entry("kmem_cache_alloc", "kmem_cache_zalloc"));

  private Allocation() {}

  /** Whether a call allocates memory that nobody cleared. */
  public static boolean isUncleared(SyntaxTree tree, int call) {
    return ALLOCATORS.containsKey(Expressions.callee(tree, call))
        && Expressions.arguments(tree, call).stream()
            .noneMatch(argument -> Expressions.mentions(tree, argument, "__GFP_ZERO"));
  }

  /** The allocator that does the same and clears the memory. */
  public static String clearing(String allocator) {
    return ALLOCATORS.getOrDefault(allocator, "");
  }

  /** The variable or member that receives the result of an allocation, or -1. */
  public static int target(SyntaxTree tree, int call) {
    int at = Expressions.user(tree, call);
    if (tree.kind(at) == Kind.ASSIGNMENT_EXPRESSION) {
      return tree.part(at, Field.LEFT);
    }
    if (tree.kind(at) == Kind.INIT_DECLARATOR) {
      int declarator = tree.part(at, Field.DECLARATOR);
      while (declarator >= 0 && tree.kind(declarator) != Kind.IDENTIFIER) {
        declarator = tree.part(declarator, Field.DECLARATOR);
      }
      return declarator;
    }
    return -1;
  }
}
