package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.driver.Value;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** FA206: kill_fasync() or fasync_helper() is called with arguments of the wrong shape. */
public final class WrongArgumentShape implements Rule {
  /** The tag of the struct that a queue points to. */
  static final String QUEUE_TYPE = "fasync_struct";

  /** Whether signal and band of a notification changed places. */
  static boolean isSwapped(Notification notification) {
    boolean codeFirst =
        notification.signal().stream()
            .allMatch(v -> v.kind() == Value.Kind.POLL_CODE || v.kind() == Value.Kind.POLL_MASK);
    boolean signalLast = notification.band().stream().allMatch(v -> v.kind() == Value.Kind.SIGNAL);
    return codeFirst && signalLast;
  }

  /** Whether this rule speaks about a call whose arguments stand in the wrong order. */
  static boolean isDisordered(Facts facts, Notification notification) {
    return isSwapped(notification)
        || misplacedQueue(
                facts,
                notification.primitiveIn(),
                notification.primitiveCall(),
                notification.primitive().queue())
            .isPresent();
  }

  /** An argument that is a queue or its address, where something else belongs. */
  private static Optional<Integer> misplacedQueue(
      Facts facts, CFunction function, int call, int right) {
    List<Integer> arguments = Expressions.arguments(function.tree(), call);
    for (int i = 0; i < arguments.size(); i++) {
      int bare = Expressions.bare(function.tree(), arguments.get(i));
      int queue = Expressions.addressed(function.tree(), bare).orElse(bare);
      CType type = facts.typeOf(function, queue);
      if (i != right && (type.isPointerTo(QUEUE_TYPE) || isPointerToQueue(type))) {
        return Optional.of(arguments.get(i));
      }
    }
    return Optional.empty();
  }

