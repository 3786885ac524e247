package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.mutation.Mutant.Draft;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.MacroDefinition;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Other ways to write what a driver does. No rule may speak about them. */
final class Rewrites {
  private static final String MUTEX = "static DEFINE_MUTEX(planted_mutex);\n\n";

  private Rewrites() {}

  static List<Planting> all() {
    return List.of(
        Planting.rewrite("handler-renamed", Rewrites::handlerRenamed),
        Planting.rewrite("switch-renamed", Rewrites::switchRenamed),
        Planting.rewrite("removal-added", Rewrites::removalAdded),
        Planting.rewrite("refusal-when-switching-on", Rewrites::refusalWhenSwitchingOn),
        Planting.rewrite("result-spelt-out", Rewrites::resultSpeltOut),
        Planting.rewrite("helper-under-mutex", Rewrites::underMutex),
        Planting.rewrite("switch-normalised", Rewrites::switchNormalised),
        Planting.rewrite("queue-through-pointer", Rewrites::throughPointer),
        Planting.rewrite("queue-tested-first", Rewrites::testedFirst),
        Planting.rewrite("notification-in-function", Rewrites::inFunction),
        Planting.rewrite("notification-in-macro", Rewrites::inMacro),
        Planting.rewrite("arguments-spelt-otherwise", Rewrites::speltOtherwise),
        Planting.rewrite("version-alternatives", Rewrites::alternatives),
        Planting.rewrite("comments", Rewrites::comments),
        Planting.rewrite("old-initialisers", Rewrites::oldInitialisers),
        Planting.rewrite("memory-cleared-later", Rewrites::clearedLater),
        Planting.rewrite("wake-up-after-notification", Rewrites::wakeUpAfter),
        Planting.rewrite("line-ends", Rewrites::lineEnds));
  }

