package dev.fasynclens.review;

import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a finding is recognised by when its file has changed: its rule, its file and the words of
 * its line and of the lines around it, not its line number.
 *
 * @param file its name
 * @param rule the id of its rule
 * @param context a hash of the line and its neighbours
 * @param occurrence which of the findings that are alike in all this, from 0
 */
public record Fingerprint(String file, String rule, String context, int occurrence)
    implements Comparable<Fingerprint> {
  /** Bounds for hostile files, where one line or one gap between lines can be the whole file. */
  private static final int LONGEST_LINE = 4096;

  private static final int WIDEST_GAP = 100;

  /**
   * One fingerprint a finding, in the order of the findings; no two are alike.
   *
   * @param fileNames turns the name of a text into the name that is told
   */
  public static List<Fingerprint> of(
      Collection<Finding> findings, UnaryOperator<String> fileNames) {
    Map<Fingerprint, Integer> alike = new HashMap<>();
    List<Fingerprint> fingerprints = new ArrayList<>();
    for (Finding finding : findings) {
      Place place = finding.place();
      String file = fileNames.apply(place.text().name());
      Fingerprint first = new Fingerprint(file, finding.rule().id(), context(place), 0);
      int occurrence = alike.merge(first, 1, Integer::sum) - 1;
      fingerprints.add(new Fingerprint(first.file, first.rule, first.context, occurrence));
    }
    return fingerprints;
  }

  @Override
  public int compareTo(Fingerprint other) {
    int order = file.compareTo(other.file);
    if (order == 0) {
      order = rule.compareTo(other.rule);
    }
    if (order == 0) {
      order = context.compareTo(other.context);
    }
    return order != 0 ? order : Integer.compare(occurrence, other.occurrence);
  }

  private static String context(Place place) {
    SourceText text = place.text();
    int line = text.lineAt(place.span().start());
    long hash = 0xcbf29ce484222325L; // FNV-1a
    hash = mix(hash, text, lineWithWords(text, line, -1));
    hash = mix(hash, text, line);
    hash = mix(hash, text, lineWithWords(text, line, 1));
    return String.format("%016x", hash);
  }

  /** The nearest line above or below that is not blank; -1 if there is none. */
  private static int lineWithWords(SourceText text, int from, int step) {
    for (int i = 1; i <= WIDEST_GAP; i++) {
      int line = from + i * step;
      if (line < 0 || line >= text.lineCount()) {
        return -1;
      }
      Span span = text.lineSpan(line);
      for (int at = span.start(); at < span.end(); at++) {
        if (!isSpace(text.byteAt(at))) {
          return line;
        }
      }
    }
    return -1;
  }

  /** Mixes in a line without its white space: indentation and alignment may change. */
  private static long mix(long seed, SourceText text, int line) {
    long hash = seed;
    if (line >= 0) {
      Span span = text.lineSpan(line);
      int end = Math.min(span.end(), span.start() + LONGEST_LINE);
      for (int at = span.start(); at < end; at++) {
        int c = text.byteAt(at);
        if (!isSpace(c)) {
          hash = (hash ^ c) * 0x100000001b3L;
        }
      }
    }
    return (hash ^ '\n') * 0x100000001b3L;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B;
  }
}
