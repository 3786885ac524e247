package dev.fasynclens.driver;

import dev.fasynclens.driver.Activation.Kind;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what the files of a module set up to be called. */
final class Activations {
  /**
   * An argument that is a callback.
   *
   * @param function its position
   * @param source position of the timer or the like, or -1
   */
  private record Argument(Kind kind, int function, int source) {}

  private static final Map<String, List<Argument>> CALLS =
      Map.ofEntries(
          one("request_irq", Kind.INTERRUPT, 1, 4),
          one("devm_request_irq", Kind.INTERRUPT, 2, -1),
          one("request_any_context_irq", Kind.INTERRUPT, 1, 4),
          two("request_threaded_irq", 1, 2, 5),
          two("devm_request_threaded_irq", 2, 3, -1),
          one("timer_setup", Kind.TIMER, 1, 0),
          one("timer_setup_on_stack", Kind.TIMER, 1, 0),
          one("setup_timer", Kind.TIMER, 1, 0),
          one("hrtimer_setup", Kind.TIMER, 1, 0),
          one("DEFINE_TIMER", Kind.TIMER, 1, 0),
          one("tasklet_init", Kind.TASKLET, 1, 0),
          one("tasklet_setup", Kind.TASKLET, 1, 0),
          one("DECLARE_TASKLET", Kind.TASKLET, 1, 0),
          one("DECLARE_TASKLET_OLD", Kind.TASKLET, 1, 0),
          one("usb_fill_int_urb", Kind.COMPLETION, 5, 0),
          one("usb_fill_bulk_urb", Kind.COMPLETION, 5, 0),
          one("usb_fill_control_urb", Kind.COMPLETION, 6, 0),
          one("INIT_WORK", Kind.WORK, 1, 0),
          one("INIT_DELAYED_WORK", Kind.WORK, 1, 0),
          one("INIT_DEFERRABLE_WORK", Kind.WORK, 1, 0),
          one("DECLARE_WORK", Kind.WORK, 1, 0),
          one("DECLARE_DELAYED_WORK", Kind.WORK, 1, 0),
          one("kthread_run", Kind.THREAD, 0, -1),
          one("kthread_create", Kind.THREAD, 0, -1),
          one("kernel_thread", Kind.THREAD, 0, -1),
          one("module_init", Kind.INIT, 0, -1),
          one("late_initcall", Kind.INIT, 0, -1),
          one("device_initcall", Kind.INIT, 0, -1),
          one("subsys_initcall", Kind.INIT, 0, -1),
          one("module_exit", Kind.EXIT, 0, -1));

  private static final Map<String, Kind> MEMBERS =
      Map.of(
          "probe", Kind.PROBE,
          "remove", Kind.REMOVE,
          "remove_new", Kind.REMOVE,
          "disconnect", Kind.REMOVE,
          "detach", Kind.REMOVE);

  private static final String TIMER_MEMBER = "function";

  private final DriverModule module;

  Activations(DriverModule module) {
    this.module = module;
  }

  private static Map.Entry<String, List<Argument>> one(
      String name, Kind kind, int function, int source) {
    return Map.entry(name, List.of(new Argument(kind, function, source)));
  }

  private static Map.Entry<String, List<Argument>> two(
      String name, int interrupt, int thread, int source) {
    return Map.entry(
        name,
        List.of(
            new Argument(Kind.INTERRUPT, interrupt, source),
            new Argument(Kind.INTERRUPT_THREAD, thread, source)));
  }

  List<Activation> all() {
    List<Activation> found = new ArrayList<>();
    for (CFile file : module.files()) {
      for (int call : file.topLevelCalls()) {
        called(file, call, found);
      }
      for (CFunction function : file.allFunctions()) {
        for (int call : function.calls()) {
          called(file, call, found);
        }
        for (int assignment : function.assignments()) {
          assigned(file, assignment, found);
        }
      }
      for (int list : file.initializers()) {
        listed(file, list, found);
      }
    }
    return List.copyOf(found);
  }

  private void called(CFile file, int call, List<Activation> into) {
    List<Argument> callbacks = CALLS.get(Expressions.callee(file.tree(), call));
    if (callbacks == null) {
      return;
    }
    List<Integer> arguments = Expressions.arguments(file.tree(), call);
    for (Argument callback : callbacks) {
      if (callback.function() < arguments.size()) {
        int source =
            callback.source() >= 0 && callback.source() < arguments.size()
                ? arguments.get(callback.source())
                : -1;
        String by = Expressions.callee(file.tree(), call) + "()";
        add(callback.kind(), by, file, arguments.get(callback.function()), source, into);
      }
    }
  }

  /** {@code timer.function = tick;}. */
  private void assigned(CFile file, int assignment, List<Activation> into) {
    SyntaxTree tree = file.tree();
    int left = Expressions.unwrapped(tree, tree.part(assignment, Field.LEFT));
    int member = left < 0 ? -1 : tree.part(left, Field.FIELD);
    if (member >= 0 && tree.is(member, TIMER_MEMBER)) {
      int timer = tree.part(left, Field.ARGUMENT);
      int callback = tree.part(assignment, Field.RIGHT);
      add(Kind.TIMER, "." + TIMER_MEMBER, file, callback, timer, into);
    }
  }

  /** {@code .remove = board_remove,}. */
  private void listed(CFile file, int list, List<Activation> into) {
    SyntaxTree tree = file.tree();
    for (int element : tree.namedChildren(list)) {
      String member = Expressions.designated(tree, element);
      Kind kind = MEMBERS.get(member);
      if (kind != null) {
        add(kind, "." + member, file, tree.part(element, Field.VALUE), -1, into);
      }
    }
  }

  private void add(
      Kind kind, String by, CFile file, int callback, int source, List<Activation> into) {
    SyntaxTree tree = file.tree();
    int bare = Expressions.bare(tree, callback);
    int name = Expressions.addressed(tree, bare).orElse(bare);
    for (CFunction function : module.functionsNamed(tree.text(name), file)) {
      into.add(new Activation(kind, function, by, file, name, source));
    }
  }
}
