package dev.fasynclens.driver;

import dev.fasynclens.syntax.Include;
import dev.fasynclens.syntax.MacroDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files that are looked at together. A name is looked up as C and the linker would: first in the
 * file, then in what it includes, then in its directory, then elsewhere if there is only one.
 */
public final class DriverModule {
  private long started = System.nanoTime();
  private AnalysisLimits limits;
  private final List<CFile> files;
  private final Set<CFile> reported;
  private final Map<CFile, List<CFile>> visible = new HashMap<>();
  private final Map<String, List<CFile>> byBaseName = new HashMap<>();
  private final Map<String, List<CFunction>> exported = new HashMap<>();
  private final Map<String, List<CFile>> structOwners = new HashMap<>();
  private final Facts facts;
  private final Map<Class<?>, Object> views = new HashMap<>();

  /** Links files, for an analysis within the usual limits. */
  public DriverModule(List<CFile> files, Set<CFile> reported, Primitives primitives) {
    this(files, reported, primitives, AnalysisLimits.DEFAULT);
  }

  /**
   * Links files.
   *
   * @param files all files in view
   * @param reported those of them that findings are wanted for
   * @param primitives what registers and notifies
   * @param limits of the time from now on
   */
  public DriverModule(
      List<CFile> files, Set<CFile> reported, Primitives primitives, AnalysisLimits limits) {
    this.limits = limits;
    this.files = List.copyOf(files);
    this.reported = Set.copyOf(reported);
    for (CFile file : files) {
      byBaseName.computeIfAbsent(baseName(file.name()), _ -> new ArrayList<>()).add(file);
      for (CFunction function : file.allFunctions()) {
        if (!function.isStatic() && !function.isMacro()) {
          exported.computeIfAbsent(function.name(), _ -> new ArrayList<>()).add(function);
        }
      }
      for (String tag : file.structs().keySet()) {
        structOwners.computeIfAbsent(tag, _ -> new ArrayList<>()).add(file);
      }
    }
    this.facts = new Facts(this, primitives);
  }

  /**
   * Lets another question be asked of the same files, with a time of its own. What is known already
   * stays known. Only for the thread that analyses.
   */
  public void begin(AnalysisLimits anew) {
    limits = anew;
    started = System.nanoTime();
    facts.begin();
  }

  /**
   * Called by whatever may take long.
   *
   * @throws AnalysisBudgetException if this module has been analysed for too long
   * @throws AnalysisCancelledException if nobody waits for the result any more
   */
  void checkBudget() {
    limits.checkCancelled();
    if (System.nanoTime() - started > limits.longest().toNanos()) {
      throw new AnalysisBudgetException(limits.longest().toSeconds());
    }
  }

  /** All files in view. */
  public List<CFile> files() {
    return files;
  }

  /** Whether findings are wanted for a file. */
  public boolean reports(CFile file) {
    return reported.contains(file);
  }

  /** What the files do with fasync. */
  public Facts facts() {
    return facts;
  }

  /** Another view of the same files, made when it is asked for first. */
  public <T> T view(Class<T> kind, Function<DriverModule, T> made) {
    checkBudget();
    @Nullable Object known = views.get(kind);
    if (known == null) {
      known = made.apply(this);
      views.put(kind, known);
    }
    return kind.cast(known);
  }

  /** The file and everything it includes that is in view, the file first. */
  public List<CFile> visibleFrom(CFile file) {
    return visible.computeIfAbsent(file, this::closure);
  }

  private List<CFile> closure(CFile start) {
    Set<CFile> seen = new LinkedHashSet<>();
    Deque<CFile> open = new ArrayDeque<>();
    seen.add(start);
    open.add(start);
    while (!open.isEmpty()) {
      CFile file = open.remove();
      for (Include include : file.tree().includes()) {
        CFile found = included(file, include);
        if (found != null && seen.add(found)) {
          open.add(found);
        }
      }
    }
    return List.copyOf(seen);
  }

  private @Nullable CFile included(CFile from, Include include) {
    List<CFile> candidates = byBaseName.getOrDefault(baseName(include.path()), List.of());
    if (candidates.isEmpty()) {
      return null;
    }
    if (include.quoted()) {
      String path = IncludePaths.resolve(from.directory(), include.path());
      for (CFile candidate : candidates) {
        if (candidate.name().equals(path)) {
          return candidate;
        }
      }
    }
    String suffix = "/" + include.path();
    for (CFile candidate : candidates) {
      if (candidate.name().endsWith(suffix)) {
        return candidate;
      }
    }
    // Out-of-tree drivers are copied about; their headers then lie beside them.
    for (CFile candidate : candidates) {
      if (include.quoted() && candidate.directory().equals(from.directory())) {
        return candidate;
      }
    }
    return null;
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The functions a name may mean in a file; several where an {@code #if} has variants. */
  public List<CFunction> functionsNamed(String name, CFile from) {
    for (CFile file : visibleFrom(from)) {
      List<CFunction> found = file.functions().get(name);
      if (found != null) {
        return found;
      }
    }
    List<CFunction> elsewhere = exported.getOrDefault(name, List.of());
    List<CFunction> beside = new ArrayList<>();
    Set<String> directories = new HashSet<>();
    for (CFunction function : elsewhere) {
      directories.add(function.file().directory());
      if (function.file().directory().equals(from.directory())) {
        beside.add(function);
      }
    }
    if (!beside.isEmpty()) {
      return beside;
    }
    return directories.size() == 1 ? elsewhere : List.of();
  }

  /** The definition of a struct as a file sees it. */
  public Optional<StructType> struct(String tag, CFile from) {
    for (CFile file : visibleFrom(from)) {
      StructType found = file.structs().get(tag);
      if (found != null) {
        return Optional.of(found);
      }
    }
    List<CFile> owners = structOwners.getOrDefault(tag, List.of());
    CFile beside = null;
    for (CFile owner : owners) {
      boolean header = owner.name().endsWith(".h");
      if (header && (owners.size() == 1 || owner.directory().equals(from.directory()))) {
        beside = owner;
      }
    }
    return beside == null ? Optional.empty() : Optional.ofNullable(beside.structs().get(tag));
  }

  /** The type behind a typedef name as a file sees it, with the file that says so. */
  Optional<TypedExpression> typedef(String name, CFile from) {
    for (CFile file : visibleFrom(from)) {
      CType type = file.typedefs().get(name);
      if (type != null) {
        return Optional.of(new TypedExpression(type, file));
      }
    }
    return Optional.empty();
  }

  /** A variable at file level as a file sees it, with the file that declares it. */
  Optional<GlobalVariable> global(String name, CFile from) {
    GlobalVariable declared = null;
    for (CFile file : visibleFrom(from)) {
      Variable variable = file.globals().get(name);
      if (variable != null) {
        if (!variable.isExtern()) {
          return Optional.of(new GlobalVariable(variable, file));
        }
        declared = new GlobalVariable(variable, file);
      }
    }
    return Optional.ofNullable(declared);
  }

  /** A macro as a file sees it. */
  Optional<MacroDefinition> macro(String name, CFile from) {
    for (CFile file : visibleFrom(from)) {
      MacroDefinition macro = file.macros().get(name);
      if (macro != null) {
        return Optional.of(macro);
      }
    }
    return Optional.empty();
  }

  /** A type with the file in which its names have their meaning. */
  record TypedExpression(CType type, CFile file) {}

  /** A variable at file level and the file that declares it. */
  record GlobalVariable(Variable variable, CFile file) {}
}
