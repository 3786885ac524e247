package dev.fasynclens.program;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.MacroDefinition;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Evaluates expressions, as far as it matters which descriptor, flags, signal or function. */
final class Expressing {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern FLAGS = Pattern.compile("[A-Z_|()\\s\\d]+");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Run run;
  private final SyntaxTree tree;
  private final LibraryCalls library;

  Expressing(Run run) {
    this.run = run;
    this.tree = run.file().tree();
    this.library = new LibraryCalls(run, this);
  }

  /** The name under which a variable is remembered. */
  static String scoped(CFunction function, String name) {
    return function.variable(name).isPresent() ? function.name() + "::" + name : name;
  }

  /** Evaluates an expression or declaration; calls in it happen. */
  Known value(CFunction function, State state, int node) {
    int at = Expressions.bare(tree, node);
    Known known = at < 0 || !run.enter() ? Known.NOTHING : evaluated(function, state, at);
    if (at >= 0) {
      run.leave();
    }
    return known;
  }

  private Known evaluated(CFunction function, State state, int at) {
    return switch (tree.kind(at)) {
      case Kind.IDENTIFIER -> identifier(function, state, at);
      case Kind.NUMBER_LITERAL -> number(tree.text(at));
      case Kind.CHAR_LITERAL, Kind.NULL -> number("0");
      case Kind.ASSIGNMENT_EXPRESSION -> assignment(function, state, at);
      case Kind.BINARY_EXPRESSION -> binary(function, state, at);
      case Kind.CONDITIONAL_EXPRESSION -> conditional(function, state, at);
      case Kind.CALL_EXPRESSION -> call(function, state, at);
      case Kind.FIELD_EXPRESSION, Kind.SUBSCRIPT_EXPRESSION, Kind.POINTER_EXPRESSION -> {
        children(function, state, at);
        String path = path(function, state, at);
        Known known = state.known(path);
        yield new Known(known.name().isEmpty() ? path : known.name(), known.word());
      }
      case Kind.DECLARATION -> {
        declaration(function, state, at);
        yield Known.NOTHING;
      }
      case Kind.SIZEOF_EXPRESSION -> Known.NOTHING;
      case Kind.UPDATE_EXPRESSION -> {
        state.forget(target(function, state, tree.part(at, Field.ARGUMENT)));
        yield Known.NOTHING;
      }
      default -> {
        children(function, state, at);
        yield Known.NOTHING;
      }
    };
  }

  private void children(CFunction function, State state, int node) {
    for (int child : tree.namedChildren(node)) {
      value(function, state, child);
    }
  }

  private Known identifier(CFunction function, State state, int node) {
    String name = tree.name(node);
    if (function.variable(name).isEmpty()) {
      if (run.file().functions().containsKey(name)) {
        return new Known(name, FlagWord.UNKNOWN);
      }
      MacroDefinition macro = run.file().macros().get(name);
      if (macro != null && !macro.functionLike()) {
        return macro(macro.body().strip());
      }
      boolean variable = run.file().globals().containsKey(name);
      if (!variable && name.equals(name.toUpperCase(Locale.ROOT))) {
        return new Known(name, FlagWord.constant(Set.of(name)));
      }
    }
    String scoped = scoped(function, name);
    Known known = state.known(scoped);
    return new Known(known.name().isEmpty() ? scoped : known.name(), known.word());
  }

  /** A macro may stand for a number, a name or some flags. */
  private static Known macro(String body) {
    String text = BLANKS.matcher(body).replaceAll("");
    while (text.startsWith("(") && text.endsWith(")") && text.indexOf(')') == text.length() - 1) {
      text = text.substring(1, text.length() - 1);
    }
    if (!text.isEmpty() && text.chars().allMatch(Character::isDigit)) {
      return number(text);
    }
    boolean flags = FLAGS.matcher(text).matches();
    Set<String> names = new HashSet<>();
    NAME.matcher(text).results().forEach(match -> names.add(match.group()));
    return new Known(text, flags ? FlagWord.constant(names) : FlagWord.UNKNOWN);
  }

