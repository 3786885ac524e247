package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.MacroDefinition;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who registers on the queues of a module and who notifies them, and whether the files in view are
 * enough to say that nobody does.
 */
final class QueueUse {
  private static final Set<String> HARMLESS =
      Set.of("printk", "memset", "INIT_LIST_HEAD", "WARN_ON", "BUG_ON", "seq_printf", "sizeof");

  private final DriverModule module;
  private final Facts facts;
  private final List<Registration> registrations;
  private final List<Notification> notifications;
  private final Map<Asked, Boolean> notified = new HashMap<>();
  private final Map<Asked, Boolean> registered = new HashMap<>();
  private final Map<Queue, Boolean> escaping = new HashMap<>();
  private final Map<CFile, Boolean> opaque = new HashMap<>();
  private final Map<Queue.Global, Boolean> exported = new HashMap<>();
  private @Nullable Map<String, List<Use>> uses;

  /** Answers differ by directory only. */
  private record Asked(Queue queue, String directory) {}

  /** How sure it is that the files in view are all that can use a queue. */
  enum Scope {
    /** Nobody else can name it. */
    CLOSED,
    /** Somebody else could, but nothing speaks for it. */
    LIKELY_CLOSED,
    /** Not known. */
    OPEN
  }

  QueueUse(DriverModule module) {
    this.module = module;
    this.facts = module.facts();
    this.registrations = facts.allRegistrations().stream().filter(r -> !r.onlyRemoves()).toList();
    this.notifications = facts.allNotifications();
  }

  List<Registration> registrations() {
    return registrations;
  }

  List<Notification> notifications() {
    return notifications;
  }

  boolean isNotified(Queue queue, CFile from) {
    return notified.computeIfAbsent(
        new Asked(queue, from.directory()),
        _ -> hasOpaqueMacro(from) || notifications.stream().anyMatch(n -> reaches(n, queue, from)));
  }

  boolean isRegistered(Queue queue, CFile from) {
    return registered.computeIfAbsent(
        new Asked(queue, from.directory()),
        _ -> hasOpaqueMacro(from) || registrations.stream().anyMatch(r -> reaches(r, queue, from)));
  }

  /** Whether a macro in reach does something with a queue that was not made out. */
  private boolean hasOpaqueMacro(CFile from) {
    return opaque.computeIfAbsent(from, this::findOpaqueMacro);
  }

