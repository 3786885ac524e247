package dev.fasynclens.eclipse.command;

import dev.fasynclens.eclipse.document.OpenDocuments;
import dev.fasynclens.eclipse.document.Uris;
import java.net.URI;
import java.util.Optional;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.resources.IFile;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextSelection;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IURIEditorInput;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.texteditor.ITextEditor;

/**
 * Where the user is in a C file.
 *
 * @param length of what is selected
 */
record Cursor(String uri, IDocument document, int offset, int length) {
  /** In the editor that is active; nowhere if that is none of a C file. */
  static Optional<Cursor> of(ExecutionEvent event) {
    if (HandlerUtil.getActiveEditor(event) == null) {
      return Optional.empty();
    }
    ITextEditor editor = HandlerUtil.getActiveEditor(event).getAdapter(ITextEditor.class);
    if (editor == null
        || editor.getDocumentProvider() == null
        || !(editor.getSelectionProvider().getSelection() instanceof ITextSelection selection)) {
      return Optional.empty();
    }
    IDocument document = editor.getDocumentProvider().getDocument(editor.getEditorInput());
    return uri(editor.getEditorInput())
        .filter(OpenDocuments::isReviewed)
        .filter(uri -> document != null)
        .map(uri -> new Cursor(uri, document, selection.getOffset(), selection.getLength()));
  }

  private static Optional<String> uri(IEditorInput input) {
    IFile file = input.getAdapter(IFile.class);
    URI location =
        file != null
            ? file.getLocationURI()
            : input instanceof IURIEditorInput outside ? outside.getURI() : null;
    return Optional.ofNullable(location).map(Uris::of);
  }
}
