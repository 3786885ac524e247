package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Path;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FA302: the removal at close works on freed memory, on nothing, or on another queue. */
public final class RemovalImpossibleOnClose implements Rule {
  private static final String STALE =
      "the closed file stays on its queue, and the next kill_fasync() uses freed memory";

  /** Methods that run while the file is open and stays so. */
  private static final List<String> WHILE_OPEN =
      List.of("read", "write", "read_iter", "write_iter", "unlocked_ioctl", "ioctl", "poll");

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Frees frees = new Frees(module);
    Set<CFunction> releases = new LinkedHashSet<>();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        Set<Queue> queues = queuesOf(facts, table);
        for (CFunction release : facts.methods(table, "release")) {
          if (!queues.isEmpty() && releases.add(release)) {
            new Closing(facts, frees, release, findings).run();
            otherQueue(facts, table, release, queues, findings);
            sharedObject(facts, frees, table, release, queues, findings);
          }
        }
        freedWhileOpen(facts, frees, table, queues, findings);
        outsideTheHandler(facts, table, findings);
      }
    }
    for (CFunction handler : Handlers.all(module)) {
      onAndOffDiffer(facts, handler, findings);
    }
  }

  /** The queues that files opened through a table join. */
  private static Set<Queue> queuesOf(Facts facts, OperationTable table) {
    Set<Queue> queues = new LinkedHashSet<>();
    for (CFunction handler : facts.methods(table, Handlers.MEMBER)) {
      Handlers.adding(facts, handler).forEach(r -> queues.addAll(r.queues()));
    }
    return queues;
  }

  /** A release function, followed along its paths. */
  private static final class Closing {
    private final Facts facts;
    private final Frees frees;
    private final CFunction release;
    private final Findings findings;
    private final SyntaxTree tree;
    private final String file;

    Closing(Facts facts, Frees frees, CFunction release, Findings findings) {
      this.facts = facts;
      this.frees = frees;
      this.release = release;
      this.findings = findings;
      this.tree = release.tree();
      this.file = release.parameters().size() > 1 ? release.parameters().get(1).name() : "";
    }

    void run() {
      for (Path path : facts.paths(release).all()) {
        if (!path.contradictsItself(tree)) {
          follow(path);
        }
      }
    }

    private void follow(Path path) {
      Set<Integer> freed = new LinkedHashSet<>();
      int cleared = -1;
      for (Path.Step step : path.steps()) {
        for (int call : Path.calls(tree, step)) {
          Optional<Integer> gone = frees.freed(release, call);
          gone.ifPresent(freed::add);
          for (Effect effect :
              gone.isPresent() ? List.<Effect>of() : facts.effectsOfCall(release, call)) {
            if (effect instanceof Registration r && r.onlyRemoves() && r.file() >= 0) {
              removal(r, freed, cleared);
            }
          }
        }
        cleared = clears(step).orElse(cleared);
      }
    }

    /** {@code filp->private_data = NULL;}. */
    private Optional<Integer> clears(Path.Step step) {
      if (!(step instanceof Path.Evaluate)) {
        return Optional.empty();
      }
      for (int assignment : Expressions.below(tree, step.node(), Kind.ASSIGNMENT_EXPRESSION)) {
        int left = tree.part(assignment, Field.LEFT);
        int right = Expressions.bare(tree, tree.part(assignment, Field.RIGHT));
        boolean nothing = tree.kind(right) == Kind.NULL || tree.is(right, "0");
        if (nothing && isPrivateData(tree, left, file)) {
          return Optional.of(assignment);
        }
      }
      return Optional.empty();
    }

    private void removal(Registration registration, Set<Integer> freed, int cleared) {
      boolean readsPrivateData = readsPrivateData(registration);
      if (cleared >= 0 && readsPrivateData) {
        report(registration, "private_data was cleared before", tree.place(cleared));
        return;
      }
      for (int pointer : freed) {
        int origin = Frees.origin(release, pointer);
        boolean opener = readsPrivateData && isPrivateData(tree, origin, file);
        boolean holds =
            registration.queues().stream().anyMatch(q -> frees.holds(release, pointer, q));
        if (holds || (opener && !isPartOf(pointer))) {
          report(registration, "what it needs was freed before", tree.place(pointer));
          return;
        }
      }
    }

    private boolean isPartOf(int pointer) {
      return tree.kind(pointer) == Kind.FIELD_EXPRESSION && !isPrivateData(tree, pointer, file);
    }

    /** Whether the functions between here and fasync_helper() start from private_data. */
    private boolean readsPrivateData(Registration registration) {
      if (registration.isDirect()) {
        return false;
      }
      for (CFunction callee : facts.callees(release, registration.call())) {
        if (callee.tree().mentions("private_data").stream()
            .anyMatch(at -> callee.tree().place(callee.node()).span().contains(at))) {
          return true;
        }
      }
      return false;
    }

    private void report(Registration registration, String why, Place where) {
      findings
          .at(registration.place(), "This removal comes too late: %s.".formatted(why))
          .consequence(
              KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
              Severity.ERROR,
              "it is the only removal; it works on memory that is gone, and " + STALE)
          .consequence(
              KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
              Severity.ERROR,
              "close has removed the file already, but this call still works on memory that is gone")
          .related(where, why)
          .report();
    }
  }

  private static boolean isPrivateData(SyntaxTree tree, int node, String file) {
    return node >= 0
        && tree.kind(node) == Kind.FIELD_EXPRESSION
        && tree.is(tree.part(node, Field.FIELD), "private_data")
        && tree.is(Expressions.bare(tree, tree.part(node, Field.ARGUMENT)), file);
  }

  /** release removes, but from queues the handler never adds to. */
  private static void otherQueue(
      Facts facts, OperationTable table, CFunction release, Set<Queue> queues, Findings findings) {
    Registration wrong = null;
    for (Registration registration : facts.registrations(release)) {
      if (registration.onlyAdds() || registration.file() < 0) {
        continue;
      }
      if (meet(registration.queues(), queues)) {
        return;
      }
      wrong = registration;
    }
    if (wrong != null && wrong.onlyRemoves()) {
      findings
          .at(
              wrong.place(),
              "This removes from %s, but the handler of %s adds to %s."
                  .formatted(name(wrong.queues()), table.name(), name(queues)))
          .consequence(
              KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE), Severity.ERROR, STALE)
          .consequence(
              KernelRange.from(ChangePoint.VFS_UNREGISTERS_ON_CLOSE),
              Severity.WARNING,
              "close removes the file from the right queue by itself; this call does nothing of use")
          .related(table.entry(Handlers.MEMBER).orElseThrow().place(), "the handler")
          .report();
    }
  }

  private static boolean meet(Set<Queue> some, Set<Queue> others) {
    return some.stream().anyMatch(a -> others.stream().anyMatch(b -> a.mayBe(b) || b.mayBe(a)));
  }

  private static String name(Set<Queue> queues) {
    return queues.iterator().next().describe();
  }

  /** Whoever closes first frees the object all openers share. */
  private static void sharedObject(
      Facts facts,
      Frees frees,
      OperationTable table,
      CFunction release,
      Set<Queue> queues,
      Findings findings) {
    SyntaxTree tree = release.tree();
    if (facts.methods(table, "open").stream().anyMatch(RemovalImpossibleOnClose::limitsOpeners)) {
      return;
    }
    for (Path path : facts.paths(release).all()) {
      for (Path.Step step : path.steps()) {
        if (step instanceof Path.Test) {
          break; // counted, or otherwise decided
        }
        for (int call : Path.calls(tree, step)) {
          Optional<Integer> freed = frees.freed(release, call);
          if (freed.isPresent()
              && tree.kind(freed.get()) == Kind.IDENTIFIER
              && release.variable(tree.name(freed.get())).isEmpty()
              && queues.stream().anyMatch(q -> frees.holds(release, freed.get(), q))) {
            findings
                .at(
                    tree.place(call),
                    "%s holds the queue of all openers, and the first close frees it."
                        .formatted(tree.text(freed.get())))
                .always(
                    Severity.ERROR, "the files that are still open stay on a queue in freed memory")
                .related(release.place(), "runs at every last close of an open file")
                .report();
          }
        }
      }
    }
  }

  /** Whether open lets only one in, or one at a time. */
  private static boolean limitsOpeners(CFunction open) {
    SyntaxTree tree = open.tree();
    for (int n = open.body(); n < tree.subtreeEnd(open.body()); n++) {
      if (tree.kind(n) == Kind.IDENTIFIER
          && (tree.is(n, "EBUSY") || tree.is(n, "EAGAIN") || tree.is(n, "EPERM"))) {
        return true;
      }
    }
    return false;
  }

  /** A method frees the object of a file that stays open. */
  private static void freedWhileOpen(
      Facts facts, Frees frees, OperationTable table, Set<Queue> queues, Findings findings) {
    for (String member : queues.isEmpty() ? List.<String>of() : WHILE_OPEN) {
      for (CFunction method : facts.methods(table, member)) {
        SyntaxTree tree = method.tree();
        String file =
            method.parameters().stream()
                .filter(p -> p.type().isPointerTo("file"))
                .map(p -> p.name())
                .findFirst()
                .orElse("");
        boolean removes = facts.registrations(method).stream().anyMatch(r -> !r.onlyAdds());
        for (int call : removes || file.isEmpty() ? List.<Integer>of() : method.calls()) {
          Optional<Integer> freed = frees.freed(method, call);
          if (freed.isPresent()
              && isPrivateData(tree, Frees.origin(method, freed.get()), file)
              && queues.stream().anyMatch(q -> frees.holds(method, freed.get(), q))) {
            findings
                .at(tree.place(call), "This frees the object whose queue the open file may be on.")
                .always(
                    Severity.ERROR,
                    "the file stays on a queue in freed memory, and close cannot take it off")
                .related(table.entry(Handlers.MEMBER).orElseThrow().place(), "the handler")
                .report();
          }
        }
      }
    }
  }

  /** open or another method registers, but the table gives close no handler to call. */
  private static void outsideTheHandler(Facts facts, OperationTable table, Findings findings) {
    if (table.isOpaque() || table.entry(Handlers.MEMBER).isPresent() || table.list() < 0) {
      return;
    }
    List<CFunction> releases = facts.methods(table, "release");
    boolean removes =
        releases.stream()
            .flatMap(r -> facts.registrations(r).stream())
            .anyMatch(r -> !r.onlyAdds());
    boolean unseen = releases.isEmpty() && table.entry("release").isPresent();
    if (removes || unseen) {
      return;
    }
    for (String member : table.entries().keySet()) {
      for (CFunction method : facts.methods(table, member)) {
        for (Registration registration : facts.registrations(method)) {
          boolean own = registration.file() >= 0 && registration.primitive().on() >= 0;
          if (own && registration.onlyAdds()) {
            findings
                .at(
                    registration.place(),
                    "This puts the file on a queue, but %s has no .fasync, so close cannot take it off."
                        .formatted(table.name()))
                .always(Severity.ERROR, STALE)
                .related(table.place(), "the table without .fasync")
                .report();
          }
        }
      }
    }
  }

  /** The handler adds to one queue and removes from another. */
  private static void onAndOffDiffer(Facts facts, CFunction handler, Findings findings) {
    String on = Handlers.onParameter(handler);
    if (on.isEmpty() || !facts.paths(handler).complete()) {
      return;
    }
    Set<Queue> added = new HashSet<>();
    Set<Queue> removed = new HashSet<>();
    Registration off = null;
    SyntaxTree tree = handler.tree();
    for (Path path : facts.paths(handler).all()) {
      boolean switchesOn = path.agreesWith(tree, on, 1);
      boolean switchesOff = path.agreesWith(tree, on, 0);
      for (Path.Step step : path.steps()) {
        for (int call : Path.calls(tree, step)) {
          for (Effect effect : facts.effectsOfCall(handler, call)) {
            if (effect instanceof Registration r) {
              if (switchesOn && !r.onlyRemoves()) {
                added.addAll(r.queues());
              }
              if (switchesOff && !r.onlyAdds()) {
                removed.addAll(r.queues());
                off = switchesOn ? off : r;
              }
            }
          }
        }
      }
    }
    if (off != null && !added.isEmpty() && !meet(added, removed)) {
      findings
          .at(
              off.place(),
              "The handler %s() adds to %s, but removes from %s."
                  .formatted(handler.name(), name(added), name(removed)))
          .always(Severity.ERROR, STALE)
          .related(handler.place(), "the handler")
          .report();
    }
  }
}