  private static void misplaced(
      SyntaxTree tree, int argument, String callee, int right, Findings findings) {
    String position = right == 0 ? "first" : "last";
    findings
        .at(
            tree.place(argument),
            "The queue is the %s argument of %s().".formatted(position, callee))
        .always(
            Severity.ERROR,
            "it does not compile, or where that is only a warning, a number is taken for the queue")
        .report();
  }

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        if (facts.primitives().contains(function.name())) {
          continue;
        }
        for (int call : function.calls()) {
          String callee = Expressions.callee(function.tree(), call);
          Primitives.Notifying notifying = facts.primitives().notifying(callee);
          Primitives.Registering registering = facts.primitives().registering(callee);
          if (notifying != null && notifying.arguments() != Primitives.ANY) {
            notifying(facts, function, call, callee, notifying, findings);
          } else if (registering != null
              && registering.on() >= 0
              && registering.arguments() != Primitives.ANY) {
            registering(facts, function, call, callee, registering, findings);
          }
        }
      }
    }
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        swapped(facts, function, findings);
      }
    }
  }

  private static void notifying(
      Facts facts,
      CFunction function,
      int call,
      String callee,
      Primitives.Notifying shape,
      Findings findings) {
    SyntaxTree tree = function.tree();
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (arguments.size() != shape.arguments()) {
      boolean variadic = function.isMacro() && arguments.size() < shape.arguments();
      if (variadic || NotificationFunctionGone.isOldForm(callee, arguments.size())) {
        return;
      }
      count(tree, call, callee, arguments.size(), shape.arguments(), findings);
      return;
    }
    Optional<Integer> misplaced = misplacedQueue(facts, function, call, 0);
    if (misplaced.isPresent()) {
      misplaced(tree, misplaced.get(), callee, 0, findings);
    } else if (shape.byValue()) {
      addressOfValue(facts, function, arguments.get(0), callee, findings);
    } else {
      address(facts, function, arguments.get(0), callee, findings);
    }
  }

  private static void registering(
      Facts facts,
      CFunction function,
      int call,
      String callee,
      Primitives.Registering shape,
      Findings findings) {
    SyntaxTree tree = function.tree();
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (arguments.size() != shape.arguments()) {
      if (!function.isMacro()) {
        count(tree, call, callee, arguments.size(), shape.arguments(), findings);
      }
      return;
    }
    CType first = facts.typeOf(function, arguments.get(0));
    if (first.isPointerTo("file")) {
      findings
          .at(
              tree.place(arguments.get(0)),
              "The first argument of %s() is the descriptor number, the file comes second."
                  .formatted(callee))
          .always(
              Severity.ERROR, "the file pointer is taken for a number and the number for a file")
          .report();
      return;
    }
    if (function.hasHandlerSignature()
        && tree.is(arguments.get(0), Handlers.onParameter(function))
        && tree.is(arguments.get(shape.on()), function.parameters().get(0).name())) {
      findings
          .at(
              tree.place(arguments.get(0)),
              "Descriptor and switch of %s() are swapped.".formatted(callee))
          .always(
              Severity.ERROR,
              "the file is added whatever the program wanted, unless its descriptor is 0")
          .report();
      return;
    }
    Optional<Integer> misplaced = misplacedQueue(facts, function, call, shape.queue());
    if (misplaced.isPresent()) {
      misplaced(tree, misplaced.get(), callee, shape.queue(), findings);
    } else {
      address(facts, function, arguments.get(shape.queue()), callee, findings);
    }
  }

  private static void count(
      SyntaxTree tree, int call, String callee, int found, int wanted, Findings findings) {
    findings
        .at(tree.place(call), "%s() takes %d arguments, not %d.".formatted(callee, wanted, found))
        .always(Severity.ERROR, "it does not compile")
        .report();
  }

  /** The address of the queue where the queue itself is wanted. */
  private static void addressOfValue(
      Facts facts, CFunction function, int argument, String callee, Findings findings) {
    SyntaxTree tree = function.tree();
    Optional<Integer> queue = Expressions.addressed(tree, Expressions.bare(tree, argument));
    if (queue.isPresent() && facts.typeOf(function, queue.get()) instanceof CType.Pointer) {
      findings
          .at(
              tree.place(argument),
              "%s() wants the queue itself, this is its address.".formatted(callee))
          .always(
              Severity.ERROR,
              "it does not compile, or where that is only a warning, the list's head is taken for"
                  + " its first entry")
          .fix(Fix.replacing("Pass the queue", tree.place(argument), tree.text(queue.get())))
          .report();
    }
  }

  /** The queue itself where its address is wanted. */
  private static void address(
      Facts facts, CFunction function, int argument, String callee, Findings findings) {
    SyntaxTree tree = function.tree();
    int bare = Expressions.bare(tree, argument);
    Optional<Integer> pointer = Expressions.addressed(tree, bare);
    if (pointer.isPresent() && isPointerToQueue(facts.typeOf(function, pointer.get()))) {
      findings
          .at(
              tree.place(argument),
              "%s() wants the address of the queue, this is the address of a pointer to it."
                  .formatted(callee))
          .always(
              Severity.ERROR,
              "it does not compile, or where that is only a warning, the pointer is taken for the"
                  + " list's head")
          .fix(Fix.replacing("Pass the pointer", tree.place(argument), tree.text(pointer.get())))
          .report();
      return;
    }
    if (!facts.typeOf(function, bare).isPointerTo(QUEUE_TYPE)
        || isDeclaredPointer(function, bare)) {
      return;
    }
    boolean cast = bare != Expressions.unwrapped(tree, argument);
    Place place = tree.place(argument);
    findings
        .at(
            place,
            "%s() wants the address of the queue, this is the queue itself.".formatted(callee))
        .always(
            Severity.ERROR,
            cast
                ? "the first entry of the list is taken for its head, so memory is corrupted"
                : "it does not compile, or where that is only a warning, the first entry of the list"
                    + " is taken for its head")
        .fix(Fix.replacing("Pass its address", place, "&" + tree.text(bare)))
        .report();
  }

  private static boolean isPointerToQueue(CType type) {
    return type instanceof CType.Pointer pointer
        && pointer.to() instanceof CType.Pointer
        && pointer.to().isPointerTo(QUEUE_TYPE);
  }

  /** An array of queues is declared with one star as well, and is an address by itself. */
  private static boolean isDeclaredPointer(CFunction function, int node) {
    SyntaxTree tree = function.tree();
    return tree.kind(node) == Kind.CALL_EXPRESSION
        || (tree.kind(node) == Kind.POINTER_EXPRESSION && Expressions.isOperator(tree, node, "&"));
  }

  private static void swapped(Facts facts, CFunction function, Findings findings) {
    for (Notification notification : facts.notifications(function)) {
      List<Integer> arguments = Expressions.arguments(function.tree(), notification.call());
      if (!notification.isDirect() || arguments.size() != 3 || !isSwapped(notification)) {
        continue;
      }
      SyntaxTree tree = function.tree();
      Place both =
          Place.of(tree.source(), tree.start(arguments.get(1)), tree.end(arguments.get(2)));
      String right = tree.text(arguments.get(2)) + ", " + tree.text(arguments.get(1));
      findings
          .at(tree.place(arguments.get(1)), "Signal and band of kill_fasync() are swapped.")
          .always(Severity.ERROR, TakenBand.BUG)
          .fix(Fix.replacing("Swap them", both, right))
          .report();
    }
  }
}
