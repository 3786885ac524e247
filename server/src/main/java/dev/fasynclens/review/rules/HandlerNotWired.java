package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.review.repair.Edits;
import dev.fasynclens.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** FA101: a function written as a fasync handler that no operations table names. */
public final class HandlerNotWired implements Rule {
  @Override
  public void check(DriverModule module, Findings findings) {
    for (CFile file : module.files()) {
      List<CFunction> unwired = new ArrayList<>();
      for (CFunction function : file.allFunctions()) {
        if (isUnwiredHandler(module.facts(), function)) {
          unwired.add(function);
        }
      }
      for (CFunction handler : unwired) {
        report(module.facts(), handler, unwired.size() == 1, findings);
      }
    }
  }

  private static boolean isUnwiredHandler(Facts facts, CFunction function) {
    return function.hasHandlerSignature()
        && !function.isMacro()
        && !Handlers.adding(facts, function).isEmpty()
        && !facts.isReferenced(function)
        && (function.isStatic() || !facts.tables(function.file()).isEmpty())
        && !facts.isOffered(function)
        && !isPartOfAnother(facts, function);
  }

  /** Whether somebody calls it to register, not just to remove. */
  private static boolean isPartOfAnother(Facts facts, CFunction handler) {
    return facts.callers(handler).stream()
        .anyMatch(site -> registers(facts.effectsOfCall(site.function(), site.call())));
  }

  private static boolean registers(List<Effect> effects) {
    return effects.stream().anyMatch(e -> e instanceof Registration r && !r.onlyRemoves());
  }

  private static void report(Facts facts, CFunction handler, boolean alone, Findings findings) {
    Optional<OperationTable> table = alone ? tableWithout(facts, handler) : Optional.empty();
    Place place = table.map(OperationTable::place).orElse(handler.place());
    String message =
        table
            .map(
                t ->
                    "The operations table %s has no .fasync entry, so nobody ever calls the handler %s()."
                        .formatted(t.name(), handler.name()))
            .orElse(
                "%s() is written as a fasync handler, but no operations table names it."
                    .formatted(handler.name()));
    findings
        .at(place, message)
        .always(
            Severity.ERROR,
            "F_SETFL with O_ASYNC succeeds, the file joins no queue and no signal ever comes")
        .related(handler.place(), "the handler")
        .fix(table.flatMap(t -> entry(t, handler)))
        .report();
  }

  /** The table the handler was meant for: the only one in its file that lacks the entry. */
  private static Optional<OperationTable> tableWithout(Facts facts, CFunction handler) {
    List<OperationTable> candidates = new ArrayList<>();
    for (OperationTable table : facts.tables(handler.file())) {
      boolean open = table.list() >= 0 && !table.isOpaque() && !table.entries().isEmpty();
      if (open && table.entry(Handlers.MEMBER).isEmpty()) {
        candidates.add(table);
      }
    }
    return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
  }

  private static Optional<Fix> entry(OperationTable table, CFunction handler) {
    Optional<Fix.Edit> entry =
        Edits.newEntries(table, new Edits.Entry(Handlers.MEMBER, handler.name()));
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    List<Fix.Edit> edits = new ArrayList<>();
    int start = table.place().span().start();
    if (handler.place().span().start() > start) {
      edits.add(Edits.declaration(table.file().tree(), Edits.prototype(handler), start));
    }
    edits.add(entry.get());
    return Optional.of(
        new Fix("Add .fasync = " + handler.name() + " to " + table.name(), List.copyOf(edits)));
  }
}
