package dev.fasynclens.mutation;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the bytes of an edited text come from. What an edit wrote comes from where it began. */
final class Origins {
  private final List<Edit> edits;

  /** Origins after the edits of one file, which are in order. */
  Origins(List<Edit> edits) {
    this.edits = edits;
  }

  /** The offset in the original for one in the edited text. */
  int before(int offset) {
    int moved = 0;
    for (Edit edit : edits) {
      int start = edit.span().start() + moved;
      int written = edit.replacement().getBytes(StandardCharsets.UTF_8).length;
      if (offset < start) {
        break;
      }
      if (offset < start + written) {
        return edit.span().start();
      }
      moved += written - edit.span().length();
    }
    return offset - moved;
  }

  /**
   * The same for all offsets of the original that edits take away or begin at: what was moved is
   * where it was.
   */
  int settled(int offset) {
    boolean edited =
        edits.stream()
            .anyMatch(edit -> edit.span().contains(offset) || edit.span().start() == offset);
    return edited ? edits.getFirst().span().start() : offset;
  }
}
