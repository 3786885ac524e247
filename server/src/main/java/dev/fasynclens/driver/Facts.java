package dev.fasynclens.driver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the files of a module do with fasync. */
public final class Facts {
  private final DriverModule module;
  private final Primitives primitives;
  private final Typing typing;
  private final QueueResolution resolution;
  private final Evaluation evaluation;
  private final CallEffects<Effect> effects;
  private final CallEffects<WaitEffect> waits;
  private final Map<CFile, List<OperationTable>> tables = new HashMap<>();
  private final Map<OperationTable, Waiters> waiters = new HashMap<>();
  private final Map<CFunction, FlowGraph> flows = new HashMap<>();
  private final Map<CFunction, AtomicSections> sections = new HashMap<>();
  private final Map<CFunction, Paths> paths = new HashMap<>();
  private final Map<CFunction, List<Path>> possiblePaths = new HashMap<>();
  private final References references;
  private final TableReferences tableReferences;
  private @Nullable Map<String, List<CallSite>> callsByName;
  private @Nullable List<Activation> activations;
  private @Nullable List<Registration> allRegistrations;
  private @Nullable List<Notification> allNotifications;

  Facts(DriverModule module, Primitives primitives) {
    this.module = module;
    this.primitives = primitives;
    this.typing = new Typing(module);
    this.resolution = new QueueResolution(module, typing);
    this.evaluation = new Evaluation(module);
    this.effects = new CallEffects<>(module, new QueueEffects(primitives, resolution, evaluation));
    this.waits = new CallEffects<>(module, new WaitEffects(resolution, evaluation));
    this.references = new References(module);
    this.tableReferences = new TableReferences(module);
  }

  /** Gets ready for another question, even if the one before was given up. */
  void begin() {
    effects.begin();
    waits.begin();
  }

  /** What registers and notifies. */
  public Primitives primitives() {
    return primitives;
  }

  /** What a function does to queues, with what the functions do that it calls. */
  public List<Effect> effects(CFunction function) {
    module.checkBudget();
    return effects.of(function);
  }

  /** What one call does to queues. */
  public List<Effect> effectsOfCall(CFunction function, int call) {
    module.checkBudget();
    return effects.ofCall(function, call);
  }

  /** Who is woken and who waits in a function, with what happens in the functions it calls. */
  public List<WaitEffect> waits(CFunction function) {
    module.checkBudget();
    return waits.of(function);
  }

  /** Who is woken and who waits in one call. */
  public List<WaitEffect> waitsOfCall(CFunction function, int call) {
    module.checkBudget();
    return waits.ofCall(function, call);
  }

  /** The functions in view that a call may reach; empty for a call through a pointer. */
  public Set<CFunction> callees(CFunction function, int call) {
    String name = Expressions.callee(function.tree(), call);
    return name.isEmpty() || primitives.contains(name)
        ? Set.of()
        : new LinkedHashSet<>(module.functionsNamed(name, function.file()));
  }

  /** The calls in view that may reach a function. */
  public List<CallSite> callers(CFunction function) {
    Map<String, List<CallSite>> calls = callsByName;
    if (calls == null) {
      calls = new HashMap<>();
      for (CFile file : module.files()) {
        for (CFunction caller : file.allFunctions()) {
          for (int call : caller.calls()) {
            calls
                .computeIfAbsent(Expressions.callee(file.tree(), call), _ -> new ArrayList<>())
                .add(new CallSite(caller, call));
          }
        }
      }
      callsByName = calls;
    }
    return calls.getOrDefault(function.name(), List.of()).stream()
        .filter(site -> callees(site.function(), site.call()).contains(function))
        .toList();
  }

  /** The registrations among {@link #effects}. */
  public List<Registration> registrations(CFunction function) {
    return only(Registration.class, effects(function));
  }

  /** What happens to files on one path through a function, in order. */
  public List<Registration> registrationsOn(CFunction function, Path path) {
    List<Effect> effects = new ArrayList<>();
    for (Path.Step step : path.steps()) {
      for (int call : Path.calls(function.tree(), step)) {
        effects.addAll(effectsOfCall(function, call));
      }
    }
    return only(Registration.class, effects);
  }

  /** The notifications among {@link #effects}. */
  public List<Notification> notifications(CFunction function) {
    return only(Notification.class, effects(function));
  }

  private static <T extends Effect> List<T> only(Class<T> kind, List<Effect> effects) {
    List<T> found = new ArrayList<>();
    for (Effect effect : effects) {
      if (kind.isInstance(effect)) {
        found.add(kind.cast(effect));
      }
    }
    return found;
  }

  /** All registrations of all functions in view. */
  public List<Registration> allRegistrations() {
    if (allRegistrations == null) {
      allRegistrations = inAllFunctions(this::registrations);
    }
    return allRegistrations;
  }

  private <T extends Effect> List<T> inAllFunctions(Function<CFunction, List<T>> effects) {
    return module.files().stream()
        .flatMap(file -> file.allFunctions().stream())
        .flatMap(function -> effects.apply(function).stream())
        .toList();
  }

  /** All notifications of all functions in view. */
  public List<Notification> allNotifications() {
    if (allNotifications == null) {
      allNotifications = inAllFunctions(this::notifications);
    }
    return allNotifications;
  }

  /** The operation tables of a file. */
  public List<OperationTable> tables(CFile file) {
    return tables.computeIfAbsent(file, new OperationTables(typing)::in);
  }

