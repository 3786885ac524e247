package dev.fasynclens.review;

import com.google.gson.stream.JsonWriter;
import dev.fasynclens.json.Json;
import dev.fasynclens.json.JsonParser;
import dev.fasynclens.json.JsonSyntaxException;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
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
import java.util.function.Predicate;
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

  private final Set<Fingerprint> entries;

  private Baseline(Set<Fingerprint> entries) {
    this.entries = entries;
  }

  /**
   * Findings with the known ones taken out.
   *
   * @param fresh what is new, in the order given
   * @param known what was in the baseline, in the order given
   * @param stale how many entries of the baseline met no finding
   */
  public record Comparison(List<Finding> fresh, List<Finding> known, int stale) {}

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
    return new Baseline(new TreeSet<>(Fingerprint.of(findings, fileNames)));
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
    List<Fingerprint> found = Fingerprint.of(findings, fileNames);
    List<Finding> fresh = new ArrayList<>();
    List<Finding> known = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      (entries.contains(found.get(i)) ? known : fresh).add(findings.get(i));
    }
    return new Comparison(List.copyOf(fresh), List.copyOf(known), entries.size() - known.size());
  }

  /**
   * What is left without the entries that no finding meets any more. Nothing is added.
   *
   * @param fileNames as in {@link #of}
   * @param looked whether all findings of a file, by the name in the baseline, are among these
   */
  public Baseline without(
      Collection<Finding> findings, UnaryOperator<String> fileNames, Predicate<String> looked) {
    Set<Fingerprint> found = new HashSet<>(Fingerprint.of(findings, fileNames));
    Set<Fingerprint> left = new HashSet<>();
    for (Fingerprint entry : entries) {
      if (found.contains(entry) || !looked.test(entry.file())) {
        left.add(entry);
      }
    }
    return new Baseline(left);
  }

  /** The file, with one entry a line so that changes are easy to review. */
  public String toJson() {
    StringBuilder json = new StringBuilder();
    json.append("{\"version\": ").append(VERSION).append(", \"tool\": \"fasync-lens\",");
    json.append(" \"findings\": [");
    String separator = "\n";
    for (Fingerprint entry : new TreeSet<>(entries)) {
      json.append(separator).append(line(entry));
      separator = ",\n";
    }
    return json.append("\n]}\n").toString();
  }

  private static String line(Fingerprint entry) {
    StringWriter line = new StringWriter();
    try (JsonWriter json = new JsonWriter(line)) {
      json.beginObject();
      json.name("file").value(entry.file());
      json.name("rule").value(entry.rule());
      json.name("hash").value(entry.context());
      json.name("occurrence").value(entry.occurrence());
      json.endObject();
    } catch (IOException e) {
      throw new IllegalStateException(e); // a StringWriter has no I/O
    }
    return line.toString();
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
      Set<Fingerprint> entries = new HashSet<>();
      for (Json item : findings.items()) {
        entries.add(entry(item));
      }
      return new Baseline(entries);
    }

    private Fingerprint entry(Json item) throws FormatException {
      Map<String, Json> members = members(item);
      if (members.get("file") instanceof Json.Text file
          && members.get("rule") instanceof Json.Text rule
          && members.get("hash") instanceof Json.Text hash
          && members.get("occurrence") instanceof Json.Numeral occurrence) {
        try {
          return new Fingerprint(
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
