package dev.fasynclens.driver;

import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Conditional;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The control flow of one function: points that evaluate an expression, decide, or leave. Branches
 * of an {@code #if} are alternatives like those of an {@code if}.
 */
final class FlowGraph {
  /** What happens at a point. */
  enum Action {
    /** An expression is evaluated; one successor. */
    EVALUATE,
    /** An expression is tested: successor 0 if it holds, 1 if not. */
    TEST,
    /** Any successor may follow: a {@code switch}, or the branches of an {@code #if}. */
    CHOOSE,
    /** A {@code switch} went this way: the node is the case, or the switch if no case matched. */
    CASE,
    /** The function returns. */
    RETURN,
    /** The closing brace is reached. */
    END
  }

  /** A point of the graph; {@code node} is the expression or statement, -1 if there is none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Point(Action action, int node, int[] successors) {
    /** Where it may go on, each way once. */
    List<Way> ways() {
      return switch (action) {
        case EVALUATE -> List.of(new Way(new Path.Evaluate(node), successors[0]));
        case TEST ->
            List.of(
                new Way(new Path.Test(node, true), successors[0]),
                new Way(new Path.Test(node, false), successors[1]));
        case CASE -> List.of(new Way(new Path.Case(node), successors[0]));
        case CHOOSE ->
            Arrays.stream(successors).distinct().mapToObj(to -> new Way(null, to)).toList();
        case RETURN -> List.of(new Way(new Path.Return(node), OUT));
        case END -> List.of(new Way(new Path.End(node), OUT));
      };
    }
  }

  /**
   * A way on from a point.
   *
   * @param step what happens, null if nothing does
   * @param to the next point; negative if there is none
   */
  record Way(Path.@Nullable Step step, int to) {
    /** Whether it leaves the function. */
    boolean leaves() {
      return step instanceof Path.Return || step instanceof Path.End;
    }
  }

  private static final int OUT = -1;

  private static final int MOST_CONDITIONALS = 200;

  private final SyntaxTree tree;
  private final List<Point> points = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();
  private final List<Conditional> conditionals;
  private final int entry;

  FlowGraph(CFunction function) {
    tree = function.tree();
    conditionals = within(function);
    int end = add(Action.END, function.body());
    collectLabels(function.body());
    entry = statement(function.body(), end, -1, -1);
  }

  /** The conditionals inside a function; none if there are absurdly many. */
  private List<Conditional> within(CFunction function) {
    Span body = tree.place(function.body()).span();
    List<Conditional> inside = new ArrayList<>();
    for (Conditional conditional : tree.conditionals()) {
      if (body.contains(conditional.branches().get(0))) {
        inside.add(conditional);
      }
    }
    return inside.size() > MOST_CONDITIONALS ? List.of() : inside;
  }

  int entry() {
    return entry;
  }

  int size() {
    return points.size();
  }

  Point point(int index) {
    return points.get(index);
  }

  /** All steps, each once. */
  List<Path.Step> steps() {
    List<Path.Step> steps = new ArrayList<>();
    for (Point point : points) {
      for (Way way : point.ways()) {
        if (way.step() != null) {
          steps.add(way.step());
        }
      }
    }
    return steps;
  }

  private int add(Action action, int node, int... successors) {
    points.add(new Point(action, node, successors));
    return points.size() - 1;
  }

  /** A point whose only successor is set later. */
  private int reserve() {
    return add(Action.CHOOSE, -1, -1);
  }

  private void link(int reserved, int target) {
    points.get(reserved).successors()[0] = target;
  }

  private void collectLabels(int body) {
    for (int n = body; n < tree.subtreeEnd(body); n++) {
      if (tree.kind(n) == Kind.LABELED_STATEMENT) {
        labels.put(tree.text(tree.part(n, Field.LABEL)), reserve());
      }
    }
  }

  /** The point where a statement begins, given where control goes after it. */
  private int statement(int node, int next, int onBreak, int onContinue) {
    if (node < 0) {
      return next;
    }
    return switch (tree.kind(node)) {
      case Kind.COMPOUND_STATEMENT -> sequence(children(node), 0, next, onBreak, onContinue);
      case Kind.IF_STATEMENT -> {
        int whenTrue = statement(tree.part(node, Field.CONSEQUENCE), next, onBreak, onContinue);
        int alternative = tree.part(node, Field.ALTERNATIVE);
        int otherwise =
            alternative < 0
                ? next
                : statement(tree.firstNamed(alternative), next, onBreak, onContinue);
        yield test(tree.part(node, Field.CONDITION), whenTrue, otherwise);
      }
      case Kind.WHILE_STATEMENT -> {
        if (Expressions.isScopedGuard(tree, node)) {
          yield statement(tree.part(node, Field.BODY), next, next, next);
        }
        int head = reserve();
        int body = statement(tree.part(node, Field.BODY), head, next, head);
        link(head, test(tree.part(node, Field.CONDITION), body, next));
        yield head;
      }
      case Kind.DO_STATEMENT -> {
        int tail = reserve();
        int body = statement(tree.part(node, Field.BODY), tail, next, tail);
        link(tail, test(tree.part(node, Field.CONDITION), body, next));
        yield body;
      }
      case Kind.FOR_STATEMENT -> forLoop(node, next);
      case Kind.SWITCH_STATEMENT -> choice(node, next, onContinue);
      case Kind.CASE_STATEMENT -> sequence(caseBody(node), 0, next, onBreak, onContinue);
      case Kind.LABELED_STATEMENT -> {
        int label = labels.getOrDefault(tree.text(tree.part(node, Field.LABEL)), reserve());
        link(label, statement(labelled(node), next, onBreak, onContinue));
        yield label;
      }
      case Kind.GOTO_STATEMENT ->
          labels.getOrDefault(tree.text(tree.part(node, Field.LABEL)), next);
      case Kind.BREAK_STATEMENT -> onBreak < 0 ? next : onBreak;
      case Kind.CONTINUE_STATEMENT -> onContinue < 0 ? next : onContinue;
      case Kind.RETURN_STATEMENT -> branching(node, add(Action.RETURN, node));
      case Kind.EXPRESSION_STATEMENT, Kind.DECLARATION ->
          branching(node, add(Action.EVALUATE, node, next));
      default -> next;
    };
  }

  private int forLoop(int node, int next) {
    int head = reserve();
    int update = tree.part(node, Field.UPDATE);
    int again = update < 0 ? head : add(Action.EVALUATE, update, head);
    int body = statement(tree.part(node, Field.BODY), again, next, again);
    int condition = tree.part(node, Field.CONDITION);
    link(head, condition < 0 ? body : test(condition, body, next));
    int initializer = tree.part(node, Field.INITIALIZER);
    return initializer < 0 ? head : add(Action.EVALUATE, initializer, head);
  }

  private int choice(int node, int next, int onContinue) {
    List<Integer> parts = children(tree.part(node, Field.BODY));
    int[] entries = new int[parts.size() + 1];
    int after = next;
    boolean hasDefault = false;
    for (int i = parts.size() - 1; i >= 0; i--) {
      int part = parts.get(i);
      after = statement(part, after, next, onContinue);
      boolean isCase = tree.kind(part) == Kind.CASE_STATEMENT;
      entries[i] = isCase ? add(Action.CASE, part, after) : after;
      hasDefault |= isCase && tree.part(part, Field.VALUE) < 0;
    }
    entries[parts.size()] =
        hasDefault && !parts.isEmpty() ? entries[0] : add(Action.CASE, node, next);
    int chosen = add(Action.CHOOSE, -1, entries);
    return add(Action.EVALUATE, tree.part(node, Field.CONDITION), chosen);
  }

  private int labelled(int node) {
    int label = tree.part(node, Field.LABEL);
    return tree.nextNamed(label);
  }

  private List<Integer> caseBody(int node) {
    List<Integer> body = children(node);
    if (tree.part(node, Field.VALUE) >= 0) {
      body = body.subList(1, body.size());
    }
    return body;
  }

  private List<Integer> children(int node) {
    return node < 0 ? List.of() : tree.namedChildren(node);
  }

  /** Statements one after the other, those in branches of the same {@code #if} side by side. */
  private int sequence(List<Integer> statements, int level, int next, int onBreak, int onContinue) {
    int after = next;
    int i = statements.size() - 1;
    while (i >= 0) {
      Conditional conditional = conditionalAt(statements.get(i), level);
      if (conditional == null) {
        after = statement(statements.get(i), after, onBreak, onContinue);
        i--;
        continue;
      }
      int first = i;
      while (first > 0 && branchOf(conditional, statements.get(first - 1)) >= 0) {
        first--;
      }
      List<Integer> group = statements.subList(first, i + 1);
      List<Integer> ways = new ArrayList<>();
      for (int b = 0; b < conditional.branches().size(); b++) {
        if (conditional.kept().get(b)) {
          List<Integer> inside = inBranch(conditional, b, group);
          ways.add(sequence(inside, level + 1, after, onBreak, onContinue));
        }
      }
      if (!conditional.exhaustive()) {
        ways.add(after);
      }
      int[] entries = ways.stream().mapToInt(Integer::intValue).toArray();
      after = add(Action.CHOOSE, -1, entries);
      i = first - 1;
    }
    return after;
  }

  private List<Integer> inBranch(Conditional conditional, int branch, List<Integer> statements) {
    List<Integer> inside = new ArrayList<>();
    for (int statement : statements) {
      if (branchOf(conditional, statement) == branch) {
        inside.add(statement);
      }
    }
    return inside;
  }

  private int branchOf(Conditional conditional, int statement) {
    return conditional.branchAt(tree.start(statement));
  }

  /** The conditional around a statement, inside its block, that is {@code level} levels in. */
  private @Nullable Conditional conditionalAt(int statement, int level) {
    int block = tree.start(tree.parent(statement));
    List<Conditional> around = new ArrayList<>();
    for (Conditional conditional : conditionals) {
      List<Span> branches = conditional.branches();
      boolean inside = branches.get(0).start() > block;
      if (inside && branchOf(conditional, statement) >= 0) {
        around.add(conditional);
      }
    }
    // An #if is recorded when it is closed, so inner ones come first.
    int index = around.size() - 1 - level;
    return index >= 0 ? around.get(index) : null;
  }

  /** Tests a condition; {@code &&}, {@code ||} and {@code !} are taken apart. */
  private int test(int condition, int whenTrue, int otherwise) {
    int node = condition;
    while (node >= 0 && tree.kind(node) == Kind.PARENTHESIZED_EXPRESSION) {
      node = tree.firstNamed(node);
    }
    if (node < 0) {
      return add(Action.CHOOSE, -1, whenTrue, otherwise);
    }
    if (tree.kind(node) == Kind.UNARY_EXPRESSION && Expressions.isOperator(tree, node, "!")) {
      return test(tree.part(node, Field.ARGUMENT), otherwise, whenTrue);
    }
    if (tree.kind(node) == Kind.BINARY_EXPRESSION) {
      int left = tree.part(node, Field.LEFT);
      int right = tree.part(node, Field.RIGHT);
      if (Expressions.isOperator(tree, node, "&&")) {
        return test(left, test(right, whenTrue, otherwise), otherwise);
      }
      if (Expressions.isOperator(tree, node, "||")) {
        return test(left, whenTrue, test(right, whenTrue, otherwise));
      }
    }
    return branching(node, add(Action.TEST, node, whenTrue, otherwise));
  }

  /**
   * The way to a point whose expression holds {@code a ? b : c} with calls in it: these happen on
   * ways of their own, and {@link Path#calls} leaves them out of the point itself.
   */
  private int branching(int node, int point) {
    int entry = point;
    List<Integer> conditionals = Expressions.outermost(tree, node, Kind.CONDITIONAL_EXPRESSION);
    for (int conditional : conditionals.reversed()) {
      if (!Expressions.below(tree, conditional, Kind.CALL_EXPRESSION).isEmpty()) {
        int consequence = tree.part(conditional, Field.CONSEQUENCE);
        int whenTrue = arm(consequence, entry);
        int otherwise = arm(tree.part(conditional, Field.ALTERNATIVE), entry);
        entry = test(tree.part(conditional, Field.CONDITION), whenTrue, otherwise);
      }
    }
    return entry;
  }

  private int arm(int expression, int next) {
    return expression < 0 ? next : branching(expression, add(Action.EVALUATE, expression, next));
  }
}
