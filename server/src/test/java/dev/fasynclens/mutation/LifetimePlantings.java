package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.mutation.Mutant.Draft;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Memory of queues, and what still notifies when the queue or the module is gone. */
final class LifetimePlantings {
  private static final Map<String, String> UNCLEARED =
      Map.of(
          "kzalloc", "kmalloc",
          "kcalloc", "kmalloc_array",
          "kzalloc_node", "kmalloc_node",
          "kvzalloc", "kvmalloc",
          "vzalloc", "vmalloc",
          "devm_kzalloc", "devm_kmalloc",
          "kmem_cache_zalloc", "kmem_cache_alloc");

  /** What stops something that may notify. */
  private static final Set<String> STOPS =
      Set.of(
          "del_timer",
          "del_timer_sync",
          "timer_delete",
          "timer_delete_sync",
          "timer_shutdown_sync",
          "hrtimer_cancel",
          "cancel_work_sync",
          "cancel_delayed_work_sync",
          "cancel_delayed_work",
          "flush_work",
          "tasklet_kill",
          "free_irq");

  /** What tells the kernel which function to call; where the source and the function stand. */
  private static final Map<String, int[]> STARTS =
      Map.of(
          "timer_setup", new int[] {0, 1},
          "setup_timer", new int[] {0, 1},
          "DEFINE_TIMER", new int[] {0, 1},
          "INIT_WORK", new int[] {0, 1},
          "INIT_DELAYED_WORK", new int[] {0, 1},
          "DECLARE_WORK", new int[] {0, 1},
          "DECLARE_DELAYED_WORK", new int[] {0, 1},
          "tasklet_init", new int[] {0, 1},
          "tasklet_setup", new int[] {0, 1},
          "DECLARE_TASKLET", new int[] {0, 1});

  private static final Set<String> UNREGISTERS =
      Set.of(
          "misc_deregister",
          "cdev_del",
          "unregister_chrdev",
          "input_unregister_device",
          "cdev_device_del");

  private LifetimePlantings() {}

  static List<Planting> all() {
    return List.of(
        Planting.mistake("queue-uninitialised", Set.of("FA303"), LifetimePlantings::uninitialised),
        Planting.mistake("object-copied", Set.of("FA304"), LifetimePlantings::objectCopied),
        Planting.mistake("object-managed-by-device", Set.of("FA306"), LifetimePlantings::managed),
        Planting.mistake(
            "source-not-stopped", Set.of("FA307"), LifetimePlantings::sourceNotStopped),
        Planting.mistake(
            "unregister-missing", Set.of("FA306", "FA307"), LifetimePlantings::notUnregistered));
  }

  /** The members of a struct that files join as queues. */
  private static Set<String> joined(Driver driver, StructType struct) {
    Set<String> members = new LinkedHashSet<>();
    for (Registration registration : driver.facts().allRegistrations()) {
      for (Queue queue : registration.queues()) {
        if (queue instanceof Queue.Member member
            && member.owner() != null
            && member.owner().file() == struct.file()
            && member.tag().equals(struct.tag())
            && !registration.onlyRemoves()) {
          members.add(member.member());
        }
      }
    }
    return members;
  }

  /** The variable or member that receives the result of a call. */
  private static Optional<Integer> receiver(Site site) {
    SyntaxTree tree = site.tree();
    int user = site.statement();
    if (tree.kind(user) == Kind.ASSIGNMENT_EXPRESSION) {
      return Optional.of(tree.part(user, Field.LEFT));
    }
    if (tree.kind(user) == Kind.INIT_DECLARATOR) {
      int declarator = tree.part(user, Field.DECLARATOR);
      while (declarator >= 0 && tree.kind(declarator) != Kind.IDENTIFIER) {
        declarator = tree.part(declarator, Field.DECLARATOR);
      }
      return declarator < 0 ? Optional.empty() : Optional.of(declarator);
    }
    return Optional.empty();
  }

  /** The allocations of one object that holds a queue. */
  private static List<Site> allocations(Driver driver) {
    return driver.calls(UNCLEARED.keySet()).stream()
        .filter(
            site ->
                receiver(site)
                    .flatMap(at -> driver.facts().pointee(site.function(), at))
                    .filter(struct -> !joined(driver, struct).isEmpty())
                    .isPresent())
        .toList();
  }

