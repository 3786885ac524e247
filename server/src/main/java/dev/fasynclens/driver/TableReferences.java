package dev.fasynclens.driver;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where operation tables are named. */
final class TableReferences {
  private final DriverModule module;
  private final Map<OperationTable, List<TableReference>> known = new HashMap<>();

  TableReferences(DriverModule module) {
    this.module = module;
  }

  List<TableReference> to(OperationTable table) {
    return known.computeIfAbsent(table, this::find);
  }

  private List<TableReference> find(OperationTable table) {
    List<TableReference> found = new ArrayList<>();
    int defined = table.place().span().start();
    for (CFile file : filesThatMayName(table)) {
      for (int offset : file.tree().mentions(table.name())) {
        int node = file.tree().nodeAt(offset, Kind.IDENTIFIER);
        boolean definition = file == table.file() && offset == defined;
        if (node >= 0 && !definition && file.tree().is(node, table.name())) {
          found.add(new TableReference(file, node));
        }
      }
    }
    return found;
  }

  boolean isUsed(OperationTable table) {
    for (CFile file : filesThatMayName(table)) {
      if (isNamedIn(file, table)
          || References.isPasted(file, table.name())
          || isMadeByUnknownMacro(file, table.name())) {
        return true;
      }
    }
    return false;
  }

  private List<CFile> filesThatMayName(OperationTable table) {
    Variable variable = table.file().globals().get(table.name());
    return variable == null || variable.isStatic() ? List.of(table.file()) : module.files();
  }

  /** Also in a branch that was folded away; not in a comment. */
  private static boolean isNamedIn(CFile file, OperationTable table) {
    SourceText text = file.source();
    String name = table.name();
    int defined = file == table.file() ? table.place().span().start() : -1;
    for (int at = text.indexOf(name, 0); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean starts = at == 0 || !isWordPart(text.byteAt(at - 1));
      boolean ends = end == text.length() || !isWordPart(text.byteAt(end));
      int offset = at;
      if (starts
          && ends
          && at != defined
          && file.tree().comments().stream().noneMatch(comment -> comment.contains(offset))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWordPart(int b) {
    return b == '_' || Character.isLetterOrDigit(b);
  }

  /** {@code MAKE_NODE(foo);} may well name {@code foo_fops}. */
  private boolean isMadeByUnknownMacro(CFile file, String name) {
    SyntaxTree tree = file.tree();
    List<Integer> calls = new ArrayList<>(file.topLevelCalls());
    for (CFunction function : file.allFunctions()) {
      calls.addAll(function.calls());
    }
    for (int call : calls) {
      String callee = Expressions.callee(tree, call);
      boolean shouted = !callee.isEmpty() && callee.equals(callee.toUpperCase(Locale.ROOT));
      if (shouted && module.macro(callee, file).isEmpty()) {
        for (int argument : Expressions.arguments(tree, call)) {
          if (tree.kind(argument) == Kind.IDENTIFIER && isPieceOf(tree.name(argument), name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isPieceOf(String piece, String name) {
    return name.length() > piece.length() && (name.startsWith(piece) || name.endsWith(piece));
  }
}
