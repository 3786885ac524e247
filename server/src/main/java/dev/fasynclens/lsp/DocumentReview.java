package dev.fasynclens.lsp;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.ReviewResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found in an open document.
 *
 * @param document the text that was reviewed, with its version
 * @param result what was found
 * @param known those of the findings that the baseline knows, by identity
 * @param module the files in view, for who wants facts about the same text; empty if the document
 *     could not be read, or nobody wants to hear about it
 * @param stamp which state of the workspace this was
 */
record DocumentReview(
    Documents.Document document,
    ReviewResult result,
    Set<Finding> known,
    Optional<DriverModule> module,
    long stamp) {

  List<Finding> findings() {
    return result.findings();
  }

  /** The findings that are not known. */
  List<Finding> fresh() {
    return findings().stream().filter(finding -> !known.contains(finding)).toList();
  }

  /** The text with what is known of it, for who explains it; empty if it could not be read. */
  Optional<Examined> examined(TargetKernels target) {
    return module.flatMap(
        linked ->
            linked.files().stream()
                .filter(file -> file.source().equals(document.text()))
                .findFirst()
                .map(file -> new Examined(document, linked, file, target)));
  }

  /** Names of the files that the result may depend on. */
  Set<String> inView() {
    return module
        .map(linked -> linked.files().stream().map(CFile::name).collect(Collectors.toSet()))
        .orElse(Set.of());
  }
}