  private static List<Mutant> uninitialised(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : allocations(driver)) {
      String uncleared = UNCLEARED.getOrDefault(site.callee(), "");
      int name = site.start();
      if (!clears(driver, site)) {
        mutants.add(
            new Draft(uncleared + "()")
                .replace(site.file(), name, name + site.callee().length(), uncleared)
                .mutant());
      }
    }
    return mutants;
  }

  /** Whether the function sets the head itself. */
  private static boolean clears(Driver driver, Site site) {
    StructType struct =
        receiver(site).flatMap(at -> driver.facts().pointee(site.function(), at)).orElseThrow();
    String body = site.tree().text(site.function().body());
    return body.contains("memset(")
        || joined(driver, struct).stream()
            .allMatch(member -> body.matches("(?s).*(->|\\.)%s\\s*=[^=].*".formatted(member)));
  }

  private static List<Mutant> objectCopied(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      String head = driver.head(site);
      int arrow = head.lastIndexOf("->");
      Optional<Queue.Member> queue =
          driver.queues(site).stream()
              .filter(Queue.Member.class::isInstance)
              .map(Queue.Member.class::cast)
              .findFirst();
      boolean direct = queue.isPresent() && arrow > 0 && head.endsWith(queue.get().member());
      if (!direct
          || !head.substring(arrow + 2).equals(queue.get().member())
          || queue.get().owner() == null
          || queue.get().tag().startsWith("@")
          || queue.get().tag().isEmpty()
          || !site.isStatement()) {
        continue;
      }
      String object = head.substring(0, arrow);
      String tag = queue.get().tag();
      String declaration = "static struct %s planted_copy;\n\n".formatted(tag);
      mutants.add(
          new Draft("assigned")
              .above(site.file(), site.start(), declaration)
              .replace(
                  site.file(),
                  site.statement(),
                  "{ planted_copy = *%s; %s; }".formatted(object, site.text()))
              .mutant());
      mutants.add(
          new Draft("memcpy()")
              .above(site.file(), site.start(), declaration)
              .replace(
                  site.file(),
                  site.statement(),
                  "{ memcpy(&planted_copy, %s, sizeof(planted_copy)); %s; }"
                      .formatted(object, site.text()))
              .mutant());
    }
    return mutants;
  }

  private static List<Mutant> managed(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : allocations(driver)) {
      Optional<Variable> device =
          site.function().parameters().stream()
              .filter(
                  p -> p.type().isPointerTo("platform_device") || p.type().isPointerTo("pci_dev"))
              .findFirst();
      if (site.callee().equals("kzalloc") && device.isPresent()) {
        mutants.add(
            new Draft("devm_kzalloc()")
                .replace(
                    site.file(),
                    site.call(),
                    "devm_kzalloc(&%s->dev, %s, %s)"
                        .formatted(device.get().name(), site.argument(0), site.argument(1)))
                .mutant());
      }
    }
    return mutants;
  }

  /** What an expression means as a source: the last name in it. */
  private static String source(String expression) {
    return expression.replaceFirst("^&", "").replaceFirst("(?s)^.*(->|\\.)", "").strip();
  }

  /** The names of timers, works and tasklets whose function notifies. */
  private static Set<String> notifyingSources(Driver driver) {
    Set<String> found = new LinkedHashSet<>();
    for (Site site : driver.calls(STARTS.keySet())) {
      int[] positions = STARTS.getOrDefault(site.callee(), new int[] {0, 0});
      if (site.arguments().size() > positions[1]
          && driver.named(site, site.arguments().get(positions[1])).stream()
              .anyMatch(driver::notifies)) {
        found.add(source(site.argument(positions[0])));
      }
    }
    return found;
  }

  private static List<Mutant> sourceNotStopped(Driver driver) {
    Set<String> sources = notifyingSources(driver);
    boolean interrupts = driver.interruptHandlers().stream().anyMatch(driver::notifies);
    Map<String, List<Site>> stops = new LinkedHashMap<>();
    for (Site site : driver.calls(STOPS)) {
      boolean irq = site.callee().equals("free_irq") && interrupts;
      String source = irq ? "irq" : source(site.argument(0));
      if (site.isStatement() && (irq || sources.contains(source))) {
        stops.computeIfAbsent(source, _ -> new ArrayList<>()).add(site);
      }
    }
    List<Mutant> mutants = new ArrayList<>();
    stops.forEach(
        (source, sites) -> {
          Draft draft =
              new Draft(source.equals("irq") ? "free_irq()" : sites.get(0).callee() + "()");
          sites.forEach(site -> NotificationPlantings.withoutCall(draft, site));
          mutants.add(draft.mutant());
        });
    return mutants;
  }

  private static List<Mutant> notUnregistered(Driver driver) {
    if (driver.handlers().isEmpty()) {
      return List.of();
    }
    Map<CFunction, Draft> drafts = new LinkedHashMap<>();
    for (Site site : driver.calls(UNREGISTERS)) {
      boolean leaving = site.function().name().matches(".*(exit|remove|disconnect|cleanup|fini).*");
      if (site.isStatement() && leaving) {
        NotificationPlantings.withoutCall(
            drafts.computeIfAbsent(site.function(), _ -> new Draft(site.callee() + "()")), site);
      }
    }
    return drafts.values().stream().map(Draft::mutant).toList();
  }
}
