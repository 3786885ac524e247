package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.Activation.Kind;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.Optional;
import java.util.Set;

/**
 * A timer, an interrupt, a work item or a tasklet whose function ends in a notification.
 *
 * @param activation how it is set up
 * @param objects which one it is, named as queues are; empty if that cannot be told
 */
record Notifier(Activation activation, Set<Queue> objects) {
  /** What an activation sets up. */
  static Notifier of(Facts facts, Activation activation) {
    int source = activation.source();
    Set<Queue> objects = source < 0 ? Set.of() : objects(facts, activation, source);
    return new Notifier(activation, objects);
  }

  private static Set<Queue> objects(Facts facts, Activation activation, int source) {
    CFile file = activation.file();
    SyntaxTree tree = file.tree();
    Optional<CFunction> around = around(file, source);
    if (around.isEmpty()) {
      return Set.of(new Queue.Global(tree.name(Expressions.bare(tree, source)), file));
    }
    int member = tree.parent(source);
    boolean isWhole =
        tree.kind(member) == dev.fasynclens.syntax.Kind.FIELD_EXPRESSION
            && tree.part(member, Field.ARGUMENT) == source
            && !Expressions.isOperator(tree, member, "->");
    return isWhole
        ? facts.queuesNamed(around.get(), source)
        : pointedTo(facts, around.get(), source);
  }

  private static Optional<CFunction> around(CFile file, int node) {
    SyntaxTree tree = file.tree();
    return file.allFunctions().stream()
        .filter(f -> f.node() <= node && node < tree.subtreeEnd(f.node()))
        .findFirst();
  }

  /** What a pointer leads to; empty if it may be anything. */
  private static Set<Queue> pointedTo(Facts facts, CFunction function, int node) {
    SyntaxTree tree = function.tree();
    int bare = Expressions.bare(tree, node);
    boolean isVariable =
        tree.kind(bare) == dev.fasynclens.syntax.Kind.IDENTIFIER
            && function.variable(tree.name(bare)).isEmpty();
    boolean isStored =
        (isVariable || tree.kind(bare) == dev.fasynclens.syntax.Kind.FIELD_EXPRESSION)
            && facts.typeOf(function, bare) instanceof CType.Pointer;
    return isStored ? Set.of() : facts.objectsPointedTo(function, node);
  }

  /** What it is. */
  Kind kind() {
    return activation.kind() == Kind.INTERRUPT_THREAD ? Kind.INTERRUPT : activation.kind();
  }

  /** Its function. */
  CFunction callback() {
    return activation.callback();
  }

  /** Whether a call may be about it, given what it acts on and which argument says so. */
  boolean mayBeMeant(Facts facts, MadeCall call, Kind kind, int position) {
    if (kind != kind()) {
      return false;
    }
    int argument = call.argument(position);
    Set<Queue> others =
        argument < 0 ? Set.<Queue>of() : pointedTo(facts, call.function(), argument);
    return !isKnown(objects) || !isKnown(others) || new Queues(objects).meet(new Queues(others));
  }

  /** Whether a call is given this very object. */
  boolean isGivenTo(Facts facts, MadeCall call) {
    return Expressions.arguments(call.tree(), call.node()).stream()
        .map(argument -> pointedTo(facts, call.function(), argument))
        .anyMatch(given -> isKnown(given) && new Queues(objects).meet(new Queues(given)));
  }

  /** Whether only the file that sets it up can name it. */
  boolean isPrivate() {
    CFile file = activation.file();
    return isKnown(objects)
        && file.name().endsWith(".c")
        && objects.stream()
            .allMatch(
                object ->
                    switch (object) {
                      case Queue.Member member ->
                          member.owner() != null && member.owner().file().equals(file);
                      case Queue.Global global -> isStatic(file, global.name());
                      default -> false;
                    });
  }

  private static boolean isStatic(CFile file, String name) {
    Variable variable = file.globals().get(name);
    return variable == null || variable.isStatic();
  }

  private static boolean isKnown(Set<Queue> objects) {
    return !objects.isEmpty()
        && objects.stream().allMatch(o -> o instanceof Queue.Global || o instanceof Queue.Member);
  }

  /** How messages call it: {@code The timer poll_timer}. */
  String describe() {
    String what =
        switch (kind()) {
          case TIMER -> "The timer";
          case WORK -> "The work item";
          case TASKLET -> "The tasklet";
          default -> "The interrupt";
        };
    return isKnown(objects) && kind() != Kind.INTERRUPT
        ? what + " " + objects.iterator().next().describe()
        : what + " of " + callback().name() + "()";
  }
}
