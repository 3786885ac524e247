package dev.fasynclens.driver;

import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/**
 * One way through a function.
 *
 * @param steps what happens, in order; the last one leaves the function
 */
public record Path(List<Step> steps) {
  /** The nodes of the calls a step makes, in the order in which they happen. */
  public static List<Integer> calls(SyntaxTree tree, Step step) {
    if (step instanceof End || step instanceof Case) {
      return List.of();
    }
    List<Integer> calls = Expressions.below(tree, step.node(), Kind.CALL_EXPRESSION);
    for (int branch : Expressions.outermost(tree, step.node(), Kind.CONDITIONAL_EXPRESSION)) {
      calls.removeIf(call -> branch <= call && call < tree.subtreeEnd(branch)); // steps before this
    }
    calls.sort((a, b) -> Integer.compare(tree.end(a), tree.end(b)));
    return calls;
  }

  /** The test that sent it to its end: the last one on it. */
  public Optional<Test> lastTest() {
    Optional<Test> last = Optional.empty();
    for (Step step : steps) {
      if (step instanceof Test test) {
        last = Optional.of(test);
      }
    }
    return last;
  }

  /** Whether this path can be taken if a variable that nobody changes has a certain value. */
  public boolean agreesWith(SyntaxTree tree, String variable, long value) {
    return steps.stream().allMatch(step -> agrees(tree, step, variable, value));
  }

  /** Whether this step can be taken if a variable that nobody changes has a certain value. */
  static boolean agrees(SyntaxTree tree, Step step, String variable, long value) {
    return switch (step) {
      case Test test -> {
        Optional<Boolean> known = Conditions.holds(tree, test.node(), variable, value);
        yield known.isEmpty() || known.get() == test.holds();
      }
      case Case way -> Conditions.mayChoose(tree, way.node(), variable, value);
      case Evaluate _, Return _, End _ -> true;
    };
  }

  /** Whether two tests of the same condition, with nothing between, turned out differently. */
  public boolean contradictsItself(SyntaxTree tree) {
    return new Contradictions(tree).in(this);
  }

  /** A step on a path. */
  public sealed interface Step {
    /** The node of the statement or expression. */
    int node();
  }

  /** An expression or declaration is evaluated. */
  public record Evaluate(int node) implements Step {}

  /**
   * A condition is evaluated.
   *
   * @param holds how it turned out
   */
  public record Test(int node, boolean holds) implements Step {}

  /** A switch goes one way; the node is the case, or the switch itself if no case matched. */
  public record Case(int node) implements Step {}

  /** The function returns; the node is the return statement. */
  public record Return(int node) implements Step {}

  /** The closing brace is reached; the node is the body. */
  public record End(int node) implements Step {}
}
