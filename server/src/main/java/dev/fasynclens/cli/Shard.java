package dev.fasynclens.cli;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * One of several parts of a tree that are checked by as many runs. A file's name alone says which
 * part it is in, so it stays there when others come and go.
 *
 * @param index from 1
 * @param count how many parts there are
 */
record Shard(int index, int count) {
  private static final int MOST = 10_000;

  /** Reads {@code 2/7}. */
  static Optional<Shard> parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      if (parts.length == 2) {
        int index = Integer.parseInt(parts[0]);
        int count = Integer.parseInt(parts[1]);
        if (index >= 1 && index <= count && count <= MOST) {
          return Optional.of(new Shard(index, count));
        }
      }
    } catch (NumberFormatException e) {
      // told by whoever asked
    }
    return Optional.empty();
  }

  /** Whether a file of this name is in it. */
  boolean holds(String name) {
    CRC32 hash = new CRC32();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % count == index - 1;
  }
}
