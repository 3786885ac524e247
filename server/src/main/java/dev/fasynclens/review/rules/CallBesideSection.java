package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.LockState;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.review.Fix;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves a registration out of an atomic section at whose edge it stands. A section that holds
 * nothing else goes: the queue has a lock of its own.
 */
final class CallBesideSection {
  private final CFunction function;
  private final SyntaxTree tree;
  private final SourceText text;
  private final int entry;
  private final int statement;
  private final int exit;

  private CallBesideSection(CFunction function, int entry, int statement, int exit) {
    this.function = function;
    this.tree = function.tree();
    this.text = tree.source();
    this.entry = entry;
    this.statement = statement;
    this.exit = exit;
  }

  /**
   * The repair of a call in a section, if all that begins and ends the section are statements of
   * one block.
   *
   * @param section the call that began it
   */
  static Optional<Fix> of(Registration registration, int section) {
    CFunction function = registration.function();
    SyntaxTree tree = function.tree();
    int statement = statement(tree, registration.call());
    int entry = tree.parent(section);
    if (statement < 0
        || tree.kind(entry) != Kind.EXPRESSION_STATEMENT
        || tree.parent(entry) != tree.parent(statement)) {
      return Optional.empty();
    }
    for (int at = tree.nextNamed(statement); at >= 0; at = tree.nextNamed(at)) {
      if (isExit(tree, at, section)) {
        CallBesideSection beside = new CallBesideSection(function, entry, statement, at);
        return beside.isPlain() ? beside.fix(registration) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The statement that a call is, or that keeps its result in a local variable, or -1. */
  private static int statement(SyntaxTree tree, int call) {
    int user = tree.parent(call);
    if (tree.kind(user) == Kind.ASSIGNMENT_EXPRESSION
        && tree.kind(tree.part(user, Field.LEFT)) == Kind.IDENTIFIER
        && Expressions.isOperator(tree, user, "=")) {
      user = tree.parent(user);
    }
    boolean whole = tree.kind(user) == Kind.EXPRESSION_STATEMENT;
    return whole && tree.kind(tree.parent(user)) == Kind.COMPOUND_STATEMENT ? user : -1;
  }

  /** Whether a statement ends the section, by the lock that began it. */
  private static boolean isExit(SyntaxTree tree, int statement, int section) {
    int call = tree.firstNamed(statement);
    if (tree.kind(statement) != Kind.EXPRESSION_STATEMENT
        || tree.kind(call) != Kind.CALL_EXPRESSION
        || !LockState.leaves(Expressions.callee(tree, call))) {
      return false;
    }
    List<Integer> entered = Expressions.arguments(tree, section);
    List<Integer> left = Expressions.arguments(tree, call);
    return entered.size() == left.size()
        && (entered.isEmpty() || tree.text(entered.getFirst()).equals(tree.text(left.getFirst())));
  }

  /** Each statement has its lines for itself, and no preprocessor line is in between. */
  private boolean isPlain() {
    for (int each : List.of(entry, statement, exit)) {
      int start = lineStart(tree.start(each));
      int end = lineEnd(tree.end(each));
      if (!text.slice(start, tree.start(each)).isBlank()
          || (each != statement && !text.slice(tree.end(each), end).isBlank())) {
        return false;
      }
    }
    return tree.conditionals().stream()
        .allMatch(
            conditional ->
                conditional.branchAt(tree.start(entry)) == conditional.branchAt(tree.start(exit))
                    && conditional.branchAt(tree.start(entry))
                        == conditional.branchAt(tree.start(statement)));
  }

  private Optional<Fix> fix(Registration registration) {
    boolean first = tree.nextNamed(entry) == statement;
    boolean last = tree.nextNamed(statement) == exit;
    if (first && last) {
      return isNeededElsewhere() ? Optional.of(withoutSection(registration)) : Optional.empty();
    }
    if (!first && !last) {
      return Optional.empty();
    }
    int start = lineStart(tree.start(statement));
    int end = lineEnd(tree.end(statement));
    int to = first ? lineStart(tree.start(entry)) : lineEnd(tree.end(exit));
    List<Fix.Edit> edits =
        List.of(
            new Fix.Edit(Place.of(text, start, end), ""),
            new Fix.Edit(Place.of(text, to, to), text.slice(start, end)));
    String where = first ? " before the atomic section" : " behind the atomic section";
    return Optional.of(new Fix("Register" + where, edits, Fix.Safety.UNSAFE));
  }

  /** A lock that nobody else takes would be left over. */
  private boolean isNeededElsewhere() {
    List<Integer> arguments = Expressions.arguments(tree, tree.firstNamed(entry));
    if (arguments.isEmpty()) {
      return true;
    }
    Optional<Integer> lock = Expressions.addressed(tree, arguments.getFirst());
    boolean variable = lock.isPresent() && tree.kind(lock.get()) == Kind.IDENTIFIER;
    return !variable || tree.mentions(tree.name(lock.get())).size() > 3;
  }

  private Fix withoutSection(Registration registration) {
    List<Fix.Edit> edits = new ArrayList<>();
    edits.add(withoutLine(entry));
    edits.add(withoutLine(exit));
    List<Integer> arguments = Expressions.arguments(tree, tree.firstNamed(entry));
    if (!arguments.isEmpty()) {
      unused(arguments.getLast()).ifPresent(edits::add);
    }
    Fix fix = new Fix("Register without the lock", List.copyOf(edits));
    return registration.isDirect() ? fix : fix.toBeJudged();
  }

  /** The declaration of the saved flags, if it declares nothing else and nobody else uses them. */
  private Optional<Fix.Edit> unused(int flags) {
    Optional<Variable> local =
        tree.kind(flags) == Kind.IDENTIFIER
            ? function.variable(tree.name(flags)).filter(v -> function.isLocal(v.name()))
            : Optional.empty();
    if (local.isEmpty()) {
      return Optional.empty();
    }
    int declaration = tree.parent(local.get().node());
    int from = tree.start(function.body());
    int uses = tree.mentions(local.get().name(), from, tree.end(function.body())).size();
    return tree.kind(declaration) == Kind.DECLARATION
            && tree.namedChildren(declaration).size() == 2
            && uses == 3
        ? Optional.of(withoutLine(declaration))
        : Optional.empty();
  }

  private Fix.Edit withoutLine(int node) {
    return new Fix.Edit(Place.of(text, lineStart(tree.start(node)), lineEnd(tree.end(node))), "");
  }

  private int lineStart(int offset) {
    return text.lineSpan(text.lineAt(offset)).start();
  }

  private int lineEnd(int offset) {
    int end = text.indexOf("\n", offset);
    return end < 0 ? text.length() : end + 1;
  }
}
