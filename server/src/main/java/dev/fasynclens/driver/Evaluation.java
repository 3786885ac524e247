package dev.fasynclens.driver;

import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.MacroDefinition;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which constants an expression may be: through macros, enumerators, variables,
 * conditional expressions and the functions that compute them.
 */
final class Evaluation {
  private static final int DEEPEST = 10;

  private final DriverModule module;
  private final MacroBodies bodies = new MacroBodies();

  Evaluation(DriverModule module) {
    this.module = module;
  }

  /** The values an expression in a function may have. Never empty. */
  List<Value> valuesOf(CFunction function, int node) {
    Set<Value> found = new LinkedHashSet<>();
    evaluate(new Scope(function.file(), function), node, 0, found);
    return found.isEmpty()
        ? List.of(Value.unknown(function.file().tree(), node))
        : List.copyOf(found);
  }

  private record Scope(CFile file, @Nullable CFunction function) {
    SyntaxTree tree() {
      return file.tree();
    }
  }

  private void evaluate(Scope scope, int node, int depth, Set<Value> into) {
    SyntaxTree tree = scope.tree();
    int at = Expressions.bare(tree, node);
    if (at < 0 || depth > DEEPEST || into.size() > 64) {
      return;
    }
    switch (tree.kind(at)) {
      case Kind.NUMBER_LITERAL -> {
        OptionalLong number = NumberLiteral.parsed(tree.text(at));
        into.add(
            number.isPresent()
                ? Value.of(Value.Kind.NUMBER, number.getAsLong(), tree, at)
                : Value.unknown(tree, at));
      }
      case Kind.IDENTIFIER -> name(scope, at, depth, into);
      case Kind.CONDITIONAL_EXPRESSION -> {
        int consequence = tree.part(at, Field.CONSEQUENCE);
        evaluate(
            scope, consequence < 0 ? tree.part(at, Field.CONDITION) : consequence, depth + 1, into);
        evaluate(scope, tree.part(at, Field.ALTERNATIVE), depth + 1, into);
      }
      case Kind.BINARY_EXPRESSION -> binary(scope, at, depth, into);
      case Kind.UNARY_EXPRESSION -> unary(scope, at, depth, into);
      case Kind.ASSIGNMENT_EXPRESSION ->
          evaluate(scope, tree.part(at, Field.RIGHT), depth + 1, into);
      case Kind.CALL_EXPRESSION -> call(scope, at, depth, into);
      case Kind.TRUE, Kind.FALSE, Kind.NULL ->
          into.add(
              Value.of(Value.Kind.NUMBER, tree.kind(at) == Kind.TRUE ? 1 : 0, scope.tree(), at));
      default -> into.add(Value.unknown(scope.tree(), at));
    }
  }

  private void name(Scope scope, int node, int depth, Set<Value> into) {
    String name = scope.tree().name(node);
    Place place = scope.tree().place(node);
    CFunction function = scope.function();
    if (function != null && function.variable(name).isPresent()) {
      variable(new Scope(scope.file(), function), function, name, node, depth, into);
      return;
    }
    Optional<Value> known = KernelConstants.named(name, place);
    if (known.isPresent()) {
      into.add(known.get());
      return;
    }
    Optional<MacroDefinition> macro = module.macro(name, scope.file());
    if (macro.isPresent() && !macro.get().functionLike()) {
      evaluateMacro(macro.get(), scope.file(), place, depth, into);
      return;
    }
    Set<Value> found = new LinkedHashSet<>();
    if (enumerator(scope, name, depth, found) || constant(scope, name, depth, found)) {
      for (Value value : found) {
        into.add(new Value(value.kind(), value.number(), name, place));
      }
    } else {
      into.add(Value.unknown(scope.tree(), node));
    }
  }

  private void variable(
      Scope scope, CFunction function, String name, int node, int depth, Set<Value> into) {
    SyntaxTree tree = scope.tree();
    if (!function.isLocal(name)) {
      int index = function.parameterIndex(name);
      into.add(new Value(Value.Kind.PARAMETER, index, name, tree.place(node)));
      return;
    }
    Variable local = function.variable(name).orElseThrow();
    Set<Value> found = new LinkedHashSet<>();
    for (int given : function.valuesGivenTo(local)) {
      evaluate(scope, given, depth + 1, found);
    }
    if (found.isEmpty() || isWrittenElsewhere(function, name)) {
      found.add(Value.unknown(scope.tree(), node));
    }
    into.addAll(found);
  }

  /** Whether a local's address is taken, so that others may write it. */
  private static boolean isWrittenElsewhere(CFunction function, String name) {
    SyntaxTree tree = function.tree();
    for (int p : Expressions.below(tree, function.body(), Kind.POINTER_EXPRESSION)) {
      int operand = tree.part(p, Field.ARGUMENT);
      if (Expressions.isOperator(tree, p, "&") && tree.is(operand, name)) {
        return true;
      }
    }
    return false;
  }

  /** Where a constant comes from a macro, the place that counts is the one that names the macro. */
  private void evaluateMacro(
      MacroDefinition macro, CFile from, Place named, int depth, Set<Value> into) {
    Optional<MacroBodies.Body> body = bodies.of(macro);
    if (body.isEmpty()) {
      into.add(new Value(Value.Kind.UNKNOWN, 0, macro.name(), named));
      return;
    }
    Set<Value> found = new LinkedHashSet<>();
    evaluateForeign(body.get().file(), body.get().node(), from, depth, found);
    for (Value value : found) {
      into.add(value.seenAt(named));
    }
  }

