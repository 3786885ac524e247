package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.NullTest;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks in a function for whatever may set the queue of one object. */
final class Clearing {
  /** Functions that get the object but leave its contents alone. */
  private static final Pattern BYSTANDERS =
      Pattern.compile(
          "kfree|vfree|kvfree|IS_ERR|PTR_ERR|.*_set_drvdata|.*_set_clientdata|usb_set_intfdata"
              + "|(devm_)?request_.*irq|printk|pr_.*|dev_(err|info|dbg|warn|notice)|.*list_add.*"
              + "|timer_setup|setup_timer|tasklet_init|input_set_drvdata|sizeof|kmem_cache_free");

  private final Facts facts;
  private final CFunction function;
  private final SyntaxTree tree;
  private final String object;
  private final Queue.Member queue;

  Clearing(Facts facts, CFunction function, String object, Queue.Member queue) {
    this.facts = facts;
    this.function = function;
    this.tree = function.tree();
    this.object = object;
    this.queue = queue;
  }

  /** {@code memset(&object[i], ...)}, {@code object[i].queue = ...}, {@code setup(object + i)}. */
  boolean happensToElements() {
    for (int n = function.body(); n < tree.subtreeEnd(function.body()); n++) {
      boolean element =
          tree.kind(n) == Kind.SUBSCRIPT_EXPRESSION
              ? tree.text(tree.part(n, Field.ARGUMENT)).equals(object)
              : tree.kind(n) == Kind.BINARY_EXPRESSION
                  && tree.text(tree.part(n, Field.LEFT)).equals(object)
                  && Expressions.isOperator(tree, n, "+");
      if (element && isHandedOverOrSet(n)) {
        return true;
      }
    }
    for (int assignment : function.assignments()) {
      if (isInLoop(assignment) && assigns(assignment)) {
        return true; // a pointer that walks over the elements
      }
    }
    return false;
  }

  private boolean isInLoop(int node) {
    for (int at = tree.parent(node); at > function.body(); at = tree.parent(at)) {
      int kind = tree.kind(at);
      if (kind == Kind.FOR_STATEMENT || kind == Kind.WHILE_STATEMENT || kind == Kind.DO_STATEMENT) {
        return true;
      }
    }
    return false;
  }

  private boolean isHandedOverOrSet(int element) {
    int parent = tree.parent(element);
    if (tree.kind(parent) == Kind.FIELD_EXPRESSION) {
      return tree.kind(tree.parent(parent)) == Kind.ASSIGNMENT_EXPRESSION
          && facts.queuesNamed(function, parent).contains(queue);
    }
    while (tree.kind(parent) == Kind.POINTER_EXPRESSION
        || tree.kind(parent) == Kind.PARENTHESIZED_EXPRESSION) {
      parent = tree.parent(parent);
    }
    if (tree.kind(parent) == Kind.INIT_DECLARATOR
        || tree.kind(parent) == Kind.ASSIGNMENT_EXPRESSION) {
      return true; // a pointer to the element, and whatever is done through it
    }
    return tree.kind(parent) == Kind.ARGUMENT_LIST
        && !BYSTANDERS.matcher(Expressions.callee(tree, tree.parent(parent))).matches();
  }

  boolean happensAnywhere() {
    for (int n = function.body(); n < tree.subtreeEnd(function.body()); n++) {
      if (clears(n)) {
        return true;
      }
    }
    return false;
  }

  boolean isMissingOn(Path path, int call) {
    boolean allocated = false;
    for (Path.Step step : path.steps()) {
      boolean here = contains(step, call);
      if ((allocated || here) && step instanceof Path.Test test && isFailure(test)) {
        return false;
      }
      if (allocated && !here) {
        if (step instanceof Path.Return && Expressions.mentions(tree, step.node(), object)) {
          return false; // the caller's business
        }
        for (int n = step.node(); evaluates(step) && n < tree.subtreeEnd(step.node()); n++) {
          if (clears(n) || frees(n)) {
            return false;
          }
        }
      }
      allocated |= here;
    }
    return allocated;
  }

