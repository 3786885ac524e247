package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.LockState;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FA211: a notification, or the choice of an owner, under a lock that then deadlocks. */
public final class DeadlockUnderLock implements Rule {
  private static final String SETTER = "f_setown";
  private static final String BARE_SETTER = "__f_setown";
  private static final Set<Activation.Kind> INTERRUPTS = Set.of(Activation.Kind.INTERRUPT);

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Contexts contexts = new Contexts(module);
    for (CFile file : module.files()) {
      if (!findings.wants(file.source())) {
        continue;
      }
      boolean sound = NotificationFunctionGone.isOfSound(file);
      for (CFunction function : file.allFunctions()) {
        if (entersSections(function)) {
          owners(facts, function, findings);
          if (!sound) {
            notifications(facts, contexts, function, findings);
          }
        }
      }
    }
  }

  private static boolean entersSections(CFunction function) {
    return function.calls().stream().anyMatch(call -> LockState.begins(function.tree(), call));
  }

  private static List<Section> sections(Facts facts, CFunction function, int call) {
    return facts.atomicSections(function).at(call).stream()
        .map(section -> new Section(function, section))
        .toList();
  }

  private static void owners(Facts facts, CFunction function, Findings findings) {
    SyntaxTree tree = function.tree();
    if (FileMembers.isCore(function)) {
      return;
    }
    for (int call : function.calls()) {
      String callee = Expressions.callee(tree, call);
      if (callee.equals(SETTER) || callee.equals(BARE_SETTER)) {
        owner(function, call, callee, sections(facts, function, call), findings);
      }
    }
  }

  private static void owner(
      CFunction function, int call, String callee, List<Section> sections, Findings findings) {
    Optional<Section> off = sections.stream().filter(Section::disablesInterrupts).findFirst();
    boolean sleeps = callee.equals(SETTER) && !sections.isEmpty();
    if (off.isEmpty() && !sleeps) {
      return;
    }
    Section section = off.orElseGet(sections::getLast);
    Findings.Draft draft =
        findings
            .at(
                function.tree().place(call),
                "%s() is called in an atomic section that %s() began."
                    .formatted(callee, section.by()))
            .before(section.place(), "the section begins here");
    if (off.isPresent()) {
      draft.consequence(
          sleeps ? KernelRange.before(ChangePoint.OWNER_ALLOCATED) : KernelRange.ALL,
          Severity.WARNING,
          "it switches interrupts back on at its end, and one that takes the lock spins for ever");
    }
    if (sleeps) {
      draft.consequence(
          KernelRange.from(ChangePoint.OWNER_ALLOCATED),
          Severity.ERROR,
          "it allocates the owner and may sleep (\"sleeping function called from invalid context\")");
    }
    draft.report();
  }

  private static void notifications(
      Facts facts, Contexts contexts, CFunction function, Findings findings) {
    for (int call : function.calls()) {
      boolean notifies = false;
      boolean directly = false;
      for (Effect effect : facts.effectsOfCall(function, call)) {
        notifies |= effect instanceof Notification;
        directly |= effect instanceof Notification && effect.isDirect();
      }
      if (notifies) {
        List<Section> sections = sections(facts, function, call);
        // What is called may notify only where it was not called under the lock.
        if (!interrupted(facts, contexts, function, call, sections, findings) && directly) {
          raw(function, call, sections, findings);
          inverted(facts, contexts, function, call, sections, findings);
        }
      }
    }
  }

  /** An interrupt takes the lock that its own processor holds. */
  private static boolean interrupted(
      Facts facts,
      Contexts contexts,
      CFunction function,
      int call,
      List<Section> sections,
      Findings findings) {
    if (!contexts.inProcess().contains(function)
        || sections.stream().anyMatch(Section::disablesInterrupts)) {
      return false;
    }
    boolean bottomHalvesOff = sections.stream().anyMatch(Section::disablesBottomHalves);
    for (Section section : sections) {
      Optional<Queue> lock = section.lock(facts);
      Optional<Activation> taker =
          lock.flatMap(
              l ->
                  contexts.takers(l).stream()
                      .filter(a -> !bottomHalvesOff || INTERRUPTS.contains(a.kind()))
                      .findFirst());
      if (taker.isPresent()) {
        CFunction callback = taker.get().callback();
        findings
            .at(
                function.tree().place(call),
                "Interrupts stay on under the lock that is held here, and %s() takes it too."
                    .formatted(callback.name()))
            .always(
                Severity.WARNING,
                "it then spins for ever on the processor that holds the lock; lockdep reports an"
                    + " inconsistent lock state")
            .before(
                taker.get().place(),
                "%s() is %s".formatted(callback.name(), taker.get().kind().text()))
            .before(section.place(), "the lock is taken here, and what interrupts stays on")
            .after(callback.place(), "on the same processor this waits for the lock")
            .report();
        return true;
      }
    }
    return false;
  }

  /**
   * The lock of an interrupt around the lock of an entry, where others hold the latter with
   * interrupts on: for a while the kernel left them on itself.
   */
  private static void inverted(
      Facts facts,
      Contexts contexts,
      CFunction function,
      int call,
      List<Section> sections,
      Findings findings) {
    for (Section section : sections) {
      Optional<Activation> taker =
          section
              .lock(facts)
              .filter(_ -> section.disablesInterrupts())
              .flatMap(
                  lock ->
                      contexts.takers(lock).stream()
                          .filter(a -> INTERRUPTS.contains(a.kind()))
                          .findFirst());
      Optional<Notification> open =
          taker.flatMap(_ -> withInterruptsOn(facts, contexts, function, call));
      if (taker.isPresent() && open.isPresent()) {
        findings
            .at(
                function.tree().place(call),
                "Files are notified under a lock of %s(), and elsewhere with interrupts on."
                    .formatted(taker.get().callback().name()))
            .consequence(
                KernelRange.between(ChangePoint.FA_LOCK_READ_WRITE, ChangePoint.FA_LOCK_IRQSAVE),
                Severity.INFO,
                "the kernel leaves interrupts on under the lock of an entry: with a file that leaves"
                    + " the queue on a third processor, the two deadlock")
            .onlyIfTargetIsStated()
            .before(open.get().place(), "interrupts are on here")
            .before(section.place(), "the lock is taken here")
            .report();
        return;
      }
    }
  }

  /** Another notification of the same queue, in a function that never switches interrupts off. */
  private static Optional<Notification> withInterruptsOn(
      Facts facts, Contexts contexts, CFunction function, int call) {
    for (Effect effect : facts.effectsOfCall(function, call)) {
      for (CFunction other : contexts.inProcess()) {
        if (effect instanceof Notification here && !entersSections(other)) {
          for (Notification there : facts.notifications(other)) {
            if (here.queues().size() == 1
                && !here.isOpen()
                && there.isDirect()
                && there.queues().equals(here.queues())) {
              return Optional.of(there);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The locks of signal delivery sleep on real-time kernels. */
  private static void raw(CFunction function, int call, List<Section> sections, Findings findings) {
    sections.stream()
        .filter(Section::isRaw)
        .findFirst()
        .ifPresent(
            section ->
                findings
                    .at(
                        function.tree().place(call),
                        "Files are notified in a section that %s() began.".formatted(section.by()))
                    .consequence(
                        KernelRange.from(ChangePoint.RCU_LIST),
                        Severity.INFO,
                        "with PREEMPT_RT the locks of the notification sleep, which is forbidden"
                            + " under a raw spinlock")
                    .before(section.place(), "the lock is taken here")
                    .report());
  }
}
