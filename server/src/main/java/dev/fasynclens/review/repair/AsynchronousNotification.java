package dev.fasynclens.review.repair;

import dev.fasynclens.driver.Allocation;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.repair.WaitQueues.WakeUp;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds asynchronous notification to a driver that has none: a queue beside the wait queues, a
 * handler in the operations table, and a notification after each wake-up of readers or writers.
 */
public final class AsynchronousNotification {
  /** What it does. */
  public static final String TITLE = "Add asynchronous notification to this driver";

  private static final String QUEUE_TYPE = "fasync_struct";
  private static final List<String> MEMBERS = List.of("async_queue", "fasync_queue", "fasync");

  private final DriverModule module;
  private final OperationTable table;
  private final TargetKernels target;
  private final ObjectAccesses accesses;
  private final SyntaxTree tree;

  /** Whether it can be done. */
  public sealed interface Offer {}

  /** It can. */
  public record Possible(Fix fix) implements Offer {}

  /**
   * It cannot.
   *
   * @param reason why, a sentence
   */
  public record Impossible(String reason) implements Offer {}

  private AsynchronousNotification(
      DriverModule module, OperationTable table, TargetKernels target) {
    this.module = module;
    this.table = table;
    this.target = target;
    this.accesses = new ObjectAccesses(module, table);
    this.tree = table.file().tree();
  }

  /**
   * Asks for a file.
   *
   * @param at where somebody looks, which tells tables apart if there are several
   * @return empty if the file fills no table of its own, or the driver has a queue already
   */
  public static Optional<Offer> in(DriverModule module, CFile file, Span at, TargetKernels target) {
    List<OperationTable> tables =
        module.facts().tables(file).stream().filter(NewHandler::hasRoom).toList();
    if (hasQueue(module, file)) {
      return Optional.empty();
    }
    List<OperationTable> here = tables.stream().filter(t -> isAt(module, t, at)).toList();
    List<OperationTable> meant = here.isEmpty() ? tables : here;
    return meant.size() == 1
        ? Optional.of(new AsynchronousNotification(module, meant.getFirst(), target).offer())
        : Optional.empty();
  }

  private static boolean hasQueue(DriverModule module, CFile file) {
    for (CFile each : module.visibleFrom(file)) {
      if (!isOfDriver(each, file)) {
        continue;
      }
      boolean declared =
          each.globals().values().stream().anyMatch(AsynchronousNotification::isQueue)
              || each.structs().values().stream()
                  .flatMap(struct -> struct.members().values().stream())
                  .anyMatch(AsynchronousNotification::isQueue);
      boolean used =
          each.allFunctions().stream().anyMatch(f -> !module.facts().effects(f).isEmpty());
      boolean handled =
          module.facts().tables(each).stream()
              .anyMatch(table -> table.entry(NewHandler.MEMBER).isPresent());
      if (declared || used || handled) {
        return true;
      }
    }
    return false;
  }

  /** The kernel's own headers, which declare queues, may be in view as well. */
  private static boolean isOfDriver(CFile other, CFile file) {
    return isWithin(other.directory(), file.directory())
        || isWithin(file.directory(), other.directory());
  }

  private static boolean isWithin(String directory, String parent) {
    return directory.equals(parent) || parent.isEmpty() || directory.startsWith(parent + "/");
  }

  private static boolean isQueue(Variable variable) {
    CType type = variable.type();
    return type.isPointerTo(QUEUE_TYPE) || type.target().isPointerTo(QUEUE_TYPE);
  }

  private static boolean isAt(DriverModule module, OperationTable table, Span at) {
    SyntaxTree tree = table.file().tree();
    int declaration = tree.enclosing(table.list(), Kind.DECLARATION);
    if (touches(tree, declaration, at)) {
      return true;
    }
    return table.entries().keySet().stream()
        .flatMap(member -> module.facts().methods(table, member).stream())
        .anyMatch(method -> method.tree().equals(tree) && touches(tree, method.node(), at));
  }

  private static boolean touches(SyntaxTree tree, int node, Span at) {
    return node >= 0 && tree.start(node) <= at.end() && at.start() <= tree.end(node);
  }

  private Offer offer() {
    WaitQueues waits = new WaitQueues(module, table);
    List<WakeUp> wakeUps = waits.wakeUps();
    if (wakeUps.isEmpty()) {
      return new Impossible(
          "Nothing in view wakes up those who read, write or poll through %s."
              .formatted(table.name()));
    }
    for (WakeUp wakeUp : wakeUps) {
      if (waits.band(wakeUp).isEmpty()) {
        return new Impossible(
            "Whether %s() wakes up readers or writers cannot be told."
                .formatted(wakeUp.function().name()));
      }
    }
    Optional<QueueHome> home = home(wakeUps);
    if (home.isEmpty()) {
      return new Impossible(
          "How to get from the open file and from each wake-up to the same object cannot be told.");
    }
    return edits(waits, wakeUps, home.get())
        .<Offer>map(edits -> new Possible(new Fix(TITLE, edits, Fix.Safety.UNSAFE)))
        .orElseGet(
            () ->
                new Impossible("There is no place for the handler of %s.".formatted(table.name())));
  }