  private static Known number(String text) {
    return new Known(text, FlagWord.constant(text.equals("0") ? Set.of() : Set.of(text)));
  }

  private Known assignment(CFunction function, State state, int node) {
    int left = tree.part(node, Field.LEFT);
    Known right = value(function, state, tree.part(node, Field.RIGHT));
    String target = target(function, state, left);
    Known old = state.known(target);
    String operator = tree.text(tree.part(node, Field.OPERATOR));
    Known result =
        switch (operator) {
          case "=" -> right;
          case "|=" -> Known.of(old.word().or(right.word()));
          case "&=" -> cleared(function, state, old, tree.part(node, Field.RIGHT));
          default -> Known.NOTHING;
        };
    assign(state, target, result);
    return new Known(result.name().isEmpty() ? target : result.name(), result.word());
  }

  private void assign(State state, String target, Known value) {
    state.forget(target);
    state.forget(otherHandler(target)); // the two share their place
    state.set(target, value);
    if (value.word().origin() == FlagWord.Origin.OPENED) {
      state.unmark(Mark.Kind.ASYNC, target);
      state.unmark(Mark.Kind.OWNED, target);
      run.opened(target, value.word());
    }
  }

  private static String otherHandler(String member) {
    return member.endsWith(".sa_handler")
        ? member.replace(".sa_handler", ".sa_sigaction")
        : member.replace(".sa_sigaction", ".sa_handler");
  }

  /** {@code x & ~FLAGS}: the complement is read off the source. */
  private Known cleared(CFunction function, State state, Known left, int right) {
    int bare = Expressions.bare(tree, right);
    if (tree.kind(bare) == Kind.UNARY_EXPRESSION && Expressions.isOperator(tree, bare, "~")) {
      Known flags = value(function, state, tree.part(bare, Field.ARGUMENT));
      return Known.of(left.word().without(flags.word()));
    }
    return Known.NOTHING;
  }

  private Known binary(CFunction function, State state, int node) {
    String operator = tree.text(tree.part(node, Field.OPERATOR));
    int rightNode = tree.part(node, Field.RIGHT);
    Known left = value(function, state, tree.part(node, Field.LEFT));
    switch (operator) {
      case "&&" -> {
        State without = state.copy();
        value(function, state, rightNode);
        state.merge(without);
        return comparison(node);
      }
      case "&" -> {
        Known result = cleared(function, state, left, rightNode);
        if (result.equals(Known.NOTHING)) {
          value(function, state, rightNode);
        }
        return result;
      }
      default -> {}
    }
    Known right = value(function, state, rightNode);
    return switch (operator) {
      case "|" -> Known.of(left.word().or(right.word()));
      case "+", "-" ->
          left.word().isConstant() && right.word().isConstant()
              ? new Known(left.name() + operator + right.name(), FlagWord.UNKNOWN)
              : Known.NOTHING;
      case "==", "!=", "<", ">", "<=", ">=", "||" -> comparison(node);
      default -> Known.NOTHING;
    };
  }

  private static Known comparison(int node) {
    return Known.of(new FlagWord(FlagWord.Origin.COMPARISON, "", node, Set.of(), Set.of()));
  }

  private Known conditional(CFunction function, State state, int node) {
    value(function, state, tree.part(node, Field.CONDITION));
    State otherwise = state.copy();
    int consequence = tree.part(node, Field.CONSEQUENCE);
    Known one = consequence < 0 ? Known.NOTHING : value(function, state, consequence);
    Known other = value(function, otherwise, tree.part(node, Field.ALTERNATIVE));
    state.merge(otherwise);
    return one.merged(other);
  }

  private void declaration(CFunction function, State state, int node) {
    for (int declarator : Expressions.outermost(tree, node, Kind.INIT_DECLARATOR)) {
      int name = declaredName(tree.part(declarator, Field.DECLARATOR));
      int value = tree.part(declarator, Field.VALUE);
      if (name >= 0 && value >= 0) {
        initialize(function, state, scoped(function, tree.name(name)), value);
      }
    }
  }

