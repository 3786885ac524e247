package dev.fasynclens.driver;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.MacroDefinition;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One C file: what it declares, and where its calls and assignments are. */
public final class CFile {
  private final SyntaxTree tree;
  private final Declarators declarators;
  private final Map<String, List<CFunction>> functions = new LinkedHashMap<>();
  private final Map<String, StructType> structs = new HashMap<>();
  private final Map<String, Variable> globals = new LinkedHashMap<>();
  private final Map<String, CType> typedefs = new HashMap<>();
  private final Map<String, MacroDefinition> macros = new HashMap<>();
  private final Map<String, Integer> enumerators = new HashMap<>();
  private final Set<String> prototypes = new HashSet<>();
  private final List<CFunction> allFunctions;
  private final List<Integer> initializers = new ArrayList<>();
  private final List<Integer> topLevelCalls = new ArrayList<>();

  /** Reads the declarations of a tree. */
  public CFile(SyntaxTree tree) {
    this.tree = tree;
    this.declarators = new Declarators(tree);
    for (MacroDefinition macro : tree.macros()) {
      macros.put(macro.name(), macro);
    }
    collect();
    List<CFunction> all = new ArrayList<>();
    functions.values().forEach(all::addAll);
    allFunctions = List.copyOf(all);
  }

  /** Its syntax tree. */
  public SyntaxTree tree() {
    return tree;
  }

  /** Its text. */
  public SourceText source() {
    return tree.source();
  }

  /** Its path. */
  public String name() {
    return tree.source().name();
  }

  /** The directory part of its path, empty if there is none. */
  public String directory() {
    int slash = name().lastIndexOf('/');
    return slash < 0 ? "" : name().substring(0, slash);
  }

  /** The functions defined here, by name; several where an {@code #if} has variants. */
  public Map<String, List<CFunction>> functions() {
    return functions;
  }

  /** The structs defined here, by tag. */
  public Map<String, StructType> structs() {
    return structs;
  }

  /** The variables at file level, by name. */
  public Map<String, Variable> globals() {
    return globals;
  }

  /** Whether a variable at file level is declared const. */
  public boolean isConstant(Variable global) {
    int declaration = tree.enclosing(global.node(), Kind.DECLARATION);
    return tree.namedChildren(declaration).stream()
        .anyMatch(n -> tree.kind(n) == Kind.TYPE_QUALIFIER && tree.is(n, "const"));
  }

  /** The typedefs, by name. */
  public Map<String, CType> typedefs() {
    return typedefs;
  }

  /** The macros, by name. */
  public Map<String, MacroDefinition> macros() {
    return macros;
  }

  /** Nodes of the enumerators, by name. */
  public Map<String, Integer> enumerators() {
    return enumerators;
  }

  /** Names of the functions that are declared here without a body. */
  public Set<String> prototypes() {
    return prototypes;
  }

  /** Nodes of all brace-enclosed initialisers, outermost ones only. */
  public List<Integer> initializers() {
    return initializers;
  }

  /** Nodes of the calls outside functions: macros that declare something. */
  public List<Integer> topLevelCalls() {
    return topLevelCalls;
  }

  Declarators declarators() {
    return declarators;
  }

  /** All functions in order. */
  public List<CFunction> allFunctions() {
    return allFunctions;
  }

  private void collect() {
    CFunction current = null;
    int currentEnd = 0;
    int initializerEnd = 0;
    for (int node = 0; node < tree.size(); node++) {
      if (current != null && node >= currentEnd) {
        current = null;
      }
      switch (tree.kind(node)) {
        case Kind.FUNCTION_DEFINITION -> {
          CFunction function = function(node);
          if (function != null) {
            functions.computeIfAbsent(function.name(), _ -> new ArrayList<>()).add(function);
            current = function;
            currentEnd = tree.subtreeEnd(node);
          }
        }
        case Kind.DECLARATION -> declaration(node, current);
        case Kind.TYPE_DEFINITION -> {
          for (Variable typedef : declarators.declared(node)) {
            typedefs.put(typedef.name(), typedef.type());
          }
        }
        case Kind.STRUCT_SPECIFIER, Kind.UNION_SPECIFIER -> struct(node);
        case Kind.ENUMERATOR -> enumerators.put(tree.text(tree.part(node, Field.NAME)), node);
        case Kind.CALL_EXPRESSION -> {
          if (current != null) {
            current.addCall(node);
          } else {
            topLevelCalls.add(node);
          }
        }
        case Kind.ASSIGNMENT_EXPRESSION -> {
          if (current != null) {
            current.addAssignment(node);
          }
        }
        case Kind.RETURN_STATEMENT -> {
          int value = tree.firstNamed(node);
          if (current != null && value >= 0) {
            current.addResult(value);
          }
        }
        case Kind.INITIALIZER_LIST -> {
          if (node >= initializerEnd) {
            initializers.add(node);
            initializerEnd = tree.subtreeEnd(node);
          }
        }
        default -> {}
      }
    }
  }

