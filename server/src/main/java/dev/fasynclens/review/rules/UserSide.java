package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.program.Act;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What several rules about programs ask. */
final class UserSide {
  private static final List<String> TERMINAL_WORDS =
      List.of(
          "tcgetattr",
          "tcsetattr",
          "cfsetispeed",
          "termios",
          "openpty",
          "forkpty",
          "posix_openpt",
          "TUNSETIFF",
          "TCGETS",
          "TCSETS",
          "F_SETLEASE",
          "F_NOTIFY");
  private static final List<String> TERMINAL_PATHS =
      List.of("/dev/tty", "/dev/pt", "/dev/console", "/dev/net/tun", "/dev/rfcomm");
  private static final Set<String> STANDARD =
      Set.of("STDIN_FILENO", "STDOUT_FILENO", "STDERR_FILENO");

  private UserSide() {}

  /**
   * Whether a descriptor may be one that gets an owner by itself: a terminal, a tunnel, a file with
   * a lease. A standard stream usually is a terminal.
   */
  static boolean mayOwnItself(SignalDrivenProgram program, String descriptor) {
    SyntaxTree tree = program.file().tree();
    return STANDARD.contains(descriptor)
        || TERMINAL_WORDS.stream().anyMatch(word -> !tree.mentions(word).isEmpty())
        || TERMINAL_PATHS.stream().anyMatch(path -> tree.source().indexOf(path, 0) >= 0)
        || program.file().tree().includes().stream().anyMatch(i -> i.path().equals("termios.h"));
  }

  /** Whether a signal that nobody handles does no harm. */
  static boolean isIgnoredByDefault(String signal) {
    return Set.of("SIGURG", "SIGCHLD", "SIGWINCH", "SIGCONT").contains(signal);
  }

  /** Whether a signal is known to be a real-time signal. */
  static boolean isRealTime(String signal) {
    return signal.startsWith("SIGRT") || signal.startsWith("__SIGRT");
  }

  /** The places where a descriptor is told to signal, first one first. */
  static List<Act.Command> switchingOn(SignalDrivenProgram program, String descriptor) {
    return program.commands().stream()
        .filter(c -> c.switchesOn() && c.descriptor().equals(descriptor))
        .toList();
  }

  /** Whether a statement leaves what it stands in, or ends the program. */
  static boolean leaves(CFunction function, int statement) {
    SyntaxTree tree = function.tree();
    for (int n = statement; n >= 0 && n < tree.subtreeEnd(statement); n++) {
      switch (tree.kind(n)) {
        case Kind.RETURN_STATEMENT, Kind.BREAK_STATEMENT, Kind.GOTO_STATEMENT -> {
          return true;
        }
        case Kind.CALL_EXPRESSION -> {
          String callee = Expressions.callee(tree, n);
          if (SignalDrivenProgram.ends(callee) || endsProgram(function, callee)) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /** Whether a function of the file does not come back. */
  private static boolean endsProgram(CFunction from, String callee) {
    for (CFunction function : from.file().functions().getOrDefault(callee, List.of())) {
      SyntaxTree tree = function.tree();
      List<Integer> statements = tree.namedChildren(function.body());
      if (statements.isEmpty()) {
        continue;
      }
      for (int call : Expressions.below(tree, statements.getLast(), Kind.CALL_EXPRESSION)) {
        if (SignalDrivenProgram.ends(Expressions.callee(tree, call))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The nearest loop around a node, -1 if there is none in its function. */
  static int loopAround(SyntaxTree tree, int node) {
    int at = tree.parent(node);
    while (at >= 0 && tree.kind(at) != Kind.FUNCTION_DEFINITION) {
      int kind = tree.kind(at);
      if (kind == Kind.WHILE_STATEMENT || kind == Kind.FOR_STATEMENT || kind == Kind.DO_STATEMENT) {
        return at;
      }
      at = tree.parent(at);
    }
    return -1;
  }

  /** The conditions of all tests and loops at or below a node. */
  static List<Integer> conditions(SyntaxTree tree, int node) {
    List<Integer> found = new ArrayList<>();
    for (int n = node; n >= 0 && n < tree.subtreeEnd(node); n++) {
      int kind = tree.kind(n);
      boolean tests =
          kind == Kind.IF_STATEMENT
              || kind == Kind.WHILE_STATEMENT
              || kind == Kind.FOR_STATEMENT
              || kind == Kind.DO_STATEMENT
              || kind == Kind.SWITCH_STATEMENT
              || kind == Kind.CONDITIONAL_EXPRESSION;
      int condition = tests ? tree.part(n, Field.CONDITION) : -1;
      if (condition >= 0) {
        found.add(condition);
      }
    }
    return found;
  }

  /** Whether the result of a call is dropped without a word. */
  static boolean isDropped(SyntaxTree tree, int call) {
    return tree.kind(tree.parent(call)) == Kind.EXPRESSION_STATEMENT;
  }
}
