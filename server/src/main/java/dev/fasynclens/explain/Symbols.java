package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What an outline of a file lists: queues and handlers. */
public final class Symbols {
  private Symbols() {}

  /** What a symbol is. */
  public enum Subject {
    /** A {@code struct fasync_struct *}. */
    QUEUE,
    /** A function that stands as {@code .fasync}. */
    HANDLER
  }

  /**
   * An entry of the outline.
   *
   * @param detail plain text
   * @param whole the definition
   * @param name where the name stands
   */
  public record Symbol(Subject subject, String title, String detail, Span whole, Span name) {}

  /** A queue where it is declared. */
  record DeclaredQueue(Queue queue, Span name) {}

  /** All symbols of a file, in order. */
  public static List<Symbol> of(DriverModule module, CFile file) {
    List<Symbol> symbols = new ArrayList<>();
    for (DeclaredQueue declared : queues(file)) {
      symbols.add(
          new Symbol(
              Subject.QUEUE,
              declared.queue().describe(),
              "fasync queue",
              declared.name(),
              declared.name()));
    }
    for (CFunction function : file.allFunctions()) {
      List<OperationTable> tables = module.facts().tablesWith(HandlerHover.MEMBER, function);
      if (!tables.isEmpty()) {
        String table = tables.get(0).name();
        symbols.add(
            new Symbol(
                Subject.HANDLER,
                function.name(),
                table.isEmpty() ? ".fasync" : ".fasync of " + table,
                file.tree().place(function.node()).span(),
                function.place().span()));
      }
    }
    symbols.sort(Comparator.comparing(Symbol::name));
    return List.copyOf(symbols);
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
