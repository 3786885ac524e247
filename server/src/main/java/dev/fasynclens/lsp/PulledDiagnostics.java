package dev.fasynclens.lsp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedUnchangedDocumentDiagnosticReport;
import org.jspecify.annotations.Nullable;

/** Answers {@code textDocument/diagnostic}. */
final class PulledDiagnostics {
  private final Documents documents;
  private final Reviews reviews;
  private final DiagnosticConverter converter;
  private final ConfigurationDiagnostics configurations;

  PulledDiagnostics(
      Documents documents,
      Reviews reviews,
      DiagnosticConverter converter,
      ConfigurationDiagnostics configurations) {
    this.documents = documents;
    this.reviews = reviews;
    this.converter = converter;
    this.configurations = configurations;
  }

  CompletableFuture<DocumentDiagnosticReport> answer(DocumentDiagnosticParams asked) {
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    String previous = asked.getPreviousResultId();
    Optional<Documents.Document> document = documents.named(name);
    if (document.isPresent() && ConfigurationDiagnostics.isConfiguration(name)) {
      return CompletableFuture.completedFuture(
          report(configurations.of(document.get().text()), previous));
    }
    return reviews.ask(
        name, review -> report(converter.of(review), previous), report(List.of(), previous));
  }

  private static DocumentDiagnosticReport report(
      List<Diagnostic> diagnostics, @Nullable String previous) {
    String id = ResultId.of(diagnostics);
    if (id.equals(previous)) {
      return new DocumentDiagnosticReport(new RelatedUnchangedDocumentDiagnosticReport(id));
    }
    RelatedFullDocumentDiagnosticReport full = new RelatedFullDocumentDiagnosticReport(diagnostics);
    full.setResultId(id);
    return new DocumentDiagnosticReport(full);
  }
}
