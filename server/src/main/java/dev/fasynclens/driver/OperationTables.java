package dev.fasynclens.driver;

import dev.fasynclens.driver.DriverModule.TypedExpression;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the operation tables of a file: designated, GNU old style and positional initialisers,
 * arrays of tables, compound literals, members set at run time, and copies of whole tables.
 */
final class OperationTables {
  private static final String TAG = "file_operations";
  private static final Set<String> TELLING_MEMBERS =
      Set.of("llseek", "read", "write", "read_iter", "unlocked_ioctl", "poll", "mmap", "fasync");

  private final Typing typing;

  OperationTables(Typing typing) {
    this.typing = typing;
  }

  List<OperationTable> in(CFile file) {
    List<OperationTable> tables = new ArrayList<>();
    Map<String, OperationTable> byName = new HashMap<>();
    List<CFunction> macros = file.allFunctions().stream().filter(CFunction::isMacro).toList();
    for (int list : file.initializers()) {
      Optional<CFunction> macro = macroAround(macros, list);
      if (macro.isPresent()) {
        made(file, macro.get(), list, tables);
      } else {
        collect(file, list, tables);
      }
    }
    for (OperationTable table : tables) {
      byName.putIfAbsent(table.name(), table);
    }
    for (CFunction function : file.allFunctions()) {
      for (int assignment : function.assignments()) {
        assigned(function, assignment, tables, byName);
      }
    }
    return tables;
  }

  private static Optional<CFunction> macroAround(List<CFunction> macros, int node) {
    return macros.stream()
        .filter(macro -> macro.body() < node && node < macro.tree().subtreeEnd(macro.body()))
        .findFirst();
  }

  /** A macro that holds a table makes one at each of its uses. */
  private void made(CFile file, CFunction macro, int list, List<OperationTable> into) {
    List<OperationTable> patterns = new ArrayList<>();
    collect(file, list, patterns);
    List<Integer> uses = new ArrayList<>(file.topLevelCalls());
    file.allFunctions().forEach(function -> uses.addAll(function.calls()));
    List<String> parameters = macro.parameters().stream().map(Variable::name).toList();
    SyntaxTree tree = file.tree();
    for (OperationTable pattern : patterns) {
      for (int use : uses) {
        if (Expressions.callee(tree, use).equals(macro.name())) {
          into.add(made(pattern, parameters, tree, use));
        }
      }
    }
  }

  private static OperationTable made(
      OperationTable pattern, List<String> parameters, SyntaxTree tree, int use) {
    String name =
        MacroText.expanded(
            pattern.place().text().slice(pattern.place().span()), parameters, tree, use);
    OperationTable table = new OperationTable(name, pattern.file(), use, -1, new HashMap<>());
    pattern
        .entries()
        .forEach(
            (member, entry) -> {
              String value = tree.text(entry.node());
              String function = MacroText.expanded(value, parameters, tree, use).strip();
              String plain = function.startsWith("&") ? function.substring(1).strip() : function;
              table.put(member, new OperationTable.Entry(plain, entry.file(), entry.node()));
            });
    return table;
  }

  private void collect(CFile file, int list, List<OperationTable> into) {
    SyntaxTree tree = file.tree();
    if (isTable(file, list)) {
      into.add(table(file, list));
      return;
    }
    for (int n = list + 1; n < tree.subtreeEnd(list); n++) {
      if (tree.kind(n) == Kind.INITIALIZER_LIST && isTable(file, n)) {
        into.add(table(file, n));
        n = tree.subtreeEnd(n) - 1;
      }
    }
  }

  private boolean isTable(CFile file, int list) {
    SyntaxTree tree = file.tree();
    int parent = tree.parent(list);
    if (tree.kind(parent) == Kind.INIT_DECLARATOR) {
      int declaration = tree.parent(parent);
      CType type = file.declarators().specifiedType(declaration);
      boolean array = hasNestedLists(tree, list);
      return isFileOperations(type, file) && !array;
    }
    if (tree.kind(parent) == Kind.COMPOUND_LITERAL_EXPRESSION) {
      CType type = file.declarators().described(tree.part(parent, Field.TYPE));
      return isFileOperations(type, file);
    }
    return isElementOfArray(file, list) || looksLikeTable(tree, list);
  }

  /** A list directly inside the initialiser of an array of tables. */
  private boolean isElementOfArray(CFile file, int list) {
    SyntaxTree tree = file.tree();
    int parent = tree.parent(list);
    int outer = tree.kind(parent) == Kind.INITIALIZER_PAIR ? tree.parent(parent) : parent;
    int declarator = tree.parent(outer);
    return tree.kind(outer) == Kind.INITIALIZER_LIST
        && tree.kind(declarator) == Kind.INIT_DECLARATOR
        && isFileOperations(file.declarators().specifiedType(tree.parent(declarator)), file);
  }

