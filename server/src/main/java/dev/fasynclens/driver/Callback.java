package dev.fasynclens.driver;

import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A function that a driver hands to the kernel, to be called outside any system call.
 *
 * @param by the function or macro that it is handed to
 * @param setup where it is named there
 */
public record Callback(Context context, CFunction function, String by, Place setup) {
  /** From where the kernel calls it. */
  public enum Context {
    /** An interrupt. */
    INTERRUPT("an interrupt handler"),
    /** A timer, in a bottom half. */
    TIMER("a timer function"),
    /** A bottom half. */
    TASKLET("a tasklet"),
    /** A worker. */
    WORK("a work item"),
    /** A kernel thread. */
    THREAD("the function of a kernel thread");

    private final String text;

    Context(String text) {
      this.text = text;
    }

    /** What such a function is, with its article. */
    public String text() {
      return text;
    }

    /** Whether sleeping is forbidden there. */
    public boolean isAtomic() {
      return this == INTERRUPT || this == TIMER || this == TASKLET;
    }
  }

  /** An argument that is such a function. */
  private record Argument(int position, Context context) {}

  private static final Map<String, List<Argument>> SETUPS =
      Map.ofEntries(
          Map.entry("request_irq", List.of(new Argument(1, Context.INTERRUPT))),
          Map.entry("devm_request_irq", List.of(new Argument(2, Context.INTERRUPT))),
          Map.entry(
              "request_threaded_irq",
              List.of(new Argument(1, Context.INTERRUPT), new Argument(2, Context.THREAD))),
          Map.entry(
              "devm_request_threaded_irq",
              List.of(new Argument(2, Context.INTERRUPT), new Argument(3, Context.THREAD))),
          Map.entry("request_any_context_irq", List.of(new Argument(1, Context.INTERRUPT))),
          Map.entry("timer_setup", List.of(new Argument(1, Context.TIMER))),
          Map.entry("setup_timer", List.of(new Argument(1, Context.TIMER))),
          Map.entry("DEFINE_TIMER", List.of(new Argument(1, Context.TIMER))),
          Map.entry("tasklet_init", List.of(new Argument(1, Context.TASKLET))),
          Map.entry("tasklet_setup", List.of(new Argument(1, Context.TASKLET))),
          Map.entry("DECLARE_TASKLET", List.of(new Argument(1, Context.TASKLET))),
          Map.entry("INIT_WORK", List.of(new Argument(1, Context.WORK))),
          Map.entry("INIT_DELAYED_WORK", List.of(new Argument(1, Context.WORK))),
          Map.entry("DECLARE_WORK", List.of(new Argument(1, Context.WORK))),
          Map.entry("DECLARE_DELAYED_WORK", List.of(new Argument(1, Context.WORK))),
          Map.entry("kthread_run", List.of(new Argument(0, Context.THREAD))),
          Map.entry("kthread_create", List.of(new Argument(0, Context.THREAD))));

  /** The functions that a file hands over. */
  static List<Callback> in(DriverModule module, CFile file) {
    List<Callback> found = new ArrayList<>();
    for (CFunction function : file.allFunctions()) {
      function.calls().forEach(call -> add(module, file, call, found));
    }
    file.topLevelCalls().forEach(call -> add(module, file, call, found));
    return List.copyOf(found);
  }

  private static void add(DriverModule module, CFile file, int call, List<Callback> found) {
    SyntaxTree tree = file.tree();
    String by = Expressions.callee(tree, call);
    List<Integer> arguments = Expressions.arguments(tree, call);
    for (Argument argument : SETUPS.getOrDefault(by, List.of())) {
      if (argument.position() < arguments.size()) {
        int given = Expressions.bare(tree, arguments.get(argument.position()));
        int name = Expressions.addressed(tree, given).orElse(given);
        if (tree.kind(name) == Kind.IDENTIFIER) {
          for (CFunction function : module.functionsNamed(tree.name(name), file)) {
            found.add(new Callback(argument.context(), function, by, tree.place(name)));
          }
        }
      }
    }
  }
}
