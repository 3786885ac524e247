package dev.fasynclens.cli;

import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.util.List;
import java.util.function.Function;

/** Checks texts. A seam: tests of the command line bring their own findings. */
interface Review {
  /**
   * Reviews texts with what may be read beside them.
   *
   * @param beside texts that are looked at together with them, but reported by other runs
   */
  ReviewResult review(
      RuleCatalog catalog,
      SourceFiles files,
      Function<String, Configuration> configurationOf,
      int jobs,
      List<SourceText> texts,
      List<SourceText> beside);
}
