package dev.fasynclens.program;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Conditional;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements of one function, in the order in which a run meets them. */
final class Statements {
  private final Run run;
  private final Expressing expressing;
  private final CFunction function;
  private final SyntaxTree tree;
  private final List<Span> conditional = new ArrayList<>();
  private final Map<String, State> jumps = new HashMap<>();
  private final Deque<State> breaks = new ArrayDeque<>();
  private final Deque<State> continues = new ArrayDeque<>();
  private final State left = State.unreachable();
  private final State failed = State.unreachable();
  private @Nullable Known result;

  Statements(Run run, Expressing expressing, CFunction function) {
    this.run = run;
    this.expressing = expressing;
    this.function = function;
    this.tree = function.tree();
    Span body = tree.place(function.body()).span();
    for (Conditional each : tree.conditionals()) {
      if (body.contains(each.branches().get(0))) {
        conditional.addAll(each.branches());
      }
    }
  }

  /**
   * Walks through the body; afterwards the state is that of all ways out, or of all but those that
   * tell a failure: whoever calls a function looks whether it succeeded.
   */
  Known walk(State state) {
    statement(function.body(), state);
    state.merge(left);
    if (state.isEnded()) {
      state.merge(failed);
    } else {
      state.mayBe(failed);
    }
    return result == null ? Known.NOTHING : result;
  }

  private void statement(int node, State state) {
    if (node < 0 || (state.isEnded() && !holdsLabel(node))) {
      return;
    }
    if (run.enter()) {
      happen(node, state);
    }
    run.leave();
  }

  private void happen(int node, State state) {
    switch (tree.kind(node)) {
      case Kind.COMPOUND_STATEMENT -> tree.namedChildren(node).forEach(s -> inBranch(s, state));
      case Kind.IF_STATEMENT -> {
        expression(tree.part(node, Field.CONDITION), state);
        State otherwise = state.copy();
        statement(tree.part(node, Field.CONSEQUENCE), state);
        int alternative = tree.part(node, Field.ALTERNATIVE);
        if (alternative >= 0) {
          statement(tree.firstNamed(alternative), otherwise);
        }
        state.merge(otherwise);
      }
      case Kind.WHILE_STATEMENT -> {
        int condition = tree.part(node, Field.CONDITION);
        expression(condition, state);
        loop(node, isAlways(condition), -1, state);
      }
      case Kind.FOR_STATEMENT -> {
        int condition = tree.part(node, Field.CONDITION);
        expression(tree.part(node, Field.INITIALIZER), state);
        expression(condition, state);
        loop(node, condition < 0 || isAlways(condition), tree.part(node, Field.UPDATE), state);
      }
      case Kind.DO_STATEMENT -> {
        enter();
        statement(tree.part(node, Field.BODY), state);
        state.merge(continues.pop());
        expression(tree.part(node, Field.CONDITION), state);
        state.merge(breaks.pop());
      }
      case Kind.SWITCH_STATEMENT -> choice(node, state);
      case Kind.CASE_STATEMENT -> caseBody(node).forEach(s -> inBranch(s, state));
      case Kind.LABELED_STATEMENT -> {
        int label = tree.part(node, Field.LABEL);
        State jumped = jumps.get(tree.text(label));
        if (jumped != null) {
          state.merge(jumped);
        }
        statement(tree.nextNamed(label), state);
      }
      case Kind.GOTO_STATEMENT -> {
        String label = tree.text(tree.part(node, Field.LABEL));
        jumps.computeIfAbsent(label, _ -> State.unreachable()).merge(state);
        state.end();
      }
      case Kind.BREAK_STATEMENT -> leave(breaks, state);
      case Kind.CONTINUE_STATEMENT -> leave(continues, state);
      case Kind.RETURN_STATEMENT -> {
        int value = tree.firstNamed(node);
        if (value >= 0) {
          Known known = expressing.value(function, state, value);
          result = result == null ? known : result.merged(known);
        }
        (value >= 0 && isFailure(value) ? failed : left).merge(state);
        state.end();
      }
      default -> expression(node, state);
    }
  }

  /** Whether a result is a negative number. */
  private boolean isFailure(int result) {
    int bare = Expressions.bare(tree, result);
    return tree.text(bare).startsWith("-");
  }

  /** A statement between {@code #if} and {@code #endif} may be there or not. */
  private void inBranch(int node, State state) {
    int start = tree.start(node);
    int parent = tree.start(tree.parent(node));
    boolean optional = false;
    for (Span branch : conditional) {
      if (branch.start() > parent && branch.start() <= start && start < branch.end()) {
        optional = true;
        if (OtherSystems.isMeant(tree.source(), branch)) {
          return;
        }
      }
    }
    State without = state.copy();
    statement(node, state);
    if (optional) {
      state.merge(without);
    }
  }

  private void expression(int node, State state) {
    if (node >= 0 && !state.isEnded()) {
      expressing.value(function, state, node);
    }
  }

  private boolean isAlways(int condition) {
    int bare = Expressions.bare(tree, condition);
    return tree.kind(bare) == Kind.TRUE
        || (tree.kind(bare) == Kind.NUMBER_LITERAL && !tree.is(bare, "0"));
  }

  private void enter() {
    breaks.push(State.unreachable());
    continues.push(State.unreachable());
  }

  private void loop(int node, boolean always, int update, State state) {
    State never = state.copy();
    enter();
    statement(tree.part(node, Field.BODY), state);
    state.merge(continues.pop());
    expression(update, state);
    if (always) {
      state.end();
    } else {
      state.merge(never);
    }
    state.merge(breaks.pop());
  }

  private static void leave(Deque<State> where, State state) {
    if (!where.isEmpty()) {
      where.peek().merge(state);
    }
    state.end();
  }

  private void choice(int node, State state) {
    expression(tree.part(node, Field.CONDITION), state);
    State before = state.copy();
    breaks.push(State.unreachable());
    boolean hasDefault = false;
    state.end();
    int body = tree.part(node, Field.BODY);
    for (int part : body < 0 ? List.<Integer>of() : tree.namedChildren(body)) {
      if (tree.kind(part) == Kind.CASE_STATEMENT) {
        hasDefault |= tree.part(part, Field.VALUE) < 0;
        state.merge(before);
      }
      statement(part, state);
    }
    state.merge(breaks.pop());
    if (!hasDefault) {
      state.merge(before);
    }
  }

  private List<Integer> caseBody(int node) {
    List<Integer> body = tree.namedChildren(node);
    return tree.part(node, Field.VALUE) >= 0 ? body.subList(1, body.size()) : body;
  }

  private boolean holdsLabel(int node) {
    return !Expressions.below(tree, node, Kind.LABELED_STATEMENT).isEmpty();
  }
}
