package dev.fasynclens.eclipse.document;

import dev.fasynclens.eclipse.server.LensHost;
import dev.fasynclens.eclipse.server.ServerListener;
import dev.fasynclens.eclipse.server.Session;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.IFileBuffer;
import org.eclipse.core.filebuffers.IFileBufferListener;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.filebuffers.ITextFileBufferManager;
import org.eclipse.core.runtime.IPath;
import org.eclipse.jface.text.IDocument;
import org.eclipse.swt.widgets.Display;

/**
 * The C files that are open, in whatever editor: what editors share is the buffer of the file, so
 * that is what is followed. A first C file starts the server.
 */
public final class OpenDocuments implements IFileBufferListener, ServerListener {
  private final LensHost host;
  private final Display display;
  private final Map<IDocument, OpenDocument> open = new ConcurrentHashMap<>();

  /** Follows nothing yet. */
  public OpenDocuments(LensHost host, Display display) {
    this.host = host;
    this.display = display;
  }

  /** Follows what is open and what will be. */
  public void begin() {
    ITextFileBufferManager manager = FileBuffers.getTextFileBufferManager();
    manager.addFileBufferListener(this);
    for (IFileBuffer buffer : manager.getFileBuffers()) {
      bufferCreated(buffer);
    }
    for (IFileBuffer buffer : manager.getFileStoreFileBuffers()) {
      bufferCreated(buffer);
    }
  }

  /** Follows nothing any more. */
  public void end() {
    FileBuffers.getTextFileBufferManager().removeFileBufferListener(this);
    open.values().forEach(OpenDocument::close);
    open.clear();
  }

  /** The one with this text. */
  public Optional<OpenDocument> of(IDocument document) {
    return document == null ? Optional.empty() : Optional.ofNullable(open.get(document));
  }

  /** The one that is this file. */
  public Optional<OpenDocument> named(String uri) {
    return open.values().stream().filter(each -> each.uri().equals(uri)).findFirst();
  }

  /** All of them. */
  public Collection<OpenDocument> all() {
    return open.values();
  }

  /** Whether the server reviews files of this name. */
  public static boolean isReviewed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".c") || lower.endsWith(".h");
  }

  @Override
  public void started(Session session) {
    open.values().forEach(each -> each.open(session));
  }

  @Override
  public void stopped() {
    // whoever starts the next server is told everything
  }

  @Override
  public void bufferCreated(IFileBuffer buffer) {
    Optional<String> uri = Uris.of(buffer);
    if (!(buffer instanceof ITextFileBuffer text)
        || uri.filter(OpenDocuments::isReviewed).isEmpty()) {
      return;
    }
    onWorkbench(
        () -> {
          if (text.getDocument() == null || open.containsKey(text.getDocument())) {
            return;
          }
          OpenDocument document =
              new OpenDocument(host, uri.get(), text.getDocument(), text.getAnnotationModel());
          open.put(text.getDocument(), document);
          host.session().thenAccept(session -> onWorkbench(() -> document.open(session)));
        });
  }

  @Override
  public void bufferDisposed(IFileBuffer buffer) {
    if (buffer instanceof ITextFileBuffer text && text.getDocument() != null) {
      IDocument document = text.getDocument();
      onWorkbench(
          () -> {
            OpenDocument closed = open.remove(document);
            if (closed != null) {
              closed.close();
            }
          });
    }
  }

  @Override
  public void dirtyStateChanged(IFileBuffer buffer, boolean isDirty) {
    if (!isDirty && buffer instanceof ITextFileBuffer text) {
      of(text.getDocument()).ifPresent(OpenDocument::saved);
    }
  }

  private void onWorkbench(Runnable action) {
    if (display.isDisposed()) {
      return;
    }
    if (Display.getCurrent() == display) {
      action.run();
    } else {
      display.asyncExec(action);
    }
  }

  @Override
  public void bufferContentAboutToBeReplaced(IFileBuffer buffer) {
    // the document tells it
  }

  @Override
  public void bufferContentReplaced(IFileBuffer buffer) {
    // the document tells it
  }

  @Override
  public void stateChanging(IFileBuffer buffer) {
    // of no interest
  }

  @Override
  public void stateValidationChanged(IFileBuffer buffer, boolean isStateValidated) {
    // of no interest
  }

  @Override
  public void underlyingFileMoved(IFileBuffer buffer, IPath path) {
    // editors close the old buffer and open a new one
  }

  @Override
  public void underlyingFileDeleted(IFileBuffer buffer) {
    // editors close the buffer
  }

  @Override
  public void stateChangeFailed(IFileBuffer buffer) {
    // of no interest
  }
}