  /** The functions that a table's member may be. */
  public List<CFunction> methods(OperationTable table, String member) {
    Set<CFunction> found = new LinkedHashSet<>();
    for (String name : table.variants(member)) {
      found.addAll(module.functionsNamed(name, table.file()));
    }
    return List.copyOf(found);
  }

  /** The methods of a table and the functions they call, as far as they are in view. */
  public Set<CFunction> reachable(OperationTable table, List<String> members) {
    Set<CFunction> seen = new LinkedHashSet<>();
    Deque<CFunction> open = new ArrayDeque<>();
    members.forEach(member -> open.addAll(methods(table, member)));
    while (!open.isEmpty()) {
      CFunction function = open.remove();
      if (seen.add(function)) {
        function.calls().forEach(call -> open.addAll(callees(function, call)));
      }
    }
    return seen;
  }

  /** Who waits on which wait queues behind a table. */
  public Waiters waiters(OperationTable table) {
    return waiters.computeIfAbsent(table, t -> Waiters.of(this, t));
  }

  /** The tables in view whose member is this function. */
  public List<OperationTable> tablesWith(String member, CFunction function) {
    List<OperationTable> found = new ArrayList<>();
    for (CFile file : module.files()) {
      for (OperationTable table : tables(file)) {
        if (table.variants(member).contains(function.name())
            && methods(table, member).contains(function)) {
          found.add(table);
        }
      }
    }
    return found;
  }

  /** Where a table is named besides its own definition, as far as the trees of the module tell. */
  public List<TableReference> references(OperationTable table) {
    return tableReferences.to(table);
  }

  /** Whether anything in view may use a table; generous where a macro is not in view. */
  public boolean isUsed(OperationTable table) {
    return tableReferences.isUsed(table);
  }

  /** Whether a function is named anywhere other than to call or declare it. */
  public boolean isReferenced(CFunction function) {
    return references.isReferenced(function);
  }

  /** Whether a function is called anywhere in view. */
  public boolean isCalled(CFunction function) {
    return references.isCalled(function);
  }

  /** Whether a function is offered to code that is not in view. */
  public boolean isOffered(CFunction function) {
    return references.isOffered(function);
  }

  /** What the files in view set up to be called by the kernel: interrupts, timers, work. */
  public List<Activation> activations() {
    if (activations == null) {
      activations = new Activations(module).all();
    }
    return activations;
  }

  /** The variables or members, named as queues are, whose address an expression may be. */
  public Set<Queue> objectsPointedTo(CFunction function, int node) {
    module.checkBudget();
    return resolution.pointedTo(function, node);
  }

  /** The ways through a function. */
  public Paths paths(CFunction function) {
    module.checkBudget();
    return paths.computeIfAbsent(function, f -> Paths.of(flow(f)));
  }

  private FlowGraph flow(CFunction function) {
    return flows.computeIfAbsent(function, FlowGraph::new);
  }

  /** The steps that the ways through a function are made of, each once. */
  public List<Path.Step> steps(CFunction function) {
    module.checkBudget();
    return flow(function).steps();
  }

  /** What is true before each step of a function; empty if the analysis does not come to rest. */
  public <S> Optional<Dataflow<S>> dataflow(CFunction function, Dataflow.Analysis<S> analysis) {
    module.checkBudget();
    return Dataflow.of(flow(function), analysis);
  }

  /** The sections without sleep that the calls of a function are surely in. */
  public AtomicSections atomicSections(CFunction function) {
    module.checkBudget();
    return sections.computeIfAbsent(
        function, f -> AtomicSections.of(f, flow(f), AtomicSections.Assumption.NONE));
  }

  /** The same, if a parameter that nobody changes has a certain value. */
  public AtomicSections atomicSections(CFunction function, String parameter, long value) {
    module.checkBudget();
    return AtomicSections.of(
        function, flow(function), new AtomicSections.Assumption(parameter, value));
  }

  /** The ways through a function on which no test turns out both ways. */
  public List<Path> possiblePaths(CFunction function) {
    List<Path> all = paths(function).all();
    return possiblePaths.computeIfAbsent(
        function,
        _ -> {
          Contradictions contradictions = new Contradictions(function.tree());
          return all.stream().filter(path -> !contradictions.in(path)).toList();
        });
  }

  /** The values an expression may have. */
  public List<Value> valuesOf(CFunction function, int node) {
    return evaluation.valuesOf(function, node);
  }

  /** The queues an expression may itself be. */
  public Set<Queue> queuesNamed(CFunction function, int node) {
    module.checkBudget();
    return resolution.named(function, node);
  }

  /** The queues an expression may be the address of. */
  public Set<Queue> queuesPointedTo(CFunction function, int node) {
    module.checkBudget();
    return resolution.pointedTo(function, node);
  }

  /** The type of an expression, typedefs resolved; unknown where declarations are not in view. */
  public CType typeOf(CFunction function, int node) {
    module.checkBudget();
    return typing.resolved(typing.typeOf(function.file(), function, node)).type();
  }

  /** The struct that an expression is, or points to, if its definition is in view. */
  public Optional<StructType> structOf(CFunction function, int node) {
    return typing.structOf(typing.typeOf(function.file(), function, node));
  }

  /** The struct that an expression points to, with one star, if its definition is in view. */
  public Optional<StructType> pointee(CFunction function, int node) {
    return typing.pointee(typing.typeOf(function.file(), function, node));
  }

  /** The struct that a declared type is, or points to, if its definition is in view. */
  public Optional<StructType> structOf(CFile file, CType type) {
    return typing.structOf(new DriverModule.TypedExpression(type, file));
  }
}
