package dev.fasynclens.review.repair;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names for what is added to a driver, made as those that are there. */
final class Names {
  private static final List<String> OF_TABLES =
      List.of("_file_operations", "_file_ops", "_fops", "_ops", "_operations");

  private final OperationTable table;

  Names(OperationTable table) {
    this.table = table;
  }

  /** A name for a method or variable that nothing in the file has yet. */
  Optional<String> free(String suffix) {
    return Optional.of(prefix() + "_" + suffix).filter(name -> isFree(table.file(), name));
  }

  /** Whether a word stands nowhere in a file. */
  static boolean isFree(CFile file, String name) {
    SyntaxTree tree = file.tree();
    return tree.mentions(name).isEmpty() && !file.macros().containsKey(name);
  }

  /** What the names of the methods begin with, or else that of the table. */
  private String prefix() {
    Map<String, Integer> seen = new HashMap<>();
    table
        .entries()
        .forEach(
            (member, entry) -> {
              String name = entry.function();
              String whole = "_" + member;
              String last = "_" + member.substring(member.lastIndexOf('_') + 1);
              String suffix = name.endsWith(whole) ? whole : last;
              boolean ours = !table.file().functions().getOrDefault(name, List.of()).isEmpty();
              if (ours && name.endsWith(suffix) && name.length() > suffix.length()) {
                seen.merge(name.substring(0, name.length() - suffix.length()), 1, Integer::sum);
              }
            });
    return seen.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElseGet(this::prefixOfTable);
  }

  private String prefixOfTable() {
    for (String ending : OF_TABLES) {
      if (table.name().endsWith(ending)) {
        return table.name().substring(0, table.name().length() - ending.length());
      }
    }
    return table.name();
  }
}
