package dev.fasynclens.driver;

import dev.fasynclens.driver.DriverModule.GlobalVariable;
import dev.fasynclens.driver.DriverModule.TypedExpression;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of expressions, as far as the declarations in view tell. */
final class Typing {
  /** Macros that return a pointer to the type they are given as an argument. */
  private static final Set<String> ENTRY_MACROS =
      Set.of(
          "container_of",
          "list_entry",
          "list_first_entry",
          "list_last_entry",
          "list_first_entry_or_null",
          "list_entry_rcu",
          "hlist_entry",
          "rb_entry",
          "llist_entry",
          "container_of_const",
          "list_entry_safe");

  private static final int DEEPEST = 40;

  private final DriverModule module;

  Typing(DriverModule module) {
    this.module = module;
  }

  /** The type of an expression in a function, or at file level if that is null. */
  TypedExpression typeOf(CFile file, @Nullable CFunction function, int node) {
    return typeOf(file, function, node, 0);
  }

  private TypedExpression typeOf(CFile file, @Nullable CFunction function, int node, int depth) {
    SyntaxTree tree = file.tree();
    TypedExpression unknown = new TypedExpression(CType.Named.UNKNOWN, file);
    if (node < 0 || depth > DEEPEST) {
      return unknown;
    }
    return switch (tree.kind(node)) {
      case Kind.IDENTIFIER -> variable(file, function, tree.name(node));
      case Kind.PARENTHESIZED_EXPRESSION ->
          typeOf(file, function, tree.firstNamed(node), depth + 1);
      case Kind.CAST_EXPRESSION ->
          new TypedExpression(file.declarators().described(tree.part(node, Field.TYPE)), file);
      case Kind.FIELD_EXPRESSION -> member(file, function, node, depth);
      case Kind.POINTER_EXPRESSION -> {
        TypedExpression inner = typeOf(file, function, tree.part(node, Field.ARGUMENT), depth + 1);
        if (inner.type().isUnknown()) {
          yield inner;
        }
        yield Expressions.isOperator(tree, node, "&")
            ? new TypedExpression(new CType.Pointer(inner.type()), inner.file())
            : new TypedExpression(resolved(inner).type().target(), resolved(inner).file());
      }
      case Kind.SUBSCRIPT_EXPRESSION -> {
        TypedExpression inner =
            resolved(typeOf(file, function, tree.part(node, Field.ARGUMENT), depth + 1));
        yield new TypedExpression(inner.type().target(), inner.file());
      }
      case Kind.CONDITIONAL_EXPRESSION -> {
        TypedExpression first =
            typeOf(file, function, tree.part(node, Field.CONSEQUENCE), depth + 1);
        yield first.type().isUnknown()
            ? typeOf(file, function, tree.part(node, Field.ALTERNATIVE), depth + 1)
            : first;
      }
      case Kind.ASSIGNMENT_EXPRESSION ->
          typeOf(file, function, tree.part(node, Field.LEFT), depth + 1);
      case Kind.BINARY_EXPRESSION -> typeOf(file, function, tree.part(node, Field.LEFT), depth + 1);
      case Kind.CALL_EXPRESSION -> call(file, node, depth);
      case Kind.NUMBER_LITERAL -> new TypedExpression(new CType.Named("int"), file);
      default -> unknown;
    };
  }

  private TypedExpression variable(CFile file, @Nullable CFunction function, String name) {
    if (function != null) {
      Optional<Variable> local = function.variable(name);
      if (local.isPresent()) {
        return new TypedExpression(local.get().type(), function.file());
      }
    }
    Optional<GlobalVariable> global = module.global(name, file);
    return global
        .map(g -> new TypedExpression(g.variable().type(), g.file()))
        .orElse(new TypedExpression(CType.Named.UNKNOWN, file));
  }

  private TypedExpression member(CFile file, @Nullable CFunction function, int node, int depth) {
    SyntaxTree tree = file.tree();
    TypedExpression base = typeOf(file, function, tree.part(node, Field.ARGUMENT), depth + 1);
    String member = tree.text(tree.part(node, Field.FIELD));
    return structOf(base)
        .flatMap(
            struct ->
                Optional.ofNullable(struct.members().get(member))
                    .map(found -> new TypedExpression(found.type(), struct.file())))
        .orElse(new TypedExpression(CType.Named.UNKNOWN, file));
  }

  private TypedExpression call(CFile file, int node, int depth) {
    SyntaxTree tree = file.tree();
    String callee = Expressions.callee(tree, node);
    if (ENTRY_MACROS.contains(callee)) {
      return entryMacro(file, node);
    }
    List<CFunction> functions = module.functionsNamed(callee, file);
    if (!functions.isEmpty() && !functions.get(0).isMacro()) {
      return new TypedExpression(functions.get(0).returns(), functions.get(0).file());
    }
    return macroCall(file, callee, depth);
  }

  /** {@code container_of(p, struct foo, member)}: the mask left only the last word of the type. */
  private TypedExpression entryMacro(CFile file, int node) {
    SyntaxTree tree = file.tree();
    List<Integer> arguments = Expressions.arguments(tree, node);
    if (arguments.size() < 2) {
      return new TypedExpression(CType.Named.UNKNOWN, file);
    }
    String tag = tree.name(arguments.get(1));
    boolean isTypedef = module.typedef(tag, file).isPresent();
    CType named = isTypedef ? new CType.Named(tag) : new CType.Struct(tag);
    return new TypedExpression(new CType.Pointer(named), file);
  }

  /** A macro of ours around {@code container_of}. */
  private TypedExpression macroCall(CFile file, String name, int depth) {
    TypedExpression unknown = new TypedExpression(CType.Named.UNKNOWN, file);
    if (depth > 4) {
      return unknown;
    }
    return module
        .macro(name, file)
        .map(macro -> EntryMacro.structTag(macro.body()))
        .filter(tag -> !tag.isEmpty())
        .map(tag -> new TypedExpression(new CType.Pointer(new CType.Struct(tag)), file))
        .orElse(unknown);
  }

  /** Replaces typedef names by what they stand for. */
  TypedExpression resolved(TypedExpression typed) {
    TypedExpression at = typed;
    for (int i = 0; i < 8 && at.type() instanceof CType.Named named; i++) {
      Optional<TypedExpression> next = module.typedef(named.name(), at.file());
      if (next.isEmpty()) {
        return at;
      }
      at = next.get();
    }
    return at;
  }

  /** The tag of the struct that a type is, or points to; empty if it is none or unknown. */
  Optional<TypedExpression> structTag(TypedExpression typed) {
    TypedExpression at = resolved(typed);
    for (int i = 0;
        i < 3 && (at.type() instanceof CType.Pointer || at.type() instanceof CType.Array);
        i++) {
      at = resolved(new TypedExpression(at.type().target(), at.file()));
    }
    return at.type() instanceof CType.Struct ? Optional.of(at) : Optional.empty();
  }

  /** The definition of the struct that a type points to, with one star. */
  Optional<StructType> pointee(TypedExpression typed) {
    TypedExpression pointer = resolved(typed);
    TypedExpression target = resolved(new TypedExpression(pointer.type().target(), pointer.file()));
    return target.type() instanceof CType.Struct struct
        ? module.struct(struct.tag(), target.file())
        : Optional.empty();
  }

  /** The definition of the struct that a type is, or points to. */
  Optional<StructType> structOf(TypedExpression typed) {
    return structTag(typed)
        .flatMap(at -> module.struct(((CType.Struct) at.type()).tag(), at.file()));
  }
}
