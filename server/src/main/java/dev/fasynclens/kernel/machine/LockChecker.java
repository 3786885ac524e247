package dev.fasynclens.kernel.machine;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Watches in which order and context locks are taken and tells when two ways of taking them could
 * block each other for ever, even if they did not this time.
 */
final class LockChecker {
  private final Set<LockClass> known = new LinkedHashSet<>();
  private final Set<String> told = new HashSet<>();

  /**
   * A lock is about to be taken.
   *
   * @return what could go wrong, told once for each pair of classes
   */
  Optional<String> take(Context context, LockClass taken, LockMode mode) {
    if (mode == LockMode.RCU || mode == LockMode.BKL) {
      return Optional.empty(); // nobody waits for them
    }
    boolean news = remember(context, taken, mode);
    if (news) {
      known.add(taken);
    }
    Optional<String> wrongOrder = Optional.empty();
    for (int i = 0; i < context.held.size(); i++) {
      LockClass outer = context.held.get(i).lock().lockClass();
      if (outer != taken && outer.isSpinning() && !outer.takenInside.contains(taken)) {
        if (taken.leadsTo(outer)) {
          wrongOrder =
              once(
                  outer,
                  taken,
                  outer
                      + " is held while "
                      + taken
                      + " is taken, elsewhere it is the other way round");
        }
        outer.takenInside.add(taken);
        news = true;
      }
    }
    if (wrongOrder.isPresent() || !news) {
      return wrongOrder;
    }
    Optional<String> wrong = alone(taken);
    for (LockClass outer : known) {
      for (LockClass inner : known) {
        wrong = wrong.or(() -> inverted(outer, inner));
      }
    }
    return wrong;
  }

  /**
   * A context turns interrupts on although they were off before it took the lock that it gives
   * back. What it still holds is now held with interrupts on.
   *
   * @return what could go wrong, told once for each class
   */
  Optional<String> turnOnInterrupts(Context context) {
    Optional<String> wrong = Optional.empty();
    for (Context.Held each : context.held) {
      LockClass held = each.lock().lockClass();
      if (held.isSpinning() && each.mode() != LockMode.RCU) {
        held.sharedWithInterruptsOn |= each.mode().shared();
        held.exclusiveWithInterruptsOn |= !each.mode().shared();
        wrong = wrong.or(() -> alone(held));
      }
    }
    return wrong;
  }

  private static boolean remember(Context context, LockClass taken, LockMode mode) {
    boolean news = false;
    if (!mode.shared() && !taken.takenExclusively) {
      taken.takenExclusively = true;
      news = true;
    }
    if (context.kind() == Context.Kind.HARDIRQ) {
      if (mode.shared() && !taken.sharedInInterrupt) {
        taken.sharedInInterrupt = true;
        news = true;
      } else if (!mode.shared() && !taken.exclusiveInInterrupt) {
        taken.exclusiveInInterrupt = true;
        news = true;
      }
    } else if (!context.interruptsOff() && mode.interrupts == LockMode.Interrupts.AS_THEY_ARE) {
      if (mode.shared() && !taken.sharedWithInterruptsOn) {
        taken.sharedWithInterruptsOn = true;
        news = true;
      } else if (!mode.shared() && !taken.exclusiveWithInterruptsOn) {
        taken.exclusiveWithInterruptsOn = true;
        news = true;
      }
    }
    return news;
  }

  /** A lock that is taken in interrupts must not be held while they are on. */
  private Optional<String> alone(LockClass taken) {
    boolean on = taken.sharedWithInterruptsOn || taken.exclusiveWithInterruptsOn;
    return (taken.exclusiveInInterrupt && on)
            || (taken.sharedInInterrupt && taken.exclusiveWithInterruptsOn)
        ? once(taken, taken, taken + " is taken in an interrupt, and elsewhere with interrupts on")
        : Optional.empty();
  }

  /**
   * An interrupt that wants the outer lock may hit somebody who holds the inner one with interrupts
   * on, while another processor holds the outer one and waits for the inner one. Readers of the
   * inner one are no better where a writer waits between them.
   */
  private Optional<String> inverted(LockClass outer, LockClass inner) {
    boolean on = inner.exclusiveWithInterruptsOn || inner.sharedWithInterruptsOn;
    return outer != inner
            && outer.exclusiveInInterrupt
            && on
            && inner.takenExclusively
            && outer.leadsTo(inner)
        ? once(
            outer,
            inner,
            outer
                + " is taken in an interrupt, and inside it "
                + inner
                + ", which elsewhere is held with interrupts on")
        : Optional.empty();
  }

  private Optional<String> once(LockClass first, LockClass second, String message) {
    return told.add(first.name() + " > " + second.name()) ? Optional.of(message) : Optional.empty();
  }
}