  /** Evaluates an expression of a macro body, whose names are those of another file. */
  private void evaluateForeign(CFile body, int node, CFile names, int depth, Set<Value> into) {
    SyntaxTree tree = body.tree();
    int at = Expressions.bare(tree, node);
    if (at >= 0 && tree.kind(at) == Kind.IDENTIFIER) {
      String name = tree.name(at);
      Optional<Value> known = KernelConstants.named(name, tree.place(at));
      if (known.isPresent()) {
        into.add(known.get());
        return;
      }
      Optional<MacroDefinition> macro = module.macro(name, names);
      if (macro.isPresent() && !macro.get().functionLike() && depth < DEEPEST) {
        evaluateMacro(macro.get(), names, tree.place(at), depth + 2, into);
        return;
      }
      if (!enumerator(new Scope(names, null), name, depth, into)) {
        into.add(Value.unknown(body.tree(), at));
      }
      return;
    }
    evaluate(new Scope(body, null), at, depth + 1, into);
  }

  private boolean enumerator(Scope scope, String name, int depth, Set<Value> into) {
    for (CFile file : module.visibleFrom(scope.file())) {
      Integer node = file.enumerators().get(name);
      if (node != null) {
        into.addAll(enumerated(file, node, depth));
        return true;
      }
    }
    return false;
  }

  /** An enumerator counts on from the last one that has a value of its own. */
  private Set<Value> enumerated(CFile file, int node, int depth) {
    SyntaxTree tree = file.tree();
    Set<Value> base = new LinkedHashSet<>();
    long offset = 0;
    for (int sibling : tree.namedChildren(tree.parent(node))) {
      int value = tree.part(sibling, Field.VALUE);
      if (value >= 0) {
        base.clear();
        evaluate(new Scope(file, null), value, depth + 1, base);
        offset = 0;
      }
      if (sibling == node) {
        break;
      }
      offset++;
    }
    Scope scope = new Scope(file, null);
    if (base.isEmpty()) {
      return Set.of(Value.of(Value.Kind.NUMBER, offset, scope.tree(), node));
    }
    Set<Value> result = new LinkedHashSet<>();
    for (Value value : base) {
      boolean counted = offset > 0 && value.isNumeric();
      result.add(
          offset == 0
              ? value
              : counted
                  ? Value.of(Value.Kind.NUMBER, value.number() + offset, scope.tree(), node)
                  : Value.unknown(file.tree(), node));
    }
    return result;
  }

  /** A constant at file level. */
  private boolean constant(Scope scope, String name, int depth, Set<Value> into) {
    Optional<DriverModule.GlobalVariable> global = module.global(name, scope.file());
    if (global.isEmpty() || global.get().variable().initializer() < 0) {
      return false;
    }
    CFile file = global.get().file();
    boolean isConst = file.isConstant(global.get().variable());
    if (isConst) {
      evaluate(new Scope(file, null), global.get().variable().initializer(), depth + 1, into);
    }
    return isConst;
  }

  private void unary(Scope scope, int node, int depth, Set<Value> into) {
    Set<Value> operand = new LinkedHashSet<>();
    evaluate(scope, scope.tree().part(node, Field.ARGUMENT), depth + 1, operand);
    boolean minus = Expressions.isOperator(scope.tree(), node, "-");
    for (Value value : operand) {
      boolean number = value.kind() == Value.Kind.NUMBER && minus;
      into.add(
          number
              ? Value.of(Value.Kind.NUMBER, -value.number(), scope.tree(), node)
              : Value.unknown(scope.tree(), node));
    }
  }

  private void binary(Scope scope, int node, int depth, Set<Value> into) {
    SyntaxTree tree = scope.tree();
    Set<Value> left = new LinkedHashSet<>();
    Set<Value> right = new LinkedHashSet<>();
    evaluate(scope, tree.part(node, Field.LEFT), depth + 1, left);
    evaluate(scope, tree.part(node, Field.RIGHT), depth + 1, right);
    BinaryOperation operation = new BinaryOperation(tree, node);
    for (Value l : left) {
      for (Value r : right) {
        into.add(operation.of(l, r));
      }
    }
  }

  private void call(Scope scope, int node, int depth, Set<Value> into) {
    List<CFunction> callees =
        module.functionsNamed(Expressions.callee(scope.tree(), node), scope.file());
    int before = into.size();
    for (CFunction callee : callees) {
      Set<Value> results = new LinkedHashSet<>();
      for (int result : callee.results()) {
        evaluate(new Scope(callee.file(), callee), result, depth + 2, results);
      }
      for (Value result : results) {
        into.addAll(substituted(result, scope, Expressions.arguments(scope.tree(), node), depth));
      }
    }
    if (into.size() == before) {
      into.add(Value.unknown(scope.tree(), node));
    }
  }

  private Set<Value> substituted(Value value, Scope caller, List<Integer> arguments, int depth) {
    if (value.kind() != Value.Kind.PARAMETER) {
      return Set.of(value);
    }
    Set<Value> found = new LinkedHashSet<>();
    if (value.number() < arguments.size()) {
      evaluate(caller, arguments.get((int) value.number()), depth + 1, found);
    }
    return found;
  }

  /** What a callee's values are for its caller. */
  List<Value> substituted(List<Value> values, CFunction caller, int call) {
    Scope scope = new Scope(caller.file(), caller);
    Set<Value> found = new LinkedHashSet<>();
    for (Value value : values) {
      found.addAll(substituted(value, scope, Expressions.arguments(caller.tree(), call), 0));
    }
    return found.isEmpty()
        ? List.of(Value.unknown(caller.file().tree(), call))
        : List.copyOf(found);
  }
}
