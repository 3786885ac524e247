package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.program.Act;
import dev.fasynclens.program.Mark;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Set;

/** FA509: a call that the expected signal interrupts is taken for a failure. */
public final class InterruptedCallFatal implements Rule {
  /** These are interrupted even by handlers with SA_RESTART. */
  private static final Set<String> NEVER_RESTARTED =
      Set.of("poll", "select", "epoll_wait", "ppoll", "pselect", "epoll_pwait");

  private static final Set<String> RESTARTED =
      Set.of("read", "recv", "recvfrom", "recvmsg", "accept", "accept4", "wait", "waitpid");

  private static final List<String> EXPECTING = List.of("EINTR", "TEMP_FAILURE_RETRY", "errno");

  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      SyntaxTree tree = program.file().tree();
      boolean expected = EXPECTING.stream().anyMatch(word -> !tree.mentions(word).isEmpty());
      boolean held = program.signals().stream().anyMatch(program::mayBlock);
      if (expected || held || program.handlers().isEmpty()) {
        continue;
      }
      boolean restarts = !isSurelyWithoutRestart(program);
      Set<CFunction> handling = program.whileHandling();
      for (Act.Call call : program.calls()) {
        boolean interrupts =
            NEVER_RESTARTED.contains(call.function())
                || (RESTARTED.contains(call.function())
                    && !restarts
                    && !program.mayBeNonblocking());
        if (interrupts
            && call.before().surelyAny(Mark.Kind.ASYNC)
            && !handling.contains(call.site().function())
            && isFatal(call.site().function(), call.site().node())) {
          findings
              .at(
                  call.site().place(),
                  "%s() fails with EINTR when the signal comes, and that is taken for an error."
                      .formatted(call.function()))
              .always(Severity.ERROR, "the program gives up at the first event")
              .report();
        }
      }
    }
  }

  /** Whether every handler of the signal was installed in a way that interrupts system calls. */
  private static boolean isSurelyWithoutRestart(SignalDrivenProgram program) {
    Set<String> signals = program.signals();
    List<Act.Disposition> ours =
        program.dispositions().stream()
            .filter(d -> signals.contains(d.signal()) || d.signal().equals(Mark.ANY))
            .toList();
    return !ours.isEmpty()
        && ours.stream()
            .allMatch(
                d -> d.bySigaction() && d.flags().isConstant() && !d.flags().has("SA_RESTART"));
  }

  /** Whether a negative result of a call makes the program leave. */
  private static boolean isFatal(CFunction function, int call) {
    SyntaxTree tree = function.tree();
    int user = Expressions.user(tree, call);
    String variable = "";
    if (tree.kind(user) == Kind.ASSIGNMENT_EXPRESSION) {
      variable = tree.text(tree.part(user, Field.LEFT));
      user = Expressions.user(tree, user);
    } else if (tree.kind(user) == Kind.INIT_DECLARATOR) {
      variable = tree.text(tree.part(user, Field.DECLARATOR));
    }
    if (tree.kind(user) == Kind.BINARY_EXPRESSION) {
      return isFailure(tree, user) && leavesIfTrue(function, user);
    }
    int statement = user;
    while (statement >= 0
        && tree.kind(statement) != Kind.EXPRESSION_STATEMENT
        && tree.kind(statement) != Kind.DECLARATION) {
      statement = tree.parent(statement);
    }
    int next = statement < 0 || variable.isEmpty() ? -1 : tree.nextNamed(statement);
    if (next < 0 || tree.kind(next) != Kind.IF_STATEMENT) {
      return false;
    }
    int condition = Expressions.unwrapped(tree, tree.part(next, Field.CONDITION));
    return tree.kind(condition) == Kind.BINARY_EXPRESSION
        && tree.is(tree.part(condition, Field.LEFT), variable)
        && isFailure(tree, condition)
        && UserSide.leaves(function, tree.part(next, Field.CONSEQUENCE));
  }

  /** Whether a comparison holds for -1 and for no success. */
  private static boolean isFailure(SyntaxTree tree, int comparison) {
    String operator = tree.text(tree.part(comparison, Field.OPERATOR));
    String right = tree.text(tree.part(comparison, Field.RIGHT)).replace(" ", "");
    return switch (operator) {
      case "<", "<=" -> right.equals("0");
      case "==" -> right.equals("-1");
      default -> false;
    };
  }

  private static boolean leavesIfTrue(CFunction function, int condition) {
    SyntaxTree tree = function.tree();
    int test = tree.enclosing(condition, Kind.IF_STATEMENT);
    return test >= 0
        && Expressions.unwrapped(tree, tree.part(test, Field.CONDITION)) == condition
        && UserSide.leaves(function, tree.part(test, Field.CONSEQUENCE));
  }
}
