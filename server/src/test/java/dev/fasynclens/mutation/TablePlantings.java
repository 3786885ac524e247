package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.mutation.Mutant.Draft;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operation tables that lack something or that no program can reach. */
final class TablePlantings {
  private static final String OTHER_TABLE =
      """
      static const struct file_operations planted_fops = {
      	.owner = THIS_MODULE,
      	.llseek = no_llseek,
      };

      """;

  private TablePlantings() {}

  static List<Planting> all() {
    return List.of(
        Planting.mistake("entry-removed", Set.of("FA101"), TablePlantings::entryRemoved)
            .entailing("FA205"),
        Planting.mistake("table-unreachable", Set.of("FA108"), TablePlantings::unreachable),
        Planting.mistake("table-behind-debugfs", Set.of("FA108"), TablePlantings::behindDebugfs),
        Planting.mistake("f_op-replaced", Set.of("FA109"), TablePlantings::replaced),
        Planting.mistake("owner-of-table-missing", Set.of("FA308"), TablePlantings::ownerless));
  }

  private static List<Mutant> entryRemoved(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction handler : driver.handlers()) {
      List<OperationTable> tables = driver.tablesOf(handler);
      boolean removable =
          driver.ownsAllTablesOf(handler)
              && tables.stream().allMatch(table -> driver.pair(table, "fasync").isPresent());
      if (!removable) {
        continue;
      }
      Draft gone = new Draft("no entry").about(handler);
      Draft empty = new Draft("NULL").about(handler);
      Draft comment = new Draft("commented out").about(handler);
      for (OperationTable table : tables) {
        int pair = driver.pair(table, "fasync").orElseThrow();
        Span entry = withComma(driver.file(), pair);
        String text = driver.file().source().slice(entry);
        gone.replace(driver.file(), entry.start(), entry.end(), "");
        empty.replace(driver.file(), pair, ".fasync = NULL");
        comment.replace(driver.file(), entry.start(), entry.end(), "/* " + text + " */");
      }
      mutants.add(gone.mutant());
      mutants.add(empty.mutant());
      mutants.add(comment.mutant());
    }
    return mutants;
  }

  /** An initialiser with the comma behind it. */
  private static Span withComma(CFile file, int pair) {
    SyntaxTree tree = file.tree();
    int end = tree.end(pair);
    boolean comma = end < file.source().length() && tree.tokenAfter(end) == ',';
    int after = comma ? file.source().indexOf(",", end) + 1 : end;
    return new Span(tree.start(pair), after);
  }

  /** Where a table is handed on, if that is one place only. */
  private static Optional<Span> onlyUse(Driver driver, OperationTable table) {
    SyntaxTree tree = driver.file().tree();
    if (table.name().isEmpty() || !isWord(table.name())) {
      return Optional.empty();
    }
    List<Integer> uses = new ArrayList<>(tree.mentions(table.name()));
    uses.remove((Integer) table.place().span().start());
    if (uses.size() != 1 || !driver.facts().tables(driver.file()).contains(table)) {
      return Optional.empty();
    }
    return Optional.of(new Span(uses.get(0), uses.get(0) + table.name().length()));
  }

  private static boolean isWord(String name) {
    return name.chars().allMatch(Character::isJavaIdentifierPart);
  }

  private static boolean isShared(Driver driver, OperationTable table) {
    var variable = driver.file().globals().get(table.name());
    return variable == null || !variable.isStatic();
  }

  private static List<Mutant> unreachable(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (OperationTable table : driver.tables()) {
      Optional<Span> use = onlyUse(driver, table);
      if (use.isPresent() && !isShared(driver, table)) {
        Span at = use.get();
        mutants.add(
            about(driver, table, new Draft("another table in its place"))
                .above(driver.file(), at.start(), OTHER_TABLE)
                .replace(driver.file(), at.start(), at.end(), "planted_fops")
                .mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> behindDebugfs(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (OperationTable table : driver.tables()) {
      Optional<Span> use = onlyUse(driver, table);
      if (use.isEmpty() || isShared(driver, table)) {
        continue;
      }
      Span at = use.get();
      mutants.add(
          about(driver, table, new Draft("debugfs_create_file()"))
              .above(
                  driver.file(),
                  at.start(),
                  OTHER_TABLE
                      + """
                      static void planted_show(void)
                      {
                      	debugfs_create_file("planted", 0644, NULL, NULL, &%s);
                      }

                      """
                          .formatted(table.name()))
              .replace(driver.file(), at.start(), at.end(), "planted_fops")
              .mutant());
    }
    return mutants;
  }

  private static Draft about(Driver driver, OperationTable table, Draft draft) {
    driver.methods(table, "fasync").forEach(draft::about);
    return draft.about(driver.file().tree().place(table.list())).about(table.place());
  }

  /** In a method during which the file may be on a queue, unlike {@code open}. */
  private static List<Mutant> replaced(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (OperationTable table : driver.tables()) {
      for (CFunction ioctl : driver.methods(table, "unlocked_ioctl")) {
        Optional<Integer> at = driver.firstStatement(ioctl);
        if (at.isPresent() && ioctl.parameters().size() == 3) {
          mutants.add(
              about(driver, table, new Draft("in ioctl"))
                  .above(driver.file(), at.get(), OTHER_TABLE)
                  .insert(
                      driver.file(),
                      at.get(),
                      "%s->f_op = &planted_fops;\n\t"
                          .formatted(ioctl.parameters().getFirst().name()))
                  .mutant());
        }
      }
    }
    return mutants;
  }

  private static List<Mutant> ownerless(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (OperationTable table : driver.tables()) {
      driver
          .pair(table, "owner")
          .ifPresent(
              pair -> {
                Span entry = withComma(driver.file(), pair);
                mutants.add(
                    about(driver, table, new Draft("no .owner"))
                        .replace(driver.file(), entry.start(), entry.end(), "")
                        .mutant());
              });
    }
    return mutants;
  }
}
