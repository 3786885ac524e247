package dev.fasynclens.review;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One fix of every finding, as far as they can be made together: a fix that would change what
 * another one changes waits for the next run. A fix is made wholly or not at all.
 */
public final class FixPlan {
  private final Map<String, SourceText> texts = new HashMap<>();
  private final Map<String, NavigableMap<Span, TextEdit>> edits = new TreeMap<>();
  private final Set<Fix> chosen = new HashSet<>();
  private final List<Fix> ofFindings = new ArrayList<>();

  private FixPlan(Collection<SourceText> writable) {
    for (SourceText text : writable) {
      texts.put(text.name(), text);
    }
  }

  /**
   * Plans the first safe fix of every finding.
   *
   * @param writable the only texts that may change
   */
  public static FixPlan of(List<Finding> findings, Collection<SourceText> writable) {
    return of(findings, writable, Fix.Safety.SAFE);
  }

  /**
   * Plans the first fix of every finding, a safe one if there is one.
   *
   * @param writable the only texts that may change
   * @param least which fixes may be made: safe ones, or unsafe ones too
   */
  public static FixPlan of(
      List<Finding> findings, Collection<SourceText> writable, Fix.Safety least) {
    FixPlan plan = new FixPlan(writable);
    for (Finding finding : findings) {
      finding.fixes().stream()
          .filter(fix -> fix.safety().compareTo(least) <= 0)
          .min(Comparator.comparing(Fix::safety)) // the first of the safest
          .filter(plan::add)
          .ifPresent(plan.ofFindings::add);
    }
    return plan;
  }

  /** How many findings are taken care of if only these files change. */
  public int findings(Set<String> changed) {
    int findings = 0;
    for (Fix fix : ofFindings) {
      boolean complete = true;
      for (Fix.Edit edit : fix.edits()) {
        complete &= changed.contains(edit.place().text().name());
      }
      findings += complete ? 1 : 0;
    }
    return findings;
  }

  /** The names of the files that change, sorted. */
  public Collection<String> files() {
    return edits.keySet();
  }

  /** A file as it is. */
  public SourceText before(String file) {
    SourceText text = texts.get(file);
    if (text == null) {
      throw new IllegalArgumentException(file);
    }
    return text;
  }

  /** What changes in a file, in order. */
  public List<TextEdit> edits(String file) {
    return List.copyOf(ofFile(file).values());
  }

  /** The bytes of a file with its edits made. */
  public byte[] after(String file) {
    byte[] old = before(file).copyBytes();
    return replaced(old, 0, old.length, edits(file));
  }

  /** The bytes between two offsets with the edits there made, which are sorted and apart. */
  public static byte[] replaced(byte[] old, int from, int to, List<TextEdit> edits) {
    ByteArrayOutputStream result = new ByteArrayOutputStream(to - from + 256);
    int copied = from;
    for (TextEdit edit : edits) {
      result.write(old, copied, edit.span().start() - copied);
      result.writeBytes(edit.replacement().getBytes(StandardCharsets.UTF_8));
      copied = edit.span().end();
    }
    result.write(old, copied, to - copied);
    return result.toByteArray();
  }

  private boolean add(Fix fix) {
    if (chosen.contains(fix)) {
      return true; // two findings with the same remedy
    }
    if (fix.edits().isEmpty()) {
      return false;
    }
    for (Fix.Edit edit : fix.edits()) {
      SourceText text = edit.place().text();
      if (!text.equals(texts.get(text.name()))
          || collides(edit.place().span(), ofFile(text.name()))) {
        return false;
      }
    }
    for (Fix.Edit edit : fix.edits()) {
      SourceText text = edit.place().text();
      Span span = edit.place().span();
      String replacement = withLineEndsOf(text, edit.replacement());
      edits
          .computeIfAbsent(text.name(), name -> new TreeMap<>())
          .put(span, new TextEdit(span, replacement));
    }
    chosen.add(fix);
    return true;
  }

  private NavigableMap<Span, TextEdit> ofFile(String file) {
    NavigableMap<Span, TextEdit> ofFile = edits.get(file);
    return ofFile == null ? Collections.emptyNavigableMap() : ofFile;
  }

  private static boolean collides(Span span, NavigableMap<Span, TextEdit> others) {
    // The others are apart from each other, so the nearest ones tell for all.
    return collides(span, others.floorKey(span)) || collides(span, others.higherKey(span));
  }

  private static boolean collides(Span span, @Nullable Span other) {
    if (other == null || span.end() < other.start() || other.end() < span.start()) {
      return false;
    }
    // Neighbours are apart, but the order of insertions at one place is nobody's guess.
    boolean neighbours = span.end() == other.start() || other.end() == span.start();
    return !neighbours || span.length() == 0 || other.length() == 0;
  }

  private static String withLineEndsOf(SourceText text, String replacement) {
    int lineEnd = text.indexOf("\n", 0);
    boolean windows = lineEnd > 0 && text.byteAt(lineEnd - 1) == '\r';
    return windows ? replacement.replace("\r\n", "\n").replace("\n", "\r\n") : replacement;
  }
}
