package dev.fasynclens.explain;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CallSite;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.LockState;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Path;
import dev.fasynclens.kernel.object.ProvocationDevice.From;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From where a driver notifies, as far as the files in view tell, and what of the model is most
 * like it.
 *
 * @param from where the device of the model notifies
 * @param assumptions why, plain sentences without full stops
 * @param notModelled what of it the model does not have, in the same way
 */
record NotificationContext(From from, List<String> assumptions, List<String> notModelled) {
  /**
   * What a call happens under.
   *
   * @param by what began it
   * @param text of that call
   * @param always whether it is there on every way
   */
  private record Section(CFunction function, String by, String text, boolean always) {
    private static final Pattern LOCK =
        Pattern.compile(
            "(spin_?|raw_spin_?|read_|write_)(try)?lock|local_irq|\\bcli\\b|irq(save)?\\b");

    /** Whether interrupts or other processors wait for its end. */
    boolean isLock() {
      return LOCK.matcher(text).find() && !text.contains("rcu");
    }
  }

  static NotificationContext of(DriverModule module, Notification notification) {
    Search search = new Search(module);
    if (!notification.isDirect()) {
      search.hold(notification.primitiveIn(), notification.primitiveCall());
    }
    search.follow(notification.function(), notification.call());
    return search.result();
  }

  /** What is said about where the call is made from. */
  String told() {
    String where =
        switch (from) {
          case PROCESS -> "process context";
          case IRQ -> "an interrupt";
          case WORK -> "a work item";
          case SPIN -> "process context, with the spinlock of the model's device held";
          case IRQSPIN -> "an interrupt, with the spinlock of the model's device held";
        };
    boolean locked = from == From.SPIN || from == From.IRQSPIN;
    return "The call is made from "
        + where
        + (locked ? " and no other lock of the driver" : ", with none of the driver's locks held");
  }

  /** Goes from a call to those that call its function, up to where the kernel comes in. */
  private static final class Search {
    private static final int DEEPEST = 16;

    private final DriverModule module;
    private final Facts facts;
    private final Set<CFunction> seen = new HashSet<>();
    private final Set<Activation> callbacks = new LinkedHashSet<>();
    private final Set<CFunction> roots = new LinkedHashSet<>();
    private final List<Section> sections = new ArrayList<>();

    Search(DriverModule module) {
      this.module = module;
      this.facts = module.facts();
    }

    void follow(CFunction function, int call) {
      hold(function, call);
      above(function);
    }

    private void above(CFunction function) {
      if (!seen.add(function) || seen.size() > DEEPEST) {
        return;
      }
      boolean reached = false;
      for (Activation each : facts.activations()) {
        if (each.kind().isAsynchronous() && each.callback().equals(function)) {
          callbacks.add(each);
          reached = true;
        }
      }
      for (CallSite caller : module.facts().callers(function)) {
        reached = true;
        follow(caller.function(), caller.call());
      }
      if (!reached) {
        roots.add(function);
      }
    }

    /** Takes note of the section that a call lies in. */
    void hold(CFunction function, int call) {
      SyntaxTree tree = function.tree();
      LockState.scopeAround(tree, call)
          .ifPresent(
              scope ->
                  sections.add(
                      new Section(
                          function, "scoped_guard", scope.text().slice(scope.span()), true)));
      int began = -1;
      boolean always = true;
      for (Path path : facts.possiblePaths(function)) {
        for (LockState.Reached each : LockState.along(tree, path)) {
          if (each.call() == call) {
            int section = each.section().orElse(-1);
            always &= section >= 0;
            began = Math.max(began, section);
          }
        }
      }
      if (began >= 0) {
        String by = LockState.nameOf(tree, began);
        sections.add(new Section(function, by, tree.text(began), always));
      }
    }

    NotificationContext result() {
      List<String> assumptions = new ArrayList<>();
      List<String> notModelled = new ArrayList<>();
      Optional<Activation> atomic = first(true);
      Optional<Activation> sleeping = first(false);
      Optional<Activation> chosen = atomic.or(() -> sleeping);
      chosen.ifPresent(each -> assumptions.add(told(each)));
      if (chosen.isEmpty()) {
        assumptions.add(unknown());
      } else if (callbacks.size() > 1 || !roots.isEmpty()) {
        assumptions.add("It is reached in other ways, too, which are not shown");
      }
      boolean locked = false;
      for (Section each : sections) {
        String where = each.by() + "() in " + each.function().name() + "()";
        if (each.isLock()) {
          locked = true;
          assumptions.add(
              where
                  + (each.always() ? " is in force" : " is in force on some ways, taken for all,")
                  + " at the call; the model's device takes a spinlock with interrupts off");
        } else {
          notModelled.add("The section that " + where + " begins");
        }
      }
      From from =
          atomic.isPresent()
              ? locked ? From.IRQSPIN : From.IRQ
              : locked ? From.SPIN : sleeping.isPresent() ? From.WORK : From.PROCESS;
      if (from == From.SPIN && sleeping.isPresent()) {
        notModelled.add("The worker or thread: the model takes the lock in process context only");
      }
      return new NotificationContext(from, List.copyOf(assumptions), List.copyOf(notModelled));
    }

    private Optional<Activation> first(boolean atomic) {
      return callbacks.stream().filter(each -> each.kind().isAtomic() == atomic).findFirst();
    }

    private static String told(Activation callback) {
      String text =
          "%s() is %s (%s)"
              .formatted(callback.callback().name(), callback.kind().text(), callback.by());
      return switch (callback.kind()) {
        case INTERRUPT, WORK -> text;
        case TIMER, TASKLET, COMPLETION -> text + "; taken for an interrupt";
        case INTERRUPT_THREAD, THREAD -> text + "; taken for a work item";
        case INIT, EXIT, PROBE, REMOVE -> throw new IllegalArgumentException(text);
      };
    }

    private String unknown() {
      String name = roots.isEmpty() ? "it" : roots.iterator().next().name() + "()";
      return "Nothing in view calls "
          + name
          + " from an interrupt, a timer or a worker; taken for process context";
    }
  }
}
