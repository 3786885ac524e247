package dev.fasynclens.eclipse.problem;

import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/**
 * A finding of the server and what can be done about it.
 *
 * @param actions may lack their edits, which the server makes when somebody wants them
 */
public record Problem(Diagnostic diagnostic, List<CodeAction> actions) {
  /** The finding with those actions that say they are for it. */
  static Problem of(Diagnostic diagnostic, List<CodeAction> all) {
    return new Problem(
        diagnostic, all.stream().filter(action -> isFor(action, diagnostic)).toList());
  }

  private static boolean isFor(CodeAction action, Diagnostic diagnostic) {
    return action.getDiagnostics() != null
        && action.getDiagnostics().stream()
            .anyMatch(
                each ->
                    each.getRange().equals(diagnostic.getRange())
                        && each.getCode() != null
                        && each.getCode().equals(diagnostic.getCode()));
  }

  /** The id of the rule; empty for what is no rule's. */
  public String rule() {
    Either<String, Integer> code = diagnostic.getCode();
    return code == null ? "" : code.isLeft() ? code.getLeft() : String.valueOf(code.getRight());
  }

  /** What is wrong, in words. */
  public String message() {
    return diagnostic.getMessage().isLeft()
        ? diagnostic.getMessage().getLeft()
        : diagnostic.getMessage().getRight().getValue();
  }

  /** Whether a place is within its range. */
  public boolean isAt(Position position) {
    Range range = diagnostic.getRange();
    return !isBefore(position, range.getStart()) && isBefore(position, range.getEnd());
  }

  private static boolean isBefore(Position one, Position other) {
    return one.getLine() < other.getLine()
        || (one.getLine() == other.getLine() && one.getCharacter() < other.getCharacter());
  }

  /** Whether it is more than a hint: the server hints at what a baseline knows. */
  boolean isShown() {
    return diagnostic.getSeverity() != DiagnosticSeverity.Hint;
  }
}
