package dev.fasynclens.syntax;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a masked text section by section, and remembers the sections of the last two texts, so
 * that of a text that is edited only the section with the edit is parsed. A section's nodes depend
 * on its own bytes alone; what was parsed before makes no difference.
 */
final class SectionParser {
  /** How long one text may take, in microseconds; real files need milliseconds. */
  private static final long BUDGET_MICROS = 5_000_000;

  private static final int NAMED = 1 << 16;
  private static final int HAS_ERROR = 16 << 16;

  private Map<Section, int[]> latest = Map.of();
  private Map<Section, int[]> before = Map.of();

  @SuppressWarnings("ArrayRecordComponent") // compared by content
  private record Section(byte[] text, int hash) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Section section && Arrays.equals(text, section.text);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /**
   * Parses a text.
   *
   * @throws UnreadableSourceException if that takes too long
   */
  int[] parse(byte[] masked) throws UnreadableSourceException {
    long started = System.nanoTime();
    int[] ends = Sections.endsIn(masked);
    int[][] trees = new int[ends.length][];
    Map<Section, int[]> sections = HashMap.newHashMap(ends.length);
    int start = 0;
    for (int i = 0; i < ends.length; i++) {
      byte[] text = Arrays.copyOfRange(masked, start, ends[i]);
      Section section = new Section(text, Arrays.hashCode(text));
      int[] tree = known(section);
      if (tree == null) {
        long left = BUDGET_MICROS - (System.nanoTime() - started) / 1000;
        tree = left <= 0 ? null : NativeTree.parse(text, text.length, left);
      }
      if (tree == null) {
        throw UnreadableSourceException.forNow("takes too long to parse");
      }
      sections.put(section, tree);
      trees[i] = tree;
      start = ends[i];
    }
    before = latest;
    latest = sections;
    return trees.length == 1 ? trees[0] : joined(trees, ends);
  }

  private int @Nullable [] known(Section section) {
    int[] tree = latest.get(section);
    return tree == null ? before.get(section) : tree;
  }

  /** One tree of those of all sections, see {@link NativeTree} for what is where in it. */
  private static int[] joined(int[][] trees, int[] ends) {
    int size = 1;
    for (int[] tree : trees) {
      size += tree.length / 5 - first(tree);
    }
    int[] all = new int[5 * size];
    int at = 1;
    int flags = NAMED;
    for (int i = 0; i < trees.length; i++) {
      int[] tree = trees[i];
      flags |= tree[0] & HAS_ERROR;
      add(tree, all, at, i == 0 ? 0 : ends[i - 1]);
      at += tree.length / 5 - first(tree);
    }
    all[0] = Kind.TRANSLATION_UNIT | flags;
    int end = ends[ends.length - 1];
    all[size] = size == 1 ? end : all[size + 1];
    all[2 * size] = end;
    all[3 * size] = -1;
    all[4 * size] = size;
    return all;
  }

  /** The first node to take over: the root of a section is left out, but an error is one. */
  private static int first(int[] tree) {
    return (tree[0] & 0xFFFF) == Kind.TRANSLATION_UNIT ? 1 : 0;
  }

  private static void add(int[] tree, int[] all, int at, int offset) {
    int first = first(tree);
    int count = tree.length / 5;
    int size = all.length / 5;
    int taken = count - first;
    int moved = at - first;
    System.arraycopy(tree, first, all, at, taken);
    for (int i = 0; i < taken; i++) {
      all[size + at + i] = tree[count + first + i] + offset;
      all[2 * size + at + i] = tree[2 * count + first + i] + offset;
      all[4 * size + at + i] = tree[4 * count + first + i] + moved;
    }
    for (int i = 0; i < taken; i++) {
      int parent = tree[3 * count + first + i];
      all[3 * size + at + i] = parent < first ? 0 : parent + moved;
    }
  }
}
