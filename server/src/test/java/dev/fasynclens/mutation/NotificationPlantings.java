package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.mutation.Mutant.Draft;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Notifications that are missing, or happen in the wrong place or company. */
final class NotificationPlantings {
  private static final int BAND = 2;
  private static final int FARTHEST_STORE = 4;
  private static final String QUEUE = "static struct fasync_struct *planted_queue;\n\n";
  private static final String LOCK = "static DEFINE_SPINLOCK(planted_lock);\n\n";

  private NotificationPlantings() {}

  static List<Planting> all() {
    return List.of(
        Planting.mistake(
                "notification-removed-everywhere",
                Set.of("FA204"),
                NotificationPlantings::removedEverywhere)
            .entailing("FA208"),
        Planting.mistake(
            "notification-removed-beside-wake-up",
            Set.of("FA208"),
            NotificationPlantings::removedBesideWakeUp),
        Planting.mistake(
                "space-or-hang-up-not-notified",
                Set.of("FA208"),
                NotificationPlantings::bandRemoved)
            .entailing("FA204"),
        Planting.mistake(
                "other-queue-notified", Set.of("FA205", "FA204"), NotificationPlantings::otherQueue)
            .entailing("FA208"),
        Planting.mistake("wake-up-dropped", Set.of("FA209"), NotificationPlantings::wakeUpDropped),
        Planting.mistake(
            "wake-up-exclusive", Set.of("FA209"), NotificationPlantings::wakeUpExclusive),
        Planting.mistake(
                "notified-before-published", Set.of("FA210"), NotificationPlantings::tooEarly)
            .entailing("FA211"),
        Planting.mistake(
            "notified-under-interrupt-lock",
            Set.of("FA211"),
            NotificationPlantings::underInterruptLock),
        Planting.mistake(
            "flag-shared-by-files", Set.of("FA212"), NotificationPlantings::sharedFlag),
        Planting.mistake(
            "obsolete-notification", OwnerPlantings.DRIFT, NotificationPlantings::obsolete));
  }

  /** An expression that does nothing, where a call was. */
  static Draft withoutCall(Draft draft, Site site) {
    return site.isStatement()
        ? draft.replace(site.file(), site.statement(), ";")
        : draft.replace(site.file(), site.call(), "(void)0");
  }

  private static Set<Queue> registered(Driver driver) {
    Set<Queue> queues = new LinkedHashSet<>();
    driver.handlers().forEach(handler -> queues.addAll(driver.queues(handler)));
    return queues;
  }

  private static Draft aboutHandlers(Driver driver, Draft draft) {
    driver.handlers().forEach(draft::about);
    return draft;
  }

