package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Registration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The {@code .fasync} methods of a module. */
final class Handlers {
  /** The member of {@code struct file_operations}. */
  static final String MEMBER = "fasync";

  private Handlers() {}

  /** The functions that a table names as its handler. */
  static Set<CFunction> wired(DriverModule module) {
    return methods(module, MEMBER);
  }

  /** The functions that any table names as this method. */
  static Set<CFunction> methods(DriverModule module, String member) {
    Set<CFunction> found = new LinkedHashSet<>();
    for (CFile file : module.files()) {
      for (OperationTable table : module.facts().tables(file)) {
        found.addAll(module.facts().methods(table, member));
      }
    }
    return found;
  }

  /** The wired handlers, and the functions that look like one and register what they are given. */
  static Set<CFunction> all(DriverModule module) {
    Set<CFunction> handlers = wired(module);
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        if (function.hasHandlerSignature() && !adding(module.facts(), function).isEmpty()) {
          handlers.add(function);
        }
      }
    }
    return handlers;
  }

  /** What a function registers, removals left out. */
  static List<Registration> adding(Facts facts, CFunction function) {
    return facts.registrations(function).stream().filter(r -> !r.onlyRemoves()).toList();
  }

  /** The name of a handler's file argument, empty if it has none. */
  static String fileParameter(CFunction handler) {
    return handler.parameters().size() > 1 ? handler.parameters().get(1).name() : "";
  }

  /** The name of a handler's switch, empty if it has none. */
  static String onParameter(CFunction handler) {
    return handler.parameters().size() > 2 ? handler.parameters().get(2).name() : "";
  }
}
