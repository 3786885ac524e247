package dev.fasynclens.lsp;

import com.google.gson.JsonObject;
import dev.fasynclens.review.ConfigurationProblem;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.RuleInfo;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
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
  private static final String PARTLY_READ = "partly-read";
  private static final String UNREAD = "This could not be parsed and may hide mistakes.";
  private static final Range START = new Range(new Position(0, 0), new Position(0, 0));
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
      boolean here = problem.file().equals(review.document().name());
      boolean matters = problem.kind() != Problem.Kind.PARTLY_READ || mentionsFasync(review);
      if (here && matters) {
        diagnostics.addAll(of(problem));
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

  /** What cannot be parsed elsewhere is for other tools to tell. */
  private static boolean mentionsFasync(DocumentReview review) {
    return review.document().text().indexOf(Workspace.WORD, 0) >= 0;
  }

  /** What kept a file from being examined as it should; nothing for a defect of this program. */
  List<Diagnostic> of(Problem problem) {
    return switch (problem.kind()) {
      case NOT_EXAMINED ->
          List.of(problem(START, "This file was not examined: it " + problem.message() + "."));
      case PARTLY_READ -> {
        List<Diagnostic> all = new ArrayList<>();
        problem
            .places()
            .forEach(place -> all.add(problem(positions.range(firstLine(place)), UNREAD)));
        if (all.isEmpty()) {
          all.add(problem(START, "This file " + problem.message() + "."));
        }
        all.forEach(diagnostic -> diagnostic.setCode(PARTLY_READ));
        yield all;
      }
      case INTERNAL -> List.of();
    };
  }

  /** As much of a place as stands on its first line. */
  private static Place firstLine(Place place) {
    SourceText text = place.text();
    int end = text.lineSpan(text.lineAt(place.span().start())).end();
    int start = place.span().start();
    return Place.of(text, start, Math.max(start, Math.min(end, place.span().end())));
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

  private static Diagnostic problem(Range range, String message) {
    Diagnostic diagnostic = new Diagnostic();
    diagnostic.setRange(range);
    diagnostic.setSeverity(DiagnosticSeverity.Information);
    diagnostic.setSource(SOURCE);
    diagnostic.setMessage(message);
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
