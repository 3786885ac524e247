package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CallSite;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which functions in view call which, as far as that leads into the kernel's path. */
public final class DriverCalls {
  private DriverCalls() {}

  /** What is called. */
  public sealed interface Callee {}

  /** A function of the kernel. */
  public record Kernel(KernelFunction function) implements Callee {}

  /** A function in view. */
  public record Own(CFunction function) implements Callee {}

  /**
   * Somebody at the other end of calls.
   *
   * @param places where the calls name their function, in order
   */
  public record Calls<T>(T other, List<Place> places) {}

  /** The function in view that is named at an offset, if it leads into the kernel's path. */
  public static Optional<CFunction> functionAt(
      DriverModule module, CFile file, int offset, TargetKernels target) {
    return Cursor.at(module, file, offset, target)
        .filter(cursor -> cursor.isNode(Kind.IDENTIFIER) && !cursor.isOwnVariable())
        .flatMap(
            cursor ->
                module.functionsNamed(cursor.word(), file).stream()
                    .filter(function -> !outgoing(module, function).isEmpty())
                    .findFirst());
  }

  /** The function of a file that has a name. */
  public static Optional<CFunction> function(DriverModule module, String file, String name) {
    return module.files().stream()
        .filter(each -> each.name().equals(file))
        .flatMap(each -> each.functions().getOrDefault(name, List.of()).stream())
        .findFirst();
  }

  /** What a function calls that is the kernel's path or leads there. */
  public static List<Calls<Callee>> outgoing(DriverModule module, CFunction function) {
    Map<Callee, List<Place>> found = new LinkedHashMap<>();
    for (int call : function.calls()) {
      String name = Expressions.callee(function.tree(), call);
      Optional<KernelFunction> kernel = FunctionHover.named(module, function.file(), name);
      if (kernel.isPresent()) {
        note(found, new Kernel(kernel.get()), function, call);
      } else if (!module.facts().effectsOfCall(function, call).isEmpty()) {
        for (CFunction callee : module.facts().callees(function, call)) {
          note(found, new Own(callee), function, call);
        }
      }
    }
    return listed(found);
  }

  /** The functions in view that call one of the kernel. */
  public static List<Calls<CFunction>> incoming(DriverModule module, KernelFunction function) {
    Map<CFunction, List<Place>> found = new LinkedHashMap<>();
    for (CFile file : module.files()) {
      for (CFunction caller : file.allFunctions()) {
        for (int call : caller.calls()) {
          String name = Expressions.callee(caller.tree(), call);
          if (function.names().contains(name)
              && FunctionHover.named(module, file, name).isPresent()) {
            note(found, caller, caller, call);
          }
        }
      }
    }
    return listed(found);
  }

  /** The functions in view that call another one. */
  public static List<Calls<CFunction>> incoming(DriverModule module, CFunction function) {
    Map<CFunction, List<Place>> found = new LinkedHashMap<>();
    for (CallSite each : module.facts().callers(function)) {
      note(found, each.function(), each.function(), each.call());
    }
    return listed(found);
  }

  /** The functions in view that the kernel calls through its tables, such as {@code ->fasync}. */
  public static List<CFunction> methods(DriverModule module, KernelFunction method) {
    String name = method.names().getFirst();
    Set<CFunction> found = new LinkedHashSet<>();
    if (name.startsWith(KernelPages.METHOD)) {
      String member = name.substring(KernelPages.METHOD.length());
      for (CFile file : module.files()) {
        for (OperationTable table : module.facts().tables(file)) {
          found.addAll(module.facts().methods(table, member));
        }
      }
    }
    return List.copyOf(found);
  }

  private static <T> void note(Map<T, List<Place>> found, T other, CFunction caller, int call) {
    int name = caller.tree().part(call, Field.FUNCTION);
    found.computeIfAbsent(other, _ -> new ArrayList<>()).add(caller.tree().place(name));
  }

  private static <T> List<Calls<T>> listed(Map<T, List<Place>> found) {
    List<Calls<T>> all = new ArrayList<>();
    found.forEach((other, places) -> all.add(new Calls<>(other, List.copyOf(places))));
    return List.copyOf(all);
  }
}
