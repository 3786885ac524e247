package dev.fasynclens.driver;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.PollMask;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.MacroDefinition;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /** Names from the signal headers that people pass where they do not belong. */
  private static final Map<String, Long> OTHER_CODES =
      Map.of(
          "SI_USER", 0L, "SI_KERNEL", 0x80L, "SI_QUEUE", -1L, "SI_ASYNCIO", -4L, "SI_SIGIO", -5L);

  private final DriverModule module;
  private final Map<MacroDefinition, Optional<CFile>> macroFiles = new HashMap<>();

  Evaluation(DriverModule module) {
    this.module = module;
  }

  /** The values an expression in a function may have. Never empty. */
  List<Value> valuesOf(CFunction function, int node) {
    Set<Value> found = new LinkedHashSet<>();
    evaluate(new Scope(function.file(), function), node, 0, found);
    return found.isEmpty() ? List.of(unknown(function.file(), node)) : List.copyOf(found);
  }

  private record Scope(CFile file, @Nullable CFunction function) {
    SyntaxTree tree() {
      return file.tree();
    }
  }

  private static Value unknown(CFile file, int node) {
    return new Value(Value.Kind.UNKNOWN, 0, "", file.tree().place(node));
  }

  private void evaluate(Scope scope, int node, int depth, Set<Value> into) {
    SyntaxTree tree = scope.tree();
    int at = Expressions.bare(tree, node);
    if (at < 0 || depth > DEEPEST || into.size() > 64) {
      return;
    }
    switch (tree.kind(at)) {
      case Kind.NUMBER_LITERAL -> {
        OptionalLong number = number(tree.text(at));
        if (number.isPresent()) {
          into.add(value(Value.Kind.NUMBER, number.getAsLong(), scope, at));
        } else {
          into.add(unknown(scope.file(), at));
        }
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
          into.add(value(Value.Kind.NUMBER, tree.kind(at) == Kind.TRUE ? 1 : 0, scope, at));
      default -> into.add(unknown(scope.file(), at));
    }
  }

  private static Value value(Value.Kind kind, long number, Scope scope, int node) {
    return new Value(kind, number, scope.tree().text(node), scope.tree().place(node));
  }

  private void name(Scope scope, int node, int depth, Set<Value> into) {
    String name = scope.tree().name(node);
    Place place = scope.tree().place(node);
    CFunction function = scope.function();
    if (function != null && function.variable(name).isPresent()) {
      variable(new Scope(scope.file(), function), function, name, node, depth, into);
      return;
    }
    Optional<Value> known = wellKnown(name, place);
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
      into.add(unknown(scope.file(), node));
    }
  }

  private static Optional<Value> wellKnown(String name, Place place) {
    Optional<PollCode> code = PollCode.named(name);
    if (code.isPresent()) {
      return Optional.of(new Value(Value.Kind.POLL_CODE, code.get().number(), name, place));
    }
    Optional<PollMask> mask = PollMask.named(name);
    if (mask.isPresent()) {
      return Optional.of(new Value(Value.Kind.POLL_MASK, mask.get().bit(), name, place));
    }
    Optional<Signal> signal = Signal.named(name);
    if (signal.isPresent()) {
      return Optional.of(new Value(Value.Kind.SIGNAL, signal.get().number(), name, place));
    }
    return Optional.ofNullable(OTHER_CODES.get(name))
        .map(number -> new Value(Value.Kind.NUMBER, number, name, place));
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
    if (local.initializer() >= 0) {
      evaluate(scope, local.initializer(), depth + 1, found);
    }
    for (int assignment : function.assignments()) {
      int left = Expressions.unwrapped(tree, tree.part(assignment, Field.LEFT));
      if (tree.kind(left) == Kind.IDENTIFIER && tree.is(left, name)) {
        evaluate(scope, tree.part(assignment, Field.RIGHT), depth + 1, found);
      }
    }
    if (found.isEmpty() || isWrittenElsewhere(function, name)) {
      found.add(unknown(scope.file(), node));
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
    Optional<CFile> body = macroFiles.computeIfAbsent(macro, Evaluation::parsedBody);
    if (body.isEmpty()) {
      into.add(new Value(Value.Kind.UNKNOWN, 0, macro.name(), named));
      return;
    }
    Variable holder = body.get().globals().get("value");
    if (holder == null || holder.initializer() < 0) {
      into.add(new Value(Value.Kind.UNKNOWN, 0, macro.name(), named));
      return;
    }
    Set<Value> found = new LinkedHashSet<>();
    evaluateForeign(body.get(), holder.initializer(), from, depth, found);
    for (Value value : found) {
      into.add(new Value(value.kind(), value.number(), value.spelling(), named));
    }
  }

  /** Evaluates an expression of a macro body, whose names are those of another file. */
  private void evaluateForeign(CFile body, int node, CFile names, int depth, Set<Value> into) {
    SyntaxTree tree = body.tree();
    int at = Expressions.bare(tree, node);
    if (at >= 0 && tree.kind(at) == Kind.IDENTIFIER) {
      String name = tree.name(at);
      Optional<Value> known = wellKnown(name, tree.place(at));
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
        into.add(unknown(body, at));
      }
      return;
    }
    evaluate(new Scope(body, null), at, depth + 1, into);
  }

  private static Optional<CFile> parsedBody(MacroDefinition macro) {
    if (macro.body().isEmpty() || macro.body().length() > 500) {
      return Optional.empty();
    }
    try {
      String text = "int value = " + macro.body() + ";\n";
      return Optional.of(new CFile(SyntaxTree.parse(SourceText.of(macro.name(), text))));
    } catch (UnreadableSourceException e) {
      return Optional.empty();
    }
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
      return Set.of(value(Value.Kind.NUMBER, offset, scope, node));
    }
    Set<Value> result = new LinkedHashSet<>();
    for (Value value : base) {
      boolean counted = offset > 0 && isNumeric(value);
      result.add(
          offset == 0
              ? value
              : counted
                  ? value(Value.Kind.NUMBER, value.number() + offset, scope, node)
                  : unknown(file, node));
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
    int node = global.get().variable().node();
    int declaration = file.tree().enclosing(node, Kind.DECLARATION);
    boolean isConst = false;
    for (int child : file.tree().namedChildren(declaration)) {
      isConst |= file.tree().kind(child) == Kind.TYPE_QUALIFIER && file.tree().is(child, "const");
    }
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
              ? value(Value.Kind.NUMBER, -value.number(), scope, node)
              : unknown(scope.file(), node));
    }
  }

  private void binary(Scope scope, int node, int depth, Set<Value> into) {
    SyntaxTree tree = scope.tree();
    Set<Value> left = new LinkedHashSet<>();
    Set<Value> right = new LinkedHashSet<>();
    evaluate(scope, tree.part(node, Field.LEFT), depth + 1, left);
    evaluate(scope, tree.part(node, Field.RIGHT), depth + 1, right);
    String operator = tree.text(tree.part(node, Field.OPERATOR));
    for (Value l : left) {
      for (Value r : right) {
        into.add(combined(operator, l, r, scope, node));
      }
    }
  }

  private static Value combined(String operator, Value l, Value r, Scope scope, int node) {
    boolean mask = l.kind() == Value.Kind.POLL_MASK || r.kind() == Value.Kind.POLL_MASK;
    boolean known = isNumeric(l) && isNumeric(r);
    if (!known) {
      // A mask or-ed with or cut down by something unknown is still a mask.
      boolean stays = mask && (operator.equals("|") || operator.equals("&"));
      return stays ? value(Value.Kind.POLL_MASK, 0, scope, node) : unknown(scope.file(), node);
    }
    long a = l.number();
    long b = r.number();
    boolean joins = operator.equals("|") || operator.equals("+");
    if (joins && (r.isZero() || l.isZero())) {
      Value stays = r.isZero() ? l : r;
      return new Value(stays.kind(), stays.number(), stays.spelling(), scope.tree().place(node));
    }
    if (joins && isCode(l) && isCode(r)) {
      return value(
          a == b && operator.equals("|") ? l.kind() : Value.Kind.MIXED_CODES, a | b, scope, node);
    }
    Value.Kind kind = mask ? Value.Kind.POLL_MASK : Value.Kind.NUMBER;
    return switch (operator) {
      case "|" -> value(kind, a | b, scope, node);
      case "&" -> value(kind, a & b, scope, node);
      case "+" -> value(kind, a + b, scope, node);
      case "-" -> value(kind, a - b, scope, node);
      case "<<" -> value(kind, b >= 0 && b < 64 ? a << b : 0, scope, node);
      case ">>" -> value(kind, b >= 0 && b < 64 ? a >> b : 0, scope, node);
      default -> unknown(scope.file(), node);
    };
  }

  private static boolean isCode(Value value) {
    return value.kind() == Value.Kind.POLL_CODE || value.kind() == Value.Kind.MIXED_CODES;
  }

  private static boolean isNumeric(Value value) {
    return value.kind() != Value.Kind.UNKNOWN && value.kind() != Value.Kind.PARAMETER;
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
        into.addAll(
            new ArrayList<>(
                substituted(result, scope, Expressions.arguments(scope.tree(), node), depth)));
      }
    }
    if (into.size() == before) {
      into.add(unknown(scope.file(), node));
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
    return found.isEmpty() ? List.of(unknown(caller.file(), call)) : List.copyOf(found);
  }

  private static OptionalLong number(String text) {
    String digits = text.replace("'", "");
    int end = digits.length();
    boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
    while (end > 0 && "uUlL".indexOf(digits.charAt(end - 1)) >= 0) {
      end--;
    }
    digits = digits.substring(0, end);
    try {
      if (hex) {
        return OptionalLong.of(Long.parseUnsignedLong(digits.substring(2), 16));
      }
      boolean octal = digits.length() > 1 && digits.charAt(0) == '0';
      return OptionalLong.of(octal ? Long.parseLong(digits, 8) : Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
