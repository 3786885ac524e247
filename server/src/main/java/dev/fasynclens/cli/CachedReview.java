package dev.fasynclens.cli;

import dev.fasynclens.cache.ReadFiles;
import dev.fasynclens.cache.ReviewKey;
import dev.fasynclens.cache.StoredReview;
import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reviews what was not reviewed before, and remembers the rest. */
final class CachedReview implements Review {
  private final Review review;
  private final ReviewCache cache;
  private final String program;
  private final Consumer<String> complain;
  private boolean complained;

  /**
   * @param program what tells this build from all others
   * @param complain is told once if results cannot be kept
   */
  CachedReview(Review review, ReviewCache cache, String program, Consumer<String> complain) {
    this.review = review;
    this.cache = cache;
    this.program = program;
    this.complain = complain;
  }

  @Override
  public ReviewResult review(
      RuleCatalog catalog,
      SourceFiles files,
      Function<String, Configuration> configurationOf,
      int jobs,
      List<SourceText> texts,
      List<SourceText> beside) {
    String key = ReviewKey.of(program, configurationOf, texts, beside);
    List<SourceText> given = new ArrayList<>(texts);
    given.addAll(beside);
    Optional<ReviewResult> known =
        cache
            .read(key)
            .flatMap(
                bytes -> StoredReview.read(bytes, key, given, files, configurationOf, catalog));
    if (known.isPresent()) {
      return known.get();
    }
    ReadFiles read = new ReadFiles(files, configurationOf);
    ReviewResult result = review.review(catalog, read, read::configurationOf, jobs, texts, beside);
    if (result.repeatable()) {
      try {
        cache.write(key, StoredReview.write(key, read, result));
      } catch (IOException e) {
        if (!complained) {
          complain.accept(cache.complaint(e));
        }
        complained = true;
      }
    }
    return result;
  }
}
