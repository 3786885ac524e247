package dev.fasynclens.driver;

import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the paths that nothing can take, because two tests of one condition turned out differently.
 * The paths through a function share most of their steps, so what is known of a step is kept.
 */
final class Contradictions {
  private final SyntaxTree tree;
  private final Map<Integer, String> texts = new HashMap<>();
  private final Map<String, Boolean> names = new HashMap<>();
  private final Map<Changed, Boolean> changes = new HashMap<>();

  private record Changed(String condition, int statement) {}

  Contradictions(SyntaxTree tree) {
    this.tree = tree;
  }

  /** Whether two tests on a path, with nothing between, turned out differently. */
  boolean in(Path path) {
    if (!testsAnythingTwice(path)) {
      return false;
    }
    Map<String, Boolean> outcomes = new HashMap<>();
    for (Path.Step step : path.steps()) {
      if (step instanceof Path.Test test) {
        Boolean before = outcomes.put(text(test.node()), test.holds());
        if (before != null && before != test.holds()) {
          return true;
        }
      } else if (step instanceof Path.Evaluate evaluate) {
        outcomes
            .keySet()
            .removeIf(
                condition ->
                    changes.computeIfAbsent(
                        new Changed(condition, evaluate.node()), this::mayChange));
      }
    }
    return false;
  }

  private boolean testsAnythingTwice(Path path) {
    Set<String> conditions = new HashSet<>();
    for (Path.Step step : path.steps()) {
      if (step instanceof Path.Test test && !conditions.add(text(test.node()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a statement may change a condition: it calls something, or names a part of it. */
  private boolean mayChange(Changed changed) {
    boolean simple =
        names.computeIfAbsent(
            changed.condition(), c -> c.chars().allMatch(Character::isJavaIdentifierPart));
    return !simple || MacroText.mentions(text(changed.statement()), changed.condition());
  }

  private String text(int node) {
    return texts.computeIfAbsent(node, tree::text);
  }
}
