package dev.fasynclens.review.repair;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.PrivateData;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads off the methods of a table how they get from the open file to their object. Methods that
 * disagree tell nothing.
 */
final class ObjectAccesses {
  private static final String CONTAINER_OF = "container_of";
  private static final String OPEN = "open";

  private final DriverModule module;
  private final OperationTable table;

  /** By struct. */
  private final Map<StructType, ObjectAccess> found = new LinkedHashMap<>();

  private final Set<StructType> direct = new HashSet<>();
  private boolean computed;
  private boolean contradictory;
  private boolean usesPrivateData;
  private String file = "file";

  ObjectAccesses(DriverModule module, OperationTable table) {
    this.module = module;
    this.table = table;
    read();
  }

  /** The structs that can be reached from the open file, the nearest first. */
  List<ObjectAccess> all() {
    return contradictory || direct.size() > 1 ? List.of() : List.copyOf(found.values());
  }

  /** How to reach a struct, from the file or because there is only one object of it. */
  Optional<ObjectAccess> to(StructType struct) {
    Optional<ObjectAccess> opened =
        all().stream().filter(a -> struct.equals(a.object())).findFirst();
    return opened.isPresent() || usesPrivateData ? opened : onlyObject(struct);
  }

  /** What the methods call the file. */
  String file() {
    return file;
  }

  /** The variable at file level that is, or points to, the one object of a struct. */
  Optional<ObjectAccess> onlyObject(StructType struct) {
    List<ObjectAccess> objects = new ArrayList<>();
    for (Variable global : struct.file().globals().values()) {
      add(struct, global, objects);
    }
    if (!struct.file().equals(table.file())) {
      table.file().globals().values().forEach(global -> add(struct, global, objects));
    }
    return objects.size() == 1 ? Optional.of(objects.getFirst()) : Optional.empty();
  }

  private void add(StructType struct, Variable global, List<ObjectAccess> into) {
    boolean pointer = global.type() instanceof CType.Pointer;
    boolean ours =
        module.facts().structOf(table.file(), global.type()).filter(struct::equals).isPresent();
    if (!ours || global.isExtern()) {
      return;
    }
    boolean single =
        pointer ? !(global.type().target() instanceof CType.Pointer) : !isArray(global);
    String base = global.name() + (pointer ? "->" : ".");
    boolean used =
        table.entries().keySet().stream()
            .flatMap(member -> module.facts().methods(table, member).stream())
            .anyMatch(method -> method.mentions(global.name()));
    // A second one of the same struct leaves the choice open, used or not.
    into.add(new ObjectAccess(file, List.of(), struct, base));
    if (!single || !used) {
      into.add(new ObjectAccess(file, List.of(), struct, base));
    }
  }

  private static boolean isArray(Variable variable) {
    return variable.type() instanceof CType.Array;
  }

  private void read() {
    List<CFunction> opening = module.facts().methods(table, OPEN);
    Set<String> ways = new HashSet<>();
    for (String member : table.entries().keySet()) {
      for (CFunction method : module.facts().methods(table, member)) {
        Optional<String> parameter = fileParameter(method);
        if (parameter.isEmpty() || method.isMacro()) {
          continue;
        }
        usesPrivateData |= PrivateData.isUsedIn(method);
        if (!computed) {
          file = parameter.get();
        }
        if (!opening.contains(method)) {
          read(method, parameter.get(), ways);
        }
      }
    }
    if (!computed) {
      opening.forEach(this::readOpen);
    }
    contradictory = ways.size() > 1;
  }

  private static Optional<String> fileParameter(CFunction method) {
    return method.parameters().stream()
        .filter(p -> p.type().isPointerTo("file") && !p.name().isEmpty())
        .map(Variable::name)
        .findFirst();
  }

  /** The variables of a method that hold what the file leads to, one after the other. */
  private void read(CFunction method, String parameter, Set<String> ways) {
    SyntaxTree tree = method.tree();
    Map<String, ObjectAccess> known = new LinkedHashMap<>();
    for (int node = method.body(); node < tree.subtreeEnd(method.body()); node++) {
      int value = givenValue(tree, node);
      String name = value < 0 ? "" : givenName(tree, node);
      Optional<Variable> local = method.variable(name).filter(_ -> method.isLocal(name));
      if (local.isEmpty() || method.valuesGivenTo(local.get()).size() != 1) {
        continue;
      }
      Optional<StructType> struct =
          module
              .facts()
              .pointee(method, nameNode(tree, node))
              .filter(s -> !s.tag().startsWith("@"));
      if (struct.isEmpty()) {
        continue;
      }
      Optional<List<String>> before = declarationsFor(method, value, parameter, known);
      if (before.isEmpty()) {
        continue;
      }
      List<String> declarations = new ArrayList<>(before.get());
      declarations.add(declaration(method, local.get(), value));
      if (declarations.size() == 1) {
        direct.add(struct.get());
        ways.add(Expressions.mentions(tree, value, CONTAINER_OF) ? CONTAINER_OF : "");
      }
      ObjectAccess access =
          new ObjectAccess(parameter, List.copyOf(declarations), struct.get(), name + "->");
      known.putIfAbsent(name, access);
      found.putIfAbsent(struct.get(), access);
      file = computed ? file : parameter;
      computed = true;
    }
  }

