package dev.fasynclens.review.repair;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Fix;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the handler of a table: the function, the entry, and the removal on old kernels. */
public final class NewHandler {
  static final String MEMBER = "fasync";

  private static final Set<String> OWN_PARAMETERS = Set.of("fd", "on");

  private final DriverModule module;
  private final OperationTable table;
  private final TargetKernels target;
  private final SyntaxTree tree;
  private final Names names;

  /**
   * A handler for a table that has none.
   *
   * @param target whether release has to remove the file depends on it
   */
  NewHandler(DriverModule module, OperationTable table, TargetKernels target) {
    this.module = module;
    this.table = table;
    this.target = target;
    this.tree = table.file().tree();
    this.names = new Names(table);
  }

  /**
   * A handler for a queue that nobody registers on, in the only table of a file that has room for
   * one. None if how the methods of the table get to the queue is not plain to see.
   */
  public static Optional<Fix> forQueue(
      DriverModule module, CFile file, Queue queue, TargetKernels target) {
    List<OperationTable> tables =
        module.facts().tables(file).stream().filter(NewHandler::hasRoom).toList();
    if (tables.size() != 1) {
      return Optional.empty();
    }
    OperationTable table = tables.getFirst();
    ObjectAccesses accesses = new ObjectAccesses(module, table);
    NewHandler handler = new NewHandler(module, table, target);
    Optional<List<Fix.Edit>> edits = Optional.empty();
    if (queue instanceof Queue.Member(String _, @Nullable StructType owner, String member)
        && owner != null
        && isPlainQueue(owner.members().get(member))) {
      edits = accesses.to(owner).flatMap(access -> handler.edits(access, member, 0));
    } else if (queue instanceof Queue.Global global && file.equals(global.file())) {
      Variable variable = file.globals().get(global.name());
      if (variable != null && isPlainQueue(variable)) {
        int declared = file.tree().end(variable.node());
        edits = handler.edits(ObjectAccess.ofGlobals(accesses.file()), global.name(), declared);
      }
    }
    String title = "Write the handler " + handler.name().orElse("");
    return edits.map(all -> new Fix(title + "()", all, Fix.Safety.UNSAFE));
  }

  private static boolean isPlainQueue(@Nullable Variable queue) {
    return queue != null && queue.type().isPointerTo("fasync_struct") && !isArray(queue);
  }

  private static boolean isArray(Variable variable) {
    return variable.type() instanceof CType.Array;
  }

  /** Whether a table is written out here and has no handler. */
  static boolean hasRoom(OperationTable table) {
    return table.list() >= 0
        && !table.isOpaque()
        && !table.name().isEmpty()
        && !table.entries().isEmpty()
        && table.entry(MEMBER).isEmpty();
  }

  /** What the handler will be called; none if that name is taken. */
  Optional<String> name() {
    return names.free(MEMBER);
  }

