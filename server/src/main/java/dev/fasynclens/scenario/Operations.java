package dev.fasynclens.scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All operations an actor can be told to do. */
final class Operations {
  private static final List<OperationSet> SETS =
      List.of(
          new OpeningOperations(),
          new PathOperations(),
          new TransferOperations(),
          new FcntlOperations(),
          new SignalOperations(),
          new ProcessOperations(),
          new DeviceOperations(),
          new SocketOperations(),
          new TerminalOperations(),
          new WatchOperations());

  private final Map<String, Operation> byName = new HashMap<>();

  Operations() {
    for (OperationSet set : SETS) {
      set.operations()
          .forEach(
              (name, operation) -> {
                if (byName.put(name, operation) != null) {
                  throw new IllegalStateException("two operations are called " + name);
                }
              });
    }
  }

  /** The operation with a name. */
  Optional<Operation> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Their names in alphabetical order. */
  Set<String> names() {
    return new TreeSet<>(byName.keySet());
  }
}
