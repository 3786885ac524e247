package dev.fasynclens.program;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One walk through a program: from its beginning, function calls followed, both branches of every
 * test, each loop once. What is known where branches meet is what both know.
 */
final class Run {
  private static final int MOST_STEPS = 400_000;
  private static final int DEEPEST = 8;

  /** Statements and expressions inside each other, calls included; more would need much stack. */
  private static final int DEEPEST_NESTING = 1_000;

  private final CFile file;
  private final boolean complete;
  private final Expressing expressing;
  private final List<Act> acts = new ArrayList<>();
  private final Deque<CFunction> stack = new ArrayDeque<>();
  private final Set<CFunction> walked = new LinkedHashSet<>();
  private final Map<String, List<FlagWord>> openings = new HashMap<>();
  private final Set<String> called;
  private int nesting;
  private int steps;

  /**
   * A walk.
   *
   * @param complete whether functions that the file lacks are those of libraries
   */
  Run(CFile file, boolean complete) {
    this.file = file;
    this.complete = complete;
    this.expressing = new Expressing(this);
    this.called = called(file);
  }

  /** Walks from {@code main}, and from whatever nobody in the file calls. */
  void all() {
    for (CFunction main : file.functions().getOrDefault("main", List.of())) {
      State state = State.initial();
      presetGlobals(main, state);
      call(main, List.of(), state);
    }
    for (CFunction function : file.allFunctions()) {
      if (!walked.contains(function) && !called.contains(function.name())) {
        call(function, List.of(), inTheMiddle());
      }
    }
    for (CFunction function : file.allFunctions()) {
      if (!walked.contains(function)) {
        call(function, List.of(), inTheMiddle());
      }
    }
  }

  /** What somebody else did before is not in view. */
  private static State inTheMiddle() {
    State state = State.initial();
    state.markMaybe(Mark.Kind.OWNED, Mark.ANY);
    state.markMaybe(Mark.Kind.HANDLED, Mark.ANY);
    state.markMaybe(Mark.Kind.BLOCKED, Mark.ANY);
    return state;
  }

  private static Set<String> called(CFile file) {
    Set<String> names = new HashSet<>();
    for (CFunction function : file.allFunctions()) {
      for (int call : function.calls()) {
        String callee = Expressions.callee(file.tree(), call);
        if (!callee.equals(function.name())) {
          names.add(callee);
        }
      }
    }
    return names;
  }

  private void presetGlobals(CFunction main, State state) {
    for (Variable global : file.globals().values()) {
      if (global.isExtern()) {
        continue;
      }
      if (global.initializer() >= 0) {
        expressing.initialize(main, state, global.name(), global.initializer());
      } else if (global.type() instanceof CType.Struct || global.type() instanceof CType.Named) {
        state.set(global.name(), Known.of(FlagWord.constant(Set.of())));
      }
    }
  }

  /** Whether there was more to do than is done. */
  boolean isExhausted() {
    return steps > MOST_STEPS;
  }

  /** Counts a step; false if there have been too many. */
  private boolean step() {
    return ++steps <= MOST_STEPS;
  }

  /** Goes into a statement or expression; false if that is too deep, and then all is given up. */
  boolean enter() {
    if (++nesting > DEEPEST_NESTING) {
      steps = MOST_STEPS + 1;
    }
    return step();
  }

  /** Comes back from a statement or expression. */
  void leave() {
    nesting--;
  }

  CFile file() {
    return file;
  }

  boolean isComplete() {
    return complete;
  }

  List<Act> acts() {
    return acts;
  }

  /** What variables that hold descriptors were opened with, by their names. */
  Map<String, List<FlagWord>> openings() {
    return openings;
  }

  void opened(String variable, FlagWord word) {
    openings.computeIfAbsent(variable, _ -> new ArrayList<>()).add(word);
  }

  void add(Act act) {
    acts.add(act);
  }

  /** Walks through a function; the result is what it returns. */
  Known call(CFunction function, List<Known> arguments, State state) {
    walked.add(function);
    if (stack.contains(function) || stack.size() >= DEEPEST || isExhausted()) {
      return Known.NOTHING;
    }
    stack.push(function);
    for (int i = 0; i < function.parameters().size(); i++) {
      String name = Expressing.scoped(function, function.parameters().get(i).name());
      state.forget(name);
      if (i < arguments.size()) {
        state.set(name, arguments.get(i));
      }
    }
    Known result = new Statements(this, expressing, function).walk(state);
    stack.pop();
    return result;
  }
}
