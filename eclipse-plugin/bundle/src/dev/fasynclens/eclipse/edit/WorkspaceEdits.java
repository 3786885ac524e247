package dev.fasynclens.eclipse.edit;

import dev.fasynclens.eclipse.document.OpenDocument;
import dev.fasynclens.eclipse.document.OpenDocuments;
import dev.fasynclens.eclipse.document.Uris;
import dev.fasynclens.eclipse.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.ltk.core.refactoring.CompositeChange;
import org.eclipse.ltk.core.refactoring.DocumentChange;
import org.eclipse.ltk.core.refactoring.PerformChangeOperation;
import org.eclipse.ltk.core.refactoring.RefactoringCore;
import org.eclipse.ltk.core.refactoring.TextChange;
import org.eclipse.ltk.core.refactoring.TextFileChange;
import org.eclipse.osgi.util.NLS;
import org.eclipse.text.edits.MalformedTreeException;
import org.eclipse.text.undo.DocumentUndoManagerRegistry;
import org.eclipse.text.undo.IDocumentUndoManager;

/** Makes edits of the server, in open texts and in files, as one step that can be undone. */
public final class WorkspaceEdits {
  private final OpenDocuments documents;

  /** Edits these and all that is not open. */
  public WorkspaceEdits(OpenDocuments documents) {
    this.documents = documents;
  }

  /** An edit cannot be made as it was meant. Nothing was changed. */
  public static final class EditRefused extends Exception {
    private static final long serialVersionUID = 1L;

    EditRefused(String reason, Throwable cause) {
      super(reason, cause);
    }
  }

  /** Makes an edit; on the thread of the workbench. */
  public void make(WorkspaceEdit edit, String name) throws EditRefused {
    List<IDocument> open = new ArrayList<>();
    CompositeChange whole = new CompositeChange(name);
    whole.markAsSynthetic();
    try {
      for (Map.Entry<String, EditedFiles.Edited> each : EditedFiles.of(edit).files().entrySet()) {
        documents.named(each.getKey()).map(OpenDocument::document).ifPresent(open::add);
        add(whole, each.getKey(), each.getValue());
      }
      perform(whole, open);
    } catch (BadLocationException
        | MalformedTreeException
        | IllegalArgumentException
        | CoreException e) {
      throw new EditRefused(NLS.bind(Words.editRefused, e.getMessage()), e);
    }
  }

  private void add(CompositeChange whole, String uri, EditedFiles.Edited edited)
      throws EditRefused, BadLocationException, CoreException {
    Optional<OpenDocument> open = documents.named(uri);
    if (edited.version() != null
        && open.map(OpenDocument::version).filter(v -> !v.equals(edited.version())).isPresent()) {
      throw new EditRefused(Words.textChanged, null);
    }
    if (edited.created()) {
      whole.add(created(uri, edited.edits()));
      return;
    }
    IFile[] files = Uris.files(uri);
    TextChange change;
    IDocument document;
    if (files.length > 0) {
      TextFileChange inFile = new TextFileChange(whole.getName(), files[0]);
      inFile.setSaveMode(open.isPresent() ? TextFileChange.LEAVE_DIRTY : TextFileChange.FORCE_SAVE);
      document = inFile.getCurrentDocument(new NullProgressMonitor());
      change = inFile;
    } else if (open.isPresent()) {
      document = open.get().document();
      change = new DocumentChange(whole.getName(), document);
    } else {
      throw new EditRefused(NLS.bind(Words.outsideWorkspace, uri), null);
    }
    change.setEdit(TextEdits.of(document, edited.edits()));
    whole.add(change);
  }

  private static NewFile created(String uri, List<TextEdit> edits) throws EditRefused {
    IFile[] files = Uris.files(uri);
    if (files.length == 0) {
      throw new EditRefused(NLS.bind(Words.outsideWorkspace, uri), null);
    }
    StringBuilder content = new StringBuilder();
    edits.forEach(edit -> content.append(edit.getNewText()));
    return new NewFile(files[0], content.toString());
  }

  private static void perform(CompositeChange whole, List<IDocument> open)
      throws CoreException, EditRefused {
    if (whole.getChildren().length == 0) {
      return;
    }
    List<IDocumentUndoManager> undo = new ArrayList<>();
    for (IDocument document : open) {
      IDocumentUndoManager manager = DocumentUndoManagerRegistry.getDocumentUndoManager(document);
      if (manager != null) {
        undo.add(manager);
      }
    }
    undo.forEach(IDocumentUndoManager::beginCompoundChange);
    try {
      PerformChangeOperation operation = new PerformChangeOperation(whole);
      operation.setUndoManager(RefactoringCore.getUndoManager(), whole.getName());
      whole.initializeValidationData(new NullProgressMonitor());
      ResourcesPlugin.getWorkspace().run(operation, new NullProgressMonitor());
      if (operation.getConditionCheckingStatus() != null
          && operation.getConditionCheckingStatus().hasFatalError()) {
        throw new EditRefused(
            operation
                .getConditionCheckingStatus()
                .getMessageMatchingSeverity(
                    org.eclipse.ltk.core.refactoring.RefactoringStatus.FATAL),
            null);
      }
    } finally {
      undo.forEach(IDocumentUndoManager::endCompoundChange);
    }
  }
}
