package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.Conditions;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a handler refuses, and whether that can come true after a file was registered. A property of
 * the file that never changes after open cannot: what could not be switched on need not be switched
 * off.
 */
final class Refusals {
  private static final Pattern INTERRUPTIBLE =
      Pattern.compile(".*(_interruptible|_killable|trylock).*");

  /** Calls whose result is a property of the file, a mere check of a pointer, or an assertion. */
  private static final Pattern STABLE_CALLS =
      Pattern.compile(
          "iminor|imajor|file_inode|MINOR|MAJOR|IS_ERR|IS_ERR_OR_NULL|PTR_ERR|capable|likely|unlikely"
              + "|access_ok|container_of|.*paranoia_check|file_dentry|dev_get_drvdata|[A-Z_0-9]+");

  /** Calls that only read what they are given. */
  private static final Set<String> READS =
      Set.of(
          "READ_ONCE",
          "ACCESS_ONCE",
          "smp_load_acquire",
          "atomic_read",
          "refcount_read",
          "data_race");

  /** Calls that write what they are given. */
  private static final Set<String> WRITES =
      Set.of("WRITE_ONCE", "atomic_set", "smp_store_release", "atomic_inc", "atomic_dec");

  /**
   * A reason to refuse that may come true later.
   *
   * @param text the end of a sentence
   * @param severity how sure it is to happen
   * @param place the condition
   */
  record Reason(String text, Severity severity, Place place) {}

  /** What the name of a predicate or member says if it is about a device being there. */
  private static final Pattern LIVELINESS =
      Pattern.compile(
          ".*(connect|alive|present|online|remov|gone|dead|unplug|ready|running|active|registered"
              + "|attach|detach|shutdown|halted|suspended|valid_state).*");

  /** Functions that set an object up before any file can be registered. */
  private static final Pattern SETTING_UP =
      Pattern.compile(".*(init|probe|open|create|alloc|setup|connect|attach|new|add|register).*");

  private static final Pattern TEARING_DOWN =
      Pattern.compile(".*(disconnect|detach|unregister|remove).*");

  private final DriverModule module;
  private final Facts facts;
  private final CFunction handler;
  private final SyntaxTree tree;

  Refusals(DriverModule module, CFunction handler) {
    this.module = module;
    this.facts = module.facts();
    this.handler = handler;
    this.tree = handler.tree();
  }