  private int declaredName(int declarator) {
    int at = declarator;
    while (at >= 0 && tree.kind(at) != Kind.IDENTIFIER) {
      int inner = tree.part(at, Field.DECLARATOR);
      at = inner >= 0 ? inner : tree.firstNamed(at);
    }
    return at;
  }

  /** Gives a variable its first value; what an initialiser list leaves out is zero. */
  void initialize(CFunction function, State state, String variable, int value) {
    if (tree.kind(value) != Kind.INITIALIZER_LIST) {
      assign(state, variable, value(function, state, value));
      return;
    }
    state.forget(variable);
    state.set(variable, Known.of(FlagWord.constant(Set.of())));
    for (int pair : Expressions.outermost(tree, value, Kind.INITIALIZER_PAIR)) {
      int designator = tree.part(pair, Field.DESIGNATOR);
      if (designator >= 0 && tree.kind(designator) == Kind.FIELD_DESIGNATOR) {
        String member = tree.text(designator).replace(" ", "");
        state.set(variable + member, value(function, state, tree.part(pair, Field.VALUE)));
      }
    }
  }

  /** What is known of a member; a variable that is zero as a whole has zero members. */
  Known member(State state, String variable, String name) {
    String path = variable + "." + name;
    if (state.knows(path)) {
      return state.known(path);
    }
    return state.known(variable).word().isZero() ? number("0") : Known.NOTHING;
  }

  /** The name of what is assigned to. */
  String target(CFunction function, State state, int node) {
    int at = Expressions.bare(tree, node);
    return tree.kind(at) == Kind.IDENTIFIER
        ? scoped(function, tree.name(at))
        : path(function, state, at);
  }

  /** A name for what an expression denotes, the same wherever the same thing is meant. */
  String path(CFunction function, State state, int node) {
    int at = Expressions.bare(tree, node);
    if (at < 0) {
      return "";
    }
    return switch (tree.kind(at)) {
      case Kind.IDENTIFIER -> {
        String scoped = scoped(function, tree.name(at));
        String alias = state.known(scoped).name();
        yield alias.isEmpty() ? scoped : alias;
      }
      case Kind.FIELD_EXPRESSION -> {
        String base = path(function, state, tree.part(at, Field.ARGUMENT));
        String member = tree.text(tree.part(at, Field.FIELD));
        boolean addressed = base.startsWith("&");
        boolean arrow = !addressed && Expressions.isOperator(tree, at, "->");
        yield (addressed ? base.substring(1) : base) + (arrow ? "->" : ".") + member;
      }
      case Kind.SUBSCRIPT_EXPRESSION -> {
        String base = path(function, state, tree.part(at, Field.ARGUMENT));
        yield base + "[" + tree.text(tree.part(at, Field.INDEX)) + "]";
      }
      case Kind.POINTER_EXPRESSION -> {
        boolean address = Expressions.isOperator(tree, at, "&");
        int argument = tree.part(at, Field.ARGUMENT);
        String inner =
            address ? target(function, state, argument) : path(function, state, argument);
        if (address) {
          yield "&" + inner;
        }
        yield inner.startsWith("&") ? inner.substring(1) : "*" + inner;
      }
      default -> BLANKS.matcher(tree.text(at)).replaceAll("");
    };
  }

  private Known call(CFunction function, State state, int node) {
    String callee = Expressions.callee(tree, node);
    List<Integer> arguments = Expressions.arguments(tree, node);
    List<Known> values = new ArrayList<>();
    for (int argument : arguments) {
      values.add(value(function, state, argument));
    }
    List<CFunction> known = run.file().functions().getOrDefault(callee, List.of());
    if (known.size() == 1 && !known.get(0).isMacro()) {
      return run.call(known.get(0), values, state);
    }
    return library.call(
        new LibraryCalls.Invocation(function, node, callee, arguments, values), state);
  }
}
