package dev.fasynclens.lsp;

import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.TextEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;

/** The texts that are open in the editor, as they are there. Any thread may ask. */
final class Documents {
  private final Map<String, Document> byName = new LinkedHashMap<>();
  private final AtomicLong edits = new AtomicLong();

  /**
   * An open text.
   *
   * @param uri what the client calls it
   * @param language what the client says it is
   * @param version the client's number
   * @param text its content; a new one for every change
   */
  record Document(String uri, String language, int version, SourceText text) {
    String name() {
      return text.name();
    }

    /** Whether it is C, by its name or by what the client says. */
    boolean isSource() {
      return DiskFiles.isSource(name()) || language.equals("c");
    }
  }

  /** Counts what happened to any document, so that others can tell whether anything did. */
  long edits() {
    return edits.get();
  }

  /** Opens a document, or opens it anew. */
  synchronized Document open(String uri, String language, int version, String text) {
    String name = DocumentUris.nameOf(uri);
    return put(new Document(uri, language, version, SourceText.of(name, text)));
  }

  /**
   * Changes a document, one change after the other as they come; empty if it is not open. Versions
   * are the client's business: what counts is the order on the stream.
   */
  synchronized Optional<Document> change(
      String uri, int version, List<TextDocumentContentChangeEvent> changes, Positions positions) {
    Document before = byName.get(DocumentUris.nameOf(uri));
    if (before == null) {
      return Optional.empty();
    }
    SourceText text = before.text();
    for (TextDocumentContentChangeEvent change : changes) {
      Range range = change.getRange();
      String replacement = change.getText() == null ? "" : change.getText();
      text =
          range == null
              ? SourceText.of(text.name(), replacement)
              : text.with(new TextEdit(positions.span(text, range), replacement));
    }
    return Optional.of(put(new Document(before.uri(), before.language(), version, text)));
  }

  /** Closes a document; empty if it is not open. */
  synchronized Optional<Document> close(String uri) {
    Document closed = byName.remove(DocumentUris.nameOf(uri));
    edits.incrementAndGet();
    return Optional.ofNullable(closed);
  }

  /** The open document with a name. */
  synchronized Optional<Document> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All open documents, in the order in which they were opened. */
  synchronized List<Document> all() {
    return new ArrayList<>(byName.values());
  }

  /** What the client calls a file. */
  String uriOf(String name) {
    return named(name).map(Document::uri).orElseGet(() -> DocumentUris.uriOf(name));
  }

  /** Whether a document is as it was. */
  boolean isCurrent(Document document) {
    return named(document.name()).filter(d -> d.text().equals(document.text())).isPresent();
  }

  private Document put(Document document) {
    byName.put(document.name(), document);
    edits.incrementAndGet();
    return document;
  }
}