  /** Why a test may send a registered file away, if it may. */
  Optional<Reason> reason(Path.Test test) {
    int condition = Expressions.unwrapped(tree, test.node());
    Place place = tree.place(test.node());
    Optional<Integer> hinted =
        tree.kind(condition) == Kind.CALL_EXPRESSION
            ? Conditions.branchHint(tree, condition)
            : Optional.empty();
    int subject = subject(hinted.map(n -> Expressions.unwrapped(tree, n)).orElse(condition));
    if (isFoundObject(subject)) {
      return Optional.empty(); // where the object is gone, its queue is gone with it
    }
    List<Integer> sources = sources(subject);
    for (int source : sources) {
      Optional<Reason> reason = reasonIn(source, place);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  /** What a comparison looks at. */
  private int subject(int condition) {
    int at = condition;
    while (at >= 0) {
      switch (tree.kind(at)) {
        case Kind.PARENTHESIZED_EXPRESSION -> at = tree.firstNamed(at);
        case Kind.UNARY_EXPRESSION -> at = tree.part(at, Field.ARGUMENT);
        case Kind.BINARY_EXPRESSION -> at = tree.part(at, Field.LEFT);
        case Kind.ASSIGNMENT_EXPRESSION -> at = tree.part(at, Field.RIGHT);
        case Kind.CALL_EXPRESSION -> {
          if (!READS.contains(Expressions.callee(tree, at))
              || Expressions.arguments(tree, at).isEmpty()) {
            return at;
          }
          int argument = Expressions.arguments(tree, at).get(0);
          at = Expressions.addressed(tree, argument).orElse(argument);
        }
        default -> {
          return at;
        }
      }
    }
    return condition;
  }

  /** A local pointer that is merely checked. */
  private boolean isFoundObject(int subject) {
    return subject >= 0
        && tree.kind(subject) == Kind.IDENTIFIER
        && handler.isLocal(tree.name(subject))
        && facts.typeOf(handler, subject) instanceof CType.Pointer;
  }

  /** The expression itself, or what a local variable was given. */
  private List<Integer> sources(int subject) {
    if (subject < 0 || tree.kind(subject) != Kind.IDENTIFIER) {
      return List.of(subject);
    }
    Optional<Variable> local = handler.variable(tree.name(subject));
    if (local.isEmpty() || !handler.isLocal(local.get().name())) {
      return List.of(subject);
    }
    return handler.valuesGivenTo(local.get());
  }

  private Optional<Reason> reasonIn(int source, Place place) {
    if (source < 0) {
      return Optional.empty();
    }
    int at = Expressions.bare(tree, source);
    if (tree.kind(at) == Kind.CALL_EXPRESSION) {
      return call(at, place);
    }
    if (tree.kind(at) == Kind.FIELD_EXPRESSION && isState(at)) {
      String text = tree.text(at);
      return Optional.of(
          new Reason(
              text + " may have changed since the file was registered", Severity.ERROR, place));
    }
    boolean global =
        tree.kind(at) == Kind.IDENTIFIER
            && !(facts.typeOf(handler, at) instanceof CType.Pointer)
            && handler.variable(tree.name(at)).isEmpty()
            && handler.file().globals().containsKey(tree.name(at))
            && isWrittenLater(tree.name(at));
    return global
        ? Optional.of(
            new Reason(
                tree.text(at) + " may have changed since the file was registered",
                Severity.ERROR,
                place))
        : Optional.empty();
  }

  private Optional<Reason> call(int call, Place place) {
    String callee = Expressions.callee(tree, call);
    if (INTERRUPTIBLE.matcher(callee).matches()) {
      String text =
          callee + "() gives up when a signal is pending, as it is when a process is killed";
      return callee.contains("trylock")
          ? Optional.of(new Reason(callee + "() may fail", Severity.ERROR, place))
          : Optional.of(new Reason(text, Severity.WARNING, place));
    }
    boolean tested =
        place.span().start() <= tree.start(call) && tree.end(call) <= place.span().end();
    if (callee.isEmpty() || STABLE_CALLS.matcher(callee).matches() || !tested) {
      return Optional.empty();
    }
    // A predicate about an object other than the file: its answer may be another one by now.
    for (int argument : Expressions.arguments(tree, call)) {
      int subject = Expressions.addressed(tree, argument).orElse(Expressions.bare(tree, argument));
      boolean state = tree.kind(subject) == Kind.FIELD_EXPRESSION && isState(subject);
      boolean object =
          tree.kind(subject) == Kind.IDENTIFIER
              && facts.typeOf(handler, subject) instanceof CType.Pointer
              && !tree.is(subject, Handlers.fileParameter(handler));
      if ((state || object) && mayTurn(call, callee)) {
        return Optional.of(
            new Reason(
                callee + "() may answer otherwise than when the file was registered",
                Severity.ERROR,
                place));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a predicate's answer may change: by what it reads, or, if it is not in view, its name.
   */
  private boolean mayTurn(int call, String callee) {
    Set<CFunction> known = facts.callees(handler, call);
    if (known.isEmpty()) {
      return LIVELINESS.matcher(callee).matches();
    }
    for (CFunction predicate : known) {
      SyntaxTree body = predicate.tree();
      for (int field : Expressions.below(body, predicate.body(), Kind.FIELD_EXPRESSION)) {
        if (isWrittenLater(body.text(body.part(field, Field.FIELD)))) {
          return true;
        }
      }
    }
    return false;
  }

  /** A member of an object, not of the file itself, that changes while files are open. */
  private boolean isState(int field) {
    int base = tree.part(field, Field.ARGUMENT);
    String file = Handlers.fileParameter(handler);
    if (Expressions.mentions(tree, base, file)) {
      return false;
    }
    CType type = facts.typeOf(handler, field);
    String member = tree.text(tree.part(field, Field.FIELD));
    return !(type instanceof CType.Pointer)
        && !type.isUnknown()
        && (LIVELINESS.matcher(member).matches() || isWrittenLater(member));
  }

  /** Whether some function that does not set things up writes a member or variable of this name. */
  private boolean isWrittenLater(String name) {
    for (CFile file : module.files()) {
      boolean near = file.directory().equals(handler.file().directory());
      for (CFunction function : near ? file.allFunctions() : List.<CFunction>of()) {
        boolean settingUp =
            SETTING_UP.matcher(function.name()).matches()
                && !TEARING_DOWN.matcher(function.name()).matches()
                && facts.notifications(function).isEmpty();
        if (!settingUp && writes(function, name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean writes(CFunction function, String name) {
    SyntaxTree body = function.tree();
    for (int assignment : function.assignments()) {
      int left = Expressions.unwrapped(body, body.part(assignment, Field.LEFT));
      if (isNamed(body, left, name)) {
        return true;
      }
    }
    for (int call : function.calls()) {
      if (WRITES.contains(Expressions.callee(body, call))
          && !Expressions.arguments(body, call).isEmpty()) {
        int first = Expressions.arguments(body, call).get(0);
        int target = Expressions.addressed(body, first).orElse(first);
        if (isNamed(body, Expressions.unwrapped(body, target), name)) {
          return true;
        }
      }
    }
    for (int update : Expressions.below(body, function.body(), Kind.UPDATE_EXPRESSION)) {
      if (isNamed(body, Expressions.unwrapped(body, body.part(update, Field.ARGUMENT)), name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(SyntaxTree body, int node, String name) {
    int word = body.kind(node) == Kind.FIELD_EXPRESSION ? body.part(node, Field.FIELD) : node;
    return word >= 0 && body.is(word, name);
  }
}
