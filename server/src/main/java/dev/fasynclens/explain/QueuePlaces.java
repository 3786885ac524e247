package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a queue is declared and where something is done with it, in all files in view.
 *
 * @param declaration its name there; empty if the files in view do not declare it
 * @param uses what is passed as queue where files are put on it, taken off, or notified; the whole
 *     call if another function picks the queue
 */
public record QueuePlaces(Optional<Place> declaration, List<Place> uses) {
  /** The places of the queue whose name stands at an offset. */
  public static Optional<QueuePlaces> at(
      DriverModule module, CFile file, int offset, TargetKernels target) {
    return Cursor.at(module, file, offset, target)
        .flatMap(QueueHover::queueAt)
        .map(queue -> of(module, queue));
  }

  private static QueuePlaces of(DriverModule module, Queue queue) {
    QueueUses all = QueueUses.of(module, queue);
    List<Effect> effects = new ArrayList<>(all.registrations());
    effects.addAll(all.removals());
    effects.addAll(all.notifications());
    Set<Place> uses = new LinkedHashSet<>();
    effects.forEach(each -> uses.add(place(each)));
    List<Place> sorted = new ArrayList<>(uses);
    sorted.sort(
        Comparator.comparing((Place each) -> each.text().name()).thenComparing(Place::span));
    return new QueuePlaces(declaration(queue), List.copyOf(sorted));
  }

  private static Optional<Place> declaration(Queue queue) {
    return switch (queue) {
      case Queue.Member member -> declaration(member);
      case Queue.Global global -> declaration(global);
      case Queue.Local _, Queue.Parameter _, Queue.MacroMember _, Queue.Unknown _ ->
          Optional.empty();
    };
  }

  private static Optional<Place> declaration(Queue.Member member) {
    StructType owner = member.owner();
    Variable found = owner == null ? null : owner.members().get(member.member());
    return owner == null || found == null
        ? Optional.empty()
        : Optional.of(owner.file().tree().place(found.node()));
  }

  private static Optional<Place> declaration(Queue.Global global) {
    CFile file = global.file();
    Variable found = file == null ? null : file.globals().get(global.name());
    return file == null || found == null
        ? Optional.empty()
        : Optional.of(file.tree().place(found.node()));
  }

  private static Place place(Effect effect) {
    int position =
        switch (effect) {
          case Registration registration -> registration.primitive().queue();
          case Notification _ -> 0;
        };
    List<Integer> arguments = Expressions.arguments(effect.function().tree(), effect.call());
    return effect.isDirect() && position >= 0 && position < arguments.size()
        ? effect.function().tree().place(arguments.get(position))
        : effect.place();
  }
}
