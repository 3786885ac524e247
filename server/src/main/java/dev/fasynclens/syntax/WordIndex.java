package dev.fasynclens.syntax;

import dev.fasynclens.source.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where each word of a text stands. Pays off where a text is searched for many words: a file with
 * hundreds of functions is otherwise read from end to end for each of them.
 */
final class WordIndex {
  private final SourceText text;

  /** By the hash of a word: the number of its first occurrence plus one. */
  private final int[] heads;

  /** The offset of each word, in the order of the text, and the next one with the same hash. */
  private final int[] offsets;

  private final int[] next;

  WordIndex(SourceText text) {
    this.text = text;
    int[] starts = new int[Math.max(16, text.length() / 5)];
    int[] hashes = new int[starts.length];
    int count = 0;
    int at = 0;
    int length = text.length();
    while (at < length) {
      int start = at;
      int hash = 0;
      while (at < length && Lexer.isWordPart(text.byteAt(at))) {
        hash = hash * 31 + text.byteAt(at);
        at++;
      }
      if (at == start) {
        at++;
        continue;
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
        hashes = Arrays.copyOf(hashes, count * 2);
      }
      starts[count] = start;
      hashes[count] = hash;
      count++;
    }
    offsets = Arrays.copyOf(starts, count);
    next = new int[count];
    heads = new int[Integer.highestOneBit(Math.max(count, 1)) * 2];
    for (int word = count - 1; word >= 0; word--) {
      int slot = slot(hashes[word]);
      next[word] = heads[slot];
      heads[slot] = word + 1;
    }
  }

  /** The offsets of an ASCII word, in order. */
  List<Integer> find(String word) {
    int hash = 0;
    for (int i = 0; i < word.length(); i++) {
      hash = hash * 31 + word.charAt(i);
    }
    List<Integer> found = new ArrayList<>();
    for (int entry = heads[slot(hash)]; entry != 0; entry = next[entry - 1]) {
      int start = offsets[entry - 1];
      int end = start + word.length();
      boolean same = end <= text.length() && text.matches(start, end, word);
      if (same && (end == text.length() || !Lexer.isWordPart(text.byteAt(end)))) {
        found.add(start);
      }
    }
    return found;
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (heads.length - 1);
  }
}
