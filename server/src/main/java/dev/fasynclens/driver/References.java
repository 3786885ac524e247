package dev.fasynclens.driver;

import dev.fasynclens.syntax.MacroDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where functions are named: to call them, or to hand them on. */
final class References {
  private record Uses(boolean called, boolean handedOn, boolean exported, boolean inHeader) {}

  private final DriverModule module;
  private final Map<CFunction, Uses> known = new HashMap<>();

  References(DriverModule module) {
    this.module = module;
  }

  boolean isReferenced(CFunction function) {
    return uses(function).handedOn;
  }

  boolean isCalled(CFunction function) {
    return uses(function).called;
  }

  boolean isOffered(CFunction function) {
    return uses(function).exported || uses(function).inHeader;
  }

  private Uses uses(CFunction function) {
    return known.computeIfAbsent(function, this::find);
  }

  private Uses find(CFunction function) {
    boolean called = false;
    boolean handedOn = false;
    boolean exported = false;
    boolean inHeader = false;
    List<CFile> files = function.isStatic() ? List.of(function.file()) : module.files();
    for (CFile file : files) {
      if (file != function.file()
          && !module.functionsNamed(function.name(), file).contains(function)) {
        continue;
      }
      inHeader |= file.name().endsWith(".h") && file.prototypes().contains(function.name());
      for (int offset : file.tree().mentions(function.name())) {
        char next = file.tree().tokenAfter(offset + function.name().length());
        if (next != '(' && !file.tree().isInString(offset)) {
          boolean export = file.tree().wordBefore(offset).startsWith("EXPORT_SYMBOL");
          exported |= export;
          handedOn |= !export;
        } else if (next == '(' && isInsideFunction(file, offset)) {
          called = true;
        }
      }
      handedOn |= isPasted(file, function.name());
    }
    return new Uses(called, handedOn, exported, inHeader);
  }

  private static boolean isInsideFunction(CFile file, int offset) {
    for (CFunction function : file.allFunctions()) {
      if (file.tree().place(function.body()).span().contains(offset)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a macro names something, in one piece or pasted from pieces. */
  static boolean isPasted(CFile file, String name) {
    for (MacroDefinition macro : file.macros().values()) {
      if (macro.parsed() && !macro.body().contains("##")) {
        continue; // its body is part of the tree
      }
      if (MacroText.mentions(macro.body(), name)) {
        return true;
      }
      if (macro.functionLike() && macro.body().contains("##")) {
        for (int call : file.topLevelCalls()) {
          if (Expressions.callee(file.tree(), call).equals(macro.name())
              && MacroText.mentions(MacroText.expanded(macro, file.tree(), call), name)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
