package dev.fasynclens.eclipse.document;

import dev.fasynclens.eclipse.server.LensHost;
import dev.fasynclens.eclipse.server.Session;
import java.util.List;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;

/** A document that the server follows. All on the thread of the workbench. */
public final class OpenDocument implements IDocumentListener {
  private static final String LANGUAGE = "c";

  private final LensHost host;
  private final String uri;
  private final IDocument document;
  private final IAnnotationModel annotations;
  private int version;
  private Range changing;
  private Session told;
  private boolean closed;

  OpenDocument(LensHost host, String uri, IDocument document, IAnnotationModel annotations) {
    this.host = host;
    this.uri = uri;
    this.document = document;
    this.annotations = annotations;
    document.addPrenotifiedDocumentListener(this);
  }

  /** Its name in the protocol. */
  public String uri() {
    return uri;
  }

  /** The text. */
  public IDocument document() {
    return document;
  }

  /** What is marked in it; null if nothing can be. */
  public IAnnotationModel annotations() {
    return annotations;
  }

  /** The version that was told last. */
  public int version() {
    return version;
  }

  /** Tells a server the whole text, once. */
  void open(Session session) {
    if (closed || told == session) {
      return;
    }
    told = session;
    TextDocumentItem item = new TextDocumentItem(uri, LANGUAGE, ++version, document.get());
    session.tell(
        server -> server.getTextDocumentService().didOpen(new DidOpenTextDocumentParams(item)));
  }

  void saved() {
    if (told != null) {
      host.tell(
          server ->
              server
                  .getTextDocumentService()
                  .didSave(new DidSaveTextDocumentParams(new TextDocumentIdentifier(uri))));
    }
  }

  void close() {
    closed = true;
    document.removePrenotifiedDocumentListener(this);
    if (told != null) {
      host.tell(
          server ->
              server
                  .getTextDocumentService()
                  .didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(uri))));
    }
  }

  @Override
  public void documentAboutToBeChanged(DocumentEvent event) {
    changing = null;
    try {
      changing = Positions.range(document, event.getOffset(), event.getLength());
    } catch (BadLocationException e) {
      ILog.get().warn("A change has no place; the whole text is sent.", e);
    }
  }

  @Override
  public void documentChanged(DocumentEvent event) {
    if (told == null) {
      return;
    }
    TextDocumentContentChangeEvent change =
        changing == null
            ? new TextDocumentContentChangeEvent(document.get())
            : new TextDocumentContentChangeEvent(
                changing, event.getText() == null ? "" : event.getText());
    DidChangeTextDocumentParams params =
        new DidChangeTextDocumentParams(
            new VersionedTextDocumentIdentifier(uri, ++version), List.of(change));
    host.tell(server -> server.getTextDocumentService().didChange(params));
  }
}
