package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls that free memory, and whether a queue lies in it. */
final class Frees {
  private static final Map<String, Integer> FREEING =
      Map.ofEntries(
          Map.entry("kfree", 0),
          Map.entry("kvfree", 0),
          Map.entry("vfree", 0),
          Map.entry("kzfree", 0),
          Map.entry("kfree_sensitive", 0),
          Map.entry("kmem_cache_free", 1),
          Map.entry("devm_kfree", 1));

  private static final int DEEPEST = 3;

  private final DriverModule module;

  Frees(DriverModule module) {
    this.module = module;
  }

  /** What a call frees, as a node of the calling function. */
  Optional<Integer> freed(CFunction function, int call) {
    SyntaxTree tree = function.tree();
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (FREEING.containsKey(Expressions.callee(tree, call))) {
      return freedItself(function, call);
    }
    // A function of the driver that frees what it is given.
    for (CFunction callee : module.facts().callees(function, call)) {
      for (int inner : callee.calls()) {
        Integer at = FREEING.get(Expressions.callee(callee.tree(), inner));
        List<Integer> given = Expressions.arguments(callee.tree(), inner);
        if (at == null || at >= given.size() || !isUnconditional(callee, inner)) {
          continue;
        }
        int parameter = callee.parameterAt(given.get(at));
        if (parameter >= 0 && parameter < arguments.size()) {
          return Optional.of(Expressions.bare(tree, arguments.get(parameter)));
        }
      }
    }
    return Optional.empty();
  }

  /** What a call of kfree() and the like frees. */
  static Optional<Integer> freedItself(CFunction function, int call) {
    SyntaxTree tree = function.tree();
    List<Integer> arguments = Expressions.arguments(tree, call);
    Integer index = FREEING.get(Expressions.callee(tree, call));
    return index != null && index < arguments.size()
        ? Optional.of(Expressions.bare(tree, arguments.get(index)))
        : Optional.empty();
  }

  /** Whether no branch or loop of a function stands around a call. */
  static boolean isUnconditional(CFunction function, int call) {
    SyntaxTree tree = function.tree();
    for (int at = tree.parent(call); at > function.body(); at = tree.parent(at)) {
      switch (tree.kind(at)) {
        case Kind.IF_STATEMENT, Kind.WHILE_STATEMENT, Kind.FOR_STATEMENT, Kind.CASE_STATEMENT -> {
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  /** Whether the memory an expression points to holds a queue. */
  boolean holds(CFunction function, int pointer, Queue queue) {
    if (!(queue instanceof Queue.Member member) || member.tag().isEmpty()) {
      return false;
    }
    int from = origin(function, pointer);
    return module
        .facts()
        .pointee(function, pointer)
        .or(() -> module.facts().pointee(function, from))
        .filter(struct -> contains(struct, member, 0))
        .isPresent();
  }

  /** What a local variable was loaded from, or the expression itself. */
  static int origin(CFunction function, int pointer) {
    SyntaxTree tree = function.tree();
    if (tree.kind(pointer) != Kind.IDENTIFIER || !function.isLocal(tree.name(pointer))) {
      return pointer;
    }
    Variable local = function.variable(tree.name(pointer)).orElseThrow();
    List<Integer> given = function.valuesGivenTo(local);
    return given.isEmpty() ? pointer : Expressions.bare(tree, given.getFirst());
  }

  /** Whether a queue's struct is this one or lies inside it. */
  boolean contains(StructType struct, Queue.Member member, int depth) {
    if (member.owner() == null || depth > DEEPEST) {
      return false;
    }
    if (struct.file().equals(member.owner().file()) && struct.tag().equals(member.tag())) {
      return true;
    }
    for (Variable inner : struct.members().values()) {
      boolean embedded =
          inner.type() instanceof CType.Struct
              || (inner.type() instanceof CType.Array array && array.of() instanceof CType.Struct);
      if (embedded) {
        Optional<StructType> type = module.facts().structOf(struct.file(), inner.type());
        if (type.isPresent() && contains(type.get(), member, depth + 1)) {
          return true;
        }
      }
    }
    return false;
  }
}