  /** Where the queue will be: with the wait queues, or in the object of the open file. */
  private Optional<QueueHome> home(List<WakeUp> wakeUps) {
    if (wakeUps.stream().allMatch(w -> w.owner() == null)) {
      return new Names(table)
          .free(MEMBERS.getFirst())
          .map(name -> new QueueHome(ObjectAccess.ofGlobals(accesses.file()), name));
    }
    List<ObjectAccess> candidates = new ArrayList<>(accesses.all());
    wakeUps.stream()
        .map(WakeUp::owner)
        .distinct()
        .forEach(
            owner -> {
              if (owner != null && candidates.isEmpty()) {
                accesses.to(owner).ifPresent(candidates::add);
              }
            });
    for (ObjectAccess access : candidates) {
      StructType struct = access.object();
      if (struct != null && wakeUps.stream().allMatch(w -> base(w, struct).isPresent())) {
        return MEMBERS.stream()
            .filter(name -> !struct.members().containsKey(name))
            .findFirst()
            .map(name -> new QueueHome(access, name));
      }
    }
    return Optional.empty();
  }

  /**
   * Where the queue will be.
   *
   * @param access the way of the handler to the object, which is none if it is at file level
   * @param name the member or variable
   */
  private record QueueHome(ObjectAccess access, String name) {}

  /** What stands before a member of a struct where somebody is woken up: {@code dev->}. */
  private Optional<String> base(WakeUp wakeUp, StructType struct) {
    CFunction function = wakeUp.function();
    SyntaxTree text = function.tree();
    int at = Expressions.unwrapped(text, wakeUp.argument());
    while (text.kind(at) == Kind.FIELD_EXPRESSION || text.kind(at) == Kind.SUBSCRIPT_EXPRESSION) {
      int object = text.part(at, Field.ARGUMENT);
      boolean found =
          text.kind(at) == Kind.FIELD_EXPRESSION
              && module.facts().structOf(function, object).filter(struct::equals).isPresent();
      if (found && Expressions.below(text, object, Kind.CALL_EXPRESSION).isEmpty()) {
        int member = text.part(at, Field.FIELD);
        return Optional.of(text.source().slice(text.start(object), text.start(member)));
      }
      at = Expressions.unwrapped(text, object);
    }
    List<Variable> pointers =
        function.parameters().stream().filter(p -> isPointerTo(function, p, struct)).toList();
    return pointers.size() == 1
        ? Optional.of(pointers.getFirst().name() + "->")
        : accesses.onlyObject(struct).map(ObjectAccess::base);
  }

  private boolean isPointerTo(CFunction function, Variable parameter, StructType struct) {
    return parameter.type() instanceof CType.Pointer
        && !(parameter.type().target() instanceof CType.Pointer)
        && !parameter.name().isEmpty()
        && module
            .facts()
            .structOf(function.file(), parameter.type())
            .filter(struct::equals)
            .isPresent();
  }

  private Optional<List<Fix.Edit>> edits(WaitQueues waits, List<WakeUp> wakeUps, QueueHome home) {
    List<Fix.Edit> edits = new ArrayList<>();
    StructType struct = home.access().object();
    int declared = 0;
    if (struct == null) {
      declared = lastDeclaration(wakeUps);
      if (declared < 0) {
        return Optional.empty();
      }
      int line = Edits.afterLine(tree.source(), declared);
      String variable = "static struct " + QUEUE_TYPE + " *" + home.name() + ";\n";
      edits.add(Edits.insertion(tree.source(), line, variable));
    } else {
      edits.add(NewMember.beside(struct, names(wakeUps, struct), QUEUE_TYPE, home.name()));
      clearings(struct, edits);
    }
    Optional<List<Fix.Edit>> handler =
        new NewHandler(module, table, target).edits(home.access(), home.name(), declared);
    if (handler.isEmpty()) {
      return Optional.empty();
    }
    edits.addAll(handler.get());
    for (WakeUp wakeUp : wakeUps) {
      String base = struct == null ? "" : base(wakeUp, struct).orElseThrow();
      PollCode band = waits.band(wakeUp).orElseThrow();
      String call = "kill_fasync(&" + base + home.name() + ", SIGIO, " + band.name() + ");";
      Optional<List<Fix.Edit>> after =
          NextStatement.after(wakeUp.function().tree(), wakeUp.call(), call);
      if (after.isEmpty()) {
        return Optional.empty();
      }
      edits.addAll(after.get());
    }
    return Optional.of(Edits.joined(edits));
  }

  /** The members of a struct that are woken up. */
  private static List<String> names(List<WakeUp> wakeUps, StructType struct) {
    return wakeUps.stream().filter(w -> struct.equals(w.owner())).map(WakeUp::name).toList();
  }

  /** The end of the last declaration of a wait queue at file level, -1 if one is elsewhere. */
  private int lastDeclaration(List<WakeUp> wakeUps) {
    int last = -1;
    for (WakeUp wakeUp : wakeUps) {
      int node = -1;
      for (int child : tree.namedChildren(0)) {
        boolean function = tree.kind(child) == Kind.FUNCTION_DEFINITION;
        if (!function && Expressions.mentions(tree, child, wakeUp.name())) {
          node = child;
          break;
        }
      }
      if (node < 0) {
        return -1;
      }
      last = Math.max(last, tree.end(node));
    }
    return last;
  }

  /** Objects that are allocated uncleared would begin with a queue that is none. */
  private void clearings(StructType struct, List<Fix.Edit> into) {
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        for (int call : function.calls()) {
          SyntaxTree text = function.tree();
          int to = Allocation.isUncleared(text, call) ? Allocation.target(text, call) : -1;
          if (to >= 0
              && module.facts().pointee(function, to).filter(struct::equals).isPresent()
              && !function.mentions("memset")) {
            int name = text.part(call, Field.FUNCTION);
            String clearing = Allocation.clearing(Expressions.callee(text, call));
            into.add(new Fix.Edit(text.place(name), clearing));
          }
        }
      }
    }
  }
}
