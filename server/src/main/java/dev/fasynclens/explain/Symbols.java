package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an outline of a file lists: queues and handlers. */
public final class Symbols {
  private static final String QUEUE = "fasync queue";

  private Symbols() {}

  /** What a symbol is. */
  public enum Subject {
    /** A struct that holds queues. */
    STRUCT,
    /** A {@code struct fasync_struct *}. */
    QUEUE,
    /** A function that stands as {@code .fasync}, or would if a table named it. */
    HANDLER
  }

  /**
   * An entry of the outline.
   *
   * @param detail plain text
   * @param whole the definition
   * @param name where the name stands
   * @param inside the queues of a struct
   */
  public record Symbol(
      Subject subject, String title, String detail, Span whole, Span name, List<Symbol> inside) {
    private static Symbol leaf(
        Subject subject, String title, String detail, Span whole, Span name) {
      return new Symbol(subject, title, detail, whole, name, List.of());
    }
  }

  /** A queue where it is declared. */
  record DeclaredQueue(Queue queue, Span name) {}

  /** All symbols of a file, in order. */
  public static List<Symbol> of(DriverModule module, CFile file) {
    List<Symbol> symbols = new ArrayList<>();
    Map<StructType, List<Symbol>> members = new LinkedHashMap<>();
    for (DeclaredQueue declared : queues(file)) {
      Span name = declared.name();
      StructType struct = declared.queue() instanceof Queue.Member member ? member.owner() : null;
      if (declared.queue() instanceof Queue.Member member && struct != null) {
        members
            .computeIfAbsent(struct, _ -> new ArrayList<>())
            .add(Symbol.leaf(Subject.QUEUE, member.member(), QUEUE, name, name));
      } else {
        symbols.add(Symbol.leaf(Subject.QUEUE, declared.queue().describe(), QUEUE, name, name));
      }
    }
    members.forEach((struct, queues) -> symbols.add(struct(struct, queues)));
    for (CFunction function : file.allFunctions()) {
      handler(module, function).ifPresent(symbols::add);
    }
    symbols.sort(Comparator.comparing(Symbol::name));
    return List.copyOf(symbols);
  }

  private static Symbol struct(StructType struct, List<Symbol> queues) {
    SyntaxTree tree = struct.file().tree();
    int tag = tree.part(struct.node(), Field.NAME);
    Span whole = tree.place(struct.node()).span();
    return new Symbol(
        Subject.STRUCT,
        tag < 0 ? "struct" : "struct " + struct.tag(),
        Wording.count(queues.size(), QUEUE),
        whole,
        tag < 0 ? queues.getFirst().name() : tree.place(tag).span(),
        List.copyOf(queues));
  }

  private static Optional<Symbol> handler(DriverModule module, CFunction function) {
    List<OperationTable> tables = module.facts().tablesWith(HandlerHover.MEMBER, function);
    String table = tables.isEmpty() ? "" : tables.getFirst().name();
    if (tables.isEmpty() && !Completions.isHandler(module, function)) {
      return Optional.empty();
    }
    String member = "." + HandlerHover.MEMBER;
    return Optional.of(
        Symbol.leaf(
            Subject.HANDLER,
            function.name(),
            tables.isEmpty()
                ? "in no table as " + member
                : table.isEmpty() ? member : member + " of " + table,
            function.tree().place(function.node()).span(),
            function.place().span()));
  }

  /** The queues that a file declares, members of structs and variables at file level. */
  static List<DeclaredQueue> queues(CFile file) {
    List<DeclaredQueue> found = new ArrayList<>();
    for (StructType struct : file.structs().values()) {
      for (Variable member : struct.members().values()) {
        if (QueueHover.isHead(member.type()) && !struct.tag().equals(QueueHover.STRUCT)) {
          found.add(
              new DeclaredQueue(
                  new Queue.Member(struct.tag(), struct, member.name()),
                  file.tree().place(member.node()).span()));
        }
      }
    }
    for (Variable global : file.globals().values()) {
      if (QueueHover.isHead(global.type()) && !global.isExtern()) {
        found.add(
            new DeclaredQueue(
                new Queue.Global(global.name(), file), file.tree().place(global.node()).span()));
      }
    }
    found.sort(Comparator.comparing(DeclaredQueue::name));
    return found;
  }
}
