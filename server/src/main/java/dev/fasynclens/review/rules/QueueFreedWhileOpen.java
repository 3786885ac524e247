package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.Allocation;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.PrivateData;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FA306: the memory that holds the queue goes with the device, and files may still be open. */
public final class QueueFreedWhileOpen implements Rule {
  /** Allocators whose memory is freed when the device is unbound. */
  private static final Set<String> MANAGED =
      Set.of("devm_kzalloc", "devm_kmalloc", "devm_kcalloc", "devm_kmalloc_array");

  private static final String EFFECT =
      "the device can be unbound while files are open; their close, and the next event, then use a"
          + " queue in freed memory";

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    Frees frees = new Frees(module);
    List<CFunction> probes = Unbinding.methods(facts, Activation.Kind.PROBE);
    List<CFunction> removes = Unbinding.methods(facts, Activation.Kind.REMOVE);
    if (probes.isEmpty() && removes.isEmpty()) {
      return;
    }
    for (DeviceReadiness device : module.view(Devices.class, Devices::new).all()) {
      OperationTable table = device.table();
      if (facts.methods(table, Handlers.MEMBER).stream().noneMatch(PrivateData::isUsedIn)
          || DeviceRegistration.of(facts, table).isEmpty()) {
        continue;
      }
      for (CFunction probe : beside(table, probes)) {
        List<MadeCall> ending =
            removes.stream()
                .filter(remove -> remove.file().equals(probe.file()))
                .flatMap(remove -> MadeCall.by(facts, remove).stream())
                .toList();
        if (!OpenFiles.areMinded(facts, table, probe.file(), ending)) {
          managed(frees, table, device.joined(), MadeCall.by(facts, probe), findings);
        }
      }
      for (CFunction remove : beside(table, removes)) {
        List<MadeCall> ending = MadeCall.by(facts, remove);
        if (!OpenFiles.areMinded(facts, table, remove.file(), ending)) {
          freed(frees, table, device.joined(), ending, findings);
        }
      }
    }
  }

  /** A device and the files of it are looked after in one directory. */
  private static List<CFunction> beside(OperationTable table, Collection<CFunction> functions) {
    String directory = table.file().directory();
    return functions.stream().filter(f -> f.file().directory().equals(directory)).toList();
  }

  /** Memory that the driver core frees after remove. */
  private static void managed(
      Frees frees,
      OperationTable table,
      Queues joined,
      List<MadeCall> beginning,
      Findings findings) {
    for (MadeCall call : beginning) {
      int target =
          MANAGED.contains(call.callee()) ? Allocation.target(call.tree(), call.node()) : -1;
      if (target >= 0 && joined.lieIn(frees, call.function(), target)) {
        report(
            findings,
            call.place(),
            "This memory, which holds the queue %s, is freed when the device goes, open files or"
                + " not.",
            joined,
            table);
      }
    }
  }

  /** Memory that remove frees. */
  private static void freed(
      Frees frees, OperationTable table, Queues joined, List<MadeCall> ending, Findings findings) {
    for (MadeCall call : ending) {
      Optional<Integer> freed = Frees.freedItself(call.function(), call.node());
      if (call.isSure() && freed.isPresent() && joined.lieIn(frees, call.function(), freed.get())) {
        report(
            findings,
            call.place(),
            "This frees the memory that holds the queue %s, although files may still be open.",
            joined,
            table);
      }
    }
  }

  private static void report(
      Findings findings, Place place, String message, Queues joined, OperationTable table) {
    findings
        .at(place, message.formatted(joined.describe()))
        .always(Severity.WARNING, EFFECT)
        .after(table.entry(Handlers.MEMBER).orElseThrow().place(), "close calls the handler")
        .report();
  }
}
