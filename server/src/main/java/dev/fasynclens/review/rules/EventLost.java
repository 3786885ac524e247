package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** FA508: an event is lost, because one signal may stand for many, or comes at the wrong time. */
public final class EventLost implements Rule {
  private static final Set<String> READS =
      Set.of("read", "recv", "recvfrom", "recvmsg", "accept", "accept4");
  private static final Set<String> ALL_READS =
      Set.of(
          "read",
          "recv",
          "recvfrom",
          "recvmsg",
          "accept",
          "accept4",
          "fgets",
          "fread",
          "fgetc",
          "getc",
          "getchar",
          "readv");
  private static final Set<String> LOOKS = Set.of("poll", "select", "ppoll", "pselect", "ioctl");
  private static final Set<String> RESETS = Set.of("0", "-1", "false", "FALSE");
  private static final long LONG_SLEEP = 60;

  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      boolean coalesces = program.signals().equals(Set.of("SIGIO"));
      if (!coalesces || program.acts().isEmpty()) {
        continue;
      }
      for (CFunction handler : program.handlers()) {
        readInHandler(program, handler, findings);
      }
      if (!program.mayBlock("SIGIO")) {
        for (String flag : program.writtenByHandlers().keySet()) {
          for (CFunction function : program.interrupted()) {
            if (function.variable(flag).isEmpty()) {
              resetAfterReading(function, flag, findings);
              testThenWait(function, flag, findings);
            }
          }
        }
      }
    }
  }

  /** SIGIO does not queue: one that comes while one is pending is gone. */
  private static void readInHandler(
      SignalDrivenProgram program, CFunction handler, Findings findings) {
    SyntaxTree tree = handler.tree();
    for (CFunction function : program.reachable(handler)) {
      boolean looks =
          function.calls().stream()
              .anyMatch(call -> LOOKS.contains(Expressions.callee(tree, call)));
      if (looks) {
        return; // it asks first whether there is something to read
      }
    }
    for (CFunction function : program.reachable(handler)) {
      for (int call : function.calls()) {
        List<Integer> arguments = Expressions.arguments(tree, call);
        if (!READS.contains(Expressions.callee(tree, call)) || arguments.isEmpty()) {
          continue;
        }
        int descriptor = Expressions.bare(tree, arguments.get(0));
        boolean global =
            tree.kind(descriptor) == Kind.IDENTIFIER
                && function.variable(tree.name(descriptor)).isEmpty();
        if (global && program.isBlocking(tree.name(descriptor))) {
          boolean loop = UserSide.loopAround(tree, call) >= 0;
          findings
              .at(
                  tree.place(call),
                  loop
                      ? "The last turn of this loop waits in the handler, for want of O_NONBLOCK."
                      : "The handler reads once, but one SIGIO may stand for many events.")
              .always(
                  Severity.WARNING,
                  loop
                      ? "the program stands still until the next event"
                      : "what came in between stays unread; and a signal without data makes the handler wait")
              .report();
        }
      }
    }
  }

  /** Reading and then clearing the flag forgets a signal that came in between. */
  private static void resetAfterReading(CFunction function, String flag, Findings findings) {
    SyntaxTree tree = function.tree();
    for (int assignment : function.assignments()) {
      if (!tree.is(tree.part(assignment, Field.LEFT), flag)
          || !RESETS.contains(tree.text(tree.part(assignment, Field.RIGHT)))) {
        continue;
      }
      int loop = UserSide.loopAround(tree, assignment);
      int tested = lastTest(tree, loop, flag, assignment);
      if (tested < 0) {
        continue;
      }
      boolean before = false;
      boolean after = false;
      boolean cleared = false;
      for (int n = tested; n < tree.subtreeEnd(loop); n++) {
        boolean read =
            tree.kind(n) == Kind.CALL_EXPRESSION && ALL_READS.contains(Expressions.callee(tree, n));
        before |= read && n < assignment;
        after |= read && n > assignment;
        cleared |=
            n < assignment
                && tree.kind(n) == Kind.ASSIGNMENT_EXPRESSION
                && tree.is(tree.part(n, Field.LEFT), flag);
      }
      if (before && !after && !cleared) {
        findings
            .at(
                tree.place(assignment),
                "%s is cleared after reading: a signal that comes in between is forgotten."
                    .formatted(flag))
            .always(Severity.WARNING, "data stays unread until the next event")
            .report();
      }
    }
  }

  /** The condition in a loop, before a place in it, that tests a flag; -1 if there is none. */
  private static int lastTest(SyntaxTree tree, int loop, String flag, int before) {
    int last = -1;
    for (int condition : loop < 0 ? List.<Integer>of() : UserSide.conditions(tree, loop)) {
      if (condition < before && Expressions.mentions(tree, condition, flag)) {
        last = condition;
      }
    }
    return last;
  }

  /** Testing the flag and then waiting misses a signal that comes between the two. */
  private static void testThenWait(CFunction function, String flag, Findings findings) {
    SyntaxTree tree = function.tree();
    for (int call : function.calls()) {
      String callee = Expressions.callee(tree, call);
      boolean pauses = callee.equals("pause");
      if ((!pauses && !sleepsLong(function, call, callee)) || !isTestedAround(tree, call, flag)) {
        continue;
      }
      findings
          .at(
              tree.place(call),
              "A signal between the test of %s and this call does not end the wait."
                  .formatted(flag))
          .always(
              pauses ? Severity.WARNING : Severity.INFO,
              "the program sleeps although there is something to do")
          .report();
    }
  }

  private static boolean sleepsLong(CFunction function, int call, String callee) {
    if (!callee.equals("sleep")) {
      return false;
    }
    SyntaxTree tree = function.tree();
    List<Integer> arguments = Expressions.arguments(tree, call);
    OptionalLong seconds =
        arguments.isEmpty() ? OptionalLong.empty() : number(tree.text(arguments.get(0)));
    return seconds.isPresent() && seconds.getAsLong() >= LONG_SLEEP;
  }

  private static OptionalLong number(String text) {
    return text.chars().allMatch(Character::isDigit) && text.length() < 10
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static boolean isTestedAround(SyntaxTree tree, int call, String flag) {
    int loop = UserSide.loopAround(tree, call);
    return loop >= 0
        && UserSide.conditions(tree, loop).stream()
            .anyMatch(condition -> Expressions.mentions(tree, condition, flag));
  }
}