  /** Whether what stands below the node of a step happens in it. */
  private static boolean evaluates(Path.Step step) {
    return !(step instanceof Path.End) && !(step instanceof Path.Case);
  }

  private boolean contains(Path.Step step, int call) {
    return evaluates(step) && step.node() <= call && call < tree.subtreeEnd(step.node());
  }

  /** The branch taken when the allocation failed. */
  private boolean isFailure(Path.Test test) {
    return NullTest.missingIf(tree, test.node(), object)
        .map(missing -> missing == test.holds())
        .orElse(false);
  }

  private boolean frees(int node) {
    return tree.kind(node) == Kind.CALL_EXPRESSION
        && Expressions.callee(tree, node).contains("free")
        && argumentIsObject(node);
  }

  private boolean argumentIsObject(int call) {
    for (int argument : Expressions.arguments(tree, call)) {
      if (tree.text(Expressions.bare(tree, argument)).equals(object)) {
        return true;
      }
    }
    return false;
  }

  private boolean clears(int node) {
    return switch (tree.kind(node)) {
      case Kind.ASSIGNMENT_EXPRESSION -> assigns(node);
      case Kind.CALL_EXPRESSION -> handsOver(node);
      default -> false;
    };
  }

  /** {@code object->queue = ...} or {@code *object = ...}. */
  private boolean assigns(int assignment) {
    int left = Expressions.unwrapped(tree, tree.part(assignment, Field.LEFT));
    if (tree.kind(left) == Kind.POINTER_EXPRESSION) {
      return tree.text(tree.part(left, Field.ARGUMENT)).equals(object);
    }
    return tree.kind(left) == Kind.FIELD_EXPRESSION
        && facts.queuesNamed(function, left).contains(queue);
  }

  /** {@code memset(object, 0, sizeof(object))} clears as much as a pointer needs. */
  private boolean hasSizeOfPointer(int call) {
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (arguments.size() != 3 || tree.kind(arguments.get(2)) != Kind.SIZEOF_EXPRESSION) {
      return false;
    }
    int size = arguments.get(2);
    int measured = Expressions.unwrapped(tree, tree.firstNamed(size));
    return measured >= 0 && tree.text(measured).equals(object);
  }

  private boolean handsOver(int call) {
    String callee = Expressions.callee(tree, call);
    if (callee.isEmpty()) {
      return argumentIsObject(call);
    }
    if (!argumentIsObject(call) || BYSTANDERS.matcher(callee).matches()) {
      return false;
    }
    if (callee.equals("memset") && hasSizeOfPointer(call)) {
      return false;
    }
    Set<CFunction> callees = facts.callees(function, call);
    return callees.isEmpty() || callees.stream().anyMatch(this::mayClear);
  }

  /** A function of the driver may set the queue, or pass the object on. */
  private boolean mayClear(CFunction callee) {
    SyntaxTree other = callee.tree();
    for (int assignment : callee.assignments()) {
      int left = Expressions.unwrapped(other, other.part(assignment, Field.LEFT));
      boolean whole = other.kind(left) == Kind.POINTER_EXPRESSION;
      boolean member =
          other.kind(left) == Kind.FIELD_EXPRESSION
              && facts.queuesNamed(callee, left).contains(queue);
      if (whole || member) {
        return true;
      }
    }
    for (int call : callee.calls()) {
      String name = Expressions.callee(other, call);
      Optional<Effect> effect = facts.effectsOfCall(callee, call).stream().findFirst();
      boolean passes =
          Expressions.arguments(other, call).stream().anyMatch(a -> callee.parameterAt(a) >= 0);
      if (passes && effect.isEmpty() && !BYSTANDERS.matcher(name).matches()) {
        return true;
      }
    }
    return false;
  }
}
