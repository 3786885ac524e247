package dev.fasynclens.review;

import com.google.gson.stream.JsonWriter;
import dev.fasynclens.json.Json;
import dev.fasynclens.json.JsonParser;
import dev.fasynclens.json.JsonSyntaxException;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Findings that were there before, so that a run reports only what is new. A finding is recognised
 * by its rule, its file and the words of its line and of the lines around it, not by its line
 * number.
 */
public final class Baseline {
  /** Knows nothing. */
  public static final Baseline EMPTY = new Baseline(Set.of());

  private static final int VERSION = 1;

  /** Bounds for hostile files, where one line or one gap between lines can be the whole file. */
  private static final int LONGEST_LINE = 4096;

  private static final int WIDEST_GAP = 100;

  private final Set<Entry> entries;

  private Baseline(Set<Entry> entries) {
    this.entries = entries;
  }

  /**
   * One known finding.
   *
   * @param hash of the line and its neighbours
   * @param occurrence which of the findings that are alike in all this, from 0
   */
  private record Entry(String file, String rule, String hash, int occurrence)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int order = file.compareTo(other.file);
      if (order == 0) {
        order = rule.compareTo(other.rule);
      }
      if (order == 0) {
        order = hash.compareTo(other.hash);
      }
      return order != 0 ? order : Integer.compare(occurrence, other.occurrence);
    }
  }

  /**
   * Findings with the known ones taken out.
   *
   * @param fresh what is new, in the order given
   * @param known how many were in the baseline
   * @param stale how many entries of the baseline met no finding
   */
  public record Comparison(List<Finding> fresh, int known, int stale) {}

  /** A text is not a baseline. */
  public static final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Place place;

    FormatException(Place place, String message) {
      super(message, null, false, false);
      this.place = place;
    }

    /** Where the mistake is. */
    public Place place() {
      return place;
    }

    /** What is wrong. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * A baseline of findings.
   *
   * @param fileNames turns the name of a text into the name that is written
   */
  public static Baseline of(Collection<Finding> findings, UnaryOperator<String> fileNames) {
    return new Baseline(new TreeSet<>(entries(findings, fileNames)));
  }

  /** Reads what {@link #toJson} wrote. */
  public static Baseline read(SourceText text) throws FormatException {
    try {
      return new Reader(text).read(JsonParser.parse(text));
    } catch (JsonSyntaxException e) {
      throw new FormatException(new Place(text, e.span()), e.reason());
    }
  }

  /** How many findings it knows. */
  public int size() {
    return entries.size();
  }

  /**
   * Takes the known findings out.
   *
   * @param fileNames as in {@link #of}
   */
  public Comparison compare(List<Finding> findings, UnaryOperator<String> fileNames) {
    List<Entry> found = entries(findings, fileNames);
    List<Finding> fresh = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      if (!entries.contains(found.get(i))) {
        fresh.add(findings.get(i));
      }
    }
    int known = findings.size() - fresh.size();
    return new Comparison(List.copyOf(fresh), known, entries.size() - known);
  }

  /** The file, with one entry a line so that changes are easy to review. */
  public String toJson() {
    StringBuilder json = new StringBuilder();
    json.append("{\"version\": ").append(VERSION).append(", \"tool\": \"fasync-lens\",");
    json.append(" \"findings\": [");
    String separator = "\n";
    for (Entry entry : new TreeSet<>(entries)) {
      json.append(separator).append(line(entry));
      separator = ",\n";
    }
    return json.append("\n]}\n").toString();
  }

  private static String line(Entry entry) {
    StringWriter line = new StringWriter();
    try (JsonWriter json = new JsonWriter(line)) {
      json.beginObject();
      json.name("file").value(entry.file);
      json.name("rule").value(entry.rule);
      json.name("hash").value(entry.hash);
      json.name("occurrence").value(entry.occurrence);
      json.endObject();
    } catch (IOException e) {
      throw new IllegalStateException(e); // a StringWriter has no I/O
    }
    return line.toString();
  }

  /** One entry a finding, in the order of the findings. */
  private static List<Entry> entries(
      Collection<Finding> findings, UnaryOperator<String> fileNames) {
    Map<Entry, Integer> alike = new HashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Finding finding : findings) {
      Place place = finding.place();
      String file = fileNames.apply(place.text().name());
      Entry first = new Entry(file, finding.rule().id(), hash(place), 0);
      int occurrence = alike.merge(first, 1, Integer::sum) - 1;
      entries.add(new Entry(first.file, first.rule, first.hash, occurrence));
    }
    return entries;
  }

  private static String hash(Place place) {
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

  private static final class Reader {
    private final SourceText text;

    Reader(SourceText text) {
      this.text = text;
    }

    Baseline read(Json top) throws FormatException {
      Map<String, Json> members = members(top);
      if (!(members.get("version") instanceof Json.Numeral version)
          || !version.digits().equals(String.valueOf(VERSION))) {
        throw error(top, "not a baseline of version " + VERSION);
      }
      if (!(members.get("findings") instanceof Json.Sequence findings)) {
        throw error(top, "not a baseline: it has no list of findings");
      }
      Set<Entry> entries = new HashSet<>();
      for (Json item : findings.items()) {
        entries.add(entry(item));
      }
      return new Baseline(entries);
    }

    private Entry entry(Json item) throws FormatException {
      Map<String, Json> members = members(item);
      if (members.get("file") instanceof Json.Text file
          && members.get("rule") instanceof Json.Text rule
          && members.get("hash") instanceof Json.Text hash
          && members.get("occurrence") instanceof Json.Numeral occurrence) {
        try {
          return new Entry(
              file.value(), rule.value(), hash.value(), Integer.parseInt(occurrence.digits()));
        } catch (NumberFormatException e) {
          throw error(occurrence, "occurrence is not a small whole number");
        }
      }
      throw error(item, "an entry needs file, rule, hash and occurrence");
    }

    private Map<String, Json> members(Json value) throws FormatException {
      if (!(value instanceof Json.Dictionary dictionary)) {
        throw error(value, "expected an object, found " + value.kind());
      }
      Map<String, Json> members = new HashMap<>();
      for (Json.Member member : dictionary.members()) {
        members.put(member.key().value(), member.value());
      }
      return members;
    }

    private FormatException error(Json value, String message) {
      return new FormatException(new Place(text, value.span()), message);
    }
  }
}
