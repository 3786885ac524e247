package dev.fasynclens.syntax;

import dev.fasynclens.source.Span;
import java.util.List;

/**
 * An {@code #if} with all its branches.
 *
 * @param branches the bytes of each, without the preprocessor lines around it
 * @param guards the kernel versions each is compiled for
 * @param kept whether each stayed in the text the parser sees
 * @param exhaustive whether one of those that stayed is always compiled
 */
public record Conditional(
    List<Span> branches, List<VersionGuard> guards, List<Boolean> kept, boolean exhaustive) {
  /** Which branch holds an offset, or -1. */
  public int branchAt(int offset) {
    for (int i = 0; i < branches.size(); i++) {
      if (branches.get(i).contains(offset)) {
        return i;
      }
    }
    return -1;
  }
}