  /**
   * Everything that makes the handler.
   *
   * @param access how it gets to the object of the queue
   * @param queue the member of the object, or the variable
   * @param declared the end of what has to stand before the handler besides the object
   */
  Optional<List<Fix.Edit>> edits(ObjectAccess access, String queue, int declared) {
    Optional<String> name = name();
    boolean shadowed =
        OWN_PARAMETERS.contains(access.file())
            || access.declarations().stream()
                .anyMatch(d -> OWN_PARAMETERS.stream().anyMatch(p -> d.contains("*" + p + " ")));
    if (name.isEmpty() || shadowed) {
      return Optional.empty();
    }
    List<CFunction> releases = module.facts().methods(table, ReleaseRemoval.MEMBER);
    boolean removes = ReleaseRemoval.isNeeded(target);
    boolean called = removes && !releases.isEmpty();
    boolean written = removes && table.entry(ReleaseRemoval.MEMBER).isEmpty();
    Optional<List<Fix.Edit>> calls =
        called
            ? ReleaseRemoval.calls(module.facts(), releases, name.get(), table::equals)
            : Optional.of(List.of());
    Optional<String> release = written ? names.free(ReleaseRemoval.MEMBER) : Optional.empty();
    int tableStart = startOfTable();
    int at = called ? first(releases) : lastMethodAfter(tableStart).orElse(tableStart);
    if (calls.isEmpty()
        || (written && release.isEmpty())
        || at < Math.max(declared, knownAfter(access))
        || !Edits.isAlongside(tree, at, tableStart)) {
      return Optional.empty();
    }

    String head = head(name.get(), access.file());
    StringBuilder text = new StringBuilder(head).append('\n').append(body(access, queue));
    List<Edits.Entry> entries = new ArrayList<>();
    entries.add(new Edits.Entry(MEMBER, name.get()));
    List<String> prototypes = new ArrayList<>(List.of(head + ";"));
    release.ifPresent(
        function -> {
          String removal = ReleaseRemoval.function(function, name.get(), access.file(), unit());
          text.append("\n\n").append(removal);
          prototypes.add(removal.substring(0, removal.indexOf('\n')) + ";");
          entries.add(new Edits.Entry(ReleaseRemoval.MEMBER, function));
        });
    List<Fix.Edit> edits = new ArrayList<>();
    if (at > tableStart) {
      edits.add(Edits.declaration(tree, String.join("\n", prototypes), tableStart));
    }
    if (called || at == tableStart) {
      edits.add(Edits.declaration(tree, text.toString(), at));
    } else {
      edits.add(
          Edits.insertion(tree.source(), Edits.afterLine(tree.source(), at), "\n" + text + "\n"));
    }
    edits.addAll(calls.get());
    return Edits.newEntries(table, entries.toArray(Edits.Entry[]::new))
        .map(
            entry -> {
              edits.add(entry);
              return List.copyOf(edits);
            });
  }

  private static String head(String name, String file) {
    return "static int " + name + "(int fd, struct file *" + file + ", int on)";
  }

  private String body(ObjectAccess access, String queue) {
    StringBuilder body = new StringBuilder("{\n");
    for (String declaration : access.declarations()) {
      body.append(unit()).append(declaration).append(";\n");
    }
    body.append(access.declarations().isEmpty() ? "" : "\n");
    String call = "fasync_helper(fd, %s, on, &%s%s)".formatted(access.file(), access.base(), queue);
    if (leaksPositiveResult()) {
      body.append(unit()).append("return min(").append(call).append(", 0);\n}");
    } else {
      body.append(unit()).append("return ").append(call).append(";\n}");
    }
    return body.toString();
  }

  /** Whether the 1 that the helper returns where it added a file reaches the program. */
  private boolean leaksPositiveResult() {
    return target.stated() && target.reachBefore(ChangePoint.HELPER_OWNS_FASYNC_BIT);
  }

  private String unit() {
    return methods().stream().findFirst().map(Edits::unit).orElse("\t");
  }

  private List<CFunction> methods() {
    return table.entries().keySet().stream()
        .flatMap(member -> module.facts().methods(table, member).stream())
        .filter(method -> method.file().equals(table.file()) && !method.isMacro())
        .toList();
  }

  private int startOfTable() {
    return tree.start(tree.enclosing(table.list(), Kind.DECLARATION));
  }

  private int first(List<CFunction> releases) {
    return releases.stream()
        .mapToInt(r -> r.file().equals(table.file()) ? tree.start(r.node()) : -1)
        .min()
        .orElse(-1);
  }

  /** The end of the last method, where a table stands before its methods. */
  private Optional<Integer> lastMethodAfter(int offset) {
    return methods().stream()
        .map(method -> tree.end(method.node()))
        .filter(end -> end > offset)
        .max(Integer::compare);
  }

  /** The end of the last declaration that the way to the object needs. */
  private int knownAfter(ObjectAccess access) {
    int after = 0;
    StructType object = access.object();
    if (object != null && object.file().equals(table.file())) {
      after = tree.end(object.node());
    }
    String needed = access.base() + String.join(";", access.declarations());
    for (CFunction function : table.file().allFunctions()) {
      boolean declared = table.file().prototypes().contains(function.name());
      if (needed.contains(function.name() + "(") && !declared) {
        after = Math.max(after, tree.end(function.node()));
      }
    }
    for (Variable global : table.file().globals().values()) {
      if (access.declarations().isEmpty() && needed.matches(global.name() + "(->|\\.)")) {
        after = Math.max(after, tree.end(global.node()));
      }
    }
    return after;
  }
}
