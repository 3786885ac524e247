package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.mutation.Mutant.Draft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drivers that decide who is notified, or set the file's flag themselves. */
final class OwnerPlantings {
  /** What speaks about owners and about functions that are gone. */
  static final Set<String> DRIFT = Set.of("FA401", "FA402", "FA403", "FA404", "FA405");

  private OwnerPlantings() {}

  static List<Planting> all() {
    return List.of(
        Planting.mistake("owner-forced", DRIFT, OwnerPlantings::ownerForced),
        Planting.mistake("fasync-flag-forced", DRIFT, OwnerPlantings::flagForced));
  }

  private static List<Mutant> ownerForced(Driver driver) {
    Map<String, String> idioms = new LinkedHashMap<>();
    idioms.put("__f_setown()", "__f_setown(%s, task_pid(current), PIDTYPE_PID, 1);\n\t");
    idioms.put("f_setown()", "f_setown(%s, task_pid_nr(current), 1);\n\t");
    idioms.put("f_owner.pid", "%s->f_owner.pid = task_pid(current);\n\t");
    idioms.put("f_owner.signum", "%s->f_owner.signum = SIGIO;\n\t");
    return atTheStartOf(driver, driver.handlers(), idioms);
  }

  private static List<Mutant> flagForced(Driver driver) {
    List<CFunction> openers =
        driver.tables().stream()
            .flatMap(table -> driver.methods(table, "open").stream())
            .filter(open -> open.parameters().size() == 2 && !Driver.opened(open).isEmpty())
            .distinct()
            .toList();
    return atTheStartOf(driver, openers, Map.of("in open", "%s->f_flags |= FASYNC;\n\t"));
  }

  private static List<Mutant> atTheStartOf(
      Driver driver, List<CFunction> functions, Map<String, String> idioms) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction function : functions) {
      driver
          .firstStatement(function)
          .ifPresent(
              at ->
                  idioms.forEach(
                      (name, text) ->
                          mutants.add(
                              new Draft(name)
                                  .insert(
                                      driver.file(), at, text.formatted(Driver.opened(function)))
                                  .mutant())));
    }
    return mutants;
  }
}