  private static boolean hasNestedLists(SyntaxTree tree, int list) {
    int first = tree.firstNamed(list);
    if (first < 0) {
      return false;
    }
    int value = tree.kind(first) == Kind.INITIALIZER_PAIR ? tree.part(first, Field.VALUE) : first;
    return value >= 0 && tree.kind(value) == Kind.INITIALIZER_LIST;
  }

  private boolean isFileOperations(CType type, CFile file) {
    CType resolved = typing.resolved(new TypedExpression(type, file)).type();
    return resolved instanceof CType.Struct struct && struct.tag().equals(TAG);
  }

  /** A list inside another: its members tell. */
  private static boolean looksLikeTable(SyntaxTree tree, int list) {
    int telling = 0;
    for (int child = tree.firstNamed(list); child >= 0; child = tree.nextNamed(child)) {
      telling += TELLING_MEMBERS.contains(Expressions.designated(tree, child)) ? 1 : 0;
    }
    return telling >= 2;
  }

  private static OperationTable table(CFile file, int list) {
    SyntaxTree tree = file.tree();
    int parent = tree.parent(list);
    int nameNode = -1;
    for (int p = parent; p >= 0 && nameNode < 0; p = tree.parent(p)) {
      if (tree.kind(p) == Kind.INIT_DECLARATOR) {
        nameNode = file.declarators().nameNode(tree.part(p, Field.DECLARATOR));
      }
    }
    Map<String, List<String>> variants = new HashMap<>();
    String name = nameNode < 0 ? "" : tree.name(nameNode);
    OperationTable table = new OperationTable(name, file, nameNode, list, variants);
    for (int child = tree.firstNamed(list); child >= 0; child = tree.nextNamed(child)) {
      String member = Expressions.designated(tree, child);
      if (member.isEmpty()) {
        table.markOpaque();
        continue;
      }
      int value = Expressions.bare(tree, tree.part(child, Field.VALUE));
      int target = Expressions.addressed(tree, value).orElse(value);
      String function = tree.kind(target) == Kind.IDENTIFIER ? tree.name(target) : "";
      if (!function.isEmpty()) {
        variants.computeIfAbsent(member, _ -> new ArrayList<>()).add(function);
        table.put(member, new OperationTable.Entry(function, file, value));
      } else if (tree.kind(target) != Kind.NULL && tree.kind(target) != Kind.NUMBER_LITERAL) {
        table.put(member, new OperationTable.Entry("", file, value));
      }
    }
    return table;
  }

  /** {@code ops.fasync = handler;} and {@code ops = other_ops;}. */
  private void assigned(
      CFunction function,
      int assignment,
      List<OperationTable> tables,
      Map<String, OperationTable> byName) {
    SyntaxTree tree = function.tree();
    int left = Expressions.unwrapped(tree, tree.part(assignment, Field.LEFT));
    int right = Expressions.bare(tree, tree.part(assignment, Field.RIGHT));
    if (tree.kind(left) == Kind.FIELD_EXPRESSION) {
      int base = Expressions.unwrapped(tree, tree.part(left, Field.ARGUMENT));
      TypedExpression type = typing.typeOf(function.file(), function, base);
      boolean ops =
          typing
              .structTag(type)
              .filter(t -> t.type() instanceof CType.Struct s && s.tag().equals(TAG))
              .isPresent();
      if (!ops) {
        return;
      }
      String member = tree.text(tree.part(left, Field.FIELD));
      OperationTable table = named(function.file(), base, tables, byName);
      int target = Expressions.addressed(tree, right).orElse(right);
      String name = tree.kind(target) == Kind.IDENTIFIER ? tree.name(target) : "";
      table.put(member, new OperationTable.Entry(name, function.file(), right));
    } else if (tree.kind(left) == Kind.IDENTIFIER || tree.kind(left) == Kind.POINTER_EXPRESSION) {
      copied(function, left, right, tables, byName);
    }
  }

  private void copied(
      CFunction function,
      int left,
      int right,
      List<OperationTable> tables,
      Map<String, OperationTable> byName) {
    SyntaxTree tree = function.tree();
    TypedExpression type = typing.typeOf(function.file(), function, left);
    if (!(typing.resolved(type).type() instanceof CType.Struct struct)
        || !struct.tag().equals(TAG)) {
      return;
    }
    OperationTable target = named(function.file(), left, tables, byName);
    Optional<OperationTable> source =
        tree.kind(right) == Kind.IDENTIFIER
            ? Optional.ofNullable(byName.get(tree.name(right)))
            : Optional.empty();
    if (source.isPresent()) {
      source
          .get()
          .entries()
          .forEach(
              (member, entry) -> {
                if (target.entry(member).isEmpty()) {
                  target.put(member, entry);
                }
              });
    } else {
      target.markOpaque();
    }
  }

  private static OperationTable named(
      CFile file, int node, List<OperationTable> tables, Map<String, OperationTable> byName) {
    String name = file.tree().text(node);
    return byName.computeIfAbsent(
        name,
        n -> {
          OperationTable table = new OperationTable(n, file, node, -1, new HashMap<>());
          table.markOpaque();
          tables.add(table);
          return table;
        });
  }
}
