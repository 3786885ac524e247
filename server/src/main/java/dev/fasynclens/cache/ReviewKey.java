package dev.fasynclens.cache;

import dev.fasynclens.review.Configuration;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Definitions;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The name of a review: a hash of the program, the texts and what is configured for each of them.
 * What the review reads beside the given texts is not known before; {@link ReadFiles} is about
 * that.
 */
public final class ReviewKey {
  private ReviewKey() {}

  /**
   * The name, which can be that of a file.
   *
   * @param program what tells this build of the program from all others
   * @param texts that findings are wanted for
   * @param beside that are looked at together with them
   */
  public static String of(
      String program,
      Function<String, Configuration> configurationOf,
      List<SourceText> texts,
      List<SourceText> beside) {
    Digest digest = new Digest().add(program).add(StoredReview.FORMAT);
    Map<Definitions, byte[]> definitions = new HashMap<>(); // large, and the same for most files
    for (List<SourceText> given : List.of(texts, beside)) {
      digest.add(given.size());
      for (SourceText text : given) {
        digest.add(text.name()).add(text);
        add(configurationOf.apply(text.name()), definitions, digest);
      }
    }
    return HexFormat.of().formatHex(digest.finish());
  }

  /** What tells a configuration from others. */
  static byte[] hash(Configuration configuration) {
    Digest digest = new Digest();
    add(configuration, new HashMap<>(), digest);
    return digest.finish();
  }

  private static void add(
      Configuration configuration, Map<Definitions, byte[]> definitions, Digest digest) {
    digest.add(configuration.target().toString());
    addSorted(configuration.severities(), digest);
    digest.add(configuration.registering());
    digest.add(configuration.notifying());
    addSorted(configuration.wrappers(), digest);
    digest.add(
        definitions.computeIfAbsent(
            configuration.definitions(), each -> new Digest().add(each.toString()).finish()));
  }

  private static void addSorted(Map<String, ?> values, Digest digest) {
    digest.add(values.size());
    new TreeMap<>(values).forEach((name, value) -> digest.add(name).add(value.toString()));
  }
}