  private static List<Mutant> removedEverywhere(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Queue queue : registered(driver)) {
      List<Site> sites = driver.notificationsOf(queue);
      if (!sites.isEmpty() && sites.stream().allMatch(Site::isPlain)) {
        Draft draft = new Draft("queue " + queue.describe());
        sites.forEach(site -> withoutCall(draft, site));
        mutants.add(aboutHandlers(driver, draft).mutant());
      }
    }
    return mutants;
  }

  private static List<Site> wakeUps(Driver driver, CFunction function) {
    return driver
        .calls(
            Set.of(
                "wake_up",
                "wake_up_all",
                "wake_up_interruptible",
                "wake_up_interruptible_all",
                "wake_up_interruptible_sync",
                "wake_up_poll",
                "wake_up_interruptible_poll"))
        .stream()
        .filter(site -> site.function() == function && site.isStatement())
        .toList();
  }

  private static List<Mutant> removedBesideWakeUp(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      boolean elsewhere =
          driver.queues(site).stream().anyMatch(queue -> driver.notificationsOf(queue).size() > 1);
      if (site.isStatement() && elsewhere && !wakeUps(driver, site.function()).isEmpty()) {
        mutants.add(withoutCall(new Draft(site.function().name()), site).mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> bandRemoved(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      String band = site.argument(BAND);
      if (Set.of("POLL_OUT", "POLL_HUP").contains(band) && site.isStatement()) {
        mutants.add(withoutCall(new Draft(band), site).mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> otherQueue(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      Draft draft = new Draft("a queue beside it").above(driver.file(), site.start(), QUEUE);
      draft.replace(
          site.file(),
          site.arguments().get(0),
          driver.isByValue(site) ? "planted_queue" : "&planted_queue");
      mutants.add(aboutHandlers(driver, draft).mutant());
    }
    return mutants;
  }

  private static List<Mutant> wakeUpDropped(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : firstOfEachFunction(driver)) {
      List<Site> wakeUps = wakeUps(driver, site.function());
      if (!wakeUps.isEmpty()) {
        Draft draft = new Draft("kill_fasync() instead");
        wakeUps.forEach(wakeUp -> withoutCall(draft, wakeUp));
        mutants.add(draft.mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> wakeUpExclusive(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : firstOfEachFunction(driver)) {
      List<Site> wakeUps = wakeUps(driver, site.function());
      if (wakeUps.size() == 1 && site.isStatement()) {
        Site wakeUp = wakeUps.get(0);
        String choice =
            "if (%s) %s; else %s;".formatted(driver.head(site), site.text(), wakeUp.text());
        Draft draft = new Draft("if the queue is empty");
        withoutCall(draft, wakeUp);
        mutants.add(draft.replace(site.file(), site.statement(), "{ " + choice + " }").mutant());
      }
    }
    return mutants;
  }

  private static List<Site> firstOfEachFunction(Driver driver) {
    Set<CFunction> seen = new LinkedHashSet<>();
    return driver.notifications().stream().filter(site -> seen.add(site.function())).toList();
  }

  private static List<Mutant> tooEarly(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      if (!site.isStatement()) {
        continue;
      }
      SyntaxTree tree = site.tree();
      List<Integer> before = Driver.before(tree, site.statement());
      for (int node : before.subList(0, Math.min(FARTHEST_STORE, before.size()))) {
        if (publishes(site.function(), node)) {
          mutants.add(
              withoutCall(
                      new Draft("before a store")
                          .insert(site.file(), tree.start(node), site.text() + ";\n\t"),
                      site)
                  .mutant());
          break;
        }
      }
    }
    return mutants;
  }

  /** Whether a statement stores something that others may look at. */
  private static boolean publishes(CFunction function, int statement) {
    SyntaxTree tree = function.tree();
    if (tree.kind(statement) != Kind.EXPRESSION_STATEMENT) {
      return false;
    }
    int expression = tree.firstNamed(statement);
    int target =
        expression < 0
            ? -1
            : tree.part(
                expression,
                tree.kind(expression) == Kind.ASSIGNMENT_EXPRESSION ? Field.LEFT : Field.ARGUMENT);
    return target >= 0
        && (tree.kind(expression) == Kind.ASSIGNMENT_EXPRESSION
            || tree.kind(expression) == Kind.UPDATE_EXPRESSION)
        && !(tree.kind(target) == Kind.IDENTIFIER
            && function.variable(tree.name(target)).isPresent());
  }

  private static List<Mutant> underInterruptLock(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction handler : driver.interruptHandlers()) {
      for (Site site : driver.notifications()) {
        boolean apart = site.function() != handler && !driver.facts().isCalled(site.function());
        if (apart && site.isStatement()) {
          int first = Math.min(site.start(), handler.tree().start(handler.node()));
          Draft draft = new Draft("as " + handler.name()).above(driver.file(), first, LOCK);
          driver
              .firstStatement(handler)
              .ifPresent(
                  at ->
                      draft.insert(
                          driver.file(),
                          at,
                          "spin_lock(&planted_lock);\n\tspin_unlock(&planted_lock);\n\t"));
          draft.replace(
              site.file(),
              site.statement(),
              "{ spin_lock(&planted_lock); %s; spin_unlock(&planted_lock); }"
                  .formatted(site.text()));
          mutants.add(draft.mutant());
        }
      }
    }
    return mutants;
  }

  private static List<Mutant> sharedFlag(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site helper : driver.helpers()) {
      for (Site site : driver.notifications()) {
        if (site.isStatement()
            && driver.firstStatement(helper.function()).isPresent()
            && site.function() != helper.function()) {
          int first = Math.min(site.start(), helper.start());
          mutants.add(
              new Draft("the last one to switch decides")
                  .above(driver.file(), first, "static int planted_wanted;\n\n")
                  .insert(
                      helper.file(),
                      driver.firstStatement(helper.function()).get(),
                      "planted_wanted = %s;\n\t".formatted(Driver.on(helper.function())))
                  .replace(
                      site.file(),
                      site.statement(),
                      "{ if (planted_wanted) %s; }".formatted(site.text()))
                  .mutant());
        }
      }
    }
    return mutants;
  }

  private static List<Mutant> obsolete(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      mutants.add(
          new Draft("__kill_fasync()")
              .replace(
                  site.file(),
                  site.call(),
                  "__kill_fasync(%s, %s, %s)"
                      .formatted(driver.head(site), site.argument(1), site.argument(2)))
              .mutant());
    }
    return mutants;
  }
}
