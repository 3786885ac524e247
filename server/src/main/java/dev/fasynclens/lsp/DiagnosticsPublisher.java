package dev.fasynclens.lsp;

import dev.fasynclens.project.ConfigurationLookup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PublishDiagnosticsParams;

/**
 * Sends diagnostics to clients that do not ask for them. Of a document that was edited they are
 * sent for each version; otherwise only when they changed.
 */
final class DiagnosticsPublisher {
  private final Client client;
  private final Projects projects;
  private final Documents documents;
  private final DiagnosticConverter converter;
  private final ConfigurationDiagnostics configurations;
  private final Map<String, Sent> sent = new HashMap<>();
  private final Set<String> misconfigured = new HashSet<>();

  private record Sent(int version, String resultId) {}

  DiagnosticsPublisher(
      Client client,
      Projects projects,
      Documents documents,
      DiagnosticConverter converter,
      ConfigurationDiagnostics configurations) {
    this.client = client;
    this.projects = projects;
    this.documents = documents;
    this.converter = converter;
    this.configurations = configurations;
  }

  /** A document was reviewed. */
  synchronized void publish(DocumentReview review) {
    Documents.Document document = review.document();
    if (documents.named(document.name()).isPresent()) {
      send(document, converter.of(review));
    }
    publishMistakes();
  }

  /** A configuration file was opened or edited. */
  synchronized void publishConfiguration(Documents.Document document) {
    send(document, configurations.of(document.text()));
  }

  /** A document was closed. */
  synchronized void clear(Documents.Document document) {
    sent.remove(document.name());
    misconfigured.remove(document.name());
    client.publish(new PublishDiagnosticsParams(document.uri(), List.of()));
  }

  private void send(Documents.Document document, List<Diagnostic> diagnostics) {
    Sent now = new Sent(document.version(), ResultId.of(diagnostics));
    if (!now.equals(sent.put(document.name(), now))) {
      client.publish(new PublishDiagnosticsParams(document.uri(), diagnostics, document.version()));
    }
  }

  /** Mistakes in configuration files that nobody has open, but that count for something open. */
  private void publishMistakes() {
    Map<String, List<Diagnostic>> now = new TreeMap<>();
    for (ConfigurationLookup.Mistake mistake : projects.mistakes()) {
      if (documents.named(mistake.file()).isEmpty()) {
        now.computeIfAbsent(mistake.file(), _ -> new java.util.ArrayList<>())
            .add(configurations.of(mistake));
      }
    }
    for (Map.Entry<String, List<Diagnostic>> file : now.entrySet()) {
      Sent state = new Sent(0, ResultId.of(file.getValue()));
      if (!state.equals(sent.put(file.getKey(), state))) {
        client.publish(
            new PublishDiagnosticsParams(DocumentUris.uriOf(file.getKey()), file.getValue()));
      }
    }
    for (String file : Set.copyOf(misconfigured)) {
      if (!now.containsKey(file) && documents.named(file).isEmpty()) {
        misconfigured.remove(file);
        sent.remove(file);
        client.publish(new PublishDiagnosticsParams(DocumentUris.uriOf(file), List.of()));
      }
    }
    misconfigured.addAll(now.keySet());
  }
}
