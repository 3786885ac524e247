package dev.fasynclens.explain;

import java.util.Optional;

/** Annotations for sparse. */
final class AnnotationHover {
  private AnnotationHover() {}

  static Optional<String> text(Cursor cursor) {
    return SparseAnnotation.named(cursor.word())
        .map(each -> "**" + each.what() + "** " + each.more() + "\n\nRead by `sparse` only.\n");
  }
}
