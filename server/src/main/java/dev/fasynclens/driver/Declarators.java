package dev.fasynclens.driver;

import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;

/** Reads declarations: C writes a type around the name it declares. */
final class Declarators {
  private final SyntaxTree tree;

  Declarators(SyntaxTree tree) {
    this.tree = tree;
  }

  /** What a declaration, member declaration, parameter or typedef declares. */
  List<Variable> declared(int declaration) {
    List<Variable> result = new ArrayList<>();
    CType base = specifiedType(declaration);
    boolean isStatic = hasStorage(declaration, "static");
    boolean isExtern = hasStorage(declaration, "extern");
    int limit = tree.subtreeEnd(declaration);
    for (int child = declaration + 1; child < limit; child = tree.subtreeEnd(child)) {
      if (tree.field(child) != Field.DECLARATOR) {
        continue;
      }
      int declarator = child;
      int initializer = -1;
      if (tree.kind(child) == Kind.INIT_DECLARATOR) {
        declarator = tree.part(child, Field.DECLARATOR);
        initializer = tree.part(child, Field.VALUE);
      }
      int name = nameNode(declarator);
      if (name >= 0) {
        CType type = wrap(base, declarator);
        result.add(new Variable(tree.name(name), type, name, initializer, isStatic, isExtern));
      }
    }
    return result;
  }

  /** The type that a declaration's specifiers name. */
  CType specifiedType(int declaration) {
    int type = tree.part(declaration, Field.TYPE);
    return type < 0 ? CType.Named.UNKNOWN : typeOf(type);
  }

  /** The type of a type descriptor, as in a cast or {@code sizeof}. */
  CType described(int descriptor) {
    int declarator = tree.part(descriptor, Field.DECLARATOR);
    CType base = specifiedType(descriptor);
    return declarator < 0 ? base : wrap(base, declarator);
  }

  private CType typeOf(int specifier) {
    return switch (tree.kind(specifier)) {
      case Kind.STRUCT_SPECIFIER, Kind.UNION_SPECIFIER -> {
        int name = tree.part(specifier, Field.NAME);
        yield new CType.Struct(name < 0 ? "@" + specifier : tree.text(name));
      }
      case Kind.TYPE_IDENTIFIER, Kind.PRIMITIVE_TYPE -> new CType.Named(tree.text(specifier));
      case Kind.SIZED_TYPE_SPECIFIER -> new CType.Named(tree.text(specifier));
      case Kind.ENUM_SPECIFIER -> new CType.Named("enum");
      default -> CType.Named.UNKNOWN;
    };
  }

  /** The identifier inside a declarator, or -1. */
  int nameNode(int declarator) {
    int at = declarator;
    while (at >= 0) {
      switch (tree.kind(at)) {
        case Kind.IDENTIFIER, Kind.FIELD_IDENTIFIER, Kind.TYPE_IDENTIFIER -> {
          return at;
        }
        case Kind.PARENTHESIZED_DECLARATOR, Kind.ATTRIBUTED_DECLARATOR -> at = tree.firstNamed(at);
        default -> at = tree.part(at, Field.DECLARATOR);
      }
    }
    return -1;
  }

  private CType wrap(CType base, int declarator) {
    CType type = base;
    int at = declarator;
    while (at >= 0) {
      switch (tree.kind(at)) {
        case Kind.POINTER_DECLARATOR, Kind.ABSTRACT_POINTER_DECLARATOR -> {
          type = new CType.Pointer(type);
          at = tree.part(at, Field.DECLARATOR);
        }
        case Kind.ARRAY_DECLARATOR -> {
          type = new CType.Array(type);
          at = tree.part(at, Field.DECLARATOR);
        }
        case Kind.FUNCTION_DECLARATOR, Kind.ABSTRACT_FUNCTION_DECLARATOR -> {
          type = new CType.Function(type);
          at = tree.part(at, Field.DECLARATOR);
        }
        case Kind.PARENTHESIZED_DECLARATOR, Kind.ATTRIBUTED_DECLARATOR -> at = tree.firstNamed(at);
        default -> at = -1;
      }
    }
    return type;
  }

  /** The function declarator of a definition, inside whatever pointers its result needs, or -1. */
  int functionDeclarator(int definition) {
    int at = tree.part(definition, Field.DECLARATOR);
    while (at >= 0 && tree.kind(at) != Kind.FUNCTION_DECLARATOR) {
      at =
          tree.kind(at) == Kind.PARENTHESIZED_DECLARATOR
              ? tree.firstNamed(at)
              : tree.part(at, Field.DECLARATOR);
    }
    return at;
  }

  boolean hasStorage(int declaration, String word) {
    for (int child = tree.firstNamed(declaration); child >= 0; child = tree.nextNamed(child)) {
      if (tree.kind(child) == Kind.STORAGE_CLASS_SPECIFIER && tree.is(child, word)) {
        return true;
      }
    }
    return false;
  }
}