  private @Nullable CFunction function(int node) {
    int declarator = declarators.functionDeclarator(node);
    int body = tree.part(node, Field.BODY);
    if (declarator < 0 || body < 0) {
      return null;
    }
    int nameNode = declarators.nameNode(declarator);
    if (nameNode < 0) {
      return null;
    }
    String name = tree.name(nameNode);
    MacroDefinition macro = macros.get(name);
    boolean isMacro = macro != null && macro.parsed();
    List<Variable> parameters = new ArrayList<>();
    int list = tree.part(declarator, Field.PARAMETERS);
    for (int p = list < 0 ? -1 : tree.firstNamed(list); p >= 0; p = tree.nextNamed(p)) {
      parameters.add(isMacro ? macroParameter(p) : parameter(p));
    }
    boolean takesNothing =
        parameters.size() == 1
            && parameters.get(0).name().isEmpty()
            && parameters.get(0).type().equals(new CType.Named("void"));
    CType returns = declarators.specifiedType(node);
    int outer = tree.part(node, Field.DECLARATOR);
    if (tree.kind(outer) == Kind.POINTER_DECLARATOR) {
      boolean twice = tree.kind(tree.part(outer, Field.DECLARATOR)) == Kind.POINTER_DECLARATOR;
      returns = new CType.Pointer(twice ? new CType.Pointer(returns) : returns);
    }
    return new CFunction(
        this,
        name,
        nameNode,
        node,
        body,
        declarators.hasStorage(node, "static"),
        isMacro,
        isMacro ? CType.Named.UNKNOWN : returns,
        takesNothing ? List.of() : List.copyOf(parameters));
  }

  private Variable parameter(int node) {
    List<Variable> declared = declarators.declared(node);
    if (!declared.isEmpty()) {
      return declared.get(0);
    }
    int declarator = tree.part(node, Field.DECLARATOR);
    CType type = declarator < 0 ? declarators.specifiedType(node) : declarators.described(node);
    return new Variable("", type, node, -1, false, false);
  }

  private Variable macroParameter(int node) {
    return new Variable(tree.text(node).strip(), CType.Named.UNKNOWN, node, -1, false, false);
  }

  private void declaration(int node, @Nullable CFunction function) {
    for (Variable variable : declarators.declared(node)) {
      if (variable.type() instanceof CType.Function && variable.initializer() < 0) {
        prototypes.add(variable.name());
      } else if (function != null) {
        function.addLocal(variable);
      } else {
        Variable known = globals.get(variable.name());
        if (known == null || known.initializer() < 0) {
          globals.put(variable.name(), variable);
        }
      }
    }
  }

  private void struct(int node) {
    int body = tree.part(node, Field.BODY);
    if (body < 0) {
      return;
    }
    int name = tree.part(node, Field.NAME);
    String tag = name < 0 ? "@" + node : tree.text(name);
    Map<String, Variable> members = new LinkedHashMap<>();
    addMembers(body, members);
    structs.putIfAbsent(tag, new StructType(tag, this, node, members));
  }

  private void addMembers(int body, Map<String, Variable> members) {
    for (int field = tree.firstNamed(body); field >= 0; field = tree.nextNamed(field)) {
      List<Variable> declared = declarators.declared(field);
      for (Variable member : declared) {
        members.putIfAbsent(member.name(), member);
      }
      if (declared.isEmpty()) {
        int type = tree.part(field, Field.TYPE);
        int inner = type < 0 ? -1 : tree.part(type, Field.BODY);
        if (inner >= 0) {
          addMembers(inner, members);
        }
      }
    }
  }
}
