package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.driver.WaitEffect;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who wakes the wait queues of a file that no other file can name. */
final class WaitQueueUse {
  private static final Set<String> HARMLESS =
      Set.of(
          "init_waitqueue_head",
          "waitqueue_active",
          "wq_has_sleeper",
          "finish_wait",
          "remove_wait_queue");

  private final Facts facts;
  private final Map<Queue, Boolean> neverWoken = new HashMap<>();
  private final Map<CFile, Set<Queue>> woken = new HashMap<>();

  WaitQueueUse(Facts facts) {
    this.facts = facts;
  }

  /** Whether those who wait there wait for ever, because nobody can name what they wait on. */
  boolean isNeverWoken(WaitEffect.Waiting waiting) {
    CFunction function = waiting.primitiveIn();
    String by = Expressions.callee(function.tree(), waiting.primitiveCall());
    return !by.contains("timeout")
        && neverWoken.computeIfAbsent(
            waiting.heads().iterator().next(), head -> isNeverWoken(head, function.file()));
  }

  private boolean isNeverWoken(Queue head, CFile file) {
    return isPrivate(head, file)
        && !wakesTasks(file)
        && wokenIn(file).stream().noneMatch(head::mayBe)
        && !escapes(head, file);
  }

  /** Whether only this file can name it, which is all that a search for wake-ups looks at. */
  private static boolean isPrivate(Queue head, CFile file) {
    return switch (head) {
      case Queue.Global global -> isStatic(global, file);
      case Queue.Member member ->
          member.owner() != null
              && member.owner().file().equals(file)
              && file.name().endsWith(".c");
      case Queue.Local _, Queue.Parameter _, Queue.MacroMember _, Queue.Unknown _ -> false;
    };
  }

  private static boolean isStatic(Queue.Global global, CFile file) {
    Variable variable = file.globals().get(global.name());
    if (variable != null) {
      return variable.isStatic();
    }
    SyntaxTree tree = file.tree();
    for (int call : file.topLevelCalls()) {
      boolean declares =
          Expressions.callee(tree, call).equals("DECLARE_WAIT_QUEUE_HEAD")
              && Expressions.arguments(tree, call).size() == 1
              && tree.is(Expressions.arguments(tree, call).get(0), global.name());
      if (declares) {
        return tree.wordBefore(tree.start(call)).equals("static");
      }
    }
    return false;
  }

  private Set<Queue> wokenIn(CFile file) {
    return woken.computeIfAbsent(
        file,
        _ -> {
          Set<Queue> heads = new HashSet<>();
          for (CFunction function : file.allFunctions()) {
            for (WaitEffect effect : facts.waits(function)) {
              if (effect instanceof WaitEffect.Wakeup) {
                heads.addAll(effect.heads());
              }
            }
          }
          return heads;
        });
  }

  /** Who waits by hand may be woken as a task. */
  private static boolean wakesTasks(CFile file) {
    return !file.tree().mentions("wake_up_process").isEmpty()
        || !file.tree().mentions("wake_up_state").isEmpty();
  }

  private boolean escapes(Queue head, CFile file) {
    String name = head.sharedName();
    SyntaxTree tree = file.tree();
    for (CFunction function : file.allFunctions()) {
      for (int node = function.body(); node < tree.subtreeEnd(function.body()); node++) {
        boolean named =
            (tree.kind(node) == Kind.IDENTIFIER || tree.kind(node) == Kind.FIELD_IDENTIFIER)
                && tree.is(node, name);
        if (named && !isUnderstood(function, node)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isUnderstood(CFunction function, int node) {
    SyntaxTree tree = function.tree();
    int call = tree.enclosing(node, Kind.CALL_EXPRESSION);
    if (call < function.body()) {
      return false;
    }
    String callee = Expressions.callee(tree, call);
    return HARMLESS.contains(callee)
        || !facts.callees(function, call).isEmpty()
        || facts.waitsOfCall(function, call).stream().anyMatch(WaitEffect::isDirect);
  }
}
