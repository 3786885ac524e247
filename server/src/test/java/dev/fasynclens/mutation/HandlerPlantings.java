package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.mutation.Mutant.Draft;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mistakes in the {@code .fasync} method itself. */
final class HandlerPlantings {
  private static final String LOCK = "static DEFINE_SPINLOCK(planted_lock);\n\n";
  private static final String QUEUE = "static struct fasync_struct *planted_queue;\n\n";

  private HandlerPlantings() {}

  static List<Planting> all() {
    return List.of(
        Planting.mistake(
                "helper-removed", Set.of("FA102", "FA205"), HandlerPlantings::helperRemoved)
            .entailing("FA101", "FA103", "FA205"),
        Planting.mistake("switch-is-constant", Set.of("FA103"), HandlerPlantings::constantSwitch)
            .entailing("FA102", "FA204", "FA205", "FA301"),
        Planting.mistake("switching-off-skipped", Set.of("FA103"), HandlerPlantings::offSkipped)
            .entailing("FA301"),
        Planting.mistake("switching-off-refused", Set.of("FA103"), HandlerPlantings::refused)
            .entailing("FA301", "FA305"),
        Planting.mistake(
                "removed-from-other-queue", Set.of("FA302", "FA103"), HandlerPlantings::otherQueue)
            .entailing("FA204", "FA301", "FA103"),
        Planting.mistake("result-dropped", Set.of("FA104"), HandlerPlantings::resultDropped),
        Planting.mistake("return-missing", Set.of("FA104"), HandlerPlantings::returnMissing),
        Planting.mistake(
            "positive-result-is-error",
            Set.of("FA105", "FA104"),
            HandlerPlantings::positiveIsError),
        Planting.mistake(
                "signature", Set.of("FA106", "FA206", "FA104"), HandlerPlantings::signature)
            .entailing("FA101", "FA102", "FA205", "FA204", "FA301"),
        Planting.mistake("helper-in-atomic-context", Set.of("FA107"), HandlerPlantings::atomic),
        Planting.mistake("queue-copied", Set.of("FA304"), HandlerPlantings::queueCopied)
            .entailing("FA204", "FA205", "FA302", "FA301"));
  }

  /** A statement with something before and after the call, if the call stands so that it can. */
  private static Optional<String> around(Site site, String before, String after) {
    if (site.isReturned()) {
      return Optional.of(
          "{ int planted; %splanted = %s; %sreturn planted; }"
              .formatted(before, site.text(), after));
    }
    return site.isAssigned() || site.isStatement()
        ? Optional.of("{ %s%s %s}".formatted(before, statement(site), after))
        : Optional.empty();
  }

  private static String statement(Site site) {
    return site.tree().text(site.wholeStatement());
  }

