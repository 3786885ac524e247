package dev.fasynclens.driver;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.MacroDefinition;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bodies of macros as expressions. A macro is no part of its file's tree, so its body is parsed
 * as a file of its own; the names in it are still those of the file that uses the macro.
 */
final class MacroBodies {
  private static final int LONGEST = 500;

  /** The variable that a body is made the value of, to be read as an expression. */
  private static final String HOLDER = "value";

  /**
   * A body.
   *
   * @param file the file made of it
   * @param node the expression in there
   */
  record Body(CFile file, int node) {}

  private final Map<MacroDefinition, Optional<Body>> known = new HashMap<>();

  /** The body of a macro, empty if it is no expression. */
  Optional<Body> of(MacroDefinition macro) {
    return known.computeIfAbsent(macro, MacroBodies::parsed);
  }

  private static Optional<Body> parsed(MacroDefinition macro) {
    if (macro.body().isEmpty() || macro.body().length() > LONGEST) {
      return Optional.empty();
    }
    try {
      String text = "int " + HOLDER + " = " + macro.body() + ";\n";
      CFile file = new CFile(SyntaxTree.parse(SourceText.of(macro.name(), text)));
      return Optional.ofNullable(file.globals().get(HOLDER))
          .filter(holder -> holder.initializer() >= 0)
          .map(holder -> new Body(file, holder.initializer()));
    } catch (UnreadableSourceException e) {
      return Optional.empty();
    }
  }
}