  /** The declarations that a value needs; none if it needs more than the file. */
  private Optional<List<String>> declarationsFor(
      CFunction method, int value, String parameter, Map<String, ObjectAccess> known) {
    SyntaxTree tree = method.tree();
    boolean opened = false;
    Optional<List<String>> through = Optional.empty();
    for (int n = value; n < tree.subtreeEnd(value); n++) {
      if (tree.kind(n) == Kind.CALL_EXPRESSION && !isPlainAccess(method, n, parameter)) {
        return Optional.empty();
      }
      opened |= PrivateData.isOf(tree, n, parameter);
      if (tree.kind(n) != Kind.IDENTIFIER || isMemberName(tree, n)) {
        continue;
      }
      String word = tree.name(n);
      if (word.equals(parameter)) {
        continue;
      }
      ObjectAccess step = known.get(word);
      if (step != null && through.isEmpty()) {
        through = Optional.of(step.declarations());
      } else if (method.variable(word).isPresent()) {
        return Optional.empty();
      }
    }
    return through.isPresent() ? through : opened ? Optional.of(List.of()) : Optional.empty();
  }

  /** {@code container_of()}, or a function of the driver that gets private data and no more. */
  private boolean isPlainAccess(CFunction method, int call, String parameter) {
    SyntaxTree tree = method.tree();
    String callee = Expressions.callee(tree, call);
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (callee.equals(CONTAINER_OF)) {
      return true;
    }
    boolean takesObject =
        arguments.size() == 1
            && PrivateData.isOf(tree, Expressions.bare(tree, arguments.getFirst()), parameter);
    boolean macro =
        module.visibleFrom(method.file()).stream().anyMatch(f -> f.macros().containsKey(callee));
    return takesObject && (macro || !module.functionsNamed(callee, method.file()).isEmpty());
  }

  /** The type and the member that {@code container_of} is given are no variables. */
  private static boolean isMemberName(SyntaxTree tree, int node) {
    int list = tree.parent(node);
    int call = tree.parent(list);
    return tree.kind(list) == Kind.ARGUMENT_LIST
        && Expressions.callee(tree, call).equals(CONTAINER_OF)
        && !Expressions.arguments(tree, call).getFirst().equals(node);
  }

  /** {@code file->private_data = dev;} in open says it for methods that do not. */
  private void readOpen(CFunction open) {
    SyntaxTree tree = open.tree();
    String parameter = fileParameter(open).orElse("");
    for (int assignment : open.assignments()) {
      int left = Expressions.unwrapped(tree, tree.part(assignment, Field.LEFT));
      int right = Expressions.bare(tree, tree.part(assignment, Field.RIGHT));
      if (!PrivateData.isOf(tree, left, parameter) || tree.kind(right) != Kind.IDENTIFIER) {
        continue;
      }
      Optional<StructType> struct = module.facts().pointee(open, right);
      String name = tree.name(right);
      Optional<Variable> local = open.variable(name).filter(_ -> open.isLocal(name));
      if (struct.isPresent() && local.isPresent() && !struct.get().tag().startsWith("@")) {
        String type = typeOf(open, local.get());
        direct.add(struct.get());
        found.putIfAbsent(
            struct.get(),
            new ObjectAccess(
                parameter,
                List.of(type + " *" + name + " = " + parameter + "->private_data"),
                struct.get(),
                name + "->"));
      }
    }
  }

  private static String declaration(CFunction method, Variable local, int value) {
    String written = method.tree().text(value).replaceAll("\\s+", " ");
    return typeOf(method, local) + " *" + local.name() + " = " + written;
  }

  /** How a declaration of a pointer names what it points to. */
  private static String typeOf(CFunction function, Variable local) {
    SyntaxTree tree = function.tree();
    int declaration = tree.enclosing(local.node(), Kind.DECLARATION);
    return tree.text(tree.part(declaration, Field.TYPE)).replaceAll("\\s+", " ");
  }

  /** The value of an assignment or initialised declarator, or -1. */
  private static int givenValue(SyntaxTree tree, int node) {
    return switch (tree.kind(node)) {
      case Kind.INIT_DECLARATOR -> tree.part(node, Field.VALUE);
      case Kind.ASSIGNMENT_EXPRESSION -> tree.part(node, Field.RIGHT);
      default -> -1;
    };
  }

  private static int nameNode(SyntaxTree tree, int node) {
    int at =
        tree.kind(node) == Kind.INIT_DECLARATOR
            ? tree.part(node, Field.DECLARATOR)
            : Expressions.unwrapped(tree, tree.part(node, Field.LEFT));
    while (at >= 0 && tree.kind(at) == Kind.POINTER_DECLARATOR) {
      at = tree.part(at, Field.DECLARATOR);
    }
    return at >= 0 && tree.kind(at) == Kind.IDENTIFIER ? at : -1;
  }

  private static String givenName(SyntaxTree tree, int node) {
    int name = nameNode(tree, node);
    return name < 0 ? "" : tree.name(name);
  }
}
