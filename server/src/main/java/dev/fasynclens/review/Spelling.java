package dev.fasynclens.review;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
public final class Spelling {
  private static final int LONGEST = 64;
  private static final int SHORTEST_ABBREVIATION = 3;

  private Spelling() {}

  /** The known word nearest to a misspelt one, if any is near enough to be what was meant. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = word.toLowerCase(Locale.ROOT);
    Optional<String> best = Optional.empty();
    int least = Math.max(1, wanted.length() / 3) + 1;
    for (String candidate : known) {
      String near = candidate.toLowerCase(Locale.ROOT);
      boolean abbreviated = wanted.length() >= SHORTEST_ABBREVIATION && near.startsWith(wanted);
      int distance = abbreviated ? 1 : distance(wanted, near);
      if (distance < least) {
        least = distance;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /** {@code ", did you mean X?"}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(found -> ", did you mean " + found + "?").orElse("");
  }

  /** Insertions, deletions, replacements and swaps of neighbours between two words. */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] now = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(replaced, Math.min(last[j], now[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          now[j] = Math.min(now[j], before[j - 2] + 1);
        }
      }
      int[] oldest = before;
      before = last;
      last = now;
      now = oldest;
    }
    return last[b.length()];
  }
}
