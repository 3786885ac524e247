package dev.fasynclens.driver;

import dev.fasynclens.driver.DriverModule.GlobalVariable;
import dev.fasynclens.driver.DriverModule.TypedExpression;
import dev.fasynclens.driver.Queue.MacroMember;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which queue an argument means. */
final class QueueResolution {
  private static final int DEEPEST = 12;
  private static final Pattern MEMBER_MACRO = Pattern.compile("(?:->|\\.)\\s*(\\w+)[\\s)]*$");

  private final DriverModule module;
  private final Typing typing;

  QueueResolution(DriverModule module, Typing typing) {
    this.module = module;
    this.typing = typing;
  }

  /** The queues whose address an expression may be. */
  Set<Queue> pointedTo(CFunction function, int node) {
    Set<Queue> found = new LinkedHashSet<>();
    pointedTo(function, node, 0, found);
    return found;
  }

  /** The queues an expression may itself be. */
  Set<Queue> named(CFunction function, int node) {
    Set<Queue> found = new LinkedHashSet<>();
    lvalue(function, node, 0, found);
    return found;
  }

  private void pointedTo(CFunction function, int node, int depth, Set<Queue> into) {
    SyntaxTree tree = function.tree();
    int at = Expressions.bare(tree, node);
    if (at < 0 || depth > DEEPEST) {
      into.add(new Queue.Unknown());
      return;
    }
    switch (tree.kind(at)) {
      case Kind.POINTER_EXPRESSION -> {
        if (Expressions.isOperator(tree, at, "&")) {
          lvalue(function, tree.part(at, Field.ARGUMENT), depth + 1, into);
        } else {
          into.add(new Queue.Unknown());
        }
      }
      case Kind.IDENTIFIER -> pointer(function, at, depth, into);
      case Kind.FIELD_EXPRESSION, Kind.SUBSCRIPT_EXPRESSION ->
          lvalue(function, at, depth + 1, into);
      case Kind.CONDITIONAL_EXPRESSION -> {
        int consequence = tree.part(at, Field.CONSEQUENCE);
        pointedTo(function, consequence, depth + 1, into);
        pointedTo(function, tree.part(at, Field.ALTERNATIVE), depth + 1, into);
      }
      case Kind.BINARY_EXPRESSION ->
          pointedTo(function, tree.part(at, Field.LEFT), depth + 1, into);
      case Kind.ASSIGNMENT_EXPRESSION ->
          pointedTo(function, tree.part(at, Field.RIGHT), depth + 1, into);
      case Kind.CALL_EXPRESSION -> call(function, at, depth, into);
      case Kind.NULL -> {}
      default -> into.add(new Queue.Unknown());
    }
  }

  /** A variable that holds the address of a queue, or is an array of queues. */
  private void pointer(CFunction function, int node, int depth, Set<Queue> into) {
    String name = function.tree().name(node);
    if (function.isLocal(name)) {
      Variable local = function.variable(name).orElseThrow();
      if (local.type().isPointerTo("fasync_struct") || local.type() instanceof CType.Array) {
        into.add(new Queue.Local(function, name));
        return;
      }
      int before = into.size();
      for (int value : function.valuesGivenTo(local)) {
        pointedTo(function, value, depth + 1, into);
      }
      if (into.size() == before) {
        into.add(new Queue.Unknown());
      }
      return;
    }
    int index = function.parameterIndex(name);
    if (index >= 0) {
      boolean value = function.parameters().get(index).type().isPointerTo("fasync_struct");
      into.add(value ? new Queue.Local(function, name) : new Queue.Parameter(index, false));
      return;
    }
    lvalue(function, node, depth + 1, into);
  }

  private void call(CFunction function, int call, int depth, Set<Queue> into) {
    SyntaxTree tree = function.tree();
    List<CFunction> callees =
        module.functionsNamed(Expressions.callee(tree, call), function.file());
    List<Integer> arguments = Expressions.arguments(tree, call);
    int before = into.size();
    for (CFunction callee : callees) {
      Set<Queue> results = new LinkedHashSet<>();
      for (int result : callee.results()) {
        pointedTo(callee, result, depth + 2, results);
      }
      for (Queue result : results) {
        into.addAll(substituted(result, function, arguments));
      }
    }
    if (into.size() == before) {
      into.add(new Queue.Unknown());
    }
  }

  /** What a callee's queues are for its caller. */
  Set<Queue> substituted(Set<Queue> meant, CFunction caller, List<Integer> arguments) {
    Set<Queue> found = new LinkedHashSet<>();
    for (Queue queue : meant) {
      found.addAll(substituted(queue, caller, arguments));
    }
    return found;
  }