  private boolean findOpaqueMacro(CFile from) {
    for (CFile file : module.visibleFrom(from)) {
      for (MacroDefinition macro : file.macros().values()) {
        boolean calls =
            macro.body().contains("kill_fasync") || macro.body().contains("fasync_helper");
        if (calls && !macro.parsed()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean reaches(Effect effect, Queue queue, CFile from) {
    for (Queue meant : effect.queues()) {
      boolean near = effect.function().file().directory().equals(from.directory());
      boolean vague =
          meant instanceof Queue.Unknown || (meant.isOpen() && !isResolved(effect.function()));
      if (vague && near) {
        return true;
      }
      if (!(meant instanceof Queue.Unknown)
          && !meant.isOpen()
          && meant.mayBe(queue)
          && (near || isPrecise(meant))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPrecise(Queue queue) {
    return !(queue instanceof Queue.Member member) || !member.tag().isEmpty();
  }

  /** Whether all callers of a wrapper are in view. */
  private boolean isResolved(CFunction wrapper) {
    return facts.isCalled(wrapper)
        && !facts.isReferenced(wrapper)
        && (wrapper.isStatic() || wrapper.isMacro() || !facts.isOffered(wrapper));
  }

  /** Whether the files in view are all that can use a queue. */
  Scope scope(Queue queue, CFile from) {
    return switch (queue) {
      case Queue.Global global -> scope(global, from);
      case Queue.Member member ->
          member.owner() != null && isPrivate(member.owner().file(), from)
              ? Scope.CLOSED
              : Scope.OPEN;
      case Queue.Local _, Queue.Parameter _, Queue.MacroMember _, Queue.Unknown _ -> Scope.OPEN;
    };
  }

  private Scope scope(Queue.Global global, CFile from) {
    CFile file = global.file();
    Variable variable = file == null ? null : file.globals().get(global.name());
    if (file == null || variable == null) {
      return Scope.OPEN;
    }
    if (variable.isStatic()) {
      return Scope.CLOSED;
    }
    boolean beyond =
        !isPrivate(file, from) || exported.computeIfAbsent(global, _ -> isExported(global, file));
    return beyond ? Scope.OPEN : Scope.LIKELY_CLOSED;
  }

  private static boolean isExported(Queue.Global global, CFile file) {
    for (int offset : file.tree().mentions(global.name())) {
      if (file.tree().wordBefore(offset).startsWith("EXPORT_SYMBOL")) {
        return true;
      }
    }
    return false;
  }

  /** A source file's own types, and those of a header that lies beside it. */
  private static boolean isPrivate(CFile owner, CFile from) {
    return owner.name().endsWith(".c") || owner.directory().equals(from.directory());
  }

  /**
   * Whether a queue is used in a way that is not understood: handed to code that is not in view,
   * stored elsewhere, or read.
   */
  boolean escapes(Queue queue) {
    return escaping.computeIfAbsent(queue, this::findEscape);
  }

  private boolean findEscape(Queue queue) {
    if (uses == null) {
      uses = index();
    }
    for (Use use : uses.getOrDefault(queue.sharedName(), List.of())) {
      boolean meant = facts.queuesNamed(use.function(), use.node()).contains(queue);
      if (meant && !isUnderstood(use.function().file(), use.node())) {
        return true;
      }
    }
    return false;
  }

  private record Use(CFunction function, int node) {}

  /** Where the name of a queue is used, by name: one pass over all functions. */
  private Map<String, List<Use>> index() {
    Set<String> names = new HashSet<>();
    registrations.forEach(r -> r.queues().forEach(q -> names.add(q.sharedName())));
    notifications.forEach(n -> n.queues().forEach(q -> names.add(q.sharedName())));
    BitSet lengths = new BitSet();
    names.forEach(name -> lengths.set(name.length()));
    Map<String, List<Use>> found = new HashMap<>();
    for (CFile file : module.files()) {
      SyntaxTree tree = file.tree();
      for (CFunction function : file.allFunctions()) {
        for (int node = function.body(); node < tree.subtreeEnd(function.body()); node++) {
          boolean member = tree.kind(node) == Kind.FIELD_EXPRESSION;
          int word = member ? tree.part(node, Field.FIELD) : node;
          boolean named = (member || tree.kind(node) == Kind.IDENTIFIER) && word >= 0;
          if (named && lengths.get(tree.end(word) - tree.start(word))) {
            String name = tree.text(word);
            if (names.contains(name)) {
              found.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Use(function, node));
            }
          }
        }
      }
    }
    return found;
  }

  private boolean isUnderstood(CFile file, int use) {
    SyntaxTree tree = file.tree();
    int at = use;
    int parent = tree.parent(at);
    while (isTransparent(tree, parent)) {
      at = parent;
      parent = tree.parent(at);
    }
    return switch (tree.kind(parent)) {
      case Kind.ARGUMENT_LIST -> isUnderstoodCall(file, tree.parent(parent));
      case Kind.ASSIGNMENT_EXPRESSION ->
          tree.field(at) == Field.LEFT || isPointerVariable(tree, parent, at);
      case Kind.INIT_DECLARATOR -> isAddress(tree, use);
      case Kind.RETURN_STATEMENT -> isAddress(tree, use);
      case Kind.INITIALIZER_LIST, Kind.INITIALIZER_PAIR -> false;
      default -> true;
    };
  }

  private static boolean isTransparent(SyntaxTree tree, int node) {
    return switch (tree.kind(node)) {
      case Kind.PARENTHESIZED_EXPRESSION,
          Kind.CAST_EXPRESSION,
          Kind.SUBSCRIPT_EXPRESSION,
          Kind.CONDITIONAL_EXPRESSION ->
          true;
      case Kind.POINTER_EXPRESSION -> true;
      default -> false;
    };
  }

  private static boolean isAddress(SyntaxTree tree, int use) {
    int parent = tree.parent(use);
    return tree.kind(parent) == Kind.POINTER_EXPRESSION
        && Expressions.isOperator(tree, parent, "&");
  }

  /** {@code q = &dev->queue;} with a plain variable on the left: followed elsewhere. */
  private static boolean isPointerVariable(SyntaxTree tree, int assignment, int value) {
    int left = Expressions.unwrapped(tree, tree.part(assignment, Field.LEFT));
    return tree.kind(left) == Kind.IDENTIFIER && tree.kind(value) == Kind.POINTER_EXPRESSION;
  }

  private boolean isUnderstoodCall(CFile file, int call) {
    SyntaxTree tree = file.tree();
    String callee = tree.kind(call) == Kind.CALL_EXPRESSION ? Expressions.callee(tree, call) : "";
    return facts.primitives().contains(callee)
        || HARMLESS.contains(callee)
        || callee.startsWith("pr_")
        || callee.startsWith("dev_")
        || !module.functionsNamed(callee, file).isEmpty();
  }

  /** Whether a file fills operation tables, and none of them takes fasync. */
  boolean hasTablesWithoutHandler(CFile file) {
    List<OperationTable> tables = facts.tables(file);
    return !tables.isEmpty()
        && tables.stream().noneMatch(t -> t.isOpaque() || t.entry(Handlers.MEMBER).isPresent());
  }
}
