package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.mutation.Mutant.Draft;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files that stay on a queue when they are closed, and queues that go before their files. */
final class ReleasePlantings {
  private static final String QUEUE = "static struct fasync_struct *planted_queue;\n\n";

  private ReleasePlantings() {}

  static List<Planting> all() {
    return List.of(
        Planting.mistake("removal-missing", Set.of("FA301"), ReleasePlantings::missing),
        Planting.mistake("removal-on-some-paths", Set.of("FA305"), ReleasePlantings::onSomePaths)
            .entailing("FA301"),
        Planting.mistake("freed-before-removal", Set.of("FA302"), ReleasePlantings::freedBefore)
            .entailing("FA306"),
        Planting.mistake(
            "private-data-cleared-before-removal",
            Set.of("FA302"),
            ReleasePlantings::clearedBefore),
        Planting.mistake(
                "release-removes-from-other-queue",
                Set.of("FA302"),
                ReleasePlantings::fromOtherQueue)
            .entailing("FA301"),
        Planting.mistake("freed-while-open", Set.of("FA302"), ReleasePlantings::freedWhileOpen)
            .entailing("FA306"));
  }

  /** The removals that release makes on every way. */
  private static List<Site> certain(Driver driver, CFunction release) {
    return driver.removals(release).stream()
        .filter(site -> site.isAlways() && (site.isStatement() || site.isReturned()))
        .toList();
  }

  private static List<Mutant> missing(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction release : driver.releases()) {
      List<Site> removals = driver.removals(release);
      if (!removals.isEmpty()) {
        Draft draft = new Draft("no call");
        removals.forEach(
            site -> {
              if (site.isStatement()) {
                draft.replace(site.file(), site.statement(), ";");
              } else {
                draft.replace(site.file(), site.call(), "0");
              }
            });
        mutants.add(draft.mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> onSomePaths(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction release : driver.releases()) {
      List<Site> removals = certain(driver, release);
      String file = Driver.opened(release);
      if (removals.size() != 1 || driver.removals(release).size() != 1) {
        continue;
      }
      Site site = removals.get(0);
      if (site.isStatement()) {
        mutants.add(
            new Draft("for writers")
                .replace(
                    site.file(),
                    site.statement(),
                    "if (%s->f_mode & FMODE_WRITE)\n\t\t%s;".formatted(file, site.text()))
                .mutant());
      }
      mutants.add(
          new Draft("an early return")
              .insert(
                  site.file(),
                  site.tree().start(site.statement()),
                  "if (%s->f_flags & O_NONBLOCK)\n\t\treturn 0;\n\t".formatted(file))
              .mutant());
    }
    return mutants;
  }

  /** Whether the handlers of the tables with this release find their queue through the file. */
  private static boolean needsPrivateData(Driver driver, CFunction release) {
    List<OperationTable> tables =
        driver.tables().stream()
            .filter(table -> driver.methods(table, "release").contains(release))
            .toList();
    return !tables.isEmpty()
        && tables.stream()
            .allMatch(
                table ->
                    driver.methods(table, "fasync").stream().anyMatch(ReleasePlantings::readsIt));
  }

  private static boolean readsIt(CFunction handler) {
    return handler.mentions("private_data");
  }

  private static List<Mutant> freedBefore(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction release : driver.releases()) {
      for (Site site : certain(driver, release)) {
        String file = Driver.opened(release);
        if (needsPrivateData(driver, release) && callsHandler(driver, site)) {
          mutants.add(
              new Draft("kfree(private_data)")
                  .insert(
                      site.file(),
                      site.tree().start(site.statement()),
                      "kfree(%s->private_data);\n\t".formatted(file))
                  .mutant());
        }
      }
    }
    return mutants;
  }

  private static boolean callsHandler(Driver driver, Site site) {
    return driver.facts().callees(site.function(), site.call()).stream()
        .anyMatch(ReleasePlantings::readsIt);
  }

  private static List<Mutant> clearedBefore(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction release : driver.releases()) {
      for (Site site : certain(driver, release)) {
        String file = Driver.opened(release);
        if (callsHandler(driver, site)) {
          mutants.add(
              new Draft("private_data = NULL")
                  .insert(
                      site.file(),
                      site.tree().start(site.statement()),
                      "%s->private_data = NULL;\n\t".formatted(file))
                  .mutant());
        }
      }
    }
    return mutants;
  }

  private static List<Mutant> fromOtherQueue(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction release : driver.releases()) {
      if (driver.removals(release).size() == 1) {
        for (Site site : certain(driver, release)) {
          mutants.add(
              new Draft("a queue beside it")
                  .above(site.file(), site.start(), QUEUE)
                  .replace(
                      site.file(),
                      site.call(),
                      "fasync_helper(-1, %s, 0, &planted_queue)".formatted(Driver.opened(release)))
                  .mutant());
        }
      }
    }
    return mutants;
  }

  /** An ioctl or a read that frees the object with the queue. */
  private static List<Mutant> freedWhileOpen(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (OperationTable table : driver.tables()) {
      for (String member : List.of("unlocked_ioctl", "read")) {
        for (CFunction method : driver.methods(table, member)) {
          object(driver, method).stream()
              .limit(1)
              .forEach(
                  name ->
                      lastReturn(method)
                          .ifPresent(
                              at ->
                                  mutants.add(
                                      new Draft("in " + member)
                                          .insert(
                                              driver.file(), at, "kfree(%s);\n\t".formatted(name))
                                          .mutant())));
        }
      }
    }
    return mutants;
  }

  /** The local pointers of a method to the object that holds a queue. */
  private static List<String> object(Driver driver, CFunction method) {
    List<String> found = new ArrayList<>();
    SyntaxTree tree = method.tree();
    for (CFunction handler : driver.handlers()) {
      for (Queue queue : driver.queues(handler)) {
        if (queue instanceof Queue.Member member && !member.tag().isEmpty()) {
          for (int node = method.body(); node < tree.subtreeEnd(method.body()); node++) {
            boolean local = tree.kind(node) == Kind.IDENTIFIER && method.isLocal(tree.name(node));
            if (local
                && method
                    .variable(tree.name(node))
                    .filter(variable -> variable.type().isPointerTo(member.tag()))
                    .isPresent()
                && !found.contains(tree.name(node))) {
              found.add(tree.name(node));
            }
          }
        }
      }
    }
    return found;
  }

  private static Optional<Integer> lastReturn(CFunction function) {
    SyntaxTree tree = function.tree();
    List<Integer> statements = tree.namedChildren(function.body());
    return statements.isEmpty() || tree.kind(statements.getLast()) != Kind.RETURN_STATEMENT
        ? Optional.empty()
        : Optional.of(tree.start(statements.getLast()));
  }
}
