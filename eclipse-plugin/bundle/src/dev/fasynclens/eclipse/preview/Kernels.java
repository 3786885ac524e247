package dev.fasynclens.eclipse.preview;

import java.util.ArrayList;
import java.util.List;

/** The releases that a user may choose from. The server takes the nearest it knows. */
final class Kernels {
  private record Series(String name, int first, int last) {}

  private static final List<Series> SERIES =
      List.of(
          new Series("7", 0, 1),
          new Series("6", 0, 19),
          new Series("5", 0, 19),
          new Series("4", 0, 20),
          new Series("3", 0, 19),
          new Series("2.6", 12, 39));

  private Kernels() {}

  /** The newest first. */
  static List<String> all() {
    List<String> all = new ArrayList<>();
    for (Series series : SERIES) {
      for (int minor = series.last(); minor >= series.first(); minor--) {
        all.add(series.name() + "." + minor);
      }
    }
    return all;
  }
}
