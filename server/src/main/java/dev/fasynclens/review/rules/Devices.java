package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.PollCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices of a module whose files join fasync queues, and what notifies these queues. */
final class Devices {
  private final Map<Queue, List<DeviceReadiness>> byQueue = new HashMap<>();
  private final List<DeviceReadiness> all = new ArrayList<>();
  private final List<Notification> notifications;
  private final List<Notification> direct;

  Devices(DriverModule module) {
    Facts facts = module.facts();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        DeviceReadiness.of(facts, table).ifPresent(this::add);
      }
    }
    notifications = all.isEmpty() ? List.of() : facts.allNotifications();
    direct = notifications.stream().filter(n -> n.isDirect() && n.queues().size() == 1).toList();
  }

  private void add(DeviceReadiness device) {
    all.add(device);
    for (Queue queue : device.joined().all()) {
      byQueue.computeIfAbsent(queue, _ -> new ArrayList<>()).add(device);
    }
  }

  List<DeviceReadiness> all() {
    return all;
  }

  /** The devices whose files are on this very queue. */
  List<DeviceReadiness> on(Queue queue) {
    return byQueue.getOrDefault(queue, List.of());
  }

  /** The calls of kill_fasync() and the like for a queue that is known. */
  List<Notification> notifications() {
    return direct;
  }

  /** Whether something notifies the files of a device, and not only may do so. */
  boolean isNotified(DeviceReadiness device) {
    return notifications.stream()
        .anyMatch(n -> n.queues().size() == 1 && device.joined().all().containsAll(n.queues()));
  }

  /** Whether the files of a device are told of nothing but what is out of the ordinary. */
  boolean tellsOfExceptionsOnly(DeviceReadiness device) {
    return notifications.stream()
        .filter(n -> device.joined().meet(new Queues(n.queues())))
        .flatMap(n -> n.band().stream())
        .allMatch(
            band ->
                band.kind() == Value.Kind.POLL_CODE
                    && PollCode.of(band.number()).equals(Optional.of(PollCode.POLL_PRI)));
  }
}
