package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.Activation.Kind;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions with which modules and devices begin and end. */
final class Endings {
  private final Map<Kind, Set<CFunction>> functions = new EnumMap<>(Kind.class);

  Endings(DriverModule module) {
    for (Activation activation : module.facts().activations()) {
      add(activation.kind(), activation.callback());
    }
    for (CFile file : module.files()) {
      file.functions().getOrDefault("cleanup_module", List.of()).forEach(f -> add(Kind.EXIT, f));
      file.functions().getOrDefault("init_module", List.of()).forEach(f -> add(Kind.INIT, f));
    }
  }

  private void add(Kind kind, CFunction function) {
    functions.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(function);
  }

  private Set<CFunction> of(Kind kind) {
    return functions.getOrDefault(kind, Set.of());
  }

  /** What modules and devices end with. */
  Set<CFunction> all() {
    Set<CFunction> all = new LinkedHashSet<>(of(Kind.EXIT));
    all.addAll(of(Kind.REMOVE));
    return all;
  }

  /** The function of a file that ends what the module, or a device, began with. */
  Optional<CFunction> in(CFile file, Kind kind) {
    return of(kind).stream().filter(f -> f.file().equals(file)).findFirst();
  }

  /** What devices begin with. */
  Set<CFunction> probes() {
    return of(Kind.PROBE);
  }

  /** Whether a function is what a module or a device begins with: it cleans up its own failures. */
  boolean isBeginning(CFunction function) {
    return of(Kind.INIT).contains(function) || of(Kind.PROBE).contains(function);
  }
}
