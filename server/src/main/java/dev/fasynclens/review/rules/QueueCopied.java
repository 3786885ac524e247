package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FA304: the head of a queue is copied, so that two variables claim one list. */
public final class QueueCopied implements Rule {
  private static final String TYPE = "fasync_struct";

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Set<Queue> registered = new LinkedHashSet<>();
    for (Registration registration : facts.allRegistrations()) {
      registered.addAll(registration.queues());
    }
    for (CFile file : module.files()) {
      if (findings.wants(file.source())) {
        for (CFunction function : file.allFunctions()) {
          if (!facts.primitives().contains(function.name())) {
            new Inspection(facts, new Frees(module), function, registered, findings).run();
          }
        }
      }
    }
  }

  private record Inspection(
      Facts facts, Frees frees, CFunction function, Set<Queue> registered, Findings findings) {
    private SyntaxTree tree() {
      return function.tree();
    }

    void run() {
      for (Effect effect : facts.effects(function)) {
        for (Queue queue : effect.queues()) {
          if (queue instanceof Queue.Local local && local.function().equals(function)) {
            used(effect, local.name());
          }
        }
      }
      for (int call : function.calls()) {
        byValue(call);
        copiedMemory(call);
      }
      for (int assignment : function.assignments()) {
        wholeStruct(assignment);
        headOnly(assignment);
      }
    }

    /** {@code new->queue = old->queue;} without taking it away from the old one. */
    private void headOnly(int assignment) {
      int left = Expressions.unwrapped(tree(), tree().part(assignment, Field.LEFT));
      int right = Expressions.bare(tree(), tree().part(assignment, Field.RIGHT));
      if (isHead(left) && isHead(right) && !isClearedAfter(right, assignment)) {
        findings
            .at(
                tree().place(assignment),
                "The head of the queue is copied, and %s keeps it as well."
                    .formatted(tree().text(right)))
            .always(
                Severity.ERROR,
                "two heads claim one list: what leaves through one stays on the other")
            .report();
      }
    }

    /**
     * A member that is a queue, by its type or, where that is not in view, by its name; or a
     * variable at file level.
     */
    private boolean isHead(int node) {
      if (tree().kind(node) == Kind.IDENTIFIER) {
        return function.variable(tree().name(node)).isEmpty()
            && facts.typeOf(function, node).isPointerTo(TYPE);
      }
      if (tree().kind(node) != Kind.FIELD_EXPRESSION) {
        return false;
      }
      CType type = facts.typeOf(function, node);
      String member = tree().text(tree().part(node, Field.FIELD));
      if (member.equals("fa_next")) {
        return false; // a link of a list, not its head
      }
      return type.isPointerTo(TYPE) || (type.isUnknown() && member.contains("fasync"));
    }

    private boolean isClearedAfter(int source, int assignment) {
      String text = tree().text(source);
      for (int later : function.assignments()) {
        if (later > assignment
            && tree().text(tree().part(later, Field.LEFT)).equals(text)
            && tree().kind(Expressions.bare(tree(), tree().part(later, Field.RIGHT)))
                == Kind.NULL) {
          return true;
        }
      }
      return false;
    }

    /** A local head is used as if it were the queue: where did it come from? */
    private void used(Effect effect, String name) {
      if (!function.isLocal(name)) {
        return; // a parameter: told at the call
      }
      Variable local = function.variable(name).orElseThrow();
      if (!local.type().isPointerTo(TYPE) || local.type() instanceof CType.Array) {
        return;
      }
      if (local.initializer() >= 0 && isQueue(local.initializer())) {
        copy(tree().place(local.initializer()), effect, name);
      }
      for (int assignment : function.assignments()) {
        int left = Expressions.unwrapped(tree(), tree().part(assignment, Field.LEFT));
        int right = Expressions.bare(tree(), tree().part(assignment, Field.RIGHT));
        if (tree().is(left, name) && isQueue(right)) {
          copy(tree().place(assignment), effect, name);
        } else if (tree().kind(right) == Kind.IDENTIFIER
            && tree().is(right, name)
            && isQueue(left)) {
          findings
              .at(
                  tree().place(assignment),
                  "The copy %s of the queue is written back.".formatted(name))
              .always(
                  Severity.ERROR, "of two callers at the same time one loses what it registered")
              .report();
        }
      }
    }

    private void copy(Place place, Effect effect, String name) {
      boolean joins = effect instanceof Registration;
      findings
          .at(
              place,
              "%s is a copy of the queue's head, and %s works on the copy."
                  .formatted(name, joins ? "the registration" : "the notification"))
          .always(
              joins ? Severity.ERROR : Severity.WARNING,
              joins
                  ? "the file joins a list that nobody notifies and that ends with the function"
                  : "entries that join or leave meanwhile are missed, and freed ones may be used")
          .after(effect.place(), "the copy is used here")
          .report();
    }

    private boolean isQueue(int node) {
      int bare = Expressions.bare(tree(), node);
      int kind = tree().kind(bare);
      boolean place =
          kind == Kind.FIELD_EXPRESSION
              || kind == Kind.SUBSCRIPT_EXPRESSION
              || (kind == Kind.POINTER_EXPRESSION && Expressions.isOperator(tree(), bare, "*"))
              || (kind == Kind.IDENTIFIER && !function.isLocal(tree().name(bare)));
      return place && facts.typeOf(function, bare).isPointerTo(TYPE);
    }

    /** A queue passed to a function that takes its parameter for the queue. */
    private void byValue(int call) {
      List<Integer> arguments = Expressions.arguments(tree(), call);
      for (CFunction callee : facts.callees(function, call)) {
        if (callee.isMacro()) {
          continue;
        }
        for (Effect effect : facts.effects(callee)) {
          for (Queue queue : effect.queues()) {
            int index = queue instanceof Queue.Local l ? callee.parameterIndex(l.name()) : -1;
            if (index >= 0 && index < arguments.size() && isQueue(arguments.get(index))) {
              findings
                  .at(
                      tree().place(arguments.get(index)),
                      "%s() gets a copy of the queue's head.".formatted(callee.name()))
                  .always(
                      effect instanceof Registration ? Severity.ERROR : Severity.WARNING,
                      effect instanceof Registration
                          ? "the file joins a list that ends with the function"
                          : "entries that join or leave meanwhile are missed, and freed ones may be used")
                  .after(callee.place(), "takes the queue by value")
                  .report();
            }
          }
        }
      }
    }

    /** {@code saved = device;} where the struct holds a queue that is in use. */
    private void wholeStruct(int assignment) {
      int left = Expressions.unwrapped(tree(), tree().part(assignment, Field.LEFT));
      int right = Expressions.unwrapped(tree(), tree().part(assignment, Field.RIGHT));
      if (!Expressions.isOperator(tree(), assignment, "=") || !isObject(right)) {
        return;
      }
      CType type = facts.typeOf(function, left);
      if (type instanceof CType.Struct && facts.typeOf(function, right) instanceof CType.Struct) {
        struct(facts.structOf(function, left), tree().place(assignment), right);
      }
    }

    private boolean isObject(int node) {
      int kind = tree().kind(node);
      return kind == Kind.IDENTIFIER
          || kind == Kind.FIELD_EXPRESSION
          || kind == Kind.SUBSCRIPT_EXPRESSION
          || (kind == Kind.POINTER_EXPRESSION && Expressions.isOperator(tree(), node, "*"));
    }

    private void copiedMemory(int call) {
      String callee = Expressions.callee(tree(), call);
      List<Integer> arguments = Expressions.arguments(tree(), call);
      if (arguments.size() != 3 || !(callee.equals("memcpy") || callee.equals("memmove"))) {
        return;
      }
      int target = object(arguments.get(0));
      int source = object(arguments.get(1));
      boolean whole = tree().kind(arguments.get(2)) == Kind.SIZEOF_EXPRESSION;
      Optional<StructType> type = facts.structOf(function, target);
      boolean same = type.isPresent() && type.equals(facts.structOf(function, source));
      if (whole && same) {
        struct(type, tree().place(call), source);
      }
    }

    private int object(int argument) {
      return Expressions.addressed(tree(), argument).orElse(Expressions.bare(tree(), argument));
    }

    private void struct(Optional<StructType> struct, Place place, int source) {
      if (struct.isEmpty() || isTemplate(source)) {
        return;
      }
      for (Queue queue : registered) {
        if (queue instanceof Queue.Member member
            && frees.contains(struct.get(), member, 0)
            && !isResetAfter(member, place)) {
          findings
              .at(place, "This copies %s with the head of its queue.".formatted(struct.get()))
              .always(
                  Severity.ERROR,
                  "two heads claim one list: what leaves through one stays on the other")
              .related(
                  struct.get().placeOf(struct.get().members().values().iterator().next()),
                  "the struct")
              .report();
          return;
        }
      }
    }

    /** {@code copy->queue = NULL;} further down: the usual way to clone an object. */
    private boolean isResetAfter(Queue.Member member, Place place) {
      for (int assignment : function.assignments()) {
        int left = Expressions.unwrapped(tree(), tree().part(assignment, Field.LEFT));
        int right = Expressions.bare(tree(), tree().part(assignment, Field.RIGHT));
        boolean later = tree().start(assignment) >= place.span().end();
        if (later
            && tree().kind(right) == Kind.NULL
            && tree().kind(left) == Kind.FIELD_EXPRESSION
            && facts.queuesNamed(function, left).contains(member)) {
          return true;
        }
      }
      return false;
    }

    /** A constant or a local that was just filled in holds no entries. */
    private boolean isTemplate(int source) {
      int bare = Expressions.bare(tree(), source);
      if (tree().kind(bare) != Kind.IDENTIFIER) {
        return false;
      }
      String name = tree().name(bare);
      if (function.isLocal(name)) {
        return !(function.variable(name).orElseThrow().type() instanceof CType.Pointer);
      }
      Variable global = function.file().globals().get(name);
      return global != null && function.file().isConstant(global);
    }
  }
}