  /** What a callee's queue is for its caller. */
  Set<Queue> substituted(Queue queue, CFunction caller, List<Integer> arguments) {
    if (queue instanceof Queue.MacroMember member) {
      return Set.of(member(member, caller, arguments));
    }
    if (!(queue instanceof Queue.Parameter parameter)) {
      return Set.of(queue);
    }
    if (parameter.index() >= arguments.size()) {
      return Set.of(new Queue.Unknown());
    }
    int argument = arguments.get(parameter.index());
    return parameter.itself() ? named(caller, argument) : pointedTo(caller, argument);
  }

  private void lvalue(CFunction function, int node, int depth, Set<Queue> into) {
    SyntaxTree tree = function.tree();
    int at = Expressions.bare(tree, node);
    if (at < 0 || depth > DEEPEST) {
      into.add(new Queue.Unknown());
      return;
    }
    switch (tree.kind(at)) {
      case Kind.IDENTIFIER -> variable(function, tree.name(at), into);
      case Kind.FIELD_EXPRESSION -> into.add(member(function, at));
      case Kind.SUBSCRIPT_EXPRESSION ->
          lvalue(function, tree.part(at, Field.ARGUMENT), depth + 1, into);
      case Kind.POINTER_EXPRESSION -> {
        if (Expressions.isOperator(tree, at, "*")) {
          pointedTo(function, tree.part(at, Field.ARGUMENT), depth + 1, into);
        } else {
          into.add(new Queue.Unknown());
        }
      }
      default -> into.add(new Queue.Unknown());
    }
  }

  private void variable(CFunction function, String name, Set<Queue> into) {
    if (function.isLocal(name)) {
      into.add(new Queue.Local(function, name));
      return;
    }
    int index = function.parameterIndex(name);
    if (index >= 0) {
      into.add(
          function.isMacro() ? new Queue.Parameter(index, true) : new Queue.Local(function, name));
      return;
    }
    Optional<GlobalVariable> global = module.global(name, function.file());
    if (global.isPresent()) {
      boolean defined = !global.get().variable().isExtern();
      into.add(new Queue.Global(name, defined ? global.get().file() : null));
      return;
    }
    into.add(macroOrUndeclared(function, name));
  }

  private Queue macroOrUndeclared(CFunction function, String name) {
    return module
        .macro(name, function.file())
        .map(
            macro -> {
              Matcher member = MEMBER_MACRO.matcher(macro.body());
              return member.find()
                  ? (Queue) new Queue.Member("", null, member.group(1))
                  : new Queue.Unknown();
            })
        .orElse(new Queue.Global(name, null));
  }

  private Queue member(MacroMember wanted, CFunction caller, List<Integer> arguments) {
    SyntaxTree tree = caller.tree();
    boolean named = wanted.memberParameter() >= 0 && wanted.memberParameter() < arguments.size();
    String member = named ? tree.text(arguments.get(wanted.memberParameter())) : wanted.member();
    if (wanted.object() >= arguments.size()) {
      return new Queue.Member("", null, member);
    }
    int object = Expressions.bare(tree, arguments.get(wanted.object()));
    int parameter =
        caller.isMacro() && tree.kind(object) == Kind.IDENTIFIER
            ? caller.parameterIndex(tree.name(object))
            : -1;
    return parameter >= 0
        ? new MacroMember(parameter, member, caller.parameterIndex(member))
        : memberOf(typing.typeOf(caller.file(), caller, object), member);
  }

  private Queue member(CFunction function, int node) {
    SyntaxTree tree = function.tree();
    String member = tree.text(tree.part(node, Field.FIELD));
    int object = Expressions.bare(tree, tree.part(node, Field.ARGUMENT));
    if (function.isMacro() && tree.kind(object) == Kind.IDENTIFIER) {
      int parameter = function.parameterIndex(tree.name(object));
      if (parameter >= 0) {
        return new MacroMember(parameter, member, function.parameterIndex(member));
      }
    }
    return memberOf(
        typing.typeOf(function.file(), function, tree.part(node, Field.ARGUMENT)), member);
  }

  private Queue memberOf(TypedExpression base, String member) {
    Optional<TypedExpression> tagged = typing.structTag(base);
    if (tagged.isEmpty()) {
      return new Queue.Member("", null, member);
    }
    String tag = ((CType.Struct) tagged.get().type()).tag();
    Optional<StructType> owner = module.struct(tag, tagged.get().file());
    boolean pointer =
        owner
            .map(struct -> struct.members().get(member))
            .filter(variable -> variable.type().target() instanceof CType.Pointer)
            .isPresent();
    boolean array =
        owner
            .map(struct -> struct.members().get(member))
            .filter(variable -> variable.type() instanceof CType.Array)
            .isPresent();
    // A member that is itself an address may mean any queue.
    return pointer && !array
        ? new Queue.Unknown()
        : new Queue.Member(tag, owner.orElse(null), member);
  }
}