  private static List<Mutant> helperRemoved(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      boolean only = driver.facts().registrations(site.function()).size() == 1;
      Draft draft = new Draft(only ? "the only one" : "one of several");
      draft.replace(site.file(), site.call(), "0");
      driver.queues(site).stream()
          .flatMap(queue -> driver.notificationsOf(queue).stream())
          .map(Site::function)
          .distinct()
          .forEach(draft::about);
      mutants.add(draft.mutant());
    }
    return mutants;
  }

  private static List<Mutant> constantSwitch(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      String on = Driver.on(site.function());
      String file = Driver.opened(site.function());
      for (String value : List.of("1", "0", "!" + on, file + "->f_flags & FASYNC")) {
        mutants.add(
            new Draft(value.replace(on, "on").replace(file, "file"))
                .replace(site.file(), site.arguments().get(2), value)
                .mutant());
      }
      driver
          .firstStatement(site.function())
          .ifPresent(
              at ->
                  mutants.add(
                      new Draft("on = 1 before")
                          .insert(site.file(), at, on + " = 1;\n\t")
                          .mutant()));
    }
    return mutants;
  }

  private static List<Mutant> offSkipped(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction handler : driver.handlers()) {
      String on = Driver.on(handler);
      for (String check :
          List.of(
              "if (!%s)\n\t\treturn 0;\n\t",
              "if (%s == 0)\n\t\treturn -EINVAL;\n\t", "if (%s <= 0)\n\t\treturn 0;\n\t")) {
        driver
            .firstStatement(handler)
            .ifPresent(
                at ->
                    mutants.add(
                        new Draft(check.formatted("on").replaceAll("\\s+", " "))
                            .insert(driver.file(), at, check.formatted(on))
                            .mutant()));
      }
    }
    for (Site site : driver.helpers()) {
      String on = Driver.on(site.function());
      if (site.isReturned()) {
        mutants.add(
            new Draft("only if on")
                .replace(
                    site.file(),
                    site.statement(),
                    "{ if (%s) return %s; return 0; }".formatted(on, site.text()))
                .mutant());
        mutants.add(
            new Draft("switch with one case")
                .replace(
                    site.file(),
                    site.statement(),
                    "{ switch (%s) { case 1: return %s; default: return 0; } }"
                        .formatted(on, site.text()))
                .mutant());
        mutants.add(
            new Draft("on && helper")
                .replace(site.file(), site.call(), "%s ? %s : 0".formatted(on, site.text()))
                .mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> refused(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction handler : driver.handlers()) {
      Optional<Integer> first = driver.firstStatement(handler);
      if (first.isEmpty()) {
        continue;
      }
      int start = handler.tree().start(handler.node());
      String descriptor = handler.parameters().get(0).name();
      if (!descriptor.isEmpty()) {
        mutants.add(
            new Draft("a negative descriptor")
                .insert(
                    driver.file(),
                    first.get(),
                    "if (%s < 0)\n\t\treturn -EBADF;\n\t".formatted(descriptor))
                .mutant());
      }
      mutants.add(
          new Draft("a signal is pending")
              .above(driver.file(), start, "static DEFINE_MUTEX(planted_mutex);\n\n")
              .insert(
                  driver.file(),
                  first.get(),
                  "if (mutex_lock_interruptible(&planted_mutex))\n\t\treturn -ERESTARTSYS;\n\t"
                      + "mutex_unlock(&planted_mutex);\n\t")
              .mutant());
      mutants.add(
          new Draft("a lock is taken")
              .above(driver.file(), start, "static DEFINE_MUTEX(planted_mutex);\n\n")
              .insert(
                  driver.file(),
                  first.get(),
                  "if (!mutex_trylock(&planted_mutex))\n\t\treturn -EBUSY;\n\t"
                      + "mutex_unlock(&planted_mutex);\n\t")
              .mutant());
      gone(driver, handler, first.get()).ifPresent(mutants::add);
    }
    return mutants;
  }

  /** A check of a flag that an event sets. */
  private static Optional<Mutant> gone(Driver driver, CFunction handler, int first) {
    for (Site event : driver.notifications()) {
      Optional<Integer> at = driver.firstStatement(event.function());
      if (event.function() != handler && at.isPresent()) {
        int start = Math.min(at.get(), first);
        return Optional.of(
            new Draft("the device is gone")
                .above(driver.file(), start, "static bool planted_closing;\n\n")
                .insert(driver.file(), at.get(), "planted_closing = true;\n\t")
                .insert(driver.file(), first, "if (planted_closing)\n\t\treturn -ENODEV;\n\t")
                .mutant());
      }
    }
    return Optional.empty();
  }

  private static List<Mutant> otherQueue(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      int start = site.start();
      String on = Driver.on(site.function());
      String queue = site.argument(3);
      mutants.add(
          new Draft("by a choice")
              .above(site.file(), start, QUEUE)
              .replace(
                  site.file(),
                  site.arguments().get(3),
                  "%s ? %s : &planted_queue".formatted(on, queue))
              .mutant());
      around(
              site,
              "if (!%s) return fasync_helper(%s, %s, 0, &planted_queue); "
                  .formatted(on, site.argument(0), site.argument(1)),
              "")
          .ifPresent(
              text ->
                  mutants.add(
                      new Draft("by an early return")
                          .above(site.file(), start, QUEUE)
                          .replace(site.file(), site.wholeStatement(), text)
                          .mutant()));
    }
    return mutants;
  }

  private static boolean isOnly(Driver driver, Site site) {
    return driver.facts().registrations(site.function()).size() == 1;
  }

  private static List<Mutant> resultDropped(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      if (!site.isReturned() || !isOnly(driver, site)) {
        continue;
      }
      Map<String, String> idioms = new LinkedHashMap<>();
      idioms.put("a statement of its own", "{ %s; return 0; }");
      idioms.put("cast to void", "{ (void)%s; return 0; }");
      idioms.put("only printed", "{ if (%s < 0) pr_err(\"failed\\n\"); return 0; }");
      idioms.put(
          "a variable nobody reads",
          "{ int planted = %s; pr_debug(\"%%d\\n\", planted); return 0; }");
      idioms.forEach(
          (name, text) ->
              mutants.add(
                  new Draft(name)
                      .replace(site.file(), site.statement(), text.formatted(site.text()))
                      .mutant()));
    }
    return mutants;
  }

  private static List<Mutant> returnMissing(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      SyntaxTree tree = site.tree();
      boolean last = site.isAlways() && tree.nextNamed(site.wholeStatement()) < 0;
      if (site.isReturned() && last) {
        mutants.add(
            new Draft("no return")
                .replace(site.file(), site.statement(), site.text() + ";")
                .mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> positiveIsError(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      if (!site.isReturned()) {
        continue;
      }
      Map<String, String> idioms = new LinkedHashMap<>();
      idioms.put("if (ret)", "{ int planted = %s; if (planted) return -EIO; return 0; }");
      idioms.put("if (helper())", "{ if (%s) return -ENOMEM; return 0; }");
      idioms.put(
          "if (ret != 0)", "{ int planted = %s; if (planted != 0) return -EFAULT; return 0; }");
      idioms.put("by a choice", "return %s ? -EIO : 0;");
      idioms.forEach(
          (name, text) ->
              mutants.add(
                  new Draft(name)
                      .replace(site.file(), site.statement(), text.formatted(site.text()))
                      .mutant()));
    }
    return mutants;
  }

  private static List<Mutant> signature(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction handler : driver.handlers()) {
      SyntaxTree tree = handler.tree();
      int first = parameter(tree, handler, 0);
      int last = parameter(tree, handler, 2);
      int end = tree.end(last);
      mutants.add(
          about(driver, handler, new Draft("an inode first"))
              .replace(driver.file(), first, "struct inode *planted")
              .mutant());
      mutants.add(
          about(driver, handler, new Draft("the file first"))
              .replace(
                  driver.file(),
                  tree.start(first),
                  end,
                  "struct file *%s, int %s, int %s"
                      .formatted(
                          Driver.opened(handler),
                          handler.parameters().get(0).name(),
                          Driver.on(handler)))
              .mutant());
      mutants.add(
          about(driver, handler, new Draft("no descriptor"))
              .replace(
                  driver.file(), tree.start(first), tree.start(parameter(tree, handler, 1)), "")
              .mutant());
    }
    return mutants;
  }

  private static Draft about(Driver driver, CFunction handler, Draft draft) {
    driver
        .tablesOf(handler)
        .forEach(table -> draft.about(driver.file().tree().place(table.list())));
    return draft;
  }

  /** The declaration of a parameter. */
  private static int parameter(SyntaxTree tree, CFunction function, int index) {
    return tree.enclosing(
        function.parameters().get(index).node(), dev.fasynclens.syntax.Kind.PARAMETER_DECLARATION);
  }

  private static List<Mutant> atomic(Driver driver) {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("spin_lock(&planted_lock); ", "spin_unlock(&planted_lock); ");
    sections.put("spin_lock_irq(&planted_lock); ", "spin_unlock_irq(&planted_lock); ");
    sections.put(
        "unsigned long planted_flags; spin_lock_irqsave(&planted_lock, planted_flags); ",
        "spin_unlock_irqrestore(&planted_lock, planted_flags); ");
    sections.put("spin_lock_bh(&planted_lock); ", "spin_unlock_bh(&planted_lock); ");
    sections.put("local_irq_disable(); ", "local_irq_enable(); ");
    sections.put("preempt_disable(); ", "preempt_enable(); ");
    sections.put("rcu_read_lock(); ", "rcu_read_unlock(); ");
    sections.put("guard(spinlock)(&planted_lock); ", "");
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      sections.forEach(
          (enter, leave) ->
              around(site, enter, leave)
                  .ifPresent(
                      text ->
                          mutants.add(
                              new Draft(enter.strip())
                                  .above(site.file(), site.start(), LOCK)
                                  .replace(site.file(), site.wholeStatement(), text)
                                  .mutant())));
    }
    return mutants;
  }

  private static List<Mutant> queueCopied(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      String head = site.head(3, false);
      String call =
          "%s(%s, %s, %s, &planted)"
              .formatted(site.callee(), site.argument(0), site.argument(1), site.argument(2));
      if (site.isReturned()) {
        mutants.add(
            new Draft("joined through a copy")
                .replace(
                    site.file(),
                    site.statement(),
                    "{ struct fasync_struct *planted = %s; return %s; }".formatted(head, call))
                .mutant());
        mutants.add(
            new Draft("written back")
                .replace(
                    site.file(),
                    site.statement(),
                    "{ struct fasync_struct *planted = %s; int result = %s; %s = planted; return result; }"
                        .formatted(head, call, head))
                .mutant());
      }
    }
    for (Site site : driver.notifications()) {
      if (site.isStatement()) {
        mutants.add(
            new Draft("saved")
                .above(site.file(), site.start(), "static struct fasync_struct *planted_saved;\n\n")
                .replace(
                    site.file(),
                    site.statement(),
                    "{ planted_saved = %s; kill_fasync(&planted_saved, %s, %s); }"
                        .formatted(driver.head(site), site.argument(1), site.argument(2)))
                .mutant());
      }
    }
    return mutants;
  }
}
