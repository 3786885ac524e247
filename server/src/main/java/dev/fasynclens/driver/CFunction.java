package dev.fasynclens.driver;

import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A function defined in a file, or a macro that was read as one. */
public final class CFunction {
  private final CFile file;
  private final String name;
  private final int nameNode;
  private final int node;
  private final int body;
  private final boolean isStatic;
  private final boolean isMacro;
  private final CType returns;
  private final List<Variable> parameters;
  private final Map<String, Variable> locals = new HashMap<>();
  private final List<Integer> calls = new ArrayList<>();
  private final List<Integer> assignments = new ArrayList<>();
  private final List<Integer> results = new ArrayList<>();

  CFunction(
      CFile file,
      String name,
      int nameNode,
      int node,
      int body,
      boolean isStatic,
      boolean isMacro,
      CType returns,
      List<Variable> parameters) {
    this.file = file;
    this.name = name;
    this.nameNode = nameNode;
    this.node = node;
    this.body = body;
    this.isStatic = isStatic;
    this.isMacro = isMacro;
    this.returns = returns;
    this.parameters = parameters;
  }

  /** The file that defines it. */
  public CFile file() {
    return file;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Where its name stands in the definition. */
  public Place place() {
    int end = tree().end(nameNode);
    return Place.of(tree().source(), end - name.length(), end);
  }

  /** The definition's node. */
  public int node() {
    return node;
  }

  /** The node of its body. */
  public int body() {
    return body;
  }

  /** Whether other files cannot call it by name. */
  public boolean isStatic() {
    return isStatic;
  }

  /** Whether it is a macro. */
  public boolean isMacro() {
    return isMacro;
  }

  /** What it returns. */
  public CType returns() {
    return returns;
  }

  /** Whether it returns nothing. */
  public boolean returnsVoid() {
    return returns instanceof CType.Named named && named.name().equals("void");
  }

  /** Its parameters in order. */
  public List<Variable> parameters() {
    return parameters;
  }

  /** The position of a parameter, or -1. */
  public int parameterIndex(String wanted) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** A parameter or local variable. */
  public Optional<Variable> variable(String wanted) {
    @Nullable Variable local = locals.get(wanted);
    if (local != null) {
      return Optional.of(local);
    }
    int index = parameterIndex(wanted);
    return index < 0 ? Optional.empty() : Optional.of(parameters.get(index));
  }

  /** Whether a name is a local variable. */
  public boolean isLocal(String wanted) {
    return locals.containsKey(wanted);
  }

  /** The position of the parameter that an expression in it is, casts aside, or -1. */
  public int parameterAt(int expression) {
    int bare = Expressions.bare(tree(), expression);
    return tree().kind(bare) == Kind.IDENTIFIER ? parameterIndex(tree().name(bare)) : -1;
  }

  /** Whether a word stands anywhere in its definition. */
  public boolean mentions(String word) {
    return !tree().mentions(word, tree().start(node), tree().end(node)).isEmpty();
  }

  /** All expressions a local variable is given, in order. */
  public List<Integer> valuesGivenTo(Variable local) {
    List<Integer> values = new ArrayList<>();
    if (local.initializer() >= 0) {
      values.add(local.initializer());
    }
    for (int assignment : assignments) {
      int left = Expressions.unwrapped(tree(), tree().part(assignment, Field.LEFT));
      if (tree().kind(left) == Kind.IDENTIFIER && tree().is(left, local.name())) {
        values.add(tree().part(assignment, Field.RIGHT));
      }
    }
    return values;
  }

  /** Nodes of all calls in it, in order. */
  public List<Integer> calls() {
    return calls;
  }

  /** Nodes of all assignments in it, in order. */
  public List<Integer> assignments() {
    return assignments;
  }

  /** Nodes of the expressions it returns. */
  public List<Integer> results() {
    return results;
  }

  /** The tree it is part of. */
  public SyntaxTree tree() {
    return file.tree();
  }

  void addLocal(Variable variable) {
    locals.putIfAbsent(variable.name(), variable);
  }

  void addCall(int call) {
    calls.add(call);
  }

  void addAssignment(int assignment) {
    assignments.add(assignment);
  }

  void addResult(int expression) {
    results.add(expression);
  }

  /** Whether it has the shape of a {@code .fasync} method: (int, struct file *, int). */
  public boolean hasHandlerSignature() {
    CType number = new CType.Named("int");
    return parameters.size() == 3
        && parameters.get(1).type().isPointerTo("file")
        && parameters.get(0).type().equals(number)
        && parameters.get(2).type().equals(number);
  }

  @Override
  public String toString() {
    return name;
  }
}
