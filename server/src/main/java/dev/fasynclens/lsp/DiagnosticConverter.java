package dev.fasynclens.lsp;

import com.google.gson.JsonObject;
import dev.fasynclens.review.ConfigurationProblem;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.RuleInfo;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** Says findings as diagnostics. */
final class DiagnosticConverter {
  static final String SOURCE = "fasync-lens";
  private static final String UNUSED_SUPPRESSION = "FA901";
  private static final String INVALID_CONFIGURATION = "FA902";

  private final RuleCatalog catalog;
  private final Documents documents;
  private final Client client;
  private final Positions positions;
  private final Optional<Path> pages;

  DiagnosticConverter(
      RuleCatalog catalog,
      Documents documents,
      Client client,
      Positions positions,
      Optional<Path> pages) {
    this.catalog = catalog;
    this.documents = documents;
    this.client = client;
    this.positions = positions;
    this.pages = pages.filter(Files::isDirectory);
  }

  /** All that is to be said about a document. */
  List<Diagnostic> of(DocumentReview review) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Problem problem : review.result().problems()) {
      if (problem.kind() == Problem.Kind.NOT_EXAMINED
          && problem.file().equals(review.document().name())) {
        diagnostics.add(unexamined(problem));
      }
    }
    for (Finding finding : review.findings()) {
      diagnostics.add(of(finding, review.known().contains(finding)));
    }
    return diagnostics;
  }

  /**
   * One finding.
   *
   * @param known whether the baseline has it: then it is only hinted at
   */
  Diagnostic of(Finding finding, boolean known) {
    RuleInfo rule = finding.rule();
    Diagnostic diagnostic = new Diagnostic();
    diagnostic.setRange(positions.range(finding.place()));
    diagnostic.setSeverity(known ? DiagnosticSeverity.Hint : severity(finding.severity()));
    diagnostic.setMessage(finding.fullMessage());
    describe(diagnostic, rule);
    if (rule.id().equals(UNUSED_SUPPRESSION) && client.showsTag(DiagnosticTag.Unnecessary)) {
      diagnostic.setTags(List.of(DiagnosticTag.Unnecessary));
    }
    if (!finding.related().isEmpty() && client.showsRelatedInformation()) {
      diagnostic.setRelatedInformation(
          finding.related().stream()
              .map(
                  related ->
                      new DiagnosticRelatedInformation(
                          location(related.place()), related.message()))
              .toList());
    }
    JsonObject data = new JsonObject();
    data.addProperty("rule", rule.id());
    data.addProperty("name", rule.name());
    data.addProperty("fixes", finding.fixes().size());
    data.addProperty("known", known);
    diagnostic.setData(data);
    return diagnostic;
  }

  /** A mistake in a configuration file. */
  Diagnostic of(ConfigurationProblem problem) {
    Diagnostic diagnostic = new Diagnostic();
    diagnostic.setRange(positions.range(problem.place()));
    diagnostic.setSeverity(DiagnosticSeverity.Error);
    diagnostic.setMessage(problem.message());
    catalog.info(INVALID_CONFIGURATION).ifPresent(rule -> describe(diagnostic, rule));
    return diagnostic;
  }

  /** The place of something, as the client finds it. */
  Location location(Place place) {
    return new Location(documents.uriOf(place.text().name()), positions.range(place));
  }

  private static Diagnostic unexamined(Problem problem) {
    Diagnostic diagnostic = new Diagnostic();
    diagnostic.setRange(new Range(new Position(0, 0), new Position(0, 0)));
    diagnostic.setSeverity(DiagnosticSeverity.Information);
    diagnostic.setSource(SOURCE);
    diagnostic.setMessage("This file was not examined: it " + problem.message() + ".");
    return diagnostic;
  }

  private void describe(Diagnostic diagnostic, RuleInfo rule) {
    diagnostic.setSource(SOURCE);
    diagnostic.setCode(rule.id());
    pages
        .map(folder -> folder.resolve(rule.id()).resolve("README.md"))
        .map(page -> page.toString().replace('\\', '/'))
        .ifPresent(
            page ->
                diagnostic.setCodeDescription(
                    new DiagnosticCodeDescription(DocumentUris.uriOf(page))));
  }

  private static DiagnosticSeverity severity(Severity severity) {
    return switch (severity) {
      case ERROR -> DiagnosticSeverity.Error;
      case WARNING -> DiagnosticSeverity.Warning;
      case INFO -> DiagnosticSeverity.Information;
    };
  }
}