  private static List<Mutant> handlerRenamed(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    SyntaxTree tree = driver.file().tree();
    for (CFunction handler : driver.handlers()) {
      boolean inMacro =
          tree.macros().stream().map(MacroDefinition::body).anyMatch(b -> b.contains("##"))
              || tree.macros().stream().anyMatch(m -> m.body().contains(handler.name()));
      if (handler.isStatic() && !inMacro) {
        Draft draft = new Draft("planted_" + handler.name());
        for (int at : tree.mentions(handler.name())) {
          draft.insert(driver.file(), at, "planted_");
        }
        mutants.add(draft.mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> switchRenamed(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction handler : driver.handlers()) {
      SyntaxTree tree = handler.tree();
      int start = tree.start(handler.node());
      Draft draft = new Draft("planted_switch");
      for (int at : tree.mentions(Driver.on(handler), start, tree.end(handler.node()))) {
        draft.replace(driver.file(), at, at + Driver.on(handler).length(), "planted_switch");
      }
      mutants.add(draft.mutant());
    }
    return mutants;
  }

  /** A removal in release: redundant since 2.6.28, and necessary before. */
  private static List<Mutant> removalAdded(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (OperationTable table : driver.tables()) {
      for (CFunction handler : driver.methods(table, "fasync")) {
        for (CFunction release : driver.methods(table, "release")) {
          Optional<Integer> first = driver.firstStatement(release);
          boolean alone =
              driver.facts().tablesWith("release", release).size() == 1
                  && driver.handlers().contains(handler);
          if (!alone || first.isEmpty() || release.parameters().size() != 2) {
            continue;
          }
          String prototype =
              "static int %s(int, struct file *, int);\n\n".formatted(handler.name());
          String call = "%s(-1, %s, 0);".formatted(handler.name(), Driver.opened(release));
          mutants.add(
              new Draft("always")
                  .above(driver.file(), first.get(), prototype)
                  .insert(driver.file(), first.get(), call + "\n\t")
                  .mutant());
          mutants.add(
              new Draft("if the flag is set")
                  .above(driver.file(), first.get(), prototype)
                  .insert(
                      driver.file(),
                      first.get(),
                      "if (%s->f_flags & FASYNC)\n\t\t%s\n\t"
                          .formatted(Driver.opened(release), call))
                  .mutant());
        }
      }
    }
    return mutants;
  }

  private static List<Mutant> refusalWhenSwitchingOn(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (CFunction handler : driver.handlers()) {
      driver
          .firstStatement(handler)
          .ifPresent(
              at ->
                  mutants.add(
                      new Draft("if (on && closing)")
                          .above(driver.file(), at, "static bool planted_closing;\n\n")
                          .insert(
                              driver.file(),
                              at,
                              "if (%s && READ_ONCE(planted_closing))\n\t\treturn -ENODEV;\n\t"
                                  .formatted(Driver.on(handler)))
                          .mutant()));
    }
    return mutants;
  }

  private static List<Mutant> ofReturned(
      Driver driver, List<String> idioms, Function<Site, String> declaration) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      for (String idiom : idioms) {
        if (site.isReturned()) {
          mutants.add(
              new Draft(idiom.formatted("helper()"))
                  .above(site.file(), site.start(), declaration.apply(site))
                  .replace(site.file(), site.statement(), idiom.formatted(site.text()))
                  .mutant());
        }
      }
    }
    return mutants;
  }

  private static List<Mutant> resultSpeltOut(Driver driver) {
    return ofReturned(
        driver,
        List.of(
            "{ int planted = %s; return planted; }",
            "{ int planted; planted = %s; if (planted < 0) return planted; return 0; }",
            "{ int planted = %s; if (planted > 0) planted = 0; return planted; }",
            "{ int planted; if ((planted = %s) < 0) return planted; return 0; }",
            "{ int planted = %s; return planted < 0 ? planted : 0; }"),
        _ -> "");
  }

  private static List<Mutant> underMutex(Driver driver) {
    return ofReturned(
        driver,
        List.of(
            "{ int planted; mutex_lock(&planted_mutex); planted = %s; mutex_unlock(&planted_mutex); return planted; }",
            "{ guard(mutex)(&planted_mutex); return %s; }",
            "{ static DEFINE_SPINLOCK(planted_lock); spin_lock(&planted_lock); spin_unlock(&planted_lock); return %s; }"),
        _ -> MUTEX);
  }

  private static List<Mutant> switchNormalised(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.helpers()) {
      String on = Driver.on(site.function());
      for (String value : List.of("!!%s", "%s != 0", "%s ? 1 : 0", "(%s)", "!(!%s)")) {
        mutants.add(
            new Draft(value.formatted("on"))
                .replace(site.file(), site.arguments().get(2), value.formatted(on))
                .mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> throughPointer(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      if (site.isStatement() && !driver.isByValue(site)) {
        mutants.add(
            new Draft("kill_fasync()")
                .replace(
                    site.file(),
                    site.statement(),
                    "{ struct fasync_struct **planted = %s; kill_fasync(planted, %s, %s); }"
                        .formatted(site.argument(0), site.argument(1), site.argument(2)))
                .mutant());
      }
    }
    for (Site site : driver.helpers()) {
      if (site.isReturned()) {
        mutants.add(
            new Draft("fasync_helper()")
                .replace(
                    site.file(),
                    site.statement(),
                    "{ struct fasync_struct **planted = %s; return %s(%s, %s, %s, planted); }"
                        .formatted(
                            site.argument(3),
                            site.callee(),
                            site.argument(0),
                            site.argument(1),
                            site.argument(2)))
                .mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> ofNotifications(
      Driver driver, Function<Site, Optional<Draft>> change) {
    return driver.notifications().stream()
        .filter(Site::isStatement)
        .flatMap(site -> change.apply(site).stream())
        .map(Draft::mutant)
        .toList();
  }

  private static List<Mutant> testedFirst(Driver driver) {
    return ofNotifications(
        driver,
        site ->
            Optional.of(
                new Draft("if (queue)")
                    .replace(
                        site.file(),
                        site.statement(),
                        "{ if (%s) %s; }".formatted(driver.head(site), site.text()))));
  }

  private static List<Mutant> inFunction(Driver driver) {
    return ofNotifications(
        driver,
        site ->
            Optional.of(
                new Draft("queue and band as parameters")
                    .above(
                        site.file(),
                        site.start(),
                        """
                        static void planted_tell(struct fasync_struct **queue, int band)
                        {
                        	kill_fasync(queue, %s, band);
                        }

                        """
                            .formatted(site.argument(1)))
                    .replace(
                        site.file(),
                        site.call(),
                        "planted_tell(&%s, %s)".formatted(driver.head(site), site.argument(2)))));
  }

  private static List<Mutant> inMacro(Driver driver) {
    return ofNotifications(
        driver,
        site ->
            Optional.of(
                new Draft("queue as parameter")
                    .above(
                        site.file(),
                        site.start(),
                        "#define PLANTED_TELL(queue, band) \\\n\tdo { \\\n\t\tkill_fasync(&(queue), %s, band); \\\n\t} while (0)\n\n"
                            .formatted(site.argument(1)))
                    .replace(
                        site.file(),
                        site.call(),
                        "PLANTED_TELL(%s, %s)".formatted(driver.head(site), site.argument(2)))));
  }

  private static List<Mutant> speltOtherwise(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      List<Integer> arguments = site.arguments();
      String queue = site.argument(0);
      if (queue.startsWith("&")) {
        mutants.add(
            new Draft("&(queue)")
                .replace(site.file(), arguments.get(0), "&(%s)".formatted(queue.substring(1)))
                .mutant());
      }
      mutants.add(
          new Draft("(band)")
              .replace(site.file(), arguments.get(2), "(%s)".formatted(site.argument(2)))
              .mutant());
      if (site.argument(1).equals("SIGIO")) {
        mutants.add(
            new Draft("SIGPOLL").replace(site.file(), arguments.get(1), "SIGPOLL").mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> alternatives(Driver driver) {
    return ofNotifications(
        driver,
        site -> {
          String text = site.tree().text(site.statement());
          String both =
              "{\n#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 16, 0)\n\t%s\n#else\n\t%s\n#endif\n\t}";
          return Optional.of(
              new Draft("#if LINUX_VERSION_CODE")
                  .replace(site.file(), site.statement(), both.formatted(text, text)));
        });
  }

  private static List<Mutant> comments(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      if (site.isStatement()) {
        mutants.add(
            new Draft("code in a comment")
                .replace(
                    site.file(),
                    site.statement(),
                    "{ /* kill_fasync(&queue, POLL_IN, SIGUSR1); */\n\t// fasync_helper(1, 2);\n\t%s; }"
                        .formatted(site.text()))
                .mutant());
        mutants.add(
            new Draft("between the arguments")
                .replace(
                    site.file(),
                    site.call(),
                    "%s(%s /* the list */, %s, /* POLLIN */ %s)"
                        .formatted(
                            site.callee(), site.argument(0), site.argument(1), site.argument(2)))
                .mutant());
      }
    }
    return mutants;
  }

  /** {@code .fasync = handler} as GNU C had it before 1999. */
  private static List<Mutant> oldInitialisers(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    SyntaxTree tree = driver.file().tree();
    for (OperationTable table : driver.tables()) {
      Draft draft = new Draft("member: value");
      boolean all = true;
      for (int pair : tree.namedChildren(table.list())) {
        int designator =
            tree.kind(pair) == Kind.INITIALIZER_PAIR ? tree.part(pair, Field.DESIGNATOR) : -1;
        if (designator < 0 || tree.kind(designator) != Kind.FIELD_DESIGNATOR) {
          all = false;
          break;
        }
        draft.replace(
            driver.file(),
            tree.start(pair),
            tree.start(tree.part(pair, Field.VALUE)),
            tree.text(tree.firstNamed(designator)) + ": ");
      }
      if (all) {
        mutants.add(draft.mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> clearedLater(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.calls(Set.of("kzalloc"))) {
      if (site.arguments().size() == 2) {
        mutants.add(
            new Draft("__GFP_ZERO")
                .replace(
                    site.file(),
                    site.call(),
                    "kmalloc(%s, %s | __GFP_ZERO)".formatted(site.argument(0), site.argument(1)))
                .mutant());
      }
      if (site.isAssigned() && site.isAlways()) {
        SyntaxTree tree = site.tree();
        String target = tree.text(tree.part(site.statement(), Field.LEFT));
        mutants.add(
            new Draft("memset()")
                .replace(
                    site.file(),
                    site.wholeStatement(),
                    "%s = kmalloc(%s, %s);\n\tif (%s)\n\t\tmemset(%s, 0, %s);"
                        .formatted(
                            target,
                            site.argument(0),
                            site.argument(1),
                            target,
                            target,
                            site.argument(0)))
                .mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> wakeUpAfter(Driver driver) {
    return ofNotifications(
        driver,
        site -> {
          List<Integer> before = Driver.before(site.tree(), site.statement());
          int wakeUp = before.isEmpty() ? -1 : before.get(0);
          boolean fits =
              wakeUp >= 0
                  && site.tree().kind(wakeUp) == Kind.EXPRESSION_STATEMENT
                  && site.tree().text(wakeUp).startsWith("wake_up");
          return fits
              ? Optional.of(
                  new Draft("the other order")
                      .replace(
                          site.file(),
                          wakeUp,
                          "%s;\n\t%s".formatted(site.text(), site.tree().text(wakeUp)))
                      .replace(site.file(), site.statement(), ";"))
              : Optional.empty();
        });
  }

  private static List<Mutant> lineEnds(Driver driver) {
    if (driver.handlers().isEmpty() && driver.notifications().isEmpty()) {
      return List.of();
    }
    Draft draft = new Draft("carriage returns");
    SourceText text = driver.file().source();
    for (int line = 0; line + 1 < text.lineCount(); line++) {
      int end = text.lineSpan(line).end();
      if (text.byteAt(end) == '\n') {
        draft.insert(driver.file(), end, "\r");
      }
    }
    return List.of(draft.mutant());
  }
}
