package dev.fasynclens.mutation;

import java.util.List;
import java.util.stream.Stream;

/** Everything that can be planted. */
final class Plantings {
  /** The classes of mistakes, then the rewrites that are none. */
  static final List<Planting> ALL =
      Stream.of(
              TablePlantings.all(),
              HandlerPlantings.all(),
              ArgumentPlantings.all(),
              NotificationPlantings.all(),
              ReleasePlantings.all(),
              LifetimePlantings.all(),
              OwnerPlantings.all(),
              Rewrites.all())
          .flatMap(List::stream)
          .toList();

  private Plantings() {}
}
